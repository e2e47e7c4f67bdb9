"""The numbers of a finished draft against those on record: right, wrong, of another scope or time, or not to be told;
and the text against itself."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from lib.access import EVERYTHING, Scope
from lib.indicators import INDICATORS
from lib.measure import Snapshot
from lib.speech.claims import why_not_beside
from lib.speech.drafts.claimed import BESIDE
from lib.speech.drafts.claimed_words import word_slips
from lib.speech.drafts.judging import Judge
from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.last_year import speaking_for, unless_torn, year_by_figures
from lib.speech.drafts.logic import Slip, slips
from lib.speech.drafts.logic_lists import UNMATCHED
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.meanings_following import CHANGED
from lib.speech.drafts.misread import unless_misread
from lib.speech.drafts.surroundings import BASED
from lib.speech.drafts.text import Draft
from lib.speech.drafts.verdicts import Checked, Checking, Verdict


def check(
    draft: Draft,
    snapshot: Snapshot,
    *,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> Checking:
    """Every quantity of the draft with a verdict. `period`, `district`: as for `filling.fill`."""
    meanings = Meanings(draft, snapshot, period, district, scope)
    speaking = speaking_for(meanings)
    if year := year_by_figures(speaking):
        speaking, meanings = {}, Meanings(draft, snapshot, period, district, scope, speaking=year)
    own = (*_own_slips(draft, meanings.times), *word_slips(meanings))
    found = _without_rivals([item for item in Judge(meanings).all() if _is_claim(item.number)])
    found = unless_misread([_unless_unmatched(item, own) for item in unless_torn(found, speaking)])
    further = [slip for item in found for slip in _slips_of(draft, item)]
    further += _said_twice(draft, found)
    return Checking(tuple(found), tuple(sorted((*own, *further), key=lambda one: (one.paragraph, one.start))))


def _own_slips(draft: Draft, times: Times) -> tuple[Slip, ...]:
    """Where the text contradicts itself, whatever is on record."""
    year, month = times.written or (0, None)
    written = date(year, month, monthrange(year, month)[1]) if month else None
    headings = {item.number: (item.row, item.column) for item in draft.paragraphs if item.row or item.column}
    return slips((item.text for item in draft.paragraphs), years=times.years, written=written, headings=headings)


def _is_claim(number: WrittenNumber) -> bool:
    """80岁以上 only says of whom; a standard of 20% is listed, since a reader may want to know where it stands."""
    return number.kind is NumberKind.QUANTITY or "%" in number.text


def _without_rivals(found: Sequence[Checked]) -> list[Checked]:
    """Of two numbers in one paragraph taken for the same, one right and one wrong, the wrong one was misread."""

    def claim(item: Checked) -> tuple | None:
        beside = item.number.unit if item.number.unit in BESIDE else ""
        return item.candidate and (item.paragraph, item.candidate.identity, item.candidate.filters, beside)

    taken = {claim(item): item for item in found if item.candidate and item.verdict is Verdict.AGREES}
    result = []
    for item in found:
        rival = taken.get(claim(item))
        if rival and rival is not item and item.verdict in (Verdict.DIFFERS, Verdict.OTHER):
            reason = f"与同段的{rival.number.text}像是同一个数，请核对所说的是哪一项"
            item = replace(item, verdict=Verdict.OPEN, reason=reason, right="")
        result.append(item)
    return result


def _unless_unmatched(item: Checked, own: Iterable[Slip]) -> Checked:
    """Where 分别 has not as many values as names, nobody can say to which name a value belongs."""
    number = item.number
    listed = any(
        one.rule == UNMATCHED and one.paragraph == item.paragraph and one.start <= number.start < one.end for one in own
    )
    if not listed or item.verdict not in (Verdict.DIFFERS, Verdict.OTHER):
        return item
    return replace(item, verdict=Verdict.OPEN, reason="“分别”前后不能一一对应，看不出说的是哪一项", right="")


def _said_twice(draft: Draft, found: Sequence[Checked]) -> Iterator[Slip]:
    """One number with two values in one text, further apart than rounding."""
    first: dict[tuple, Checked] = {}
    for item in found:
        written, one = item.number, item.candidate
        exact = one and written.value is not None and not written.words
        of_these = draft.paragraphs[item.paragraph].text[: written.start].endswith("的")  # 超过5个的8个
        if not exact or of_these or item.verdict not in (Verdict.AGREES, Verdict.DIFFERS):
            continue
        before = first.setdefault((one.identity, one.filters, written.unit), item)
        if abs(before.number.value - written.value) > max(before.number.step, written.step):
            why = f"{INDICATORS[one.key].name}前面写的是{before.number.text}"
            yield Slip(item.paragraph, written.start, written.end, written.text, "前后不一致", why)


def _slips_of(draft: Draft, item: Checked) -> Iterable[Slip]:
    """What the figures on record show to be said wrongly: 人次 for 人, a flow beside the year end."""
    written = item.number
    if item.miscounted:
        why = f"{item.reason}；人数按不同的人计，人次按参加的次数计"
        yield Slip(item.paragraph, written.start, written.end, written.text, "人与人次", why)
    one = item.candidate
    if one is None or one.how not in CHANGED:
        return
    text = draft.paragraphs[item.paragraph].text
    base = BASED.search(text, max(0, written.start - 20), written.start)
    ends = base and base["part"] and base["part"][-1] in "底末初"
    if ends and why_not_beside("较上年底", INDICATORS[one.key].kind):
        why = f"{INDICATORS[one.key].name}是一段时间内累计的数，应与上年同期比"
        yield Slip(item.paragraph, *base.span(), base[0], "同比与较上年底", why, "比上年同期")
