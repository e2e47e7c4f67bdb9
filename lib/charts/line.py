"""Lines over periods: a dot and a figure at every known value, a gap and the word 缺报 where there is none."""

from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from lib.charts import theme
from lib.charts.theme import Spec, Target

_ROWS = 10  # rows of text that the picture is high
_SHADES = (theme.BLUE, theme.GREY, theme.BLUES[4], theme.INK, theme.BLUES[7])


@dataclass(frozen=True)
class Point:
    """`value` None: not known, and `text` says why. `series`: the name of its line where there are several."""

    period: str
    value: float | None
    text: str
    series: str = ""


@lru_cache(maxsize=theme.REMEMBERED)
def line(points: tuple[Point, ...], *, target: Target | None = None) -> Spec:
    """Periods in the order in which they first come, from zero up; `target`: what they are measured against."""
    series = tuple(dict.fromkeys(point.series for point in points))
    targets = () if target is None else (target,)
    known = [
        value for value in (*(point.value for point in points), *(item.at for item in targets)) if value is not None
    ]
    top = (max(known, default=0) or 1) * 1.15
    height = theme.ROW * _ROWS
    return theme.filled(_shape(series, bool(targets)), points, height, targets=targets, top=top)


@lru_cache(maxsize=32)
def _shape(series: tuple[str, ...], with_target: bool) -> Spec:
    """More lines than shades repeat a shade; the legend then says so. A page asks for five at most."""
    colour = alt.Color(
        "series:N",
        sort=list(series),
        scale=alt.Scale(domain=list(series), range=list(_SHADES)),
        legend=alt.Legend() if len(series) > 1 else None,
    )
    base = (
        alt.Chart()
        .transform_calculate(hint="(datum.series ? datum.series + '　' : '') + datum.period + '：' + datum.text")
        .encode(
            x=alt.X(
                "period:N", sort=None, axis=theme.labels(orient="bottom"), scale=alt.Scale(type="point", padding=0.5)
            )
        )
    )
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False))
    return theme.template(
        base.mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=2, invalid="break-paths-filter-domains").encode(
            y=y, color=colour, tooltip="hint:N"
        ),
        base.mark_text(baseline="bottom", dy=-8).encode(y=y, text="text:N"),
        base.transform_filter("datum.value === null")
        .mark_text(baseline="bottom", dy=-4, color=theme.GREY)
        .encode(y=alt.value("height"), text="text:N"),
        *(_target() if with_target else ()),
    )


def _target() -> tuple[alt.Chart, ...]:
    base = theme.target_lines().encode(y="at:Q")
    return (
        base.mark_rule(strokeDash=[5, 4], color=theme.INK),
        base.mark_text(align="left", baseline="top", dy=4).encode(text="text:N", x=alt.value(0)),
    )
