"""Words that cannot stand together: 近…余, 截止目前, 提高5.5% of a rate, 减少3倍."""

import re
from collections.abc import Iterator

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line

_FAMILIES = {
    word: family
    for family, words in {
        "近": ("近", "将近", "接近"),
        "约": ("约", "大约", "约为", "左右", "上下"),
        "超": ("超", "超过", "超出", "逾", "突破", "多于", "高于"),
        "余": ("余", "多", "有余", "之多"),
        "以上": ("不少于", "不低于", "至少", "最少", "以上", "及以上"),
        "不足": ("不足", "不到", "少于", "低于"),
        "以下": ("不超过", "不多于", "至多", "最多", "以下", "以内", "及以下"),
        "估计": ("估计", "预计"),
    }.items()
    for word in words
}
# Twice the same (不低于…以上) says one thing twice; 约3000多 and 近…左右 say two.
_TOGETHER = frozenset({frozenset(("估计", "约")), frozenset(("估计", "近")), frozenset(("估计", "超"))})
_IN_FRONT = re.compile("(?P<word>至少|最少|不少于|不低于|大约)[^，。；：、\\d\0近余多]{1,5}$")
_APART = frozenset({frozenset(("以上",)), frozenset(("约",)), frozenset(("约", "余"))})
_UP_TO = re.compile(
    "截止(?=到?(?:目前|现在|今|去年|上年|本月|上月|本年|当前|年底|月底|[0-9一二三四五六七八九十]|通报|发稿|记者|统计|日前|此))"
)
_MISWRITTEN = {"社区报道": "社区报到", "版块": "板块"}
_CHANGE = "提高|上升|提升|增加|增长|下降|降低|减少|回落|下滑|高出|高于|低于|相差|多|少|高|低"
_RATE_MOVES = re.compile(rf"(?:{_CHANGE})了?(?:近|约|超过|超|将近)?$")
_RATE = re.compile("率|占比|比重|比例|[训盖]面")
_ABOVE = re.compile("(?:高于|低于|高出|超出)[^，。；\0]{0,8}(?<!的)$")
_SUBTRACTED = "两个百分比相减，差用“百分点”；写“%”表示相对变化"
_FEWER_TIMES = re.compile("(?:减少|下降|降低|缩小|缩减|少|低)了?$")


def contradictory(line: Line) -> Iterator[Fault]:
    """Two words of approximation at one number."""
    for item in line.quantities:
        families = [_FAMILIES[word] for word in item.words if word in _FAMILIES]
        if len(families) > 1 and frozenset(families) not in _TOGETHER:
            words = [word for word in item.words if word in _FAMILIES]
            why = f"“{words[0]}”和“{words[-1]}”不能用在同一个数上"
            yield Fault(item.start, item.end, "约数自相矛盾", why, _either_word(item, words))
        elif families == ["估计"] and _looks_exact(item):
            why = f"“{item.words[0]}”后面不应是精确到个位的数"
            yield Fault(item.start, item.end, "约数自相矛盾", why)


def _looks_exact(item: WrittenNumber) -> bool:
    return item.value is not None and item.value >= 10 and item.step <= 1 and item.value % 10 != 0


def _either_word(item: WrittenNumber, words: list[str]) -> str:
    first, last = item.text.replace(words[-1], "", 1), item.text.replace(words[0], "", 1)
    return f"{first} 或 {last}"


def until(line: Line) -> Iterator[Fault]:
    """截止 before a time."""
    for match in _UP_TO.finditer(line.plain):
        why = "“截止”表示停止，后面不带时间；表示到某时为止用“截至”"
        yield Fault(*match.span(), "截止与截至", why, "截至")


def miswritten(line: Line) -> Iterator[Fault]:
    for wrong, right in _MISWRITTEN.items():
        for match in re.finditer(wrong, line.text):
            yield Fault(*match.span(), "用词", f"应为“{right}”", right)


def points(line: Line) -> Iterator[Fault]:
    """The difference of two rates is in 百分点."""
    for start, end in line.sentences():
        for item in line.within(start, end):
            clause = line.plain[start : item.start]
            if item.unit == "%" and _difference(line, item):
                above = _ABOVE.search(clause)
                wording = above[0] + item.text.replace("％", "个百分点").replace("%", "个百分点")
                yield Fault(start + above.start(), item.end, "百分号与百分点", _SUBTRACTED, wording)
                continue
            moved = _RATE_MOVES.search(clause)
            if item.unit == "%" and moved and _of_a_rate(line, item, start, start + moved.start()):
                wording = item.text.replace("％", "个百分点").replace("%", "个百分点")
                begin = start + moved.start()
                yield Fault(begin, item.end, "百分号与百分点", _SUBTRACTED, line.text[begin : item.start] + wording)


def _difference(line: Line, item: WrittenNumber) -> bool:
    """高于全市13.8%: what lies between the rate before it and another rate of the paragraph."""
    shares = [one for one in line.quantities if one.is_share and one.value is not None and not one.words]
    own = next((one for one in reversed(shares) if one.end <= item.start), None)
    if own is None or item.value is None or not _ABOVE.search(line.plain, own.end, item.start):
        return False
    others = [one for one in shares if one not in (own, item)]
    return any(one.step == own.step and abs(one.value - own.value) == item.value for one in others)


def _of_a_rate(line: Line, item: WrittenNumber, start: int, end: int) -> bool:
    """The last thing said before is a rate: its name stands there, with its percentage or without any number; or 由A到B
    are two shares that lie so far from one another."""
    said = line.within(start, end)
    ends = [one.value for one in said[-2:] if one.is_share and one.value is not None and not one.words]
    if len(ends) == 2 and item.value == abs(ends[0] - ends[1]):
        return True
    if said:
        return said[-1].is_share and bool(_RATE.search(line.plain, start, end))
    return bool(_RATE.search(line.plain, start, end))


def fewer_times(line: Line) -> Iterator[Fault]:
    """减少 cannot go by 倍."""
    for item in line.quantities:
        if item.unit == "倍" and (found := _FEWER_TIMES.search(line.plain, 0, item.start)):
            whole = item.value is not None and item.value == int(item.value)
            why = "减少、下降不能用“倍”"
            wording = f"减少到{formats.number(item.value)}分之一" if whole and item.value > 1 else ""
            yield Fault(found.start(), item.end, "减少用倍", why, wording and f"百分数，或“{wording}”（视原意）")


def apart(line: Line) -> Iterator[Fault]:
    """The word in front may stand before the verb: 至少新建2个以上, 大约有300人左右."""
    for item in line.quantities:
        behind = [word for word in item.words if item.text.endswith(word)]
        front = _IN_FRONT.search(line.plain, 0, item.start) if len(item.words) == 1 and behind else None
        families = {_FAMILIES.get(front["word"]), _FAMILIES.get(behind[0])} if front else set()
        if frozenset(families) in _APART:
            why = f"“{front['word']}”和“{behind[0]}”不能用在同一个数上"
            yield Fault(front.start(), item.end, "约数自相矛盾", why)


RULES = (contradictory, apart, until, miswritten, points, fewer_times)
