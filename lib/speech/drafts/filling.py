"""Proposals for the blanks of a draft: which number, of what, of whom and when; nothing where that is not certain.

Wrong is worse than empty. Every number comes from `measure`; names are never filled.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lib import formats
from lib.access import EVERYTHING, Scope
from lib.directory import Directory, Period
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import INDICATORS
from lib.measure import Comparison, Reading, Snapshot, State, compare, measure
from lib.speech.drafts.blanks import Blank, Kind, blanks
from lib.speech.drafts.matching import Candidate, Matcher, Spot
from lib.speech.drafts.matching_places import Place, Places
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.printing import plain, printed
from lib.speech.drafts.text import Draft, Edit

LEAST_SCORE = 1.2  # below it no proposal is made
LEAST_MARGIN = 0.5  # to the best proposal of another meaning
_RUNNERS_UP = 3
# 超过50人的, 3名以上, 66至70岁 belong to the name of what is counted.
_NUMBER = re.compile(
    r"\d[\d,，.]*\s*[万亿]?[余多]?\s*"
    r"(?P<measure>个百分点|人次|场次|平方米|万元|元|[人个名位场期条件次家所支套间项%％])"
    r"(?!以[上下内]|及以[上下]|的(?:大)?(?:党)?支部|而)"
)
_FELL = ("减", "少", "下", "降", "低")


@dataclass(frozen=True)
class Value:
    """What measuring a candidate gave. `value` is None where it cannot be had; `reason` says why."""

    value: Decimal | None
    reason: str = ""
    reading: Reading | None = None


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


def fill(
    draft: Draft,
    snapshot: Snapshot,
    *,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Filled, ...]:
    """Every blank of the draft in order. `period`: the period from which the draft speaks, `district`: the code of the
    district whose draft it is; without them its title and date decide."""
    district = district or _only(scope)
    found = blanks(draft)
    spots = {blank: _spot(blank) for blank in found}
    matcher = Matcher(
        draft, [*spots.values(), *_numbers(draft, found)], snapshot.directory, period=period, district=district
    )
    asked = {
        blank: matcher.candidates(spots[blank])[: _RUNNERS_UP + 1] for blank in found if blank.kind is Kind.QUANTITY
    }
    values = measured(snapshot, [one for several in asked.values() for one in several], scope)
    filled = [
        _quantity(draft, blank, asked[blank], values) if blank in asked else _other(draft, blank, matcher, snapshot)
        for blank in found
    ]
    return tuple(_without_repeats(filled))


def basis(
    draft: Draft,
    directory: Directory,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Place, Period]:
    """Whose draft it is and from which period it speaks."""
    place = Places(draft, directory, district or _only(scope)).base
    return place, directory.period(Times(draft, directory, period).base.period)


def _only(scope: Scope) -> str | None:
    """The one region this account may see: 全市 of its drafts is not the city."""
    return next(iter(scope.regions)) if scope.regions and len(scope.regions) == 1 else None


def _spot(blank: Blank) -> Spot:
    return Spot(blank.paragraph, blank.span_start, blank.span_end, blank.measure)


def _numbers(draft: Draft, found: Sequence[Blank]) -> list[Spot]:
    """The numbers that stand in the draft already: they end the clause of the blank before them."""
    taken = [(blank.paragraph, blank.span_start, blank.span_end) for blank in found]
    return [
        Spot(item.number, *match.span(), match["measure"])
        for item in draft.paragraphs
        for match in _NUMBER.finditer(item.text)
        if not any(place == item.number and start < match.end() and match.start() < end for place, start, end in taken)
    ]


# ---- measuring -----------------------------------------------------------------------------------------------------


def measured(snapshot: Snapshot, candidates: Iterable[Candidate], scope: Scope = EVERYTHING) -> dict[Candidate, Value]:
    """The values of the candidates, as few queries as there are places and times."""
    groups: dict[tuple[Filters, str | None, bool], list[Candidate]] = {}
    for one in dict.fromkeys(candidates):
        by = one.group[0] if one.group else None
        groups.setdefault((one.filters, by, one.how in (How.CHANGE, How.GROWTH)), []).append(one)
    found: dict[Candidate, Value] = {}
    for (filters, by, changed), several in groups.items():
        keys = tuple(dict.fromkeys(one.key for one in several))
        try:
            if _beyond(filters, scope):
                found |= {one: Value(None, "超出本账号可以查看的范围") for one in several}
            elif changed:
                compared = {item.now.key: item for item in compare(snapshot, keys, filters, scope=scope)}
                found |= {one: _change(one, compared[one.key]) for one in several}
            else:
                readings = {(item.key, item.group): item for item in measure(snapshot, keys, filters, by, scope=scope)}
                found |= {one: _value(one, readings) for one in several}
        except FilterError as error:
            found |= {one: Value(None, str(error)) for one in several}
    return found


def _beyond(filters: Filters, scope: Scope) -> bool:
    """A number of more than this account may see would be that of a part under the name of the whole."""
    return not (scope.is_everything or filters.units or (filters.districts and scope.units is None))


def _value(one: Candidate, readings: dict[tuple[str, str | None], Reading]) -> Value:
    reading = readings.get((one.key, one.group[1] if one.group else None))
    if reading is None:
        return Value(None, "所选范围内没有这一类")
    if reading.state in (State.MISSING, State.NOT_APPLICABLE):
        return Value(None, reading.reason or f"{INDICATORS[one.key].name}{reading.state.value}", reading)
    side = {How.NUMERATOR: reading.numerator, How.DENOMINATOR: reading.denominator, How.REST: _rest(reading)}
    number = side.get(one.how, reading.value)
    if number is None:
        return Value(None, "数据里有区间数，没有确切的数", reading)
    return Value(Decimal(str(number)), "", reading)


def _rest(reading: Reading) -> Decimal | None:
    if reading.numerator is None or reading.denominator is None:
        return None
    return Decimal(str(reading.denominator)) - Decimal(str(reading.numerator))


def _change(one: Candidate, compared: Comparison) -> Value:
    number = compared.growth if one.how is How.GROWTH else compared.difference
    if number is None:
        return Value(None, compared.note or "没有可比的往期数据", compared.now)
    return Value(Decimal(str(number)), "", compared.now)


# ---- proposing -----------------------------------------------------------------------------------------------------


def _quantity(draft: Draft, blank: Blank, asked: Sequence[Candidate], values: dict[Candidate, Value]) -> Filled:
    options = [(one, *_option(draft, blank, one, values[one])) for one in asked]
    possible = tuple(proposal for _, proposal, _ in options if proposal)
    if not asked:
        return Filled(blank, None, (), "库中没有与这句话对应的指标")
    first, proposal, reason = options[0]
    doubt = first.doubt or _doubt(asked)
    if proposal and not doubt:
        return Filled(blank, proposal, possible[1:], first.reason + _told(proposal))
    return Filled(blank, None, possible, doubt or reason)


def _doubt(asked: Sequence[Candidate]) -> str:
    """Why the first candidate is not certain; empty where it is."""
    first = asked[0]
    name = INDICATORS[first.key].name
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


def _without_repeats(filled: Sequence[Filled]) -> list[Filled]:
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


# ---- what is no quantity -------------------------------------------------------------------------------------------

_LEFT = {
    Kind.NAME: "名称不填",
    Kind.ORDINAL: "序号不填",
    Kind.LITERAL: "固定写法，不是空格",
    Kind.OPEN: "看不出要填什么",
    Kind.DATE: "日期要由起草人填",
    Kind.ANNIVERSARY: "没有这一纪念日的年份",
}
_NEAR = 16  # characters before an anniversary within which it is named
_INDICATOR_OF = {"party_founded": "anniversary_party", "prc_founded": "anniversary_prc"}


def _other(draft: Draft, blank: Blank, matcher: Matcher, snapshot: Snapshot) -> Filled:
    proposal, reason = None, _LEFT[blank.kind]
    if blank.kind is Kind.ANNIVERSARY:
        proposal, reason = _anniversary(draft, blank, matcher, snapshot)
    elif blank.kind is Kind.DATE:
        proposal = _date(draft, blank, matcher, snapshot)
        reason = f"截至日是{formats.day(_base(matcher, snapshot).as_of)}" if proposal else reason
    return Filled(blank, proposal, (), reason)


def _base(matcher: Matcher, snapshot: Snapshot) -> Period:
    return snapshot.directory.period(matcher.times.base.period)


def _anniversary(draft: Draft, blank: Blank, matcher: Matcher, snapshot: Snapshot) -> tuple[Proposal | None, str]:
    """The year of the sentence less the year on record."""
    before = re.split(r"[。！？；]", draft.paragraphs[blank.paragraph].text[: blank.start])[-1]
    for code, words in lexicon().anniversaries.items():
        if any(word in before[-_NEAR:] for word in words) and code in snapshot.constants:
            founded = int(snapshot.constants[code].value)
            year = _year_said(before, matcher.times.year)
            count = Decimal(year - founded)
            return Proposal(_INDICATOR_OF.get(code, ""), count, plain(count, 0)), f"{year}年减去{founded}年"
    return None, _LEFT[Kind.ANNIVERSARY]


def _year_said(text: str, speaking: int) -> int:
    """明年, 去年, 2025年 in the sentence; else the year of the draft."""
    found = re.findall(r"(20\d\d)年|(明年|来年)|(去年|上年)|(今年)", text)
    if not found:
        return speaking
    year, following, last, _ = found[-1]
    return int(year) if year else speaking + bool(following) - bool(last)


def _date(draft: Draft, blank: Blank, matcher: Matcher, snapshot: Snapshot) -> Proposal | None:
    """The month of 「截至X月底」: the as-of date of the draft's period."""
    text = draft.paragraphs[blank.paragraph].text
    before, after = text[: blank.start], text[blank.end :]
    if re.search(r"截[至止]到?$", before) and re.match(r"月(?:底|末)", after):
        month = _base(matcher, snapshot).as_of.month
        return Proposal("", Decimal(month), plain(Decimal(month), 0))
    return None
