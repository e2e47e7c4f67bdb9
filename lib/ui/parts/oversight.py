"""What each account may see and what it did, to be checked and taken away."""

import streamlit as st

from lib.accounts import permissions, read_accounts
from lib.desk import open_desk
from lib.errors import DeskError
from lib.settings import settings
from lib.ui import tables, view

_MOST = 5_000  # entries that are shown
_OPEN = "还没有账号。设置登录的方法见说明文档“登录与权限”一节。"
_NOTHING = "还没有访问记录。设置登录以后，谁打开哪一页、导出哪个文件会记在这里。"


def finding() -> str:
    """How many accounts there are, as the title."""
    count = len(_accounts())
    return f"{count}个账号可以登录" + ("" if count else "，只有本机能打开演示数据")


def accounts() -> None:
    """Every account with its role and what it may see."""
    st.subheader("用户与权限", anchor=False)
    tables.listing(_accounts(), "用户与权限表", empty=_OPEN, counted="个账号")


def seen() -> None:
    """The latest entries of the audit, the newest first."""
    st.subheader("访问记录", anchor=False)
    try:
        found = open_desk(settings().desk_url).audit(_MOST)
    except DeskError as error:
        st.error(str(error))
        return
    rows = [
        {"时间": f"{one.at:%Y-%m-%d %H:%M:%S}", "账号": one.account, "操作": one.action, "页面或文件": one.what}
        for one in found
    ]
    tables.listing(rows, "访问记录", empty=_NOTHING, counted="条")


def _accounts() -> list[dict[str, object]]:
    chosen, directory = settings(), view.current().snapshot.directory
    if not chosen.sign_in or chosen.accounts is None:
        return []
    return permissions(read_accounts(chosen.accounts, directory), directory)
