"""The forms in which a quantity is written, each with what it stands for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.numerals import DIGITS, HAN, TIMES, decimals, either, figure

_UNITS = (
    "个百分点|百分点|人次|场次|件次|个月|平方米|㎡|平米|公里|学时|课时|小时|分钟|周岁|"
    "人|名|位|个|场|次|期|条|件|项|家|所|支|处|套|间|岁|元|米|倍|年|天|户|份|篇|部|册|台|座|门|批|组|队|幅|亩|堂|节|讲|块|张|轮|枚"
)
_MORE_OR_LESS = (
    "大约|约为|约|将近|接近|近|超过|超出|超|逾|突破|多于|高于|不少于|不低于|至少|最少|不足|不到|少于|低于|"
    "不超过|不多于|至多|最多|估计|预计"
)
_BEFORE = f"(?P<before>(?:{_MORE_OR_LESS}|上(?=[十百千万]))*)"
_AFTERWARDS = "左右|上下|及以上|以上|及以下|以下|以内|之多|有余"
_AFTER = f"(?P<after>(?:{_AFTERWARDS})*)"
_UNIT = rf" ?(?P<unit>{_UNITS})?"
_NOT_IN_WORD = r"(?:(?<![A-Za-z0-9.,〔])|(?<=APP))"
_SIGN = "(?P<sign>(?<![0-9A-Za-z%])[-−])?"
_TO = "(?:[-—–~～]+|至|到)"
_ONE_TO_NINE = "一二三四五六七八九"

_RANGE = re.compile(
    rf"{_NOT_IN_WORD}{_BEFORE}(?P<low>{DIGITS})(?P<low_times>{TIMES})(?P<low_unit>%|{_UNITS})?{_TO}"
    rf"(?P<high>{DIGITS})(?P<high_times>{TIMES})(?:(?P<share>%)|{_UNIT}){_AFTER}"
)
_PER_CENT = re.compile(
    rf"{_NOT_IN_WORD}{_BEFORE}(?:{_SIGN}(?P<figure>{DIGITS}) ?%|"
    rf"百分之(?P<han>{HAN}|{DIGITS})(?:点(?P<point>[〇零{_ONE_TO_NINE}]+))?)(?P<amid>多|余)?{_AFTER}"
)
_FRACTION = re.compile(
    rf"{_NOT_IN_WORD}{_BEFORE}(?:(?P<top>[0-9]+)/(?P<below>[0-9]+)|(?P<han_below>{HAN})分之(?P<han_top>{HAN}))"
    rf"(?P<amid>多|强|弱)?{_AFTER}"
)
_TENTHS = re.compile(
    rf"{_BEFORE}(?P<figure>[两{_ONE_TO_NINE}1-9])成(?P<fifth>半|[{_ONE_TO_NINE}](?!成))?"
    rf"(?![立为了员果效绩功长熟就都本不])(?P<amid>多|余)?{_AFTER}"
)
_HALF = re.compile(
    "(?P<word>超过半数|超过一半|半数以上|一半以上|一半多|超半数|过半数|近半数|接近半数|接近一半|近一半|过半|近半|大半)"
)
_DOUBLED = re.compile("翻了?(?P<figure>[一两二三])番")
_TEENS = re.compile(rf"(?<![〇百{_ONE_TO_NINE}])十[几余多]{_UNIT}")
_SEVERAL = re.compile(rf"{_BEFORE}(?P<several>[几数])(?P<times>百万|千万|十|百|千|万|亿)(?P<amid>余|多)?{_UNIT}")
_RANK = re.compile(rf"(?<=全[省市国])第(?P<figure>[0-9]+|{HAN})(?:位|名)?")
_PLAIN = re.compile(
    rf"{_NOT_IN_WORD}{_BEFORE}{_SIGN}(?P<figure>{DIGITS}亿{DIGITS}万|{DIGITS}|{HAN})(?P<amid>余|多|几)? ?"
    rf"(?P<times>{TIMES})(?P<then>余|多)?{_UNIT}(?![A-Za-z]){_AFTER}"
)
_FIGURES = re.compile(f"[0-9]|{HAN.rstrip('+')}")
_LONGEST = 15  # digits: no count or sum of money has more
_BARE_SIZES = frozenset("百千万亿")
# 一名 is an article unless something says that it is counted.
_COUNTS_ONE = re.compile("(?:(?<!没)有|仅|只|剩|共|达到|增加|减少|新增|不足|余下|建成|设立|拆分为)$")
_WORDS = re.compile(f"{_MORE_OR_LESS}|{_AFTERWARDS}|上")


def quantities(masked: str, text: str) -> Iterator[WrittenNumber]:
    """Each form in turn takes what the forms before it have left."""
    for pattern, reader in _FORMS:
        for match in list(pattern.finditer(masked)):
            item = reader(match) if len(_FIGURES.findall(match[0])) <= _LONGEST else None
            if item is not None:
                yield replace(item, text=text[item.start : item.end])
                masked = f"{masked[: item.start]}{chr(0) * (item.end - item.start)}{masked[item.end :]}"


def _words(match: re.Match[str]) -> tuple[str, ...]:
    parts = match.groupdict()
    inner = [parts.get(name) for name in ("amid", "then")]
    outer = [_WORDS.findall(parts.get(name) or "") for name in ("before", "after")]
    return (*outer[0], *(word for word in inner if word), *outer[1])


def _quantity(match: re.Match[str], unit: str, **known: object) -> WrittenNumber:
    return WrittenNumber(match.start(), match.end(), "", NumberKind.QUANTITY, unit=unit, words=_words(match), **known)


def _range(match: re.Match[str]) -> WrittenNumber | None:
    high = figure(match["high"], match["high_times"])
    low = figure(match["low"], match["low_times"] or match["high_times"])
    if not high or not low or low[0] >= high[0]:
        return None
    unit = "%" if match["share"] else match["unit"] or ""
    return _quantity(match, unit, low=low[0], high=high[0], step=high[1])


def _per_cent(match: re.Match[str]) -> WrittenNumber | None:
    if match["figure"]:
        value, step = figure(match["figure"])
        found = (-value if match["sign"] else value), step
    else:
        whole = figure("一百" if match["han"] == "百" else match["han"])
        digits = decimals(match["point"] or "")
        found = whole and (Decimal(f"{whole[0]}.{digits}"), Decimal(1).scaleb(-len(digits))) if digits else whole
    return _quantity(match, "%", value=found[0], step=min(found[1], Decimal(1))) if found else None


def _fraction(match: re.Match[str]) -> WrittenNumber | None:
    top = figure(match["top"] or match["han_top"])
    below = figure(match["below"] or match["han_below"])
    if not top or not below or not 0 < top[0] < below[0]:
        return None
    part = Fraction(int(top[0]), int(below[0]))
    return _quantity(match, "%", value=Decimal(part.numerator) * 100 / part.denominator, fraction=part)


def _tenths(match: re.Match[str]) -> WrittenNumber | None:
    found = figure(match["figure"])
    if not found or match["figure"] == "一":
        return None
    fifth = match["fifth"]
    share = found[0] * 10 + (5 if fifth == "半" else figure(fifth)[0] if fifth else 0)
    step = Decimal(5 if fifth == "半" else 1 if fifth else 10)
    return _quantity(match, "%", value=share, fraction=Fraction(int(share), 100), step=step)


def _half(match: re.Match[str]) -> WrittenNumber:
    return replace(_quantity(match, "%"), words=(match["word"],))


def _doubled(match: re.Match[str]) -> WrittenNumber:
    times = {"一": 2, "二": 4, "两": 4, "三": 8}[match["figure"]]
    return replace(_quantity(match, "番", value=Decimal(times)), words=("翻番",))


def _teens(match: re.Match[str]) -> WrittenNumber | None:
    known = _quantity(match, match["unit"] or "", low=Decimal(11), high=Decimal(19))
    return replace(known, words=("十余",)) if match["unit"] else None


def _several(match: re.Match[str]) -> WrittenNumber | None:
    size = figure("1", match["times"])[0]
    known = _quantity(match, match["unit"] or "", low=2 * size, high=10 * size - 1)
    return replace(known, words=(*known.words, "几十" if size == 10 else "数百")) if match["unit"] else None


def _rank(match: re.Match[str]) -> WrittenNumber | None:
    found = figure(match["figure"])
    return _quantity(match, "位", value=found[0]) if found else None


def _plain(match: re.Match[str]) -> WrittenNumber | None:
    written, unit = match["figure"], match["unit"] or ""
    if written[0].isdigit():
        return _digits(match, written, unit)
    ends = either(written, match["times"])
    if ends:
        return _quantity(match, unit, low=ends[0], high=ends[1]) if unit else None
    return _han(match, written, unit)


def _digits(match: re.Match[str], written: str, unit: str) -> WrittenNumber | None:
    if "亿" in written:
        high, _, low = written.partition("亿")
        (front, _), (rest, step) = figure(high, "亿"), figure(low[:-1], "万")
        return _quantity(match, unit, value=front + rest, step=step)
    value, step = figure(written, match["times"])
    return _quantity(match, unit, value=-value if match["sign"] else value, step=step)


def _han(match: re.Match[str], written: str, unit: str) -> WrittenNumber | None:
    """A Han numeral counts where a unit follows; 一名 and 百名 only where something says so."""
    approximate = bool(_words(match))
    if not unit or (_BARE_SIZES.issuperset(written) and not approximate):
        return None
    before = match.string[max(0, match.start() - 4) : match.start()]
    if written == "一" and not (approximate or _COUNTS_ONE.search(before)):
        return None
    found = figure("一" + written if written[0] in _BARE_SIZES else written, match["times"])
    return _quantity(match, unit, value=found[0], step=found[1]) if found else None


_FORMS = (
    (_RANGE, _range),
    (_PER_CENT, _per_cent),
    (_FRACTION, _fraction),
    (_TENTHS, _tenths),
    (_HALF, _half),
    (_DOUBLED, _doubled),
    (_TEENS, _teens),
    (_SEVERAL, _several),
    (_RANK, _rank),
    (_PLAIN, _plain),
)
