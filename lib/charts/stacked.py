"""What the whole is made of: one bar a row, up to five parts in it, each with its figure where there is room."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache

import altair as alt

from lib.charts import theme
from lib.charts.theme import Spec

MOST_PARTS = 5
SHADES = (theme.BLUES[8], theme.BLUES[5], theme.BLUES[2], "#9AA3AC", "#D5D3CE")
_NARROWEST = 0.055  # share of the axis from which a figure fits into its part


@dataclass(frozen=True)
class Part:
    """`value` of the part called `part` in the row `label`, None where it is not known; the `text` of the first part
    then stands for the row (缺报). `text` otherwise stands in the part. `code`: what a click hands back."""

    label: str
    part: str
    value: float | None
    text: str
    code: str = ""
    pale: bool = False


@dataclass(frozen=True)
class _Row(Part):
    note: str = ""  # stands in place of a bar: 缺报, 0


@lru_cache(maxsize=theme.REMEMBERED)
def stacked(
    rows: tuple[Part, ...], parts: tuple[str, ...], *, red: tuple[str, ...] = (), share: bool = False
) -> Spec:
    """`parts`: names in the order in which they are stacked, at most MOST_PARTS; those in `red` break a rule.
    `share`: every row as long as any other. Raises ValueError for too many parts."""
    if len(parts) > MOST_PARTS:
        raise ValueError(f"{len(parts)} parts cannot be told apart")
    totals: dict[str, float] = {}
    for row in rows:
        totals[row.label] = totals.get(row.label, 0) + (row.value or 0)
    top = 1 if share else max(totals.values(), default=0) or 1
    noted = [_Row(**asdict(row), note="" if totals[row.label] or row.part != parts[0] else row.text) for row in rows]
    return theme.filled(
        _shape(parts, red, share, any(row.code for row in rows)),
        noted,
        theme.ROW * max(len(totals), 1),
        top=top,
        narrowest=top * _NARROWEST,
    )


@lru_cache(maxsize=32)
def _shape(parts: tuple[str, ...], red: tuple[str, ...], share: bool, clicks: bool) -> Spec:
    shades = iter(SHADES)
    colours = [theme.RED if part in red else next(shades) for part in parts]
    order = f"indexof({json.dumps(parts)}, datum.part)"
    base = (
        alt.Chart()
        .transform_calculate(
            rank=order,
            held="datum.value === null ? 0 : datum.value",
            hint="datum.label + '　' + datum.part + '：' + datum.text",
        )
        .transform_stack(
            stack="held",
            groupby=["label"],
            sort=[alt.SortField("rank")],
            as_=["from", "to"],
            offset="normalize" if share else "zero",
        )
        .transform_calculate(middle="(datum.from + datum.to) / 2", width="datum.to - datum.from")
        .encode(y=alt.Y("label:N", sort=None, axis=theme.labels(), scale=alt.Scale(padding=0.16)))
    )
    length = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    dark = [part for part, colour in zip(parts, colours, strict=True) if theme.text_on(colour) == theme.PAPER]
    legend = alt.Legend() if len(parts) > 1 else None
    return theme.template(
        base.mark_bar(stroke=theme.PAPER, strokeWidth=1).encode(
            x=alt.X("from:Q", axis=None, scale=length),
            x2="to:Q",
            color=alt.Color(
                "part:N", sort=list(parts), scale=alt.Scale(domain=list(parts), range=colours), legend=legend
            ),
            opacity=theme.faded(),
        ),
        base.transform_filter("datum.width >= narrowest && datum.value !== null")
        .mark_text()
        .encode(
            x="middle:Q",
            text="text:N",
            color=alt.condition(
                f"indexof({json.dumps(dark)}, datum.part) >= 0 && !datum.pale",
                alt.value(theme.PAPER),
                alt.value(theme.BLACK),
            ),
        ),
        base.transform_filter("datum.value === null && datum.rank === 0")
        .mark_text(align="left", dx=5, color=theme.GREY)
        .encode(x=alt.value(0), text="note:N"),
        theme.touched(base.encode(x="from:Q", x2="to:Q"), clicks),
    )
