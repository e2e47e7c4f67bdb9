"""Blanks that are no numbers: anniversaries and dates are computed where they are certain, names are never filled."""

import re
from decimal import Decimal

from lib import formats
from lib.directory import Period
from lib.measure import Snapshot
from lib.speech.drafts.blanks import Blank, Kind
from lib.speech.drafts.matching import Matcher
from lib.speech.drafts.matching_words import lexicon
from lib.speech.drafts.printing import plain
from lib.speech.drafts.proposing import Filled, Proposal
from lib.speech.drafts.text import Draft

_LEFT = {
    Kind.NAME: "名称不填",
    Kind.ORDINAL: "序号不填",
    Kind.LITERAL: "固定写法，不是空格",
    Kind.OPEN: "看不出要填什么",
    Kind.DATE: "日期要由起草人填",
    Kind.ANNIVERSARY: "没有这一纪念日的年份",
}
_NEAR = 16  # characters before an anniversary within which it is named
_YEAR_SAID = re.compile(r"(20\d\d)年|(明年|来年)|(去年|上年|上一年|前一年)|(今年)")
_INDICATOR_OF = {"party_founded": "anniversary_party", "prc_founded": "anniversary_prc"}


def no_quantity(draft: Draft, blank: Blank, matcher: Matcher, snapshot: Snapshot) -> Filled:
    """A blank that is no number: an anniversary and the month of 截至X月底 are computed, the rest is left."""
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
    code = _event(before[-_NEAR:])
    if code not in snapshot.constants:
        return None, _LEFT[Kind.ANNIVERSARY]
    if not matcher.times.is_dated and matcher.is_planned(blank.paragraph) and not _YEAR_SAID.search(before):
        return None, "这一部分说的是打算，说的是哪一年拿不准"
    founded = int(snapshot.constants[code].value)
    year = _year_said(before, matcher.times.year)
    count = Decimal(year - founded)
    return Proposal(_INDICATOR_OF.get(code, ""), count, plain(count, 0)), f"{year}年减去{founded}年"


def _event(text: str) -> str:
    """The code of the event that is named last; empty where none is."""
    named = [
        (text.rindex(word) + len(word), len(word), code)
        for code, words in lexicon().anniversaries.items()
        for word in words
        if word in text
    ]
    return max(named)[2] if named else ""


def _year_said(text: str, speaking: int) -> int:
    """明年, 去年, 2025年 in the sentence; else the year of the draft."""
    found = _YEAR_SAID.findall(text)
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
