"""A scenario as it leaves: the page's file, one slide, one paragraph to copy, and its address."""

from contextvars import copy_context
from functools import partial

import streamlit as st

from lib.exports import building, lists, pptx
from lib.exports import scenario as reporting
from lib.exports.report import Report
from lib.speech import scenario as words
from lib.ui import audit, handout, loaders, view
from lib.ui.wording import small
from lib.whatif import Outcome, paragraph

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def exports(outcome: Outcome) -> None:
    """The files of the page are those of the scenario; beside them one slide and one paragraph."""
    handout.instead(partial(_report, outcome))
    context = copy_context()  # the file is written in a thread of its own, which knows no view
    name = lists.file_name(reporting.WHAT, outcome.scope, outcome.as_of.isoformat(), "pptx")
    small("一段文字，可复制：")
    st.code(paragraph(outcome), language=None, wrap_lines=True)
    st.download_button(
        "一页PPT",
        audit.handed_out(lambda: context.copy().run(_slide, outcome), name),
        file_name=name,
        mime=_SLIDES,
        icon=":material/download:",
        on_click="ignore",
        key=f"{view.current().page}-slide",
    )
    small("网址里就是这个方案，复制网址发给别人即可打开。")


def _slide(outcome: Outcome) -> bytes:
    return pptx.write(reporting.slide(_report(outcome)))


def _report(outcome: Outcome) -> Report:
    now = view.current()
    return reporting.report(
        outcome,
        words.finding(outcome),
        paragraph(outcome),
        now.snapshot.directory.period(now.filters.period).name,
        building.reporting_notes(loaders.report()),
        now.snapshot.version,
        demo=now.snapshot.directory.is_invented,
    )
