"""How many of each size: a bar for every span of sizes, and labelled lines at the sizes where a rule begins."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from lib.charts import theme
from lib.charts.theme import Spec, Target

_ROWS = 11  # rows of text that the picture is high


@dataclass(frozen=True)
class _Rule:
    at: float
    text: str
    level: int  # lines close to one another have their words on different levels


@dataclass(frozen=True)
class _Bin:
    start: float
    end: float
    number: int
    red: bool
    hint: str


@lru_cache(maxsize=theme.REMEMBERED)
def histogram(
    counts: tuple[tuple[int, int], ...],
    *,
    step: int = 1,
    rules: tuple[Target, ...] = (),
    red_from: int | None = None,
    x_title: str = "",
    y_title: str = "",
    units: tuple[str, str] = ("人", "个"),
) -> Spec:
    """`counts`: (size, how many). `step`: sizes taken together in one bar. `rules`: each a line before the first size
    for which it holds. `red_from`: from this size on a rule is broken. The titles name the axes, `units`
    are those of a size and of the counts. A bar stands over its size, half a step to either side."""
    found: Counter[int] = Counter()
    for size, number in counts:
        found[size // step * step] += number
    bins = [
        _Bin(
            first - 0.5,
            first + step - 0.5,
            number,
            red_from is not None and first >= red_from,
            _hint(first, step, number, units),
        )
        for first, number in sorted(found.items())
    ]
    right = max((item.end for item in bins), default=step)
    top = max((item.number for item in bins), default=1) * 1.05
    lines = [_Rule(rule.at - 0.5, rule.text, index % 2) for index, rule in enumerate(rules) if rule.at <= right]
    height = theme.ROW * _ROWS
    return theme.filled(_shape(x_title, y_title), bins, height, targets=lines, right=right, top=top)


def _hint(first: int, step: int, number: int, units: tuple[str, str]) -> str:
    sizes = str(first) if step == 1 else f"{first}—{first + step - 1}"
    return f"{sizes}{units[0]}：{number}{units[1]}"


@lru_cache(maxsize=16)
def _shape(x_title: str, y_title: str) -> Spec:
    length = alt.Scale(domainMin=0, domainMax=alt.ExprRef("right"), nice=False)
    height = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    lines = theme.target_lines().encode(x="at:Q")
    levels = (-4, -4 - round(theme.TEXT * 1.35))
    return theme.template(
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("start:Q", scale=length, axis=alt.Axis(title=x_title)),
            x2="end:Q",
            y=alt.Y("number:Q", scale=height, axis=alt.Axis(title=y_title, tickMinStep=1, tickCount=5)),
            y2=alt.datum(0),
            color=alt.condition("datum.red", alt.value(theme.RED), alt.value(theme.BLUE)),
            tooltip="hint:N",
        ),
        lines.mark_rule(color=theme.INK, strokeDash=[5, 4]),
        *(
            lines.transform_filter(f"datum.level === {level}")
            .mark_text(align="left", baseline="bottom", dy=dy)
            .encode(text="text:N", y=alt.value(0))
            for level, dy in enumerate(levels)
        ),
    )
