"""The parts of 问题预警, and what other pages show of it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from lib import formats
from lib.charts import Part, stacked
from lib.charts.board import Slot
from lib.filters import Filters
from lib.rules import Alert
from lib.schema import SEVERITIES
from lib.speech import alerts as speech
from lib.ui import cards, drill, frame, grid, loaders, meeting, slides, tables, view
from lib.ui.cards import Count
from lib.ui.parts.alert_list import COLORS, official, reported
from lib.ui.wording import literal, small

_RECENT = 2  # earlier periods that tell what is new
_NAMED = 4  # red alerts told on the portrait


def by_severity(filters: Filters) -> dict[str, int]:
    """How many alerts of each severity there are under these filters."""
    counted = Counter(one.severity for one in loaders.attention(filters=filters))
    return {f"{severity}色预警": counted[severity] for severity in SEVERITIES}


def counts(found: Sequence[Alert]) -> None:
    """One card per severity, and one for the rules that nothing could be judged by."""
    known = reported()
    shown = []
    for severity in SEVERITIES:
        of_it = [one for one in found if one.severity == severity]
        new = sum(one.is_new for one in of_it)
        said = f"新增{new}" if new else "没有新增"
        figure = formats.number(len(of_it)) if known else "缺报"
        shown.append(Count(f"{severity}色预警（项）", figure, said if known else "", red=severity == SEVERITIES[0]))
    fired = {one.rule.id for one in found if one.severity}
    silent = sum(not one.severity for one in found)
    figure = formats.number(len(fired)) if known else "缺报"
    cards.counts([*shown, Count("有预警的规则（条）", figure, f"没有判断{silent}")])


def by_district(found: Sequence[Alert]) -> None:
    """How many of each severity every region has; a click looks at one."""
    counted = Counter((one.group_code, one.severity) for one in found if one.group_code)
    new = Counter(one.group_code for one in found if one.is_new)
    codes = official({code for code, _ in counted})
    if not codes:
        return
    st.markdown("**各区县预警数**")
    rows = [
        {"区县": tables.brief(code)}
        | {severity: counted[code, severity] for severity in SEVERITIES}
        | {"合计": sum(counted[code, severity] for severity in SEVERITIES), "其中新增": new[code]}
        for code in codes
    ]
    heads, cells = grid.columns_of(rows), grid.cells_of(rows)
    grid.show(heads, cells, "各区县预警数", most=len(rows), on_row=drill.on_table(codes))
    tables.download(rows, "下载本表", "各区县预警数")


def undecided(found: Sequence[Alert]) -> None:
    """The rules that nothing could be judged by, and why."""
    without = [literal(speech.undecided(alert)) for alert in found if not alert.severity]
    if without:
        st.markdown("**没有判断的规则**")
        st.markdown("  \n".join(f":small[{line}]" for line in without))


def letter(found: Sequence[Alert], chosen: Alert | None) -> None:
    """A text to one district, ready to copy: the one looked at, or that of the alert that is open."""
    now = view.current()
    directory = now.snapshot.directory
    code = drill.chosen() or (chosen.group_code if chosen else None)
    if code is None:
        return
    label = directory.region(code).label
    own = [alert for alert in found if alert.group_code == code]
    text = speech.letter(label, own, directory, directory.period(now.filters.period).as_of)
    if text:
        st.markdown(f"**发给{literal(label)}的文字**")
        st.code(text, language=None, wrap_lines=True)


def line() -> None:
    """How many red alerts there are, with the way to them; nothing while units are chosen: alerts are of districts."""
    if not view.current().filters.by_unit:
        frame.link(
            "alerts", f":red[**{literal(speech.red_line(loaders.attention(back=_RECENT), reported=reported()))}**]"
        )


def short_list(label: str) -> None:
    """The alerts of the district looked at, the first red ones by name; nothing while units are chosen."""
    if view.current().filters.by_unit:
        return
    found = [alert for alert in loaders.attention(back=_RECENT) if alert.severity]
    red = [alert for alert in found if alert.severity == SEVERITIES[0]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        frame.link("alerts", f":red[**{literal(speech.red_line(found, reported=reported()))}**]", district=label)
        named = "；".join(("（新增）" if alert.is_new else "") + alert.text for alert in red[:_NAMED])
        small(literal(named + (f"等{len(red)}项" if len(red) > _NAMED else "")))


def slide(found: Sequence[Alert]) -> None:
    """How many of each severity every region has; of the one looked at, which."""
    fired = [one for one in found if one.severity]
    if not drill.chosen():
        counted = Counter((one.group_code, one.severity) for one in fired if one.group_code)
        parts = tuple(
            Part(tables.brief(code), f"{severity}色", count, formats.number(count), code)
            for code in official({code for code, _ in counted})
            for severity in SEVERITIES
            for count in [counted[code, severity]]
        )
        names = tuple(f"{severity}色" for severity in SEVERITIES)
        meeting.show(stacked("各区县预警数（项）", parts, names, red=names[:1], shades=COLORS[1:]))
        return
    directory = view.current().snapshot.directory
    ordered = sorted(fired, key=lambda one: SEVERITIES.index(one.severity))
    rows = [
        {
            "级别": Slot(one.severity, red=one.severity == SEVERITIES[0]),
            "情况": one.text,
            "要求": one.limit,
            "起于": "新增" if one.is_new else speech.since(one, directory),
        }
        for one in ordered
    ]
    slides.rows("预警，从重到轻", rows)
