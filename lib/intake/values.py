"""What one ledger cell says: a normalised value and the findings made on the way.

Every reader (`number`, `day`, `choice`, `text`) takes any raw content and never raises: what cannot be read is
缺报 with a rejection, so that wrong input never becomes a wrong number. Codes M04–M43 are those of the list of
messy inputs; N01 is "not one of the allowed values", N02 is "cannot be read at all".
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from rapidfuzz import process

from lib.intake.issues import Finding, Level

Number = int | Decimal


class Status(StrEnum):
    """有值, 零, 缺报 and 不适用 are four different things."""

    PRESENT = "有值"
    ZERO = "零"
    MISSING = "缺报"
    NOT_APPLICABLE = "不适用"


class Precision(StrEnum):
    """How the figure was given."""

    EXACT = "精确"
    ABOUT = "约数"
    BELOW = "近(上限)"
    ABOVE = "余(下限)"
    RANGE = "区间"
    ESTIMATE = "估计"


class Uncomputed(str):
    """Text of a formula that has no cached result."""


@dataclass(frozen=True)
class Value:
    """One normalised cell.

    `point` is None for intervals, 缺报 and 不适用. `lo` and `hi` (both inclusive) are set only where `precision`
    is not 精确; `hi` None is open upwards. `aside` keeps what was set apart, such as "61人次" in a 人 column.
    """

    status: Status
    point: int | Decimal | date | str | None
    precision: Precision = Precision.EXACT
    lo: Number | None = None
    hi: Number | None = None
    findings: tuple[Finding, ...] = ()
    aside: str = ""


# --- words that stand for a state -------------------------------------------------------------------------------

_RESUBMIT = "请核实后补报准确数"
_BLANK = Finding("M15", Level.WARNING, "未填，按缺报处理，不作0", "如确无此项请填0，不适用请填“/”")
_NONE_AS_ZERO = Finding("M17", Level.NOTE, "“无”按0处理", "")
_NONE = Finding("M17", Level.NOTE, "“无”按没有此项处理", "")
_NOT_APPLICABLE = Finding("M18", Level.NOTE, "按不适用处理，不计入分子和分母", "")
_PENDING = Finding("M19", Level.REJECTION, "尚未填报，按缺报处理", "请补报准确内容")
_EXCEL_ERROR = Finding("M19", Level.REJECTION, "是公式错误，按缺报处理", "请修正公式后重新导入")
_TOO_NARROW = Finding("M19", Level.REJECTION, "只有#号，没有内容，按缺报处理", "请调宽该列并填写内容后重新导入")
_UNCOMPUTED = Finding("M20", Level.REJECTION, "是公式且无计算结果，按缺报处理", "请用Excel/WPS打开后保存再导入")

_NOTHING = frozenset({"无", "没有"})
_NOT_APPLICABLE_WORDS = frozenset({"不适用", "不涉及", "N/A", "n/a"})
_PENDING_WORDS = frozenset(
    {"待报", "待统计", "待核", "待核实", "待定", "待补", "待补报", "未报", "缺报", "未统计", "暂缺"}
)
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_DASHES = frozenset("-‐‑‒–—―─/\\")


def _missing(*findings: Finding, aside: str = "") -> Value:
    return Value(Status.MISSING, None, findings=findings, aside=aside)


def _stand_in(text: str) -> Finding | None:
    """The finding for a cleaned text that stands for 不适用 or for something still to come, else None."""
    if text in _NOT_APPLICABLE_WORDS or _DASHES.issuperset(text):
        return _NOT_APPLICABLE
    if text in _PENDING_WORDS or not text.strip("?"):
        return _PENDING
    if text in _EXCEL_ERRORS:
        return replace(_EXCEL_ERROR, problem=f"是公式错误 {text}，按缺报处理")
    return _TOO_NARROW if not text.strip("#") else None


def _state(raw: object, text: str) -> Value | None:
    """The value of a cell that holds no content of its own (blank, 不适用, 待报, errors), else None."""
    if isinstance(raw, Uncomputed):
        return _missing(_UNCOMPUTED)
    if not text:
        return _missing(_BLANK)
    finding = _stand_in(text)
    if finding is None:
        return None
    return Value(Status.NOT_APPLICABLE, None, findings=(finding,)) if finding is _NOT_APPLICABLE else _missing(finding)


# --- cleaning ---------------------------------------------------------------------------------------------------

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_DIGITS_SHOWN = 7
_APOSTROPHES = "'’‘＇"
_SCOPE_REMARK = re.compile(r"[（(]含[^（）()]*[）)]$")


def _is_absent(raw: object) -> bool:
    """Whether nothing stands there: None, NaN or NaT."""
    if isinstance(raw, Decimal):
        return raw.is_nan()  # a signalling NaN cannot be compared
    return raw is None or (isinstance(raw, float | datetime) and raw != raw)


def _shown(content: object) -> str:
    """`content` for a message, or … where so many digits could be somebody's telephone or identity number."""
    shown = str(content)
    return shown if sum(map(str.isdigit, shown)) <= _DIGITS_SHOWN else "…"


