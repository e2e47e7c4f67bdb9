"""Every number of a finished text in whatever form: 1.2万, 183,600, 三成, 百分之八十五, 近千名, 十分之一, 63%～68%.

Offsets are characters of the text handed in. Dates, ordinals, document numbers, slogans, listings and thresholds are
found too, each by its kind: they are no claims to check.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lib.speech.drafts import fixed_terms, forms
from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.numerals import narrowed

__all__ = ["NumberKind", "WrittenNumber", "numbers"]

# Nobody writes a number of so many signs; patterns would take long over them.
_ENDLESS = re.compile("[0-9.,%近约超余多一二两三四五六七八九十百千万亿〇零]{41,}")


def numbers(text: str) -> tuple[WrittenNumber, ...]:
    """All numbers in the order of the text. A figure of a list (12、15和18个) takes the unit of the next."""
    plain = _ENDLESS.sub(lambda run: "\0" * len(run[0]), narrowed(text))
    fixed = [WrittenNumber(start, end, text[start:end], kind) for start, end, kind in fixed_terms.fixed(plain)]
    masked = list(plain)
    for item in fixed:
        masked[item.start : item.end] = "\0" * (item.end - item.start)
    found = sorted([*fixed, *forms.quantities("".join(masked), text)], key=lambda item: item.start)
    return tuple(_with_units(found, text))


def _with_units(found: list[WrittenNumber], text: str) -> Iterator[WrittenNumber]:
    unit, following = "", len(text)
    listed: list[WrittenNumber] = []
    for item in reversed(found):
        between = text[item.end : following].strip()
        cut = item.unit == "个" and unit == "个百分点"  # 2.1个、5.5个百分点
        if item.kind is NumberKind.QUANTITY and (cut or not item.unit) and between in ("、", "和", "与", "及"):
            item = replace(item, unit=unit)
        unit, following = item.unit, item.start
        listed.append(item)
    yield from reversed(listed)
