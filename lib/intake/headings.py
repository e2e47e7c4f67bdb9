"""What a heading says by itself: its words, what its figures count, in which unit, of which month."""

import re
from functools import lru_cache

from lib.directory import normalise
from lib.intake.forms import Field, Kind

_BRACKETS = re.compile(r"\([^()]*\)")
_INSIDE = re.compile(r"\(([^()]*)\)")
_DASHES = re.compile(r"[‐‑‒–—―−~～]")
_PREFIX = re.compile(r"^(?:是否|其中[:,]?|所属|所在)")
_SUFFIX = re.compile(r"(?:情况|人数|次数|件数|场次|数量|数|时间|日期|名称)$")

# What figures can count, with the words for it; a heading and its field must not name two of them.
_MEASURES = {
    "people": ("人", "名", "位", "人数", "名数"),
    "attendances": ("人次", "人次数"),
    "occasions": ("次", "场", "场次", "回", "次数", "场数"),
    "things": ("个", "支", "家", "处", "所", "件", "条", "项", "个数", "件数", "支部数", "项数"),
    "copies": ("份", "份数"),
    "money": ("元", "千元", "百元", "万元", "金额"),
    "share": ("%", "比例", "占比", "率"),
    "age": ("岁", "周岁"),
    "area": ("平方米", "平米", "m2", "亩", "公顷"),
    "degrees": ("°", "度"),
    "years": ("年",),
    "months": ("月", "个月"),
}
_MEASURE_OF = {word: measure for measure, words in _MEASURES.items() for word in words}
_ALSO = {"staff_quota_n": ("things",)}  # 编制 are counted as 名 and as 个
_NUMBER_OF = "数量"  # of things of any sort, never of money
_ENDING = re.compile(r"(人次数|人次|人数|名数|次数|场次|场数|个数|件数|支部数|项数|份数|金额|占比|比例|率|数量)$")
_EARLIER = re.compile(r"上年|去年|上期|同期")
_NUMERIC = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.MONEY})
# A filler word at the end of a heading, and the only kinds of field it can stand for.
_FILLER_KINDS = (
    (re.compile(r"(?:时间|日期)$"), frozenset({Kind.DATE, Kind.MONTH})),
    (re.compile(r"名称$"), frozenset({Kind.TEXT, Kind.UNIT, Kind.DISTRICT})),
    (re.compile(r"(?:数|数量|场次)$"), _NUMERIC),
)

SIZES = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000}
_MONEY_WORD = re.compile(r"([万千百]?元)(?![旦宵月])")
_OTHER_UNITS = r"(?:人民币|人次|场次|[人名个次件家支、,，/和及])*"
_STATED = re.compile(
    rf"单位[:：][(]?{_OTHER_UNITS}([万千百]?元)|(?<!\d)[(]([万千百]?元)[)]|以([万千百]?元)(?:计|为单位)"
)
_UNIT_WORDS = frozenset(word for word in _MEASURE_OF if word not in ("金额", "率", "比例", "占比", "支部数"))
_NO_UNIT = frozenset({"", "-", "/"})
_UNIT_ROW_LABELS = frozenset({"单位", "计量单位"})

