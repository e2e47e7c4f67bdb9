"""Horizontal bars, one a row, with figures beside them and a target across: ranked or in official order."""

from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from lib.charts import theme
from lib.charts.theme import Spec, Target


@dataclass(frozen=True)
class Bar:
    """`value` None: not known, and `text` says why (缺报). `text` stands behind the bar, 「17.7%　66/373」.
    `code`: what a click hands back. `red`: breaks a rule. `pale`: another one is spotlighted."""

    label: str
    value: float | None
    text: str
    code: str = ""
    red: bool = False
    pale: bool = False


@lru_cache(maxsize=theme.REMEMBERED)
def bars(rows: tuple[Bar, ...], *, target: Target | None = None) -> Spec:
    """One bar a row in the order given; `target`: what they are measured against."""
    targets = () if target is None else (target,)
    known = [value for value in (*(row.value for row in rows), *(item.at for item in targets)) if value is not None]
    top = (max(known, default=0) or 1) * theme.room(row.text for row in rows)
    height = theme.ROW * max(len(rows), 1)
    return theme.filled(
        _shape(bool(targets), any(row.code for row in rows)), rows, height, targets=targets, top=top
    )


@lru_cache(maxsize=8)
def _shape(with_target: bool, clicks: bool) -> Spec:
    y = alt.Y("label:N", sort=None, axis=theme.labels(), scale=alt.Scale(padding=0.22))
    x = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    missing = "datum.value === null"
    base = alt.Chart().transform_calculate(held=f"{missing} ? 0 : datum.value", hint="datum.label + '：' + datum.text")
    base = base.encode(y=y)
    plain = alt.value(alt.ExprRef(f"{missing} ? '{theme.GREY}' : '{theme.INK}'"))
    figures = base.encode(x="held:Q", text="text:N")
    return theme.template(
        base.mark_bar().encode(
            x=alt.X("held:Q", axis=None, scale=x),
            color=alt.condition("datum.red", alt.value(theme.RED), alt.value(theme.BLUE)),
            opacity=theme.faded(),
        ),
        *(_target() if with_target else ()),
        figures.mark_text(align="left", dx=5, stroke=theme.PAPER, strokeWidth=4),  # keeps the line off the figures
        figures.mark_text(align="left", dx=5).encode(color=alt.condition("datum.red", alt.value(theme.RED), plain)),
        # The whole row can be clicked, however short its bar.
        theme.touched(base.encode(x=alt.value(0), x2=alt.value("width")), clicks),
    )


def _target() -> tuple[alt.Chart, ...]:
    base = theme.target_lines().encode(x="at:Q")
    return (
        base.mark_rule(strokeDash=[5, 4], color=theme.INK),
        base.mark_text(baseline="bottom", dy=-3).encode(text="text:N", y=alt.value(0)),
    )
