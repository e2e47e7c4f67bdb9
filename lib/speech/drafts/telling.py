"""What is told of a filled draft: the line above it, the name of each proposal, its 附注."""

from collections import Counter
from collections.abc import Sequence

from lib import formats
from lib.directory import Directory, Period
from lib.filters import Filters
from lib.indicators import INDICATORS, Kind
from lib.speech.drafts import blanks
from lib.speech.drafts.matching_places import Place
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.proposing import Filled, Proposal

_SIDES = {
    How.NUMERATOR: "的分子",
    How.DENOMINATOR: "的分母",
    How.REST: "的分母减分子",
    How.CHANGE: "的增减",
    How.GROWTH: "的增长率",
}


def headline(filled: Sequence[Filled]) -> str:
    """「31处空格：22处数字有把握，6处请选定，3处名称等不填」."""
    if not filled:
        return "文稿里没有找到空格：0处"
    sure = sum(item.proposal is not None for item in filled)
    open_ones = sum(item.proposal is None and item.blank.kind is blanks.Kind.QUANTITY for item in filled)
    rest = len(filled) - sure - open_ones
    parts = [f"{sure}处有把握"]
    parts += [f"{open_ones}处数字请选定或留空"] if open_ones else []
    parts += [f"{rest}处名称等不填"] if rest else []
    return f"{len(filled)}处空格：{'，'.join(parts)}"


def invitation() -> str:
    """The line above an empty page."""
    return f"粘贴或上传文稿，空格里的数字从{len(INDICATORS)}个指标里找"


def whose(place: Place, period: Period, directory: Directory) -> str:
    """「葭泽市」; of a place that is in no directory its words."""
    if not place.known:
        return place.said
    return Filters(period.id, districts=place.districts, units=place.units).caption(directory)


def basis(found: tuple[Place, Period], directory: Directory) -> str:
    """「这篇文稿按葭泽市、2025年下半年理解」."""
    place, period = found
    said = whose(place, period, directory) if place.known else f"“{place.said}”（名录里没有）"
    return f"这篇文稿按{said}、{period.name}理解；不对的，请在上面选定期次和区县。"


def kinds(filled: Sequence[Filled]) -> str:
    """「数量24处、名称3处」."""
    counted = Counter(item.blank.kind for item in filled)
    return "、".join(f"{kind}{counted[kind]}处" for kind in blanks.Kind if counted[kind])


def named(proposal: Proposal) -> str:
    """The indicator, of a divided one the part, of a rate the side."""
    if not proposal.key:
        return "推算的日期"
    one = proposal.candidate
    part = f"（{one.group[1]}）" if one and one.group else ""
    return INDICATORS[proposal.key].name + part + (_SIDES.get(one.how, "") if one else "")


def where(proposal: Proposal, directory: Directory) -> str:
    """Of whom the number is; empty for a date."""
    return proposal.candidate.filters.caption(directory) if proposal.candidate else ""


def when(proposal: Proposal) -> str:
    """The span of a flow, the date of a stock."""
    reading = proposal.reading
    return "" if reading is None else reading.span or f"截至{formats.day(reading.as_of)}"


def span_of(proposal: Proposal) -> str | None:
    """The span of a flow as it is chosen (本期, 年初至今, 1-9); None for a stock."""
    one = proposal.candidate
    return one.filters.span if one and INDICATORS[one.key].kind is Kind.FLOW else None


def note(proposal: Proposal, directory: Directory) -> dict[str, object]:
    """The 附注 of one number."""
    reading = proposal.reading
    return {
        "填入": proposal.text,
        "指标": named(proposal),
        "范围": where(proposal, directory),
        "时间": when(proposal),
        "分子": _part(reading and reading.numerator),
        "分母": _part(reading and reading.denominator),
        "缺报": "、".join(reading.missing) if reading else "",
        "口径": INDICATORS[proposal.key].definition if proposal.key else "",
    }


def note_lines(proposals: Sequence[Proposal], directory: Directory) -> list[str]:
    """The 附注 as a page of text; empty where nothing was filled in."""
    lines = []
    for number, proposal in enumerate(proposals, start=1):
        told = note(proposal, directory)
        base = f"分子{told['分子']}，分母{told['分母']}" if told["分母"] else ""
        missing = f"缺报：{told['缺报']}" if told["缺报"] else ""
        what = "，".join(filter(None, (told["指标"], told["范围"], told["时间"])))
        lines.append(f"{number}. {told['填入']}：" + "；".join(filter(None, (what, base, missing, told["口径"]))))
    return ["附注", *lines] if lines else []


def _part(number: formats.Number | None) -> str:
    return "" if number is None else formats.number(number)