_HAN_MONTHS = {word: str(month) for month, word in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": "11",
    "十二": "12",
}
_HAN_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])(?=个?月)")
_MONTH = re.compile(r"(?:(\d{4})[年.\-/])?0?(\d{1,2})月?(?:份)?")
_MONTH_PREFIX = re.compile(r"^((?:\d{4}年)?\d{1,2}月(?:份)?)(.+)$")
_TOTAL = re.compile(
    r"(?:\d{4}年)?(?:(?:第?[一二三四1-4]季度|[上下]半年|全年|年度|本期)(?:合计|小计|总计|累计)?|(?:.*)(?:合计|小计|总计|累计)(?:数)?)"
)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading without spaces and line breaks, full-width forms and dashes folded."""
    return _DASHES.sub("-", normalise(text))


@lru_cache(maxsize=4096)
def bare(key: str) -> str:
    """A key without what stands in brackets."""
    return _BRACKETS.sub("", key).strip(":") or key


@lru_cache(maxsize=4096)
def stem(key: str) -> str:
    """A key without brackets and filler words: 其中:退休人数 → 退休."""
    text = bare(key)
    return _SUFFIX.sub("", _PREFIX.sub("", text)) or text


def fits(key: str, item: Field, *, group: str = "", below: str = "") -> bool:
    """The heading does not count something else than the field: 支委会人数 is no number of meetings.

    `group`: the unit in a bracket above, which speaks only for a heading without its own. `below`: what a row of units
    says, which must agree all the same."""
    if item.kind not in _NUMERIC or item.unit not in _MEASURE_OF:
        return True
    own = {_MEASURE_OF[item.unit], *_ALSO.get(item.name, ())}
    named = _measures(key) or {_MEASURE_OF[word] for word in (group,) if word in _MEASURE_OF}
    told = {_MEASURE_OF[word] for word in (below,) if word in _MEASURE_OF}
    return all(not said or own & said for said in (named, told))


def is_timely(text: str, item: Field) -> bool:
    """The heading does not speak of a time before the period, which no figure may come from."""
    return item.kind not in _NUMERIC or not _EARLIER.search(heading_key(text))


def ends_like(key: str, item: Field) -> bool:
    """The filler word that the heading ends in suits the field: 定级时间 is not the 定级."""
    text = bare(key)
    return all(item.kind in kinds for pattern, kinds in _FILLER_KINDS if pattern.search(text))


def _measures(key: str) -> set[str]:
    """What the heading counts: by units in its brackets, else by its ending; empty where it does not say."""
    inside = {_MEASURE_OF[word] for word in _INSIDE.findall(key) if word in _MEASURE_OF}
    if inside:
        return inside
    ending = _ENDING.search(bare(key))
    if ending and ending[1] == _NUMBER_OF:
        return set(_MEASURES) - {"money", "share"}
    return {_MEASURE_OF[ending[1]]} if ending else set()


def unit_in_brackets(text: str) -> str:
    """The unit a heading gives in brackets, empty where it gives none."""
    return next((word for word in _INSIDE.findall(heading_key(text)) if word in _UNIT_WORDS), "")


def money_size(text: str) -> int | None:
    """How many yuan the unit in a heading makes: 10,000 for 万元; None where it names no money."""
    found = _MONEY_WORD.findall(heading_key(text))
    return SIZES[found[-1]] if found else None


def stated_size(notes: str) -> int:
    """The same for the lines above a table; a sentence that merely mentions 万元 says nothing."""
    found = _STATED.findall(heading_key(notes))
    return SIZES["".join(found[-1])] if found else 1


def units_in_row(cells: tuple[object, ...]) -> tuple[str, ...] | None:
    """The unit per column where a row holds nothing but units (at least two), else None."""
    words = [heading_key(value).strip("()") if isinstance(value, str) else value for value in cells]
    words = ["" if word is None or word in _NO_UNIT or word in _UNIT_ROW_LABELS else word for word in words]
    named = [word for word in words if word != ""]
    if len(named) < 2 or not all(word in _UNIT_WORDS for word in named):
        return None
    return tuple(words)


def han_month(text: str) -> str:
    """七月 as 7月."""
    return _HAN_MONTH.sub(lambda match: _HAN_MONTHS[match[1]], text)


def month_of(text: str) -> int | None:
    """The month (1–12) that a heading consists of."""
    key = han_month(heading_key(text))
    match = _MONTH.fullmatch(key)
    return int(match[2]) if match and "月" in key and 1 <= int(match[2]) <= 12 else None


def split_month(text: str) -> tuple[int | None, str]:
    """「7月项目数」 as 7 and 项目数; the text itself where it begins with no month."""
    match = _MONTH_PREFIX.match(han_month(heading_key(text)))
    month = month_of(match[1]) if match else None
    return (month, match[2]) if match and month else (None, text)


def is_total(text: str) -> bool:
    """The heading stands over sums of other columns: 合计, 三季度小计, 下半年."""
    return _TOTAL.fullmatch(bare(heading_key(text))) is not None
