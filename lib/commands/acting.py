"""Who loads: an account of the list where there is one, else whoever runs the command.

This is no sign-in. Whoever may run commands on this machine and write the database is trusted to name himself; the
role says what the office wants of whom, and the audit holds both names.
"""

from dataclasses import dataclass
from getpass import getuser

from sqlalchemy import Engine

from lib import directory as directories
from lib.access import EVERYTHING, Scope
from lib.accounts import read_accounts
from lib.errors import AccessError
from lib.settings import settings

_UNNAMED = "已设用户与权限表，导入要用 --as 写明账号，如 --as statistics。没有导入任何文件。"
_NO_LIST = "没有设用户与权限表（DASHBOARD_ACCOUNTS），--as 写的账号无从核对。请去掉 --as，或先设好该表。"
_MAY_NOT = "这个账号不能导入：角色要是“编辑”或“管理员”，并列在用户与权限表中。没有导入任何文件。"


@dataclass(frozen=True)
class Loader:
    """`name`: as the audit holds it; `scope`: whose ledgers may be loaded; `note`: what the audit says beside."""

    name: str
    scope: Scope = EVERYTHING
    note: str = ""


def loader(named: str | None, engine: Engine) -> Loader:
    """Who loads. Raises AccessError for whoever may not."""
    path = settings().accounts
    if path is None and named is None:
        return Loader(getuser())
    if path is None or named is None:
        raise AccessError(_NO_LIST if path is None else _UNNAMED)
    with engine.connect() as connection:
        account = read_accounts(path, directories.load(connection)).get(named)
    if account is None or not account.may_load:
        raise AccessError(_MAY_NOT)
    return Loader(account.id, account.scope, f"，系统用户{getuser()}")
