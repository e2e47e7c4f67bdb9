"""The lexicon: which phrases mean which indicator. It is data (data/lexicon.toml) that an office can extend."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from lib.errors import DraftError
from lib.indicators import INDICATORS
from lib.settings import ROOT

LEXICON = ROOT / "data" / "lexicon.toml"
_PEOPLE = ("人", "名", "位")
_MEASURES = {
    **dict.fromkeys(_PEOPLE, _PEOPLE),
    "个": ("个", "家", "支", "处"),
    "家": ("家", "个"),
    "场": ("场", "次", "场次"),
    "次": ("次", "场", "场次"),
    "元": ("元",),
    "平方米": ("平方米", "㎡", "平米", "平方"),
    "套": ("套", "间"),
    "件": ("件", "项"),
    "人次": ("人次",),
    "岁": ("岁",),
}
_LISTED = re.compile(r"^\d{1,2}[.、．]")
_DENYING = "未不没无非"
_SHARE_WORDS = "占/比例/占比/比重/率"
_PARTS = ("个", "家", "人", "名", "位", "项", "元")


class How(StrEnum):
    """What of an indicator a number is: its value, a side of its rate, or how it changed."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    REST = "rest"
    CHANGE = "change"
    GROWTH = "growth"
    TARGET = "target"


Word = tuple[str, ...]  # alternatives


@dataclass(frozen=True)
class Phrase:
    """One way to speak of an indicator: all words have to be there. `measures`: the measure words that may follow.
    `excluded`: words that rule it out in the number's own clause, `excluded_near` in the one before as well,
    `excluded_all` in the whole sentence. `scope`: 单位 or 区县 where it is that of one of them. `group`: the part of a
    divided indicator, as (column, value). `is_share`: the share of what the clause before speaks of."""

    key: str
    how: How
    words: tuple[Word, ...]
    measures: frozenset[str]
    excluded: Word = ()
    excluded_near: Word = ()
    excluded_all: Word = ()
    scope: str = ""
    group: tuple[str, str] | None = None
    is_share: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    phrases: tuple[Phrase, ...]
    idle: tuple[str, ...]
    common: tuple[str, ...]
    denying: tuple[str, ...]
    same: dict[str, str]
    anniversaries: dict[str, tuple[str, ...]]
    blanks: dict[str, tuple[str, ...]]

    @cached_property
    def _written(self) -> re.Pattern[str]:
        return any_of(self.same)

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        return any_of(self.idle)

    @cached_property
    def _neutral(self) -> re.Pattern[str]:
        return any_of((*self.idle, *self.common))

    def plain(self, text: str) -> str:
        """The text with every term in its representative form, quotation marks and white space taken away."""
        return self._written.sub(lambda found: self.same[found[0]], re.sub(r"[\s“”‘’\"'《》〈〉]", "", text))

    def measures(self, text: str) -> bool:
        """Whether a text is by itself the name of something that is measured."""
        return any(self.plain(text) in phrase.words[0] for phrase in self.phrases if len(phrase.words) == 1)

    def says_nothing(self, text: str) -> bool:
        """A plain text of nothing but words that go on with what was said before."""
        return not _letters(self._idle.sub("", text))

    def unexplained(self, text: str, used: Iterable[str]) -> int:
        """How many characters of a plain text are explained neither by these words nor by the neutral ones; a word
        that turns the meaning counts for more."""
        text, left = self._left(text, used)
        return len(left) + 2 * self._turns(text, left)

    def left(self, text: str, used: Iterable[str], *, strict: bool) -> str:
        """What of a plain text neither these words nor the neutral ones explain; a number is left as well. `strict`:
        only words that say nothing at all are neutral."""
        text = _LISTED.sub("", text)
        for word in sorted(used, key=len, reverse=True):
            text = text.replace(word, "|")
        return re.sub(r"[^\w%]|_", "", (self._idle if strict else self._neutral).sub("", text))

    def denies(self, text: str, used: Iterable[str]) -> bool:
        """Whether a word that turns the meaning is left in a plain text."""
        return self._turns(*self._left(text, used))

    def _left(self, text: str, used: Iterable[str]) -> tuple[str, str]:
        """A plain text without these words, and without the neutral ones either."""
        for word in sorted(used, key=len, reverse=True):
            text = text.replace(word, "|")
        return text, _letters(self._neutral.sub("", text))

    def _turns(self, text: str, left: str) -> bool:
        return any(word in (text if len(word) > 1 else left) for word in self.denying)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words, the longest that fits."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _letters(text: str) -> str:
    return re.sub(r"[^\w%]|_|\d", "", text)


