"""A card: one number with its unit, base, change and trend, its 口径 one click away, and the way to its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lib import charts, formats
from lib.exports import building
from lib.exports.report import Figure
from lib.filters import Baseline
from lib.indicators import Indicator, Kind, indicator
from lib.measure import Comparison, Reading, State
from lib.speech import changes
from lib.ui import frame, handout, loaders, meeting, narrowing, view
from lib.ui.component import component
from lib.ui.wording import literal

_row = component("cards", '<div id="cards"></div>', "cards.css", "way.js", "cards.js")


@dataclass(frozen=True)
class Card:
    """`label`: a short name; `base`: what the number stands on, in a few words; `breach`: a rule or target is missed;
    `target`: drawn into the trend."""

    key: str
    label: str
    base: str = ""
    breach: bool = False
    target: float | None = None


@dataclass(frozen=True)
class Count:
    """A number that is no indicator, as it is written. `moved`: what is new about it; `red`: it breaks rules."""

    label: str
    figure: str
    moved: str = ""
    red: bool = False


def row(cards: Sequence[Card]) -> None:
    """The cards side by side, of equal height."""
    keys = tuple(card.key for card in cards)
    compared = loaders.comparisons(keys)
    if meeting.is_on():
        meeting.carded([_large(card, compared[card.key]) for card in cards])
        return
    handout.keep_cards([partial(_handed, card, compared[card.key]) for card in cards])
    trends = _trends(compared)
    narrowing.strip(keys, {card.key: card.label for card in cards})
    shown = [_drawn(card, compared[card.key], trends[card.key]) for card in cards]
    _row(key=f"{view.current().page}-cards", data=shown)


def counts(items: Sequence[Count]) -> None:
    """Plain counts side by side, in the manner of the cards."""
    _row(key=f"{view.current().page}-counts", data=[vars(item) for item in items])


def _handed(card: Card, compared: Comparison) -> Figure:
    """The card for a file."""
    item = indicator(card.key)
    moved = f"{against(compared, item)}{difference(compared, item)}" if compared.difference is not None else ""
    said = (card.base, moved, changes.alike(compared) if moved else "")
    return building.figure(compared.now, card.label, "；".join(text for text in said if text))


def _trends(compared: dict[str, Comparison]) -> dict[str, Sequence[Reading]]:
    """Like for like over the whole line: an office that is missing now is left out of the periods before too."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for key, item in compared.items():
        alike.setdefault(item.now.missing, []).append(key)
    return {
        key: readings
        for missing, keys in alike.items()
        for key, readings in loaders.trend(tuple(keys), missing).items()
    }


def _large(card: Card, compared: Comparison) -> meeting.Figure:
    """The card for a projector."""
    item, now = indicator(card.key), compared.now
    moved = f"{against(compared, item)}\n{difference(compared, item)}" if compared.difference is not None else ""
    base = now.reason if now.state is State.NOT_APPLICABLE and now.reason else card.base
    return meeting.Figure(_label(card, item), formats.figure(now, item, compact=True), moved, base, card.breach)


def _label(card: Card, item: Indicator) -> str:
    return card.label if item.is_rate else f"{card.label}（{item.unit}）"


def _drawn(card: Card, compared: Comparison, trend: Sequence[Reading]) -> dict[str, object]:
    """The card for a browser."""
    item = indicator(card.key)
    told = f"{item.name}近{len(trend)}期走势：{'、'.join(formats.figure(reading, item) for reading in trend)}"
    return {
        "key": card.key,
        "label": _label(card, item),
        "figure": formats.figure(compared.now, item, compact=True),
        "moved": difference(compared, item) if compared.difference is not None else "",
        "below": _below(card, compared),
        "line": charts.sparkline([reading.value for reading in trend], target=card.target, title=told),
        "trend": told,
        "address": frame.address_of("indicator", key=card.key),
        "name": item.name,
        "definition": item.definition,
        "facts": _facts(item, compared),
    }


def _below(card: Card, compared: Comparison) -> list[tuple[str, bool]]:
    """The line under a number, and what of it is red: what it is compared with, its base; or why there is no number."""
    item, now = indicator(card.key), compared.now
    if now.state is State.NOT_APPLICABLE and now.reason:
        return [(now.reason, False)]
    parts = ((against(compared, item), False), (card.base, card.breach))
    return [part for part in parts if part[0]]


def difference(compared: Comparison, item: Indicator) -> str:
    """「+12」, 「+4.4个百分点」, for flows 「+8.4%」; 「—」 where it cannot be said."""
    if item.kind is Kind.FLOW and compared.growth is not None:
        return formats.signed_percent(compared.growth)
    return changes.moved(compared, compact=True)


def against(compared: Comparison, item: Indicator) -> str:
    """With what the difference is taken: 「较上年底」, or why there is none: nothing then, or a span."""
    names = {Baseline.PREVIOUS: "较上期", Baseline.SAME: "较上年同期"}
    name = names.get(view.current().filters.baseline, "较上年底" if item.kind is Kind.STOCK else "较同期")
    if compared.then is None:
        return f"{name}无数据"
    return name if compared.difference is not None else f"{name}不可比"


def definition(key: str, compared: Comparison) -> None:
    """What the number says: 口径, kind, base, as-of, source, and who is missing from it."""
    item = indicator(key)
    facts = "  \n".join(literal(line) for line in _facts(item, compared))
    st.markdown(f"**{literal(item.name)}**\n\n{literal(item.definition)}\n\n:gray[{facts}]")


def _facts(item: Indicator, compared: Comparison) -> list[str]:
    now = compared.now
    time = f"{now.span}（流量，累计）" if item.kind is Kind.FLOW else f"截至{formats.day(now.as_of)}（存量，时点）"
    base = f"分子{formats.number(now.numerator)}，分母{formats.number(now.denominator)}"
    partly = f"部分单元格缺报：{'、'.join(now.partial)}（{now.missing_cells}处）"
    said = (
        (time, True),
        (base, now.denominator is not None),
        (f"来源：{item.source.title}", True),
        (f"报送：{now.due}个单位中{now.reported}个已报", now.due > 0),
        (f"缺报：{'、'.join(now.missing)}", bool(now.missing)),
        (partly, bool(now.partial)),
        (f"含约数{now.approx_cells}处", bool(now.approx_cells)),
        (changes.alike(compared), bool(compared.without)),
        (changes.unrounded(compared), bool(compared.without)),
    )
    return [text for text, applies in said if applies]
