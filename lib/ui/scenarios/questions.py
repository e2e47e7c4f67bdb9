"""The ready questions with which 假设测算 begins, each with its answer."""

from dataclasses import dataclass

import streamlit as st

from lib import formats
from lib.speech import scenario as words
from lib.ui import slides, view
from lib.ui.scenarios import levers, play
from lib.ui.wording import literal, small
from lib.whatif import FillPosts, HoldElections, Scenario, Split


@dataclass(frozen=True)
class Question:
    """One that is asked often, as a scenario of one lever."""

    text: str
    scenario: Scenario


def questions() -> tuple[Question, ...]:
    """Those of the start."""
    standard = levers.plain("standard")
    by = play.year_end()
    return (
        Question("补齐全部书记、专职副书记", Scenario(posts=FillPosts(secretary=(), deputy=()))),
        Question(f"各区县包抓达标率到{formats.percent(standard.target, 0)}", Scenario(standard=standard)),
        Question(f"拆分{Split().limit}人以上支部", Scenario(split=Split())),
        Question(f"逾期和{by.year}年内到期的换届", Scenario(elections=HoldElections(by, also_due=True))),
    )


def invitation() -> str:
    """What two of the ready questions come to."""
    return "；".join(words.finding(play.outcome(one.scenario), each=1) for one in questions()[:2])


def aims() -> tuple[str, ...]:
    """The indicators the ready questions are about."""
    return tuple(dict.fromkeys(play.outcome(one.scenario).aims[0] for one in questions()))


def start() -> None:
    """The ready questions, each with its answer; a click opens it."""
    directory = view.current().snapshot.directory
    for number, question in enumerate(questions()):
        left, right = st.columns((2, 7), vertical_alignment="center")
        left.button(
            question.text,
            key=f"{view.current().page}-question-{number}",
            width="stretch",
            on_click=play.write,
            args=(question.scenario, directory),
        )
        with right:
            small(literal(words.answer(play.outcome(question.scenario))))


def slide() -> None:
    """The ready questions with their answers, in large type."""
    outcomes = {one.text: play.outcome(one.scenario) for one in questions()}
    rows = [
        {"假设": text, "结果": words.changed(outcome, 1), "需要": words.taken(outcome) or formats.DASH}
        for text, outcome in outcomes.items()
    ]
    slides.rows("常问的假设", rows)