def _plain(raw: object) -> str:
    """The content of a cell as text, as a person would type it."""
    if _is_absent(raw):
        return ""
    if isinstance(raw, float):
        return f"{raw:.15g}"  # Excel itself keeps 15 significant digits
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, int) and abs(raw) >= _LIMIT:
        return "过大的数"  # str() of a huge integer raises
    return str(raw)


def _on_one_line(text: str) -> str:
    """`text` without line breaks, outer blanks, a leading apostrophe or invisible characters.

    A break inside a Chinese name is no space.
    """
    if not text.isprintable():
        lines = (line.strip() for line in text.replace("_x000D_", "").splitlines())
        text = "".join(lines).translate(_INVISIBLE)
    return text.strip().lstrip(_APOSTROPHES).strip()


def clean(raw: object) -> str:
    """`raw` as text for comparing: NFKC, on one line, without outer blanks, NBSP, U+3000 or leading apostrophe."""
    text = _plain(raw)
    return _on_one_line(text if text.isascii() else unicodedata.normalize("NFKC", text))


# --- numerals ---------------------------------------------------------------------------------------------------

_LIMIT = 10**15
_LONGEST = 40
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億○", "一二三四五六七八九十百千万亿〇")
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}
_SIZES = _PLACES | _MYRIADS
_POSITIONAL = re.compile("[〇零一二三四五六七八九]+")
_NEIGHBOURS = re.compile("([一二两三四五六七八九])([二两三四五六七八九])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class _UnusableError(Exception):
    """The text gives no figure; `value` is what the cell counts as instead."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


def _unreadable(reason: str = "认不出是数字") -> _UnusableError:
    return _UnusableError(_missing(Finding("N02", Level.REJECTION, f"{reason}，按缺报处理", "请填阿拉伯数字")))


def _section(text: str, closing: int) -> int:
    """The Han numeral `text` below 10,000. `closing` is the place of a lone digit (the 二 of 一万二 counts 千)."""
    total, digit, place, padded = 0, None, None, False
    for char in text:
        if char in "零〇":
            padded = True
            continue
        if char in _DIGITS:
            if digit is not None:
                raise _unreadable()
            digit = _DIGITS[char]
            continue
        size = _PLACES[char]
        bare = digit is None and size > 10 and (padded or place is not None)
        if bare or (place is not None and size >= place):
            raise _unreadable()
        total += (1 if digit is None else digit) * size
        digit, place, padded = None, size, False
    last = closing if place is None else place // 10
    return total + (digit or 0) * (1 if padded else last)


def _han(text: str, closing: int = 1) -> int:
    """The integer a Han numeral stands for (一百零五, 两千三百, 一万二, 二〇); stops the reading on nonsense."""
    if len(text) > 1 and ("〇" in text or "零" in text) and _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for mark, size in _MYRIADS.items():
        head, found, tail = text.partition(mark)
        if found:
            low = _han(tail, size // 10) if tail else 0
            if low >= size:
                raise _unreadable()
            return (_han(head) if head else 1) * size + low
    return _section(text, closing)


def _arabic(text: str) -> Number:
    """The number written in Arabic digits, thousands separators allowed where they stand right."""
    if "," in text and not _GROUPED.fullmatch(text):
        finding = Finding("M07", Level.WARNING, f"千分位格式异常：{_shown(text)}，按缺报处理", "请去掉逗号，重填准确数")
        raise _UnusableError(_missing(finding))
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _numeral(text: str) -> Number:
    return _arabic(text) if text[0] in "+-0123456789" else _han(text)


def _tidy(number: Number) -> Number:
    """An int wherever the number is integral."""
    return int(number) if number == int(number) else number


# --- units ------------------------------------------------------------------------------------------------------

_SYNONYMS = (
    ("人", "名", "位"),
    ("人次",),
    ("次", "场", "场次"),
    ("个", "家", "支", "处", "所"),
    ("件", "条", "项"),
    ("元", "块"),
    ("岁", "周岁"),
    ("平方米", "平米"),
    ("年",),
    ("月", "个月"),
    ("%",),
)
_UNIT_GROUPS = {unit: group[0] for group in _SYNONYMS for unit in group}


_OTHER_SCALE = Finding("M44", Level.WARNING, "列单位是万元，此处写明是元，按元计", "请确认是元还是万元")


@dataclass(frozen=True)
class _Column:
    """What the header of the column says about its numbers."""

    unit: str
    whole: bool
    scale: int
    minimum: int | None
    maximum: Number | None


def _check_unit(unit: str, text: str, column: _Column) -> None:
    """Stop unless `unit` means the unit of the column; another known unit is set aside."""
    if not unit or unit == column.unit:
        return
    own = _UNIT_GROUPS.get(column.unit, column.unit)
    group = _UNIT_GROUPS.get(unit)
    if group is None:
        raise _unreadable()
    if column.unit and group != own:
        problem = f"单位“{unit}”与列单位“{column.unit}”不一致，已另存，本列按缺报处理"
        finding = Finding("M06", Level.WARNING, problem, f"请确认后按“{column.unit}”补报")
        raise _UnusableError(_missing(finding, aside=text))


def _factor(unit: str, written: str, column: _Column) -> int:
    """By how much the header's unit (万元) multiplies: a text that names its own size is taken at its word."""
    return 1 if unit or any(char in "千万亿" for char in written) else column.scale


# --- approximate phrases ----------------------------------------------------------------------------------------


def _down(number: Number) -> Number:
    return _tidy(Decimal(number).to_integral_value(ROUND_FLOOR))


def _up(number: Number) -> Number:
    return _tidy(Decimal(number).to_integral_value(ROUND_CEILING))


def _unit_step(number: Number) -> int:
    """Whole numbers exclude their end by one; a fraction has no next number, its end stays."""
    return 1 if number == int(number) else 0


def _next_step(number: Number) -> Number | None:
    """The place of the last digit written (300 → 100, 12,000 → 1,000); None where the number is not round."""
    exponent = Decimal(number).normalize().as_tuple().exponent
    return None if exponent == 0 else _tidy(Decimal(1).scaleb(exponent))


def _around(number: Number) -> tuple[Number, Number]:
    return _down(Decimal(number) * 9 / 10), _up(Decimal(number) * 11 / 10)


def _just_below(number: Number) -> tuple[Number, Number]:
    top = number - _unit_step(number)
    return min(_up(Decimal(number) * 9 / 10), top), top


def _and_more(number: Number) -> tuple[Number, Number | None]:
    step, gap = _next_step(number), _unit_step(number)
    return number + gap, None if step is None else number + step - gap


@dataclass(frozen=True)
class _Mark:
    """What a word of approximation makes of the number it stands by."""

    code: str
    precision: Precision
    bounds: Callable[[Number], tuple[Number, Number | None]]


_ABOUT = _Mark("M09", Precision.ABOUT, _around)
_ESTIMATE = _Mark("M09", Precision.ESTIMATE, _around)
_NEAR = _Mark("M10", Precision.BELOW, _just_below)
_MORE = _Mark("M11", Precision.ABOVE, _and_more)
_EXCEEDING = _Mark("M12", Precision.ABOVE, lambda number: (number + _unit_step(number), None))
_AT_LEAST = _Mark("M12", Precision.ABOVE, lambda number: (number, None))
_UPWARDS = _Mark("M12", Precision.ABOVE, lambda number: (number, 2 * number - 1))
_SHORT_OF = _Mark("M12", Precision.BELOW, lambda number: (0, number - _unit_step(number)))
_AT_MOST = _Mark("M12", Precision.BELOW, lambda number: (0, number))

_BEFORE = (
    dict.fromkeys(("大约", "约", "约为", "大概"), _ABOUT)
    | dict.fromkeys(("估计", "估算"), _ESTIMATE)
    | dict.fromkeys(("近", "将近", "接近"), _NEAR)
    | dict.fromkeys(("超", "超过", "逾", "突破", "多于", "高于"), _EXCEEDING)
    | dict.fromkeys(("不少于", "不低于", "至少", "最少"), _AT_LEAST)
    | dict.fromkeys(("不足", "不到", "少于", "低于"), _SHORT_OF)
    | dict.fromkeys(("不超过", "不多于", "至多", "最多"), _AT_MOST)
    | {"上": _UPWARDS}
)
_AMID = dict.fromkeys(("余", "多", "几"), _MORE)
_AFTER = (
    dict.fromkeys(("左右", "上下"), _ABOUT)
    | dict.fromkeys(("以上", "及以上"), _AT_LEAST)
    | dict.fromkeys(("以下", "以内", "及以下"), _AT_MOST)
)
_MARKS = _BEFORE | _AMID | _AFTER

_APPROXIMATE = {
    Precision.ABOUT: ("是约数，汇总结果将标注“含约数”", "如有准确数请补报"),
    Precision.ESTIMATE: ("是估计数，汇总结果将标注“含约数”", "如有准确数请补报"),
    Precision.BELOW: ("仅有上限，无精确值", "请补报准确数"),
    Precision.ABOVE: ("仅有下限，无精确值", "请补报准确数"),
    Precision.RANGE: ("是区间值，无精确值", "请补报准确数"),
}


def _approximate(code: str, precision: Precision, text: str) -> Finding:
    """The warning for an approximate phrase; a phrase that carries 余 with 万 or 亿 was also converted (M08)."""
    problem, remedy = _APPROXIMATE[precision]
    converted = code == "M11" and any(char in "万亿" for char in text)
    return Finding("M08" if converted else code, Level.WARNING, f"“{_shown(text)}”{problem}", remedy)


def _interval(
    code: str,
    precision: Precision,
    bounds: tuple[Number, Number | None],
    text: str,
    column: _Column,
    point: Number | None = None,
) -> Value:
    """The approximate value that `text` stands for, checked against what the column can hold."""
    low, high = bounds
    if high is not None and high < low:
        raise _unreadable("说法不成立")
    if column.whole and any(isinstance(bound, Decimal) for bound in bounds):
        return _missing(_fraction(text, column))
    finding = _approximate(code, precision, text)
    findings = (finding,) if column.maximum is None or low <= column.maximum else (finding, _too_large(column))
    return Value(Status.PRESENT, point, precision, low, high, findings)


# --- exact numbers ----------------------------------------------------------------------------------------------


def _fraction(content: object, column: _Column) -> Finding:
    what = "人数" if _UNIT_GROUPS.get(column.unit) == "人" else "该项"
    return Finding("M41", Level.REJECTION, f"{what}不能为小数：{_shown(content)}", _RESUBMIT)


def _too_large(column: _Column) -> Finding:
    return Finding("M41", Level.WARNING, f"超过该项的最大值{column.maximum}，数值暂予保留", "请核实是否填错或多写了0")


def _exact(number: Number, column: _Column, *notes: Finding) -> Value:
    """An exact number, checked: below the minimum or a fraction of a person is 缺报, above the maximum is doubted."""
    if abs(number) >= _LIMIT:
        raise _unreadable("数字过大")
    number = _tidy(number)
    if column.minimum is not None and number < column.minimum:
        reason = "不能为负数" if number < 0 else f"小于该项的最小值{column.minimum}"
        return _missing(Finding("M41", Level.REJECTION, f"{reason}：{_shown(number)}", _RESUBMIT))
    if column.whole and isinstance(number, Decimal):
        return _missing(_fraction(number, column))
    if column.maximum is not None and number > column.maximum:
        notes = (*notes, _too_large(column))
    return Value(Status.ZERO if number == 0 else Status.PRESENT, number, findings=notes)


def _spelling(raw: str, stripped: str) -> tuple[Finding, ...]:
    """Notes on a plain number that only looked unusual: blanks around it (M05), full-width characters (M04)."""
    notes = []
    if any("！" <= char <= "～" for char in stripped):
        notes.append(Finding("M04", Level.NOTE, "全角字符已转为半角", ""))
    if raw != stripped:
        notes.append(Finding("M05", Level.NOTE, "已去掉数字前后的空格或撇号", ""))
    return tuple(notes)


# --- the grammar of a number ------------------------------------------------------------------------------------


def _either(words: Mapping[str, _Mark]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT_RUN = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_FIGURE = rf"[+-]?{_DIGIT_RUN}"
_HAN = "[〇零一二两三四五六七八九十百千万亿]+"
_TIMES = "十?百?千?万?亿?"
_UNIT = r"[^0-9,.+~〜～-]*?"

_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
# 近 | 300 | 余 | 万 | 余 | 人次 | 左右
_PHRASE = re.compile(
    rf"(?P<before>{_either(_BEFORE)})?(?P<figure>{_FIGURE}|{_HAN})(?P<amid>余|多|几)?(?P<times>{_TIMES})"
    rf"(?P<then>余|多)?(?P<unit>{_UNIT})(?P<after>{_either(_AFTER)})?"
)
# 约 | 5 | 万 | 元 | - | 10 | 万 | 元 | 左右
_RANGE = re.compile(
    rf"(?:大?约)?(?P<low>{_DIGIT_RUN}|{_HAN})(?P<low_times>{_TIMES})(?P<low_unit>{_UNIT})(?:[-–—~〜至到]+)"
    rf"(?P<high>{_DIGIT_RUN}|{_HAN})(?P<high_times>{_TIMES})(?P<unit>{_UNIT})(?:左右)?"
)
# 几 | 十 | 多 | 人
_SEVERAL = re.compile(rf"好?[几数](?P<times>{_TIMES})[余多]?(?P<unit>{_UNIT})")

_LINE_BREAK = re.compile(r"(?:_x000D_)?[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PADDED = re.compile("0[0-9]")
_SPACED_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_LOOSE_BLANK = re.compile(r"(?<![0-9.,]) +| +(?![0-9.,])")


def _sized(number: Number, times: str) -> Number:
    for mark in times:
        number = number * _SIZES[mark]
    return _tidy(number)


def _read_several(match: re.Match[str], text: str, column: _Column) -> Value:
    """几十, 数百人: from two to just under ten times the place."""
    unit, times = match["unit"], match["times"]
    _check_unit(unit, text, column)
    if not unit and not times:
        raise _unreadable()
    size = _sized(_factor(unit, times, column), times)
    return _interval("M11", Precision.RANGE, (2 * size, 10 * size - 1), text, column)


def _read_range(match: re.Match[str], text: str, column: _Column) -> Value:
    """30-40人, 5万至10万; in 5-10万 the size belongs to both ends, 三至五百 could mean two things."""
    for unit in (match["low_unit"], match["unit"]):
        _check_unit(unit, text, column)
    low_written = match["low"] + match["low_times"]
    if match["high"][-1] in _SIZES and low_written[-1] not in _SIZES:
        raise _unreadable("区间写法有歧义")
    if any(_PADDED.match(match[end]) for end in ("low", "high")):
        raise _unreadable()  # 0451-… is a telephone number
    factor = _factor(match["unit"] or match["low_unit"], text, column)
    low_times = match["low_times"] if low_written[-1] in _SIZES else match["high_times"]
    low = _sized(_numeral(match["low"]) * factor, low_times)
    high = _sized(_numeral(match["high"]) * factor, match["high_times"])
    return _interval("M13", Precision.RANGE, (low, high), text, column)


def _neighbours(figure: str) -> tuple[int, int] | None:
    """三四十 → (30, 40), 十五六 → (15, 16): two digits side by side in a Han numeral mean "one or the other"."""
    match = _NEIGHBOURS.search(figure)
    if match is None or "〇" in figure:
        return None
    first, second = (_DIGITS[digit] for digit in match.groups())
    if second - first != 1 and match[0] != "三五":
        raise _unreadable()
    low, high = (_han(figure[: match.start()] + digit + figure[match.end() :]) for digit in match.groups())
    return low, high


def _read_neighbours(ends: tuple[int, int], match: re.Match[str], text: str, column: _Column) -> Value:
    factor = _factor(match["unit"], text, column)
    low, high = (_sized(end * factor, match["times"]) for end in ends)
    return _interval("M13", Precision.RANGE, (low, high), text, column)


def _exact_note(match: re.Match[str], number: Number) -> Finding:
    """What made a phrase without approximation more than plain digits."""
    figure = match["figure"]
    if match["times"]:
        return Finding("M08", Level.NOTE, f"已换算为{number}", "")
    if figure[0] not in "+-0123456789":
        return Finding("M14", Level.NOTE, f"中文数字已转为{number}", "")
    if "," in figure:
        return Finding("M07", Level.NOTE, "已去掉千分位分隔符", "")
    return Finding("M06", Level.NOTE, f"已去掉单位“{match['unit']}”", "")


def _read_phrase(match: re.Match[str], text: str, column: _Column) -> Value:
    """A number with a unit, a size (万), Han numerals or at most one approximation."""
    _check_unit(match["unit"], text, column)
    marks = {_MARKS[word] for word in match.group("before", "amid", "then", "after") if word}
    ends = _neighbours(match["figure"])
    if len(marks) > 1 or (ends and marks - {_ABOUT}):
        raise _unreadable("说法自相矛盾")
    if ends:
        return _read_neighbours(ends, match, text, column)
    written = match["figure"] + match["times"]
    number = _sized(_numeral(match["figure"]) * _factor(match["unit"], written, column), match["times"])
    if marks:
        return _read_mark(marks.pop(), number, text, column)
    notes = [_exact_note(match, number)]
    if column.scale > 1 and match["unit"] and written[-1] not in "万亿":
        notes.append(_OTHER_SCALE)
    return _exact(number, column, *notes)


def _read_mark(mark: _Mark, number: Number, text: str, column: _Column) -> Value:
    if not 0 < number < _LIMIT:
        raise _unreadable("说法不成立")
    point = number if mark.bounds is _around else None
    if column.whole and isinstance(number, Decimal):
        return _missing(_fraction(text, column))
    return _interval(mark.code, mark.precision, mark.bounds(number), text, column, point)


def _compact(text: str) -> str:
    """`text` without blanks, except between digits: 「3 4」 is not 34, while 「1 234」 is a grouping."""
    text = re.sub(r"\s", " ", text).replace("m2", "平方米")
    return _LOOSE_BLANK.sub("", _SPACED_THOUSANDS.sub(lambda found: found[0].replace(" ", ","), text))


def _read_text(raw: str, cleaned: str, column: _Column) -> Value:
    if len(raw) > _LONGEST or any(unicodedata.category(char) == "No" for char in raw.replace("m²", "")):
        raise _unreadable()  # ① and ½ would turn into other digits
    text = _compact(cleaned).translate(_FORMAL)
    if _PLAIN.fullmatch(text):
        return _read_plain(raw, text, column)
    for pattern, reader in ((_SEVERAL, _read_several), (_RANGE, _read_range), (_PHRASE, _read_phrase)):
        match = pattern.fullmatch(text)
        if match:
            return reader(match, text, column)
    raise _unreadable()


def _read_plain(raw: str, text: str, column: _Column) -> Value:
    return _exact(_arabic(text) * column.scale, column, *_spelling(raw, _on_one_line(raw)))


def _read_number(raw: object, column: _Column) -> Value:
    if isinstance(raw, bool | date):
        raise _unreadable("是日期或逻辑值，不是数字")
    if isinstance(raw, int):
        return _exact(raw * column.scale, column)
    if isinstance(raw, float | Decimal) and not _is_absent(raw):
        if abs(raw) >= _LIMIT:
            raise _unreadable("数字过大")
        return _exact(Decimal(_plain(raw)) * column.scale, column)
    text = clean(_LINE_BREAK.sub(" ", raw) if type(raw) is str else raw)  # 4↵5 is not 45
    if text in _NOTHING:
        return Value(Status.ZERO, 0, findings=(_NONE_AS_ZERO,))
    return _state(raw, text) or _read_text(str(raw), text, column)


def number(
    raw: object,
    *,
    unit: str = "",
    whole: bool = True,
    scale: int = 1,
    minimum: int | None = 0,
    maximum: Number | None = None,
) -> Value:
    """The number in a cell, times `scale` (10000 where the header says 万元), as int wherever it is integral.

    `unit` is the unit of the column: a text with the same unit loses it, one with another unit is set aside.
    Below `minimum`, or a fraction where `whole`, is 缺报; above `maximum` keeps its value with a warning.
    """
    if type(raw) is int and scale == 1 and 0 < raw < _LIMIT and maximum is None and (minimum is None or raw >= minimum):
        return Value(Status.PRESENT, raw)
    try:
        return _read_number(raw, _Column(unit, whole, scale, minimum, maximum))
    except _UnusableError as stop:
        return stop.value


# --- dates ------------------------------------------------------------------------------------------------------

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(20000, 60001)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:年|[./年-](?P<month>[0-9]{1,2})(?:月|[./月-](?P<day>[0-9]{1,2})日?)?)?"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_COMPACT_DATE = re.compile("(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
_YEARLESS = re.compile("(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_DATE_BLANKS = re.compile(r"\s*([./年月日-])\s*(?![0-9]{1,2}:)")
_LEAP_YEAR = 2000


def _bad_date(problem: str, remedy: str = "请填真实的年月日，如2021-06-30") -> _UnusableError:
    return _UnusableError(_missing(Finding("M25", Level.REJECTION, f"{problem}，按缺报处理", remedy)))


def _calendar(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise _bad_date("日期不存在") from None


def _until(found: date, not_after: date | None, *notes: Finding, first: date | None = None) -> Value:
    """`found`, unless later than `not_after`; a month or year that begins (`first`) before it is cut off there."""
    if not_after is not None and found > not_after:
        if (first or found) > not_after:
            raise _bad_date(f"日期晚于截止日{not_after.isoformat()}", "请核对年份")
        found = not_after
    return Value(Status.PRESENT, found, findings=notes)


def _read_date_match(match: re.Match[str], not_after: date | None) -> Value:
    """A written date; one without day is the last day of its month, one without month the last day of its year."""
    parts = match.groupdict()
    year, month = int(parts["year"]), int(parts["month"] or 12)
    if parts["day"]:
        found = _calendar(year, month, int(parts["day"]))
        return _until(found, not_after, Finding("M21", Level.NOTE, f"日期已统一为{found.isoformat()}", ""))
    first = _calendar(year, month if parts["month"] else 1, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    span, end = ("月", "月末") if parts["month"] else ("年", "年末")
    finding = Finding("M22", Level.WARNING, f"日期只到{span}，按{end}计算", "请补填完整的年月日")
    return _until(last, not_after, finding, first=first)


def _read_date_text(text: str, not_after: date | None) -> Value:
    text = _DATE_BLANKS.sub(r"\1", text)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match:
        return _read_date_match(match, not_after)
    yearless = _YEARLESS.fullmatch(text)
    if yearless:
        _calendar(_LEAP_YEAR, int(yearless["month"]), int(yearless["day"]))
    finding = Finding("N02", Level.REJECTION, "认不出是哪一天，按缺报处理", "请填完整的年月日，如2021-06-30")
    raise _UnusableError(_missing(finding))


def _read_serial(serial: int, not_after: date | None, date1904: bool) -> Value:
    found = (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(days=serial)
    return _until(found, not_after, Finding("M23", Level.NOTE, f"Excel日期序号已转为{found.isoformat()}", ""))


def _read_day(raw: object, not_after: date | None, date1904: bool) -> Value:
    if isinstance(raw, date) and not _is_absent(raw):
        return _until(raw.date() if isinstance(raw, datetime) else raw, not_after)
    text = clean(raw)
    if text in _NOTHING:
        return Value(Status.NOT_APPLICABLE, None, findings=(_NONE,))
    state = _state(raw, text)
    if state:
        return state
    whole_days = text.partition(".")[0] if isinstance(raw, float) else text
    if whole_days.isascii() and whole_days.isdigit() and len(whole_days) == 5 and int(whole_days) in _SERIALS:
        return _read_serial(int(whole_days), not_after, date1904)
    if isinstance(raw, float) and re.fullmatch(r"[0-9]{4}\.1", text):
        problem = f"数字{text}可能是{text[:4]}年1月或10月，按缺报处理"
        return _missing(Finding("M24", Level.WARNING, problem, "请改填完整的年月日，如2021-10-31"))
    return _read_date_text(text, not_after)


def day(raw: object, *, not_after: date | None = None, date1904: bool = False) -> Value:
    """The date in a cell. A date later than `not_after` is 缺报; a date given to the month or year is its last day.

    Serial numbers count from the epoch of the workbook: `date1904` says which.
    """
    try:
        return _read_day(raw, not_after, date1904)
    except _UnusableError as stop:
        return stop.value


# --- choices and texts ------------------------------------------------------------------------------------------

_JOINED = Finding("M43", Level.NOTE, "已合并单元格内的换行", "")
_SIMILAR = 60


def _line_break_notes(raw: object) -> tuple[Finding, ...]:
    return (_JOINED,) if isinstance(raw, str) and len(raw.strip().splitlines()) > 1 else ()


def _without_content(raw: object, text: str) -> Value | None:
    if text in _NOTHING:
        return Value(Status.NOT_APPLICABLE, None, findings=(_NONE,))
    return _state(raw, text)


def _not_allowed(text: str, allowed: Mapping[str, str]) -> Finding:
    """The rejection that lists what may be filled in; it repeats allowed values only, never the text itself."""
    remedy = f"可填：{'、'.join(dict.fromkeys(allowed.values()))}"
    similar = process.extractOne(text, allowed.keys(), score_cutoff=_SIMILAR)
    if similar:
        remedy += f"；是否想填“{allowed[similar[0]]}”"
    return Finding("N01", Level.REJECTION, "不在可选值内，按缺报处理", remedy)


def choice(raw: object, allowed: Mapping[str, str]) -> Value:
    """One of the official values; `allowed` maps every normalised spelling to its official value.

    A spelling that is allowed wins over its general meaning: 「无」 may be a value of the list.
    """
    spelling = clean(raw)
    official = allowed.get(spelling) or allowed.get("".join(spelling.split()))
    if official is not None and not isinstance(raw, Uncomputed):
        return Value(Status.PRESENT, official, findings=_line_break_notes(raw))
    return _without_content(raw, spelling) or _missing(_not_allowed(spelling, allowed))


def text(raw: object) -> Value:
    """The text in a cell on one line, otherwise as written; a closing 「（含下属）」 is set aside with a warning."""
    state = _without_content(raw, clean(raw))
    if state:
        return state
    written = _on_one_line(_plain(raw))
    findings = _line_break_notes(raw)
    remark = _SCOPE_REMARK.search(written)
    if remark is None or remark.start() == 0:
        return Value(Status.PRESENT, written, findings=findings)
    warning = Finding("M43", Level.WARNING, f"名称含“{remark[0]}”，已另存", "请确认统计口径是否含下属")
    return Value(Status.PRESENT, written[: remark.start()].rstrip(), findings=(*findings, warning), aside=remark[0])
