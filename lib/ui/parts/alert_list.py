"""The list of alerts, and the one that is open: what it rests on, where it leads, who is concerned."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib.filters import THIS_PERIOD
from lib.indicators import INDICATORS, indicator
from lib.rules import Alert
from lib.schema import SEVERITIES
from lib.speech import alerts as speech
from lib.ui import choosing, drill, frame, grid, loaders, tables, view
from lib.ui.wording import literal

COLORS = ("#9E1B1B", "#8F6000", "#2F5D8A")  # of 红, 黄, 蓝
_ALL, _NEW = "全部", "新增"
_EACH, _BY_RULE = "逐条", "按问题"
_MOST_ROWS = 16
# On the page; a file has all columns, and what is left out here stands beside the table for the row that was clicked.
_SEEN = {
    _EACH: ("级别", "区县", "情况", "要求", "起于"),
    _BY_RULE: ("级别", "规则", "区县数", "新增", "涉及"),
}
_LEVELS = grid.Column("级别", grid.Kind.MARK, tones=dict(zip(SEVERITIES, ("red", "amber", "blue"), strict=True)))


def reported() -> bool:
    """Something has come from the chosen districts."""
    return not all(office.silent for office in loaders.report().offices)


def listing(found: Sequence[Alert]) -> Alert | None:
    """The alerts to filter, sort and take away; the one whose row was clicked, or the first."""
    fired = [one for one in found if one.severity]
    if not fired:
        said = "本期没有预警" if reported() else "本期还没有报送，没有可判断的数"
        st.info(f"所选范围内{said}。可换一个期次，或返回全市。")
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        how = choosing.one_of("列法", (_EACH, _BY_RULE), "how")
        level = choosing.one_of("级别", (_ALL, *SEVERITIES, _NEW), "severity")
        subject = _subject(fired)
        shown = [one for one in fired if _wanted(one, level, subject)]
        if shown:
            rows = [_row(one) for one in shown] if how == _EACH else _by_rule(shown)
            tables.download(rows, f"下载（{len(rows)}行）", "问题预警")
    if not shown:
        st.info("没有这样的预警。可改选“全部”级别和主题。")
        return None
    seen = [{name: row[name] for name in _SEEN[how]} for row in rows]
    place = _table(seen, f"{how}-{level}-{subject}")
    return shown[place] if how == _EACH else _together([one for one in shown if one.rule.id == rows[place]["编号"]])


def _together(same: Sequence[Alert]) -> Alert:
    """One rule for all districts in which it is broken."""
    first = min(same, key=lambda one: one.since)
    where = "、".join(one.group or "全市" for one in same)
    return replace(first, group=None, group_code=None, is_new=False, text=f"{len(same)}处：{where}")


def _subject(fired: Sequence[Alert]) -> str:
    options = [_ALL, *dict.fromkeys(sorted(one.subject for one in fired))]
    return st.selectbox(
        "主题",
        options,
        key=f"{view.current().page}-subject",
        format_func=lambda option: "全部主题" if option == _ALL else option,
        label_visibility="collapsed",
        width=190,
    )


def _wanted(one: Alert, level: str, subject: str) -> bool:
    of_level = level == _ALL or (one.is_new if level == _NEW else one.severity == level)
    return of_level and subject in (_ALL, one.subject)


def _row(one: Alert) -> tables.Row:
    directory = view.current().snapshot.directory
    return {
        "级别": one.severity,
        "区县": tables.brief(one.group_code) if one.group_code else "全市",
        "情况": one.text,
        "要求": one.limit,
        "起于": _NEW if one.is_new else speech.since(one, directory),
        "起始期次": speech.since(one, directory),
        "规则": one.rule.name,
        "出处": one.rule.source_doc,
        "可靠程度": speech.CERTAINTY[one.rule.certainty],
        "编号": one.rule.id,
        "备注": one.reason,
    }


def _by_rule(shown: Sequence[Alert]) -> list[tables.Row]:
    """One row per rule with the districts concerned, the worst and the most widespread first."""
    of_rule: dict[str, list[Alert]] = {}
    for one in shown:
        of_rule.setdefault(one.rule.id, []).append(one)
    ordered = sorted(of_rule.values(), key=lambda same: (SEVERITIES.index(same[0].severity), -len(same)))
    return [
        {
            "级别": same[0].severity,
            "规则": same[0].rule.name,
            "区县数": len(same),
            "新增": sum(one.is_new for one in same) or "",
            "涉及": "、".join(tables.brief(code) for code in official({one.group_code for one in same})),
            "出处": same[0].rule.source_doc,
            "编号": same[0].rule.id,
        }
        for same in ordered
    ]


def official(codes: set[str | None]) -> list[str]:
    """These regions in official order."""
    return [region.code for region in view.current().snapshot.directory.regions if region.code in codes]


def _table(rows: Sequence[tables.Row], name: str) -> int:
    """The place of the row that was clicked, 0 before."""
    heads, cells = grid.columns_of(rows, {"级别": _LEVELS}), grid.cells_of(rows)
    period = view.current().filters.period
    return grid.choose(heads, cells, "预警", name=f"{drill.chosen()}-{period}-{name}", most=_MOST_ROWS)


def one(alert: Alert | None) -> None:
    """What one alert rests on, where it leads, and those concerned."""
    if alert is None:
        return
    now = view.current()
    directory = now.snapshot.directory
    with st.container(border=True):
        color = "red" if alert.severity == SEVERITIES[0] else "gray"
        where = alert.group or "全市"
        st.markdown(f":{color}[**{alert.severity}色预警**]　**{literal(where)}**　{literal(alert.text)}")
        facts = (
            f"规则：{alert.rule.name}",
            f"要求：{alert.limit}" if alert.limit else "",
            f"起于：{speech.since(alert, directory)}" + ("（本期新增）" if alert.is_new else ""),
            f"出处：{speech.origin(alert)}",
            f"备注：{alert.reason}" if alert.reason else "",
        )
        st.markdown("  \n".join(f":small[{literal(fact)}]" for fact in facts if fact))
        with st.container(horizontal=True, gap="small"):
            if alert.verdict.reading is None:
                frame.link("reporting", "报送情况", district=where)
            else:
                place = {"district": where} if alert.group_code else {}
                frame.link("indicator", "名单和明细", key=alert.behind, span=THIS_PERIOD, **place)
            if alert.group_code:
                frame.link("portrait", f"{where}画像", district=where)
    if alert.verdict.reading is not None and alert.behind in INDICATORS:
        _members(alert)


def _members(alert: Alert) -> None:
    item, filters = indicator(alert.behind), replace(view.current().filters, span=THIS_PERIOD)
    with tables.reason_instead():
        rows = loaders.behind(alert.behind, alert.group_code, short=item.can_fall_short, filters=filters)
        name = f"{item.name}{'（未达到）' if item.can_fall_short else ''}"
        tables.listing(rows, name, empty="台账中没有可列的行，情况见上。", counted="行", search=False)
