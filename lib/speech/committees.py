"""The finding above 党工委配备, and what is said of the city's own committee."""

from collections.abc import Mapping

from lib import formats
from lib.measure import Reading, State
from lib.speech.findings import say

LACKING = {
    "committee_only_secretary": "仅缺书记",
    "committee_only_deputy": "仅缺专职副书记",
    "committee_no_both": "两者均缺",
}
COMMITTEE_KEYS = ("committee_lacking", *LACKING)


def committees(found: Mapping[str, Reading]) -> str:
    """「17个区县中7个未配齐：仅缺书记2个、仅缺专职副书记4个、两者均缺1个」."""
    lacking = found["committee_lacking"]
    if lacking.state is State.MISSING:
        return "党工委配备缺报"
    if lacking.value is None:
        return lacking.reason or "所选范围内没有区县党工委"
    of = f"{'已报' if lacking.missing else ''}{lacking.reported}个区县"
    if not lacking.value:
        return f"{of}党工委书记、专职副书记均已配备到位"
    parts = [f"{name}{formats.number(found[key].value)}个" for key, name in LACKING.items() if found[key].value]
    return say(f"{of}中{{committee_lacking}}未配齐：{'、'.join(parts)}", found)


def own_committee(record: Mapping[str, object] | None) -> str:
    """「市本级：已批复成立，独立设置，书记兼任、专职副书记专职，编制7名、实有6人」; the row as the 名单 gives it."""
    if record is None:
        return "市本级：党工委配备缺报"
    known = {name: record.get(name) for name in ("机构模式", "书记配备", "专职副书记", "编制数", "实有人数")}
    parts = (
        {"是": "已批复成立", "否": "尚未批复"}.get(record.get("是否批复成立"), "批复情况缺报"),
        f"{known['机构模式'] or '机构模式缺报'}",
        f"书记{known['书记配备'] or '缺报'}、专职副书记{known['专职副书记'] or '缺报'}",
        f"编制{_people(known['编制数'], '名')}、实有{_people(known['实有人数'], '人')}",
    )
    return f"市本级：{'，'.join(parts)}"


def _people(value: object, unit: str) -> str:
    return "缺报" if value is None else f"{formats.number(value)}{unit}"
