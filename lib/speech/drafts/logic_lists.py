"""Lists: as many items as announced, as many values as names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.speech.drafts.kinds import NumberKind
from lib.speech.drafts.lines import Fault, Line
from lib.speech.drafts.numerals import figure

UNMATCHED = "分别为不对应"
_HAN = "一二三四五六七八九十"
_ANNOUNCED = re.compile(
    rf"(?P<count>[两{_HAN}]{{1,2}}|[0-9]{{1,2}})(?:个|点|条|项|大)?(?:主要|重点|突出)?"
    "(?:方面|层面|环节|问题|特点|体会|意见|要求|抓手|举措|措施|任务|做法|经验|建议|不足|困难|短板|句话)"
    rf"|分(?P<steps>[两{_HAN}])步走|(?P<things>[两{_HAN}])件(?:大|实|要)?事"
)
_STYLES = (
    re.compile(rf"(?:(?<=[。；;，,：:、！？\s（(”])|^)(?P<number>[{_HAN}]{{1,2}})(?:是|要)(?!个)"),
    re.compile(rf"(?:(?<=[。；;，,：:！？\s])|^)第(?P<number>[{_HAN}]{{1,2}})(?:句话?|点|件)?[，,、是]"),
    re.compile(rf"^\s*(?P<number>[{_HAN}]{{1,2}})、"),
    re.compile(rf"^\s*[（(](?P<number>[{_HAN}]{{1,2}})[)）]"),
    re.compile(r"^\s*(?P<number>[0-9]{1,2})[.．](?![0-9])"),
    re.compile(rf"^\s*(?:问题|任务|建议|短板)(?P<number>[{_HAN}]{{1,2}}|[0-9]{{1,2}})[：:]"),
)
# A slogan or another noun counts what follows where the first item comes next: 围绕“三个提升”，一是….
_DIRECT = re.compile(
    rf"(?:[“\"]?)(?P<count>[两{_HAN}]|[2-9])(?:个|项|条|大|种)[\u4e00-\u9fff]{{1,5}}?[”\"]?"
    r"(?:上下功夫|上用力|入手|着手|抓起|发力)?[，,：:；;。]\s*(?=一是|一要|第一[，,、是]|（一）)"
)
_COUNT = re.compile(rf"[两{_HAN}]{{1,2}}|[0-9]{{1,2}}")
_EXCEPT = re.compile("(?:上述|这|以上|前|后|其他|另外)$")
_RESPECTIVELY = re.compile("分别(?:为|是|达到?|占|有|增长|提高|下降|减少|增加|完成|建成)?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LIST = re.compile("[、和与及]|以及|，|,")


@dataclass(frozen=True)
class _Run:
    """Items numbered from 1 on in one manner: (line, start, end, number) each."""

    style: int
    items: tuple[tuple[Line, int, int, int], ...]

    @property
    def place(self) -> tuple[int, int]:
        return self.items[0][0].number, self.items[0][1]


def listings(lines: Sequence[Line]) -> Iterator[tuple[Line, Fault]]:
    """Announced counts against the items that follow, and numbers left out of a sequence."""
    runs = [run for style in range(len(_STYLES)) for run in _runs(lines, style)]
    announced = list(_announcements(lines))
    for run in runs:
        yield from _gaps(run)
    for place, (line, start, end, count) in enumerate(announced):
        stop = next(((later[0].number, later[1]) for later in announced[place + 1 :]), (len(lines), 0))
        following = [run for run in runs if (line.number, start) < run.place]
        near = [run for run in following if run.place < stop] or (following if place + 1 == len(announced) else [])
        first = [next(run for run in near if run.style == style) for style in sorted({run.style for run in near})]
        found = len(min(first, key=lambda run: run.place).items) if first else 0
        if found > 1 and all(len(run.items) != count for run in first):
            why = f"这里说{count}项，下文列了{found}项"
            text = line.text[start:end]
            said = _COUNT.search(text)[0]
            yield line, Fault(start, end, "条数不符", why, text.replace(said, _named(found, said), 1))


def _counted(match: re.Match[str]) -> str:
    return match["count"] or match["steps"] or match["things"]


def _named(count: int, said: str) -> str:
    return str(count) if said[0].isdigit() or count > 10 else ("两" if count == 2 else _HAN[count - 1])


def _announcements(lines: Sequence[Line]) -> Iterator[tuple[Line, int, int, int]]:
    """In the order of the text."""
    for line in lines:
        found = {start: (line, start, end, count) for start, end, count in (*_of_nouns(line), *_direct(line))}
        yield from (found[start] for start in sorted(found))


def _direct(line: Line) -> Iterator[tuple[int, int, int]]:
    for match in _DIRECT.finditer(line.plain):
        taken = any(
            item.kind is NumberKind.LITERAL and item.text[0] in _HAN
            for item in line.numbers
            if match.start() <= item.start < match.end()
        )
        if not taken and not _EXCEPT.search(line.plain, 0, match.start("count")):
            yield match.start(), len(match[0].rstrip("，,：:；;。 ")) + match.start(), int(figure(match["count"])[0])


def _of_nouns(line: Line) -> Iterator[tuple[int, int, int]]:
    for item in line.numbers:
        match = _ANNOUNCED.search(line.plain, item.start, item.end) if item.kind is NumberKind.LISTING else None
        count = figure(_counted(match)) if match else None
        if count and 2 <= count[0] <= 12 and not _EXCEPT.search(line.plain, 0, match.start()):
            yield match.start(), match.end(), int(count[0])


def _runs(lines: Sequence[Line], style: int) -> Iterator[_Run]:
    items: list[tuple[Line, int, int, int]] = []
    for line in lines:
        for match in _STYLES[style].finditer(line.plain):
            number = int((figure(match["number"]) or (0,))[0])
            if number == 1 and items:
                yield _Run(style, tuple(items))
                items = []
            if number == 1 or items:
                items.append((line, *match.span(), number))
    if items:
        yield _Run(style, tuple(items))


def _gaps(run: _Run) -> Iterator[tuple[Line, Fault]]:
    for expected, (line, start, end, number) in enumerate(run.items, start=1):
        if number != expected:
            said = line.text[start:end].strip()
            yield line, Fault(start, end, "序号不连续", f"“{said}”前面缺少或重复了第{expected}项")
            return


def respectively(line: Line) -> Iterator[Fault]:
    """分别为 has as many values as names."""
    for start, end in line.sentences():
        for match in _RESPECTIVELY.finditer(line.plain, start, end):
            values = _values(line, match.end(), end)
            fewest, most = _names(line.plain[start : match.start()])
            if len(values) >= 2 and most >= 2 and not fewest <= len(values) <= most:
                last = values[-1][1]
                said = fewest if fewest == most else f"{fewest}至{most}"
                yield Fault(match.start(), last, UNMATCHED, f"前面{said}项，后面{len(values)}个数，不能一一对应")


def _values(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers of the list, up to the first that is not joined to the one before."""
    found: list[tuple[int, int]] = []
    for item in line.within(start, end):
        between = line.plain[found[-1][1] if found else start : item.start].strip()
        if (found and not _LIST.fullmatch(between)) or (not found and len(between) > 2):
            break
        found.append((item.start, item.end))
    return found


def _names(before: str) -> tuple[int, int]:
    """How many things are named, at least and at most: 和 may join two names or stand within one, and 甲、乙的党员数和
    支部数 are four."""
    figures = 0  # of the clauses between: 甲5场，乙6场、丙7次，丁8次，分别增长 may be of all four
    for clause in reversed(re.split("[，,：:]", before.rstrip("，, "))):
        marks, joined = clause.count("、"), len(re.findall("和|与|及(?!其)", clause))
        if marks or joined:
            most = max(marks + joined + 1, (marks + 1) * (joined + 1))
            return max(marks + 1, 2), max(most, len(_FIGURE.findall(before))) if figures else most
        figures += len(_FIGURE.findall(clause))
    return 0, 0


RULES = (respectively,)
