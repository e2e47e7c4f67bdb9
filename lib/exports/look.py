"""One look for all files: the colours of the pages, fonts by name that an office has, how wide a text is."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from lib.charts.stacked import SHADES
from lib.charts.theme import BLUE, BLUES, FAINT, GREY, INK, RED
from lib.exports.report import Chart, Kind, Part

HEADER, PALE = "#F2F0EC", BLUES[2]
SANS, SONG, LATIN = "微软雅黑", "宋体", "Times New Roman"
OFFICE = "离退休干部党建数据看板"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

__all__ = ["BLUE", "FAINT", "GREY", "HEADER", "INK", "LATIN", "OFFICE", "PALE", "RED", "SANS", "SHADES", "SONG"]


def plain_hex(colour: str) -> str:
    """2F5D8A of #2F5D8A: how Office files write a colour."""
    return colour.lstrip("#").upper()


def series_colours(chart: Chart) -> tuple[str, ...]:
    """A colour for each series; red for what breaks a rule and for nothing else."""
    if chart.colours or len(chart.columns) == 1:
        return chart.colours or (BLUE,)
    following = itertools.cycle(SHADES)
    return tuple(RED if label in chart.red else next(following) for label in chart.columns)


def apart(part: Part, label: str) -> Iterator[tuple[int, str]]:
    """The bars of a series that are not of its colour, by their places: red what misses the target, pale what stands
    behind the one that is looked at. Stacked parts keep theirs: it tells them apart."""
    if part.chart.kind is Kind.STACKED:
        return
    for number, value in enumerate(part.table.drawn(label)):
        if part.is_pale(number):
            yield number, PALE
        elif part.chart.misses(value):
            yield number, RED


def width(text: str) -> int:
    """In columns of a half-width letter; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def printable(text: str) -> str:
    """Without what a file cannot hold, and without marks that turn the direction of writing."""
    return _UNPRINTABLE.sub("", text)
