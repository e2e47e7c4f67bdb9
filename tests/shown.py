"""What the product's own components show, read from one run of a page."""

import json
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Card:
    """`value`: the number as it stands on the card."""

    label: str
    value: str


def component(app: AppTest, name: str) -> list[object]:
    """The data of every component of this name, in the order of the page."""
    return [
        json.loads(element.proto.json) for element in app.get("bidi_component") if element.proto.component_name == name
    ]


def cards(app: AppTest) -> list[Card]:
    """The cards of the page, from left to right."""
    return [Card(card["label"], card["figure"]) for row in component(app, "cards") for card in row]
