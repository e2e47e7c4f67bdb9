"""其他规范体系: a few branches of each office as assessed in 六有一提升, by example items."""

from lib.demo import profile
from lib.demo.districts import stream
from lib.demo.standing import branch_rows
from lib.demo.timeline import Half
from lib.schema import FUNCTIONAL, TEMPORARY

FRAMEWORK = "六有一提升"
_EXAMPLE = "（示例）"  # the source names no items
_ROOM = f"有场所{_EXAMPLE}"
# Item → how likely a branch meets it in the newest period.
ITEMS = {
    _ROOM: 0.9,
    f"有制度{_EXAMPLE}": 0.86,
    f"有活动{_EXAMPLE}": 0.83,
    f"有经费{_EXAMPLE}": 0.66,
    f"有骨干{_EXAMPLE}": 0.78,
    f"有作用{_EXAMPLE}": 0.6,
    f"党建质量提升{_EXAMPLE}": 0.55,
}


def norm_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """One row per sampled branch and item; a branch without a room cannot have that item."""
    elects = [
        row
        for row in branch_rows(region_code, half)
        if row["org_kind"] == "党支部" and row["setting_form"] not in (FUNCTIONAL, TEMPORARY)
    ]
    chosen = sorted(elects, key=lambda row: stream("sample", region_code, row["name"]).random())[: profile.NORM_SAMPLE]
    names = {row["name"] for row in chosen}
    return [
        {
            "name": row["name"],
            "unit": row["unit"],
            "framework": FRAMEWORK,
            "item": item,
            "result": _result(region_code, row, item, half),
            "is_sponsored": row["is_sponsored"],
        }
        for row in elects
        if row["name"] in names
        for item in ITEMS
    ]


def _result(region_code: str, row: dict[str, object], item: str, half: Half) -> str:
    if item == _ROOM:
        return "未达标" if row["venue_relation"] == "无" else "达标"
    drawn = stream("six", region_code, row["name"], item.removesuffix(_EXAMPLE)).random()
    lean = 0.2 * profile.QUALITY[region_code] - 0.03 * (profile.NEWEST - half.index)
    return "达标" if drawn < ITEMS[item] + lean else "未达标"
