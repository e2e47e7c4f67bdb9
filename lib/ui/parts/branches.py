"""The parts of 支部设置与换届."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from lib import charts as drawing
from lib import formats
from lib.charts import Part, Target
from lib.exports import building
from lib.indicators import indicator
from lib.indicators.branches import LARGEST, least_parts
from lib.measure import Reading
from lib.ui import charts, choosing, handout, loaders, tables
from lib.ui.wording import small

_LINES = (
    Target(3, "3人可设支部"),
    Target(7, "7人应设支委会"),
    Target(LARGEST + 1, f"超{LARGEST}人"),
    Target(100, "100人以上"),
)
_RED_FROM = 100
_FORMS = {
    "branch_standalone": "单独组建",
    "branch_mixed_reported": "与在职混建",
    "branch_joint": "联合组建",
    "branch_functional": "非建制功能型",
    "branch_temporary": "临时",
}
_OVERDUE, _TERM, _EXTENSION = "逾期未换届", "任期届满", "延期届满"
_UNEXPLAINED = "未说明"
_INFOBASE = {  # reported, held by the information base, difference, difference in per cent
    "混建支部": ("branch_mixed_reported", "branch_mixed_infobase", "infobase_gap", "infobase_gap_rate"),
    "党支部": ("branch_total", "branch_total_infobase", "branch_total_gap", "branch_total_gap_rate"),
    "党员": ("member_total", "member_infobase", "member_gap", "member_gap_rate"),
    "离休干部": ("lixiu_total", "lixiu_infobase", "lixiu_gap", "lixiu_gap_rate"),
}
_LISTS = {
    "branch_over_50": f"超{LARGEST}人",
    "branch_election_overdue": "逾期未换届",
    "branch_election_due_soon": "半年内届满",
    "branch_election_extended": "已批准延期",
    "branch_secretary_vacant": "书记空缺",
    "branch_no_liaison": "未配联络员",
    "lixiu_only_branch_total": "离休干部单建",
    "branch_under_3": "不足3人",
}


def sizes() -> None:
    """How many branches of each size, with the sizes at which a rule begins."""
    found = loaders.readings(("branch_by_size",), "full_members_n")
    counts = tuple((item.group_code, item.value) for item in found if item.value and item.group_code is not None)
    if not counts:
        whole = loaders.by_key(("branch_by_size",))["branch_by_size"]
        st.info(tables.nothing_listed(whole, "所选范围内没有填报正式党员数的支部。可放宽区县或单位筛选。"))
        return
    heading = "支部规模：各人数的支部有几个"
    spec = drawing.histogram(
        counts,
        rules=_LINES,
        red_from=_RED_FROM,
        x_title="正式党员数（名）",
        y_title="支部数（个）",
    )
    charts.show(
        spec,
        "sizes",
        heading=heading,
        alt=heading,
        rows=[{"正式党员数": size, "支部数": number} for size, number in sorted(counts)],
    )


def calendar() -> None:
    """Elections month by month: overdue now, terms and extensions that end within half a year."""
    overdue = loaders.by_key(("branch_election_overdue",))["branch_election_overdue"]
    term = _by_month(loaders.readings(("branch_term_ending",), "term_end_on"))
    extension = _by_month(loaders.readings(("branch_extension_ending",), "extension_until"))
    rows = [Part("已逾期", _OVERDUE, overdue.value, formats.figure(overdue, indicator(overdue.key)))]
    for month in sorted({*term, *extension}):
        for name, held in ((_TERM, term), (_EXTENSION, extension)):
            rows.append(Part(formats.month(month), name, held[month], formats.number(held[month])))
    heading = "换届日历：已逾期的和半年内届满的"
    drawn = drawing.stacked(heading, tuple(rows), (_OVERDUE, _TERM, _EXTENSION), red=(_OVERDUE,))
    told = [{"时间": row.label, "类别": row.part, "支部数": row.value} for row in rows]
    handout.keep(heading, building.pivoted, heading, told, red=(_OVERDUE,))
    charts.show(
        drawn,
        "calendar",
        heading=heading,
        alt=f"{heading}：" + "；".join(f"{row.label}{row.part}{row.text}个" for row in rows),
        rows=told,
    )


def _by_month(found: Sequence[Reading]) -> Counter[str]:
    """Counts per day added up per month, as 2026-01."""
    months: Counter[str] = Counter()
    for item in found:
        if item.value and item.group_code is not None:
            months[f"{item.group_code:%Y-%m}"] += item.value
    return months


def elections_by_district() -> None:
    """Overdue, extended, due: in each district."""
    parts = {
        "branch_election_overdue": _OVERDUE,
        "branch_election_extended": "已批准延期",
        "branch_term_ending": "半年内届满",
    }
    charts.district_parts(parts, "elections", heading="各区县换届情况（个）", red=("branch_election_overdue",))


def forms_by_district() -> None:
    """What part each form has in the branches of a district."""
    charts.district_parts(_FORMS, "forms", heading="各区县支部设置形式（个，按占比）", share=True)


def forms_by_nature() -> None:
    """How branches are set up in units of each nature."""
    found = [item for item in loaders.readings(tuple(_FORMS), "nature") if item.value]
    if not found:
        return
    rows = tuple(
        Part(str(item.group), _FORMS[item.key], item.value, formats.figure(item, indicator(item.key))) for item in found
    )
    heading = "各类单位支部设置形式（个，按占比）"
    told = [{"单位性质": row.label, "设置形式": row.part, "支部数": row.value} for row in rows]
    handout.keep(heading, building.pivoted, heading, told, share=True)
    charts.show(
        drawing.stacked(heading, rows, tuple(_FORMS.values()), share=True),
        "natures",
        heading=heading,
        alt=heading,
        rows=told,
    )


def against_infobase() -> None:
    """What districts reported beside what the information base holds, with what they say about a difference."""
    st.markdown("**上报数与信息库比对**")
    item = choosing.one_of("比对项目", tuple(_INFOBASE), "infobase")
    reported, held, gap, rate = _INFOBASE[item]
    found: dict[str, dict[str, Reading]] = {}
    for reading in loaders.readings((reported, held, gap, rate), "district"):
        if reading.group is not None:
            found.setdefault(reading.group, {})[reading.key] = reading
    with tables.reason_instead():
        told = {row["所属区县"]: row for row in loaders.behind(gap)}
        rows = [
            {
                "区县": name,
                "上报": _figure(readings.get(reported)),
                "信息库": _figure(readings.get(held)),
                "相差": _figure(readings.get(gap)),
                "相差率": _figure(readings.get(rate)),
                "差异说明": _explanation(readings.get(gap), told.get(name, {})),
                "导出时间": told.get(name, {}).get("信息库导出时间"),
            }
            for name, readings in found.items()
        ]
        differing = [row for row in rows if row["差异说明"] != formats.DASH]
        unexplained = sum(row["差异说明"] == _UNEXPLAINED for row in differing)
        small(f"{len(differing)}个报送单位有差异，其中{unexplained}个未说明。")
        tables.listing(
            rows, "上报数与信息库比对", empty="所选范围内没有信息库数据。", counted="个报送单位", search=False
        )


def _figure(reading: Reading | None) -> str:
    return formats.DASH if reading is None else formats.figure(reading, indicator(reading.key))


def _explanation(gap: Reading | None, row: tables.Row) -> str:
    """What the office says about its difference; nothing to say where there is none."""
    if gap is None or not gap.value:
        return formats.DASH
    return str(row.get("差异说明") or _UNEXPLAINED)


def lists() -> None:
    """The branches concerned, one list at a time; of those too large also into how many each is to be divided."""
    found = loaders.by_key(tuple(_LISTS))
    names = {key: f"{name} {formats.figure(found[key], indicator(key))}" for key, name in _LISTS.items()}
    key = choosing.one_of("名单", tuple(_LISTS), "list", shown=names)
    with tables.reason_instead():
        tables.listing(
            _rows(key),
            f"{_LISTS[key]}支部",
            empty=tables.nothing_listed(
                found[key], f"所选范围内没有{_LISTS[key]}的支部。可放宽区县或期次，或看另一份名单。"
            ),
            counted="个支部",
        )


def _rows(key: str) -> tables.Rows:
    rows = loaders.behind(key)
    if key != "branch_over_50":
        return rows
    largest_first = sorted(rows, key=lambda row: -row["正式党员数"])
    return [{**row, f"按不超{LARGEST}人至少拆成": least_parts(row["正式党员数"])} for row in largest_first]
