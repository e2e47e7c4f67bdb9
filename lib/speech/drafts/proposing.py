"""What is proposed for one blank, and why nothing is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lib import formats
from lib.indicators import INDICATORS
from lib.measure import Reading
from lib.speech.drafts.blanks import Blank
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.measuring import Value
from lib.speech.drafts.printing import printed
from lib.speech.drafts.text import Draft, Edit

LEAST_SCORE = 1.2  # below it no proposal is made
LEAST_MARGIN = 0.5  # to the best proposal of another meaning
_FELL = ("减", "少", "下", "降", "低")


@dataclass(frozen=True)
class Proposal:
    """A number for a blank. `key` is empty for a date. `candidate`: None for a date or an anniversary."""

    key: str
    value: Decimal
    text: str
    candidate: Candidate | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class Filled:
    """A blank with its proposal, or with the reason why there is none; `runners_up` are the other readings that were
    possible, the doubtful first one among them."""

    blank: Blank
    proposal: Proposal | None
    runners_up: tuple[Proposal, ...]
    reason: str

    @property
    def edit(self) -> Edit | None:
        return self.edit_with(self.proposal) if self.proposal else None

    def edit_with(self, proposal: Proposal) -> Edit:
        return Edit(self.blank.paragraph, self.blank.start, self.blank.end, proposal.text)


def quantity(draft: Draft, blank: Blank, asked: Sequence[Candidate], values: dict[Candidate, Value]) -> Filled:
    """What is proposed for a number: the likeliest candidate where it is certain and can be had."""
    options = [(one, *_option(draft, blank, one, values[one])) for one in asked]
    possible = tuple(proposal for _, proposal, _ in options if proposal)
    if not asked:
        return Filled(blank, None, (), "库中没有与这句话对应的指标")
    first, proposal, reason = options[0]
    doubt = first.doubt or _doubt(asked) or _nothing(draft, blank, values[first])
    if proposal and not doubt:
        return Filled(blank, proposal, possible[1:], first.reason + _told(proposal))
    return Filled(blank, None, possible, doubt or reason)


def _nothing(draft: Draft, blank: Blank, found: Value) -> str:
    """A sentence that tells of none had better be written anew; a table may hold a 0."""
    line = draft.paragraphs[blank.paragraph]
    return "实为0，请改写这一句" if found.value == 0 and not (line.row or line.column) else ""


def _doubt(asked: Sequence[Candidate]) -> str:
    """Why the first candidate is not certain; empty where it is."""
    first = asked[0]
    name = INDICATORS[first.key].name
    if not first.sure:
        return f"{name}：说的是哪个时间拿不准，请核对"
    if first.score < LEAST_SCORE:
        return f"可能是{name}，但把握不够"
    if len(asked) > 1 and first.score - asked[1].score < LEAST_MARGIN:
        return f"{name}、{INDICATORS[asked[1].key].name}都有可能，请选定"
    return ""


def _option(draft: Draft, blank: Blank, one: Candidate, found: Value) -> tuple[Proposal | None, str]:
    """The proposal this candidate makes, or why it makes none."""
    if found.value is None:
        return None, f"{INDICATORS[one.key].name}：{found.reason}"
    item = INDICATORS[one.key]
    share = (item.is_rate and one.how in (How.VALUE, How.CHANGE)) or one.how is How.GROWTH
    value = found.value
    if one.how in (How.CHANGE, How.GROWTH):
        wrong = _wrong_way(draft, blank, value)
        if wrong:
            return None, f"{item.name}{wrong}"
        value = abs(value)
    if one.how is How.VALUE and item.is_rate and found.reading is not None:
        said = formats.figure(found.reading, item).removeprefix("约")
        if not said[0].isdigit():
            return None, f"{item.name}为“{said}”，不能填作一个数"
        if blank.after or blank.before or blank.decimals is not None:
            text, reason = printed(blank, value, item, share=True)
        else:
            text, reason = said.rstrip("%"), ""
    else:
        whole = replace(item, decimals=0) if one.how in (How.NUMERATOR, How.DENOMINATOR, How.REST) else item
        whole = replace(item, decimals=1) if one.how is How.GROWTH else whole
        signed = value if blank.measure == "" and value < 0 else abs(value)
        text, reason = printed(blank, signed, whole, share=share)
    if reason:
        return None, f"{item.name}{reason}"
    return Proposal(one.key, found.value, text, one, found.reading), ""


def _wrong_way(draft: Draft, blank: Blank, value: Decimal) -> str:
    """Where the draft says 增加 of what fell, or the other way round."""
    before = draft.paragraphs[blank.paragraph].text[: blank.span_start]
    verb = re.search(r"(增|提|上升|高|多|减|少|下|降|低)[一-鿿]{0,3}$", before)
    if verb is None:
        return ""
    fell = verb[1] in _FELL
    if value == 0:
        return "实际持平"
    if fell != (value < 0):
        return f"实际{'减少' if value < 0 else '增加'}，与“{verb[0]}”不符"
    return ""


def _told(proposal: Proposal) -> str:
    """What the reader of a proposal has to know about its number."""
    reading = proposal.reading
    if reading is None:
        return ""
    parts = []
    if reading.missing:
        parts.append(f"{'、'.join(reading.missing[:3])}{'等' if len(reading.missing) > 3 else ''}缺报，合计不含")
    if reading.approx_cells:
        parts.append("含约数")
    return "".join(f"；{part}" for part in parts)


def without_repeats(filled: Sequence[Filled]) -> list[Filled]:
    """One sentence does not say the same number twice: of two alike the surer one stays."""
    best: dict[tuple, Filled] = {}
    for item in filled:
        if item.proposal and item.proposal.candidate:
            key = (item.blank.paragraph, item.proposal.candidate.identity, item.proposal.candidate.filters)
            if key not in best or best[key].proposal.candidate.score < item.proposal.candidate.score:
                best[key] = item
    kept = {id(item) for item in best.values()}
    return [
        item
        if item.proposal is None or item.proposal.candidate is None or id(item) in kept
        else Filled(item.blank, None, (item.proposal, *item.runners_up), "与同段另一处是同一个数，请核对所说的是哪一项")
        for item in filled
    ]
