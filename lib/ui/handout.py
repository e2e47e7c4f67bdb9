"""「导出」: what a page shows, as a workbook, a brief or slides; and the whole dashboard as one workbook.

The parts of a page say in passing what they showed (`keep`, `keep_cards`); nothing is computed until a file is asked
for. A page whose answer is a report of its own hands that over (`instead`), and what it comes to in short (`in_short`).
"""

from collections.abc import Callable, Sequence
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.exports import building, docx, lists, pptx, standing, xlsx
from lib.exports.reading import Readings
from lib.exports.report import Figure, Part, Report
from lib.filters import THIS_PERIOD
from lib.ui import audit, loaders, meeting, view, watermark
from lib.ui.contents import PAGES
from lib.ui.wording import small

_OFFICE = "application/vnd.openxmlformats-officedocument."
_FORMS = {  # what the button says, the ending, its kind, what writes it
    "Excel": ("xlsx", f"{_OFFICE}spreadsheetml.sheet", xlsx.write),
    "Word": ("docx", f"{_OFFICE}wordprocessingml.document", docx.write),
    "PPT": ("pptx", f"{_OFFICE}presentationml.presentation", pptx.write),
}
_WHOLE = "全部指标（Excel）"
_SLIDE = "一页PPT"


@dataclass
class _Kept:
    """What one run of a page showed: parts by their heading, in the order of the page."""

    finding: str = ""
    cards: list[Callable[[], Figure]] = field(default_factory=list)
    parts: dict[str, Callable[[], Part]] = field(default_factory=dict)
    own: Callable[[], Report] | None = None
    places: tuple[DeltaGenerator, DeltaGenerator] | None = None  # beside the files, and below them


_KEPT: ContextVar[_Kept | None] = ContextVar("handout", default=None)


def button() -> None:
    """The one place of a page from which files are taken; a file is written when its button is pressed."""
    kept = _Kept()
    _KEPT.set(kept)
    with st.popover("导出", icon=":material/download:", type="tertiary"):
        context = copy_context()  # a file is written in a thread of its own, which knows neither view nor page
        title = PAGES[view.current().page].called(st.query_params)
        beside = st.container(horizontal=True)
        with beside:
            for label, (ending, kind, write) in _FORMS.items():
                _file(label, file_name(title, ending), kind, _written(context, report, write))
        whole = _written(context, _everything, xlsx.write)
        _file(_WHOLE, file_name(standing.WORKBOOK, "xlsx"), _FORMS["Excel"][1], whole)
        kept.places = beside, st.container()


def headed(finding: str) -> None:
    """This is the title of the page."""
    kept = _KEPT.get()
    if kept is not None:
        kept.finding = finding


def keep(heading: str, make: Callable[..., Part], *arguments: object, **options: object) -> None:
    """This part was shown; `make` of the arguments says what, if a file is asked for. Of one heading the first
    counts."""
    kept = _KEPT.get()
    if kept is not None and not meeting.is_on():
        kept.parts.setdefault(heading, lambda: make(*arguments, **options))


def keep_cards(cards: Sequence[Callable[[], Figure]]) -> None:
    """These numbers stood side by side at the head of the page."""
    kept = _KEPT.get()
    if kept is not None and not meeting.is_on():
        kept.cards = list(cards)


def instead(make: Callable[[], Report]) -> None:
    """The page's file is this report."""
    kept = _KEPT.get()
    if kept is not None:
        kept.own = make


def in_short(what: str, paragraph: str, slide: Callable[[], Report]) -> None:
    """Beside the files of the page the same on one slide, named after `what`, and in one paragraph to copy."""
    kept = _KEPT.get()
    if kept is None or kept.places is None:
        return
    beside, below = kept.places
    ending, kind, write = _FORMS["PPT"]
    with beside:
        _file(_SLIDE, file_name(f"{what}（一页）", ending), kind, _written(copy_context(), slide, write))
    with below:
        small("一段文字，可复制：")
        st.code(paragraph, language=None, wrap_lines=True)


def report() -> Report:
    """What the present run of the page showed."""
    kept, now = _KEPT.get(), view.current()
    if kept.own is not None:
        return kept.own()
    period = now.snapshot.directory.period(now.filters.period)
    parts = tuple(make() for make in kept.parts.values())
    figures = tuple(make() for make in kept.cards)
    keys = building.keys_in(parts, figures)
    span = "" if now.filters.span == THIS_PERIOD else f"（流量为{now.filters.span}）"
    title = PAGES[now.page].title
    return Report(
        title,
        now.filters.caption(now.snapshot.directory),
        period.as_of,
        f"{period.name}{span}",
        kept.finding,
        building.reporting_notes(loaders.report()),
        figures,
        parts,
        tuple(building.definition(reading) for reading in loaders.by_key(keys).values()),
        now.snapshot.version,
        f"离退休干部党建{title}",
        demo=now.snapshot.directory.is_invented,
    )


def _everything() -> Report:
    now = view.current()
    return standing.workbook(Readings(now.snapshot, now.filters, date.today(), now.scope))


def _written(context: Context, make: Callable[[], Report], write: Callable[[Report], bytes]) -> Callable[[], bytes]:
    def marked() -> bytes:
        return write(replace(make(), mark=watermark.text(view.current().visitor, datetime.now())))

    return lambda: context.copy().run(marked)


def file_name(what: str, ending: str) -> str:
    """「支部覆盖_檀汐区_2025-12-31.xlsx」: what, of whom under the filters, as of when."""
    now = view.current()
    directory = now.snapshot.directory
    as_of = directory.period(now.filters.period).as_of.isoformat()
    return lists.file_name(what, now.filters.caption(directory), as_of, ending)


def _file(label: str, name: str, kind: str, write: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        audit.handed_out(write, name),
        file_name=name,
        mime=kind,
        icon=":material/download:",
        on_click="ignore",
        key=f"{view.current().page}-handout-{label}",
    )
