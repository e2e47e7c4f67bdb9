"""The frame of every page: menu, filters, notices, scope and as-of date."""

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lib import formats
from lib.access import Account
from lib.directory import Directory
from lib.errors import AccessError, DashboardError
from lib.filters import Filters
from lib.measure import Office, Report
from lib.ui import (
    address,
    audit,
    drill,
    filter_bar,
    gate,
    handout,
    loaders,
    meeting,
    menu,
    remembering,
    view,
    watermark,
)
from lib.ui.contents import PAGES, Page
from lib.ui.wording import literal, small

# A plain square in the accent colour: a Material symbol here would be fetched from outside.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%239E1B1B'/%3E%3C/svg%3E"
)
_PRODUCT = "离退休干部党建数据看板"
_DEMO = "\u3000:gray-badge[演示数据]"
_MENU_WIDTH = 210  # pixels
_NAMED = 4  # offices named in the scope line
_FEW = 2  # ledgers named for each of them


def open_page(key: str) -> Filters:
    """Open the page of this key in `contents.PAGES`: the first statement of every page.

    Pins the newest data version, draws menu and filters, and says what is shown. Where there is nothing to show it
    says why and stops the run."""
    page = PAGES[key]
    st.set_page_config(
        page_title=f"{page.title}｜{_PRODUCT}", page_icon=_ICON, layout="wide", initial_sidebar_state=_MENU_WIDTH
    )
    remembering.begin()
    filters, notices = _look(page)
    now = view.current()
    audit.opened(now.visitor, page.title)
    watermark.draw(now.visitor)
    if meeting.begin(page, notices):
        return filters
    _menu()
    if not now.visitor.may_open(page.roles):
        st.title(page.title, anchor=False)
        st.info(f"这一页只供{'、'.join(page.roles)}使用。请从左侧打开其他页面；如需开通，请联系管理员。")
        st.stop()
    filter_bar.draw(filters, now.snapshot.directory, key)
    for notice in notices:
        st.warning(literal(notice))
    return filters


def _look(page: Page) -> tuple[Filters, list[str]]:
    """Who looks at what: pins the view, and returns its filters and what is to be noticed about it. Where nothing may
    or can be seen it says why and ends the run."""
    try:
        whole, read_at = view.newest_snapshot()
        visitor = gate.enter(whole.directory)
        snapshot = view.narrowed(whole, visitor.scope)
        filters, notices = address.read(snapshot.directory)
    except DashboardError as error:
        st.title(page.title)
        st.error(literal(error))
        if isinstance(error, AccessError):
            gate.leave()
        if str(error) == view.UNREACHABLE:
            remembering.retry()
        st.stop()
    view.pin(snapshot, filters, page.key, visitor)
    if read_at is not None:
        notices.append(f"数据库暂时连不上，以下是{formats.moment(read_at)}读到的数据；恢复后本页会自动更新。")
        remembering.retry()
    return filters, notices


def headline(finding: str) -> None:
    """The finding as title, and under it scope, as-of date, who has not reported, and the way back to all districts."""
    if meeting.is_on():
        meeting.headed(finding, _scope_line() + ("｜演示数据" if view.current().snapshot.directory.is_invented else ""))
        return
    handout.headed(finding)
    st.title(literal(finding), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        small(literal(_scope_line()) + (_DEMO if view.current().snapshot.directory.is_invented else ""))
        drill.way_back()
        drill.other_way()
        if view.current().page != "portrait" and (drill.chosen() or len(view.current().filters.only_units) == 1):
            link("portrait", "看画像")


def _scope_line() -> str:
    now = view.current()
    directory = now.snapshot.directory
    period = directory.period(now.filters.period)
    return "｜".join([now.filters.caption(directory), f"截至{formats.day(period.as_of)}", reported(loaders.report())])


def reported(report: Report) -> str:
    """「19个填报单位中18个已报齐；缺报：霜桥区；部分缺报：雁荡区（志愿服务）」."""
    parts = [f"{len(report.offices)}个填报单位中{report.complete}个已报齐"]
    if report.silent:
        parts.append("缺报：" + _listed([office.label for office in report.silent]))
    if report.partial:
        parts.append("部分缺报：" + _listed([f"{office.label}（{_absent(office)}）" for office in report.partial]))
    return "；".join(parts)


def _absent(office: Office) -> str:
    """The ledgers that have not come, by name while that is short."""
    return "、".join(office.absent) if len(office.absent) <= _FEW else f"缺{len(office.absent)}张表"


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def link(page_key: str, label: str, **parameters: str) -> None:
    """A link to another page that keeps the filters."""
    st.page_link(PAGES[page_key].path, label=label, query_params=_carried(parameters), width="content")


def address_of(page_key: str, **parameters: str) -> str:
    """Where another page stands with the filters, seen from any page."""
    return f"./{Path(PAGES[page_key].path).stem}?{urlencode(_carried(parameters), doseq=True)}"


def _carried(parameters: dict[str, str]) -> dict[str, str | list[str]]:
    now = view.current()
    return {**address.parameters(now.filters, now.snapshot.directory), **parameters}


def _menu() -> None:
    directory = view.current().snapshot.directory
    with st.sidebar:
        st.markdown(f"**{literal(directory.city.name)}**  \n离退休干部党建  \n数据看板")
        with st.container(gap=0):
            meeting.way_in(PAGES[view.current().page])
            handout.button()
        menu.draw()
        _signed(view.current().visitor.account, directory)


def _signed(account: Account | None, directory: Directory) -> None:
    """Who is looking and what that account may see, and the way out."""
    if account is not None:
        small(literal(f"账号{account.id}｜{account.caption(directory)}"))
        gate.leave()
