"""The numbers of a finished draft and the words around each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.matching import POINTS, Spot
from lib.speech.drafts.matching_clauses import sentence_start
from lib.speech.drafts.numbers import numbers
from lib.speech.drafts.text import Draft, Paragraph

BASED = re.compile(
    "(?:较|(?<![同环])比|与)(?P<year>20[0-9]{2}年|去年|上年|上一年|今年)?(?P<part>年?底|年?末|年?初|同期|上半年|上期|上一期)?"
)
VERB = re.compile(
    "(?P<verb>增加|增长|提高|提升|上升|净增|增|多|高出|高|减少|下降|降低|下滑|回落|减|少|低|涨|跌|[+＋↑↓])(?:了|约|近|超过?|分别)*$"
)
_FELL = ("减", "少", "下", "降", "低", "回", "跌", "↓")
_BREAK = re.compile(r"[，。；！？：,;!?\n]")
_WAN_HEADING = re.compile(r"[（(](?:单位[：:])?万(?:元|人次?|平方米)[)）]")


@dataclass(frozen=True)
class Asked:
    """A number of the draft that is to be judged."""

    paragraph: int
    written: WrittenNumber
    spot: Spot


def asked(draft: Draft) -> list[Asked]:
    """The quantities and thresholds of a draft, in their order."""
    return [
        Asked(item.number, written, Spot(item.number, written.start, written.end, _measure(written.unit)))
        for item in draft.paragraphs
        for written in (_in_wan(item, one) for one in numbers(item.text))
        if written.kind in (NumberKind.QUANTITY, NumberKind.THRESHOLD)
    ]


def _in_wan(cell: Paragraph, written: WrittenNumber) -> WrittenNumber:
    """A bare number below or beside （万元） counts in 万."""
    if written.unit or written.value is None or not _WAN_HEADING.search(f"{cell.row} {cell.column}"):
        return written
    return replace(written, value=written.value * 10_000, step=written.step * 10_000, in_wan=True)


def _measure(unit: str) -> str:
    return POINTS if unit.endswith("百分点") else "平方米" if unit in ("平米", "㎡") else unit


def last_clause(text: str) -> str:
    """What stands behind the last mark."""
    return _BREAK.split(text)[-1]


class Surroundings:
    """The words around the numbers of one draft."""

    def __init__(self, draft: Draft, numbers: Sequence[Asked]) -> None:
        self.draft, self.numbers = draft, numbers
        self._places = {item.spot: place for place, item in enumerate(numbers)}

    def before(self, item: Asked, reach: int) -> str:
        """The characters before the number, in its paragraph."""
        return self.draft.paragraphs[item.paragraph].text[max(0, item.written.start - reach) : item.written.start]

    def clause(self, item: Asked) -> str:
        """The words from the last mark or number to this number."""
        return last_clause(self.since_earlier(item))

    def sentence_start(self, item: Asked) -> int:
        """Where the sentence of the number begins in its paragraph."""
        return sentence_start(self.draft.paragraphs[item.paragraph].text, item.written.start)

    def since_earlier(self, item: Asked) -> str:
        """The words from the number before, or the beginning of the paragraph, to this number."""
        earlier = self.earlier(item)
        return self.before(item, item.written.start - (earlier.written.end if earlier else 0))

    def earlier(self, item: Asked) -> Asked | None:
        """The quantity before this one in its paragraph."""
        for one in reversed(self.numbers[: self._places[item.spot]]):
            if one.paragraph != item.paragraph:
                return None
            if one.written.kind is NumberKind.QUANTITY:
                return one
        return None

    def later(self, item: Asked) -> list[Asked]:
        """The two quantities behind this one in its sentence."""
        behind = self.numbers[self._places[item.spot] + 1 :][:2]
        text = self.draft.paragraphs[item.paragraph].text
        return [
            one
            for one in behind
            if one.paragraph == item.paragraph and "。" not in text[item.written.end : one.written.start]
        ]

    def falls(self, item: Asked) -> bool | None:
        """Whether the text says 减少; None where it says neither that nor 增加."""
        verb = VERB.search(self.before(item, 8))
        return verb["verb"].startswith(_FELL) if verb else None
