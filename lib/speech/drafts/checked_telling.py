"""What is told of a checked draft: the line above it, a row per number, the words of a comment, the JSON."""

from collections.abc import Sequence

from lib import formats
from lib.directory import Directory
from lib.indicators import INDICATORS, Kind
from lib.speech.drafts.logic import Slip
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings_following import CHANGED
from lib.speech.drafts.text import Draft
from lib.speech.drafts.verdicts import Checked, Checking, Verdict

_AROUND = 10
_SIDES = {
    How.NUMERATOR: "的分子",
    How.DENOMINATOR: "的分母",
    How.REST: "的分母减分子",
    How.CHANGE: "的增减",
    How.GROWTH: "的增长率",
}


def headline(found: Checking) -> str:
    """「28个数：23个一致，2个不一致，3个无法判定；另有2处行文自相矛盾」."""
    if not found.numbers:
        return "文稿里没有找到要核对的数：0个"
    parts = [f"{count}个{verdict.value}" for verdict in Verdict if (count := found.count(verdict))]
    said = f"{len(found.numbers)}个数：{'，'.join(parts)}"
    return f"{said}；另有{len(found.slips)}处行文问题" if found.slips else said


def named(item: Checked) -> str:
    """The indicator, of a divided one the part, of a rate the side; empty where it is not known."""
    one = item.candidate
    if one is None:
        return ""
    return INDICATORS[one.key].name + (f"（{one.group[1]}）" if one.group else "") + _SIDES.get(one.how, "")


def where(item: Checked, directory: Directory) -> str:
    return item.candidate.filters.caption(directory) if item.candidate else ""


def when(item: Checked) -> str:
    """The span of a flow, the date of a stock."""
    reading = item.reading
    return "" if reading is None else reading.span or f"截至{formats.day(reading.as_of)}"


def what(item: Checked, directory: Directory) -> str:
    """「离休干部数，全市，截至2025年12月31日」; empty where it is not known."""
    return "，".join(filter(None, (named(item), where(item, directory), when(item))))


def around(draft: Draft, paragraph: int, start: int, end: int) -> str:
    """The place in its surroundings: 「党支部【954个】，其中单独」."""
    line = draft.paragraphs[paragraph].text
    return f"{line[max(0, start - _AROUND) : start]}【{line[start:end]}】{line[end : end + _AROUND]}"


def rows(draft: Draft, numbers: Sequence[tuple[int, Checked]], directory: Directory) -> list[dict[str, object]]:
    """The list of the numbers, each with its place in the order of the draft."""
    return [
        {
            "处": number,
            "原文": around(draft, item.paragraph, item.number.start, item.number.end),
            "文中的数": item.number.text,
            "结论": item.verdict.value,
            "应为": item.right,
            "指标": named(item),
            "范围": where(item, directory),
            "时间": when(item),
            "理由": item.reason,
        }
        for number, item in numbers
    ]


def slip_rows(draft: Draft, found: Sequence[Slip]) -> list[dict[str, object]]:
    return [
        {
            "段": item.paragraph + 1,
            "原文": around(draft, item.paragraph, item.start, item.end),
            "问题": item.rule,
            "说明": item.why,
            "建议": item.wording,
        }
        for item in found
    ]


def comment(item: Checked, directory: Directory) -> str:
    """The words of a comment at a number."""
    right = f"，应为{item.right}" if item.right else ""
    return "\n".join(filter(None, (f"{item.verdict.value}{right}。", what(item, directory), item.reason)))


def slip_comment(item: Slip) -> str:
    return f"{item.rule}：{item.why}。" + (f"建议：{item.wording}" if item.wording else "")


def as_json(found: Checking, directory: Directory) -> dict[str, list[dict[str, object]]]:
    """The numbers and the findings of logic; the fields stand in docs/drafts.md and do not change."""
    return {
        "numbers": [_number(item, directory) for item in found.numbers],
        "logic": [
            {
                "paragraph": item.paragraph,
                "start": item.start,
                "end": item.end,
                "text": item.text,
                "rule": item.rule,
                "why": item.why,
                "wording": item.wording or None,
            }
            for item in found.slips
        ],
    }


def _number(item: Checked, directory: Directory) -> dict[str, object]:
    one, written = item.candidate, item.number
    filters = one.filters if one else None
    flow = one is not None and INDICATORS[one.key].kind is Kind.FLOW
    return {
        "paragraph": item.paragraph,
        "start": written.start,
        "end": written.end,
        "text": written.text,
        "value": None if written.value is None else float(written.value),
        "verdict": item.verdict.value,
        "right": item.right or None,
        "key": item.key or None,
        "how": one.how.value if one else None,
        "group": one.group[1] if one and one.group else None,
        "district": "、".join(directory.region(code).label for code in filters.districts) or None if filters else None,
        "unit": "、".join(directory.units[unit].name for unit in filters.units) or None if filters else None,
        "period": filters.period if filters else None,
        "span": filters.span if flow else None,
        "compared": one is not None and one.how in CHANGED,
        "reason": item.reason,
    }
