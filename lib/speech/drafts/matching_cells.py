"""A number in a table: the headings of its row and column are its clause."""

import re
from dataclasses import replace

from lib.indicators import INDICATORS
from lib.speech.drafts.matching_changes import POINTS, may_change
from lib.speech.drafts.matching_clauses import Clauses, Context
from lib.speech.drafts.matching_governing import Governing
from lib.speech.drafts.matching_scores import Candidate, ranked
from lib.speech.drafts.matching_times import Time, Times
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.text import Draft, Paragraph

_REACH = 400  # characters above a table that tell what it is about
_ENDINGS = {"人次": "人次", "场次": "场次", "率": "%", "占比": "%", "比例": "%", "%": "%", "元": "元"}
_THIS_END = re.compile("(?:本年|今年|当年|20[0-9]{2}年|本期)年?[底末]?")
_LAST_END = re.compile("(?:上年|去年|上一年)年?[底末]")
_NAMES_YEAR = re.compile("20[0-9]{2}年|[去上今本]年|上一年")
# The column 增加 beside those of two years holds by how much the one differs from the other.
_CHANGED = re.compile(
    "(?:同比|[较比](?:上年|去年)|净)?(?:增加|增长|增减|减少|净增|变化|变动|增幅|降幅|差额|提高|下降)[额数量值]?"
)
# A heading that says no more than that its column holds figures.
_ONLY_COUNTS = re.compile("(?:本期|实际)?(?:数据?|数量|总数|总量|个数|人数|次数|数值|情况|结果|合计|小计|总计)")


def of_cell(
    draft: Draft, clauses: Clauses, governing: Governing, cell: Paragraph, measure: str
) -> tuple[Candidate, ...]:
    """What the number of a cell may be. `measure`: its own, empty where a heading has it."""
    said = f"{cell.row} {cell.column}"
    bracketed = [word.strip().removeprefix("单位：") for word in re.findall(r"[（(]([^）)]*)[）)]", said)]
    endings = [_ENDINGS[end] for part in said.split() for end in _ENDINGS if part.endswith(end)]
    counted = next(filter(None, (measure, *bracketed, *endings)), "").removeprefix("万")
    bare = re.sub(r"[（(][^）)]*[）)]", " ", said)
    places = governing.places.mentions(bare)
    above = draft.text[max(0, cell.offset - _REACH) : cell.offset]
    time = _time(governing.times, bare)
    if not time.sure and _beside_this_year(draft, governing.times, time):
        time = replace(time, sure=True)
    context = Context(clauses.bare(bare), title=lexicon().plain(above) + clauses.title)
    place = places[0].place if places else governing.places.base
    found = ranked(lexicon(), context, counted, place, time)
    if any(_CHANGED.fullmatch(part) for part in bare.split()):
        found = _changes(found, counted)
    row = clauses.bare(re.sub(r"[（(][^）)]*[）)]", " ", cell.row))
    return tuple(replace(one, doubt=one.doubt or _left_out(row, one)) for one in found)


def _beside_this_year(draft: Draft, times: Times, last: Time) -> bool:
    """Beside a column 本年底 the column 上年底 is of the year before that, whenever the draft was written."""
    this = {one.column for one in draft.paragraphs} | {one.row for one in draft.paragraphs}
    years = {
        times.directory.period(item.time.period).year
        for one in this
        for item in times.mentions(one)
        if _THIS_END.fullmatch(one.strip())
    }
    return _LAST_END.search(last.said) is not None and years == {times.directory.period(last.period).year + 1}


def _changes(found: tuple[Candidate, ...], counted: str) -> tuple[Candidate, ...]:
    """By how much these differ from a year before, which is nowhere said but in the other columns: not sure."""
    return tuple(
        replace(one, how=How.GROWTH if counted == "%" and not INDICATORS[one.key].is_rate else How.CHANGE, sure=False)
        for one in found
        if one.how is How.VALUE and may_change(one.key, POINTS if INDICATORS[one.key].is_rate else counted)
    )


def _time(times: Times, said: str) -> Time:
    """Of the row 年末党支部数 in the column 2024年 the year end of 2024: a heading that names the year leads."""
    found = [item.time for item in times.mentions(said)]
    years = [item for item in found if _NAMES_YEAR.search(item.said)]
    others = [item for item in found if item not in years]
    if not years or not others:
        alike = len({(item.period, item.span) for item in found}) <= 1
        return replace(found[0], sure=found[0].sure and alike) if found else times.base
    joined = times.mentions(years[0].said + others[0].said)
    return joined[0].time if len(joined) == len(years) == 1 else replace(years[0], sure=False)


def _left_out(row: str, one: Candidate) -> str:
    """The row 组织设置 in the column 达标支部 is not what the column alone says: the row must be explained as well."""
    said = any(word in row for word in one.words) or _ONLY_COUNTS.fullmatch(row) or lexicon().says_nothing(row)
    return "" if said or not re.search(r"[\u4e00-\u9fff]", row) else f"表头“{row}”对不上，请核对"
