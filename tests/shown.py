"""What the product's own components show, read from one run of a page."""

import json
from dataclasses import dataclass

import pandas as pd
from streamlit.testing.v1 import AppTest

UNWRITTEN = ("number", "bar")  # columns of which the value is asked for, and not how it is written


@dataclass(frozen=True)
class Card:
    """`value`: the number as it stands on the card; `below`: the line under it."""

    label: str
    value: str
    below: str


def component(app: AppTest, name: str) -> list[object]:
    """The data of every component of this name, in the order of the page."""
    return [
        json.loads(element.proto.json) for element in app.get("bidi_component") if element.proto.component_name == name
    ]


def cards(app: AppTest) -> list[Card]:
    """The cards of the page, from left to right."""
    return [
        Card(card["label"], card["figure"], "；".join(text for text, _ in card.get("below", ())))
        for row in component(app, "cards")
        for card in row
    ]


def grids(app: AppTest) -> list[dict]:
    """The tables of the page as they are sent: columns and rows."""
    return _encoded(app, "grid")


def boards(app: AppTest) -> list[dict]:
    """The pictures made of rows as they are sent: columns, lines and `alt`."""
    return [told["board"] for told in headings(app) if "board" in told]


def headings(app: AppTest) -> list[dict]:
    """The headings of all pictures with their switches: `heading`, `table`, and `board` where one is shown."""
    return _encoded(app, "board")


def _encoded(app: AppTest, name: str) -> list[dict]:
    shown = (element.proto for element in app.get("bidi_component"))
    return [json.loads(proto.bytes) for proto in shown if proto.component_name == name]


def written(line: dict) -> list[str]:
    """The words of a line of a picture, without columns in which it has none."""
    return [slot["text"] for slot in line["slots"] if "text" in slot]


def tables(app: AppTest) -> list[pd.DataFrame]:
    """The tables of the page: numbers as numbers, None where there is none, anything else as it is read."""
    return [_table(told) for told in grids(app)]


def _table(told: dict) -> pd.DataFrame:
    rows = [
        {column["label"]: _value(cell, column["kind"]) for column, cell in zip(told["columns"], row, strict=True)}
        for row in told["rows"]
    ]
    return pd.DataFrame(rows, dtype=object)


def _value(cell: object, kind: str) -> object:
    return cell[kind in UNWRITTEN] if isinstance(cell, list) else cell


def table(app: AppTest, *columns: str) -> pd.DataFrame | None:
    """The first table that has these columns."""
    return next((item for item in tables(app) if set(columns) <= set(item.columns)), None)
