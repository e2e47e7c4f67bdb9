"""What if: levers on today's figures, what they change and what they take. Nothing is ever written.

    today = survey(snapshot, filters, scope=scope)   # reads the database; remember it by these three
    outcome = play(today, scenario)                   # pure, a few milliseconds
    encode(scenario, directory) / decode(params, directory)   # the address, and what the desk keeps
    describe(scenario, directory) / formula(line) / paragraph(outcome)

Siting has modules of its own: lib.whatif.siting.
"""

from lib.whatif.codec import NAMES, decode, encode
from lib.whatif.counting import Branch
from lib.whatif.levers import (
    Budget,
    FillPosts,
    Fund,
    HoldElections,
    Lever,
    Manner,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
    Where,
)
from lib.whatif.naming import describe
from lib.whatif.outcome import Division, Election, LeftOut, Line, Need, Outcome
from lib.whatif.playing import play
from lib.whatif.today import Today, survey
from lib.whatif.wording import formula, needed, paragraph

__all__ = [
    "NAMES",
    "Branch",
    "Budget",
    "Division",
    "Election",
    "FillPosts",
    "Fund",
    "HoldElections",
    "LeftOut",
    "Lever",
    "Line",
    "Manner",
    "MatchWilling",
    "Need",
    "OpenVenues",
    "Outcome",
    "RaiseStandard",
    "Scenario",
    "Split",
    "Today",
    "Unmix",
    "Where",
    "decode",
    "describe",
    "encode",
    "formula",
    "needed",
    "paragraph",
    "play",
    "survey",
]
