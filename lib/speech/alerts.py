"""What is said of alerts: the finding above 问题预警, a line on 总览, and a text to one district."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from lib import formats
from lib.directory import Directory
from lib.rules import Alert
from lib.schema import SEVERITIES

CERTAINTY = {
    "A": "原文和条款均已见到",
    "B": "原文已见到，条款待核对",
    "C": "条款待核对",
    "L": "外地做法",
    "S": "讲话和工作要求",
}


def headline(found: Sequence[Alert], *, reported: bool = True) -> str:
    """「本期预警23项：红9项、黄12项、蓝2项，其中新增5项」. `reported`: something has come that could be judged."""
    fired = [one for one in found if one.severity]
    if not fired:
        return "本期没有预警" if reported else "本期0个单位报送，无法判断预警"
    counts = Counter(one.severity for one in fired)
    parts = "、".join(f"{severity}{formats.number(counts[severity])}项" for severity in SEVERITIES if counts[severity])
    return f"本期预警{formats.number(len(fired))}项：{parts}，{_new(fired)}"


def red_line(found: Sequence[Alert], *, reported: bool = True) -> str:
    """「红色预警9项，新增3项」, for a link."""
    red = [one for one in found if one.severity == SEVERITIES[0]]
    if not red and not reported:
        return "预警：缺报"
    return f"红色预警{formats.number(len(red))}项，{_new(red).removeprefix('其中')}" if red else "没有红色预警"


def _new(found: Sequence[Alert]) -> str:
    count = sum(one.is_new for one in found)
    return f"其中新增{formats.number(count)}项" if count else "没有新增"


def undecided(one: Alert) -> str:
    """「缺数：台账逾期未报：期次没有设报送截止日」."""
    return f"{one.outcome}：{one.rule.name}" + (f"（{one.reason}）" if one.reason else "")


def since(one: Alert, directory: Directory) -> str:
    """「2025年上半年」; what was so in the first period on record may be older."""
    first = directory.periods[0].id
    name = directory.period(one.since).name
    return f"{name}或更早" if one.since == first else name


def origin(one: Alert) -> str:
    """「《…》第四条（原文和条款均已见到）」."""
    return f"{one.rule.source_doc}（{CERTAINTY[one.rule.certainty]}）"


def letter(label: str, found: Sequence[Alert], directory: Directory, as_of: date) -> str:
    """A text to one district with everything that it should look after, the new ones first; empty where nothing is."""
    lines = [
        f"{number}．〔{one.severity}{'·新增' if one.is_new else ''}〕{one.text}"
        + (f"，{'' if one.limit.startswith('应') else '要求'}{one.limit}" if one.limit else "")
        + f"，自{since(one, directory)}。"
        for number, one in enumerate((one for one in found if one.severity), start=1)
    ]
    return "\n".join([f"请{label}关注以下问题（截至{formats.day(as_of)}）：", *lines]) if lines else ""
