"""The blanks of a draft: X, ××, **, ____, （ ）, □, ○○ …, with the words around them.

Most of the X in a speech are no numbers; `blank_kinds` tells them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lib.speech.drafts.blank_kinds import Kind, Setting, kind_of
from lib.speech.drafts.matching_words import any_of, lexicon
from lib.speech.drafts.text import Draft, Paragraph


@dataclass(frozen=True)
class Blank:
    """`start` to `end`: the characters to be replaced. `before`: 近, 超 … in front; `wan`: 万 or 亿 follow, else 1;
    `after`: 余 or 多 behind; `measure`: the measure word; `decimals`: those the blank itself shows (X.X), else None;
    `span_start`, `span_end`: the whole expression from 近 to the measure word."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: Kind
    before: str = ""
    wan: int = 1
    after: str = ""
    measure: str = ""
    decimals: int | None = None
    span_start: int = 0
    span_end: int = 0


_X = r"[XxＸ](?:[XxＸ,，.．]*[XxＸ])?"
_TOKEN = re.compile(
    rf"(?<![A-Za-z]){_X}(?![A-Za-z])"
    r"|[×╳✕✖](?:[×╳✕✖.．]*[×╳✕✖])?"
    r"|[*＊](?:[*＊.．]*[*＊])?"
    r"|[_＿](?:[_＿.．]*[_＿])?"
    r"|[□▢](?:[□▢]*[□▢])?|[○◯]{1,}"
    r"|[（〔【［][ 　_＿XxＸ×*＊]*[）〕】］]|[(\[][ 　_＿XxＸ×*＊]+[)\]]"
    r"|[（(〔\[【［]\s*(?:待填|待补|待补充|待核|待核实|待定|填数|数据|数字|此处填数)\s*[）)〕\]】］]"
    r"|(?:…|\.{3,}|。{3,})+|[?？]{2,}|-{3,}|[?？](?=[万余多]*[个名人场次件岁期条家元%])"
    r"|(?<=[一-鿿，、；。“（])(?: {2,}|[　\xa0]+ *)(?=[一-鿿%％])"
)
_APPROXIMATOR = re.compile(r"(将近|接近|近|超过|超|突破|逾|不少于|不低于|至少|不足|不到|大约|约)(?:了)?$")
_DECIMALS = re.compile(r"[^.．][.．]([^.．]+)$")
_NEXT = re.compile("[、，]([一-鿿]{2,6})")
_SIZES = {"万": 10_000, "亿": 100_000_000}


def blanks(draft: Draft) -> tuple[Blank, ...]:
    """Every blank of the draft in the order of its text."""
    return tuple(blank for item in draft.paragraphs for blank in _of(item))


def _of(paragraph: Paragraph) -> Iterator[Blank]:
    spans = [match.span() for match in _TOKEN.finditer(paragraph.text)]
    spans += [span for span in paragraph.underlined if not any(a < span[1] and span[0] < b for a, b in spans)]
    last: Blank | None = None
    for start, end in sorted(spans):
        blank = _blank(paragraph, start, end)
        if blank:
            last = blank = _listed(paragraph.text, last, blank)
            yield blank


def _listed(text: str, last: Blank | None, blank: Blank) -> Blank:
    """Of 「总数＿个，单建＿、混建＿」 the blanks behind what the lexicon can measure are numbers as the first is."""
    if last is None or last.kind is not Kind.QUANTITY or blank.kind is not Kind.OPEN:
        return blank
    named = _NEXT.fullmatch(text, last.span_end, blank.start)
    return replace(blank, kind=Kind.QUANTITY) if named and lexicon().measures(named[1]) else blank


def _blank(paragraph: Paragraph, start: int, end: int) -> Blank | None:
    text = paragraph.text
    token, before, after = text[start:end], text[:start], text[end:]
    if _is_bullet(token, before, after):
        return None
    tail = _tail(after)
    measure = tail["measure"] or ""
    alone = bool(paragraph.row or paragraph.column) and not (before + after).strip()
    kind = kind_of(Setting(token, before, after, measure, alone))
    if kind in (Kind.OPEN, Kind.NAME) and _needs_measure(token):
        return None
    if kind is not Kind.QUANTITY:
        return Blank(paragraph.number, start, end, token, kind, span_start=start, span_end=end)
    near = _APPROXIMATOR.search(before)
    size = _SIZES.get(tail["wan"] or tail["later"] or measure.removesuffix("元"), 1)
    return Blank(
        paragraph.number,
        start,
        end,
        token,
        kind,
        before=near[1] if near else "",
        wan=size,
        after=tail["after"],
        measure="元" if measure in ("万元", "亿元") else measure.replace("％", "%"),
        decimals=len(shown[1]) if (shown := _DECIMALS.search(token)) else None,
        span_start=near.start(1) if near else start,
        span_end=end + tail.end() if measure and not tail["aside"] else end,
    )


@lru_cache(maxsize=1)
def _measured() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a blank and the end of its measure word; the words that only begin like one."""
    known = lexicon().blanks
    measures = any_of(known["measures"]).pattern
    tail = re.compile(
        r"(?P<wan>[万亿]?)(?P<after>[余多来]?)(?P<later>[万亿]?)(?P<aside>\s*[（(][^（）()]{0,12}[）)])?"
        rf"(?P<measure>{measures})?"
    )
    return tail, any_of(known["not_measures"])


def _tail(after: str) -> re.Match[str]:
    tail, other = _measured()
    found = tail.match(after)
    if found["measure"] and not found["wan"] and other.match(after, found.start("measure")):
        return tail.match("")
    return found


def _is_bullet(token: str, before: str, after: str) -> bool:
    """The sign at the head of a list's entry, or a rule across the page."""
    if before.strip():
        return False
    return (token[0] in "*＊×□○-_" and after[:1] in (" ", "　", "\t")) or (set(token) <= set("-") and not after.strip())


def _needs_measure(token: str) -> bool:
    """Signs that are common in any text and count as a blank only where a number plainly belongs."""
    return token[0] in "….。?？- 　\xa0" or (token[0] in "○◯□▢" and len(token) == 1)
