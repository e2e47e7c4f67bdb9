"""The ready sentences of a speech: what a pattern is.

Patterns are data (`data/sentences.toml`, whose head says how they are written), read and checked by
`lib.speech.sentences_file`. What they say of a scope and a period tells `lib.speech.sentences_telling`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.indicators import Indicator, indicator
from lib.speech.sentences_guard import Guard

SCOPES = ("全市", "区县", "单位")
AS_OF, SPAN, SCOPE, DISTRICTS, LOWEST = "截至", "时段", "范围", "区县数", "最低项"
WORDS = (AS_OF, SPAN, SCOPE, DISTRICTS)
ROUND = "可约"
FORMS = {
    "万": "以万计",
    "数": "不带单位",
    "绝对": "不带正负号",
    "分子": "比率的分子，不带单位",
    "分母": "比率的分母，不带单位",
    "名称": "指标的短名",
    "类别": "占比最大的一类",
    "前三": "数最大的三类，要写明 by",
    "较上年底": "存量与上年底之差",
    "同比": "流量与上年同期相比",
    "较目标": "与目标之差",
    "目标": "目标值",
    "最早年底": "记录中最早一个年底的数",
    "最近年底": "最近一个年底的数",
    "年份": "年均数所跨的年份",
    "低于全市": "低于全市平均的区县数",
}
UNITLESS = ("数", "分子", "分母")
OF_LOWEST = ("", "名称", "低于全市", "分子", "分母")  # forms of the lowest of several


@dataclass(frozen=True)
class Slot:
    """One blank of a text. `key`: of the indicator, 最低项 for the lowest of the listed ones, empty for one of WORDS.
    `form`: how it is printed; empty for the number with its unit. `round`: may be said in a round number."""

    written: str
    key: str
    form: str = ""
    round: bool = False

    @property
    def item(self) -> Indicator | None:
        return indicator(self.key) if self.key and self.key != LOWEST else None


@dataclass(frozen=True)
class Variant:
    """One wording. `scopes`: where it fits; `when`: conditions under which it is the one; `complete`: nobody may be
    缺报."""

    text: str
    slots: tuple[Slot, ...]
    scopes: tuple[str, ...]
    when: tuple[Guard, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class Pattern:
    """A sentence. The first variant that fits is said. `every`: rates that must be 100 % (均、全部); `lowest`: short
    names by indicator, of which the lowest is 最低项; `by`: the grouping of 前三."""

    id: str
    subject: str
    variants: tuple[Variant, ...]
    guards: tuple[Guard, ...] = ()
    every: tuple[str, ...] = ()
    lowest: tuple[tuple[str, str], ...] = ()
    by: str = ""
    remark: str = ""

    def of(self, scope: str) -> tuple[Variant, ...]:
        """The wordings that fit this scope."""
        return tuple(one for one in self.variants if scope in one.scopes)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every indicator of which something is needed."""
        told = (slot.key for one in self.variants for slot in one.slots if slot.item)
        asked = (key for guard in self._conditions for key in guard.keys)
        return tuple(dict.fromkeys((*told, *asked, *self.every, *(key for key, _ in self.lowest))))

    @property
    def _conditions(self) -> Iterator[Guard]:
        yield from self.guards
        for one in self.variants:
            yield from one.when