def found_in(word: Word, text: str) -> str:
    """The alternative that stands in the text, the longest first; empty where none does, or only its denial."""
    for one in sorted(word, key=len, reverse=True):
        for match in re.finditer(re.escape(one), text):
            before = text[max(0, match.start() - 2) : match.start()]
            if one[0] in _DENYING or not any(sign in before for sign in _DENYING):
                return one
    return ""


@lru_cache(maxsize=2)
def lexicon(path: Path = LEXICON) -> Lexicon:
    """The lexicon of this installation. Raises DraftError where the file does not fit together."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise DraftError(f"用语表{path.name}无法读取或写法有误，请对照出厂的文件改正。") from None
    same = {written: head for head, others in raw.pop("same").items() for written in (head, *others)}
    neutral, unmatched = raw.pop("neutral"), raw.pop("unmatched")["keys"]
    anniversaries = {code: tuple(words) for code, words in raw.pop("anniversaries").items()}
    blanks = {name: tuple(words) for name, words in raw.pop("blanks").items()}
    unknown = [key for key in (*raw, *unmatched) if key not in INDICATORS]
    if unknown:
        raise DraftError(f"用语表{path.name}里有不存在的指标：{'、'.join(unknown)}。")
    plain = Lexicon((), (), (), (), same, {}, {}).plain
    phrases = chain.from_iterable(_phrases(key, entry, raw, plain) for key, entry in raw.items())
    idle, common, denying = (tuple(map(plain, neutral[name])) for name in ("idle", "common", "negative"))
    return Lexicon(tuple(phrases), idle, common, denying, same, anniversaries, blanks)


def _phrases(key: str, entry: dict, every: dict, plain: Callable[[str], str]) -> Iterator[Phrase]:
    """What the lexicon says of one indicator."""
    item = INDICATORS[key]
    usual = ("%",) if item.is_rate else entry.get("counts", _MEASURES.get(item.unit, (item.unit,)))

    def phrase(how: How, said: str, measures: Iterable[str] = usual, **more: object) -> Phrase:
        return Phrase(
            key,
            how,
            tuple(tuple(map(plain, word.split("/"))) for word in said.split(" ")),
            frozenset(measures),
            tuple(map(plain, (*entry.get("not", ()), *entry.get("unless", ())))),
            tuple(map(plain, entry.get("unless", ()))),
            tuple(map(plain, entry.get("nowhere", ()))),
            entry.get("scope", ""),
            **more,
        )

    for said in entry.get("says", ()):
        yield phrase(How.VALUE, said, entry.get("counts", usual))
    for how, said, group in _divided(entry):
        yield phrase(how, said, _PARTS if how is How.NUMERATOR else usual, group=group)
    for how in (How.NUMERATOR, How.DENOMINATOR, How.REST):
        for said in entry.get(how.value, ()):
            yield phrase(how, said, entry.get("parts", _PARTS))
    for said in every.get(entry.get("share_of"), {}).get("says", ()):
        yield phrase(How.VALUE, f"{said} {_SHARE_WORDS}", is_share=True)


def _divided(entry: dict) -> Iterator[tuple[How, str, tuple[str, str]]]:
    """The phrases of the parts of a divided indicator: what a part measures, and how many it counts."""
    for how, name in ((How.VALUE, "groups"), (How.NUMERATOR, "counted")):
        for group, several in entry.get(name, {}).items():
            for said in several:
                yield how, said, (entry["by"], group)
