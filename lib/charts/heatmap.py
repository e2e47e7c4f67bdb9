"""Districts × items: a figure in every cell, darker for more; what is not known is a grey dashed cell with its word."""

from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from lib.charts import theme
from lib.charts.theme import Spec

LIGHT_TEXT_FROM = 0.715  # of the scale: from there on the cells are dark


@dataclass(frozen=True)
class Cell:
    """`value` None: not known, and `text` says why (缺报). `strong`: a frame around it, the weakest of its row, say.
    `code`: what a click hands back. `pale`: another row is spotlighted."""

    row: str
    column: str
    value: float | None
    text: str
    code: str = ""
    strong: bool = False
    pale: bool = False


@lru_cache(maxsize=theme.REMEMBERED)
def heatmap(cells: tuple[Cell, ...], *, low: float = 0, high: float = 100) -> Spec:
    """Rows and columns in the order in which they first come. `low`, `high`: where the colours begin and end."""
    rows = len({cell.row for cell in cells})
    light = low + (high - low) * LIGHT_TEXT_FROM
    return theme.filled(
        _shape(any(cell.code for cell in cells)),
        cells,
        theme.ROW * max(rows, 1),
        low=low,
        high=high,
        light_from=light,
    )


@lru_cache(maxsize=8)
def _shape(clicks: bool) -> Spec:
    known, missing = "datum.value !== null", "datum.value === null"
    colours = alt.Scale(
        domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), range=list(theme.BLUES), clamp=True
    )
    base = (
        alt.Chart()
        .transform_calculate(hint="datum.row + '　' + datum.column + '：' + datum.text")
        .encode(
            x=alt.X("column:N", sort=None, axis=theme.labels(orient="top"), scale=alt.Scale(paddingInner=0.03)),
            y=alt.Y("row:N", sort=None, axis=theme.labels(), scale=alt.Scale(paddingInner=0.06)),
        )
    )
    shade = alt.condition(known, alt.Color("value:Q", scale=colours, legend=None), alt.value(theme.FAINT))
    ink = alt.condition(
        f"{known} && datum.value >= light_from && !datum.pale", alt.value(theme.PAPER), alt.value(theme.BLACK)
    )
    return theme.template(
        base.mark_rect(invalid="show").encode(color=shade, opacity=theme.faded()),
        base.mark_rect(fill="transparent", stroke=theme.GREY, strokeDash=[3, 3]).encode(
            strokeOpacity=alt.condition(missing, alt.value(1), alt.value(0))
        ),
        base.mark_rect(fill="transparent", stroke=theme.INK, strokeWidth=2).encode(
            strokeOpacity=alt.condition("datum.strong", alt.value(1), alt.value(0))
        ),
        base.mark_text().encode(text="text:N", color=ink),
        theme.touched(base, clicks),
    )
