"""Raw cell contents as text: invisible characters, widths, line breaks, and what a message may show of them."""

import unicodedata
from datetime import datetime
from decimal import Decimal

from lib.intake.values.model import LIMIT

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_APOSTROPHES = "'’‘＇"
_DIGITS_SHOWN = 7


def is_absent(raw: object) -> bool:
    """Whether nothing stands there: None, NaN or NaT."""
    if isinstance(raw, Decimal):
        return raw.is_nan()  # a signalling NaN cannot be compared
    return raw is None or (isinstance(raw, float | datetime) and raw != raw)


def masked(content: object) -> str:
    """`content` for a message, or … where so many digits could be somebody's telephone or identity number."""
    shown = str(content)
    return shown if sum(map(str.isdigit, shown)) <= _DIGITS_SHOWN else "…"


def as_typed(raw: object) -> str:
    """The content of a cell as text, as a person would type it."""
    if is_absent(raw):
        return ""
    if isinstance(raw, float):
        return f"{raw:.15g}"  # Excel itself keeps 15 significant digits
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, int) and abs(raw) >= LIMIT:
        return "过大的数"  # str() of a huge integer raises
    return str(raw)


def on_one_line(text: str) -> str:
    """`text` without line breaks, outer blanks, a leading apostrophe or invisible characters.

    A break inside a Chinese name is no space.
    """
    if not text.isprintable():
        lines = (line.strip() for line in text.replace("_x000D_", "").splitlines())
        text = "".join(lines).translate(_INVISIBLE)
    return text.strip().lstrip(_APOSTROPHES).strip()


def clean(raw: object) -> str:
    """`raw` as text for comparing: NFKC, on one line, without outer blanks, NBSP, U+3000 or leading apostrophe."""
    text = as_typed(raw)
    return on_one_line(text if text.isascii() else unicodedata.normalize("NFKC", text))
