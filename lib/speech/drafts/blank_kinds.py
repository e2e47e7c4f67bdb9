"""What a blank stands for.

The order of the tests is that of the office: 字面, 序号, 周年 and 日期 come first, then names, then numbers. What is in
doubt is 待定, never 数量.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lib.speech.drafts.matching_words import any_of, lexicon


class Kind(StrEnum):
    """What a blank stands for."""

    QUANTITY = "数量"
    NAME = "名称"
    DATE = "日期"
    ANNIVERSARY = "周年"
    ORDINAL = "序号"
    LITERAL = "字面"
    OPEN = "待定"


@dataclass(frozen=True)
class Setting:
    """A blank with the text of its paragraph before and after it. `measure`: the measure word behind it, or nothing;
    `alone`: it is all that stands in a cell of a table."""

    token: str
    before: str
    after: str
    measure: str
    alone: bool = False


_QUOTED = re.compile(r"[《“‘「『\"]$")
_ADDED = re.compile(r"[0-9A-Za-zＸ×*＊_＿][+＋]\s*$")  # but not 同比+X%
_SIGN_AFTER = re.compile(r"光|射线|染色体|型号")
_RANK = re.compile(r"(?:全省|全国|列|排名|居|排)第$")
_MEETING = re.compile(r"(?:届|次|号)(?:[X×*＊_＿○〇一二三四五六七八九十]*中全会|全会|党代会|代表大会|全国代表)|中全会")
_ANNIVERSARY = re.compile(r"周年|华诞")
_MONTH = re.compile(r"月(?!均)")
_DAY = re.compile(r"日(?!报|均|常|程|益|子)")
_DAY_BEFORE = re.compile(r"[月至到—~～-]\s*$")
_YEAR = re.compile(r"年(?!来|级|代|均|内|间|以[上下]|度考核)")
_YEAR_BEFORE = re.compile(r"(?:20|19|二〇|二○)$")
_YEAR_AFTER = re.compile(r"年(?:[底末初以]|\d|[X×*＊_＿○]|[一二三四五六七八九十]+月|上半年|下半年|度)")
_PEOPLE_AFTER = re.compile(
    r"(?:、[X×*＊_＿○]+)*(?:等?[一二两三四五六七八九十\d]+(?:位|名|人)|等(?:同志|老同志|人|一批))"
)
_MORE_AFTER = re.compile(r"[万亿]|[余多](?:万|亿|[，。、；]|$)")
_SERIES = re.compile(r"[\s、，；。和与等及）)”’」』》\"!！]|$")
_CLOSED = re.compile(r"[”’」』、者员人长师家]$")
_HAN = re.compile(r"[一-鿿]")


def kind_of(blank: Setting) -> Kind:
    """The kind of a blank by what stands around it."""
    if _is_literal(blank):
        return Kind.LITERAL
    if blank.before.endswith("第"):
        return Kind.QUANTITY if _RANK.search(blank.before) else Kind.ORDINAL
    if _MEETING.match(blank.after) or (not blank.before.strip() and blank.after[:1] in ("、", ".", "．")):
        return Kind.ORDINAL
    if _ANNIVERSARY.match(blank.after):
        return Kind.ANNIVERSARY
    if _is_date(blank):
        return Kind.DATE
    if _is_name(blank):
        return Kind.NAME
    if _is_quantity(blank):
        return Kind.QUANTITY
    return _what_is_left(blank)


def _is_literal(blank: Setting) -> bool:
    """1+18+X, 3×4, *注, X光, and the number of a telephone."""
    token, before, after = blank.token, blank.before, blank.after
    if _ADDED.search(before) or after.lstrip().startswith(("+", "＋")):
        return True
    if token[0] in "×*＊xX" and before[-1:].isdigit() and after[:1].isdigit():
        return True
    if token[0] in "*＊" and not before.strip() and after.startswith("注"):
        return True
    if len(token) == 1 and token in "xXＸ" and _SIGN_AFTER.match(after):
        return True
    return bool(_ending("contact_before").search(before.rstrip(" ：:号码为是")))


def _is_date(blank: Setting) -> bool:
    before, after = blank.before, blank.after
    if _MONTH.match(after) and not before.endswith("个"):
        return True
    if _DAY.match(after) and _DAY_BEFORE.search(before):
        return True
    if not _YEAR.match(after):
        return False
    return bool(len(blank.token) >= 4 or _YEAR_BEFORE.search(before) or _YEAR_AFTER.match(after))


def _is_name(blank: Setting) -> bool:
    """In quotation marks, or before 县, 同志, 日报 where no measure word follows."""
    if _QUOTED.search(blank.before):
        return True
    follows = any_of(lexicon().blanks["name_after"]).match(blank.after) or _PEOPLE_AFTER.match(blank.after)
    return not blank.measure and bool(follows)


def _is_quantity(blank: Setting) -> bool:
    return bool(blank.measure or blank.alone or _MORE_AFTER.match(blank.after))


def _what_is_left(blank: Setting) -> Kind:
    """Without any measure word: a name behind 视察 or 志愿者, a number behind 达到, else open."""
    if _ending("name_before").search(blank.before):
        return Kind.NAME
    ends = bool(_SERIES.match(blank.after))
    if ends and _ending("number_before").search(blank.before):
        return Kind.QUANTITY
    if ends:
        return Kind.NAME if _CLOSED.search(blank.before) else Kind.OPEN
    return Kind.NAME if _HAN.match(blank.after) and not blank.before.strip() else Kind.OPEN


@lru_cache(maxsize=8)
def _ending(words: str) -> re.Pattern[str]:
    """A text that ends in one of these words of the lexicon."""
    return re.compile(f"(?:{any_of(lexicon().blanks[words]).pattern})$")
