"""A province made of the demo city: 144 districts, 20,000 branches, a million rows of volunteering, five half-years.

`province.py FILE` writes the database; then look at it as at any other, for instance
`DASHBOARD_DATABASE_URL=sqlite:///FILE python tests/bench/pages.py`. The numbers are copies: what is measured is time.
"""

import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lib.demo import build  # noqa: E402

CITY = "980100"
COPIES = 8  # of every district
BRANCHES, FLOWS = 3, 28  # of every branch, and of every row of volunteering, within a copy
NAMES = "东南西北中上下"  # stand behind the names of copies
OF_BRANCHES = ("branch", "branch_period", "norm_result", "norm_standing", "org_life")
OF_SUBMISSIONS = ("cell_note", "submission_column")
IDENTIFIERS = ("branch_id", "venue_id", "unit_id", "candidate_id", "parent_unit_id", "successor_unit_id")
FAR = 1_000_000  # above all numbers of submissions and rows


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"pragma table_info({table})")]


def copy(connection: sqlite3.Connection, table: str, number: int, times: int) -> None:
    """The rows of all districts again, as those of other districts where `number` is not 0; `times` of each."""
    names = columns(connection, table)
    districts = f"select submission_id from submission where region_code != '{CITY}' and submission_id < {FAR}"
    of = f"region_code != '{CITY}'" if "region_code" in names else f"submission_id in ({districts})"
    old = f"substr(region_code, 1, 4) = '{CITY[:4]}'" if "region_code" in names else f"submission_id < {FAR}"
    if "row_key" in names:
        old += f" and row_key < {FAR}"
    if table == "branch":
        old += " and branch_id not like '%/%'"
    for time in range(times):
        if number == time == 0:
            continue
        told = ", ".join(expression(table, name, number, time) for name in names)
        where = f"{of} and {old}" if number else old
        connection.execute(f"insert into {table} select {told} from {table} where {where}")


def expression(table: str, name: str, number: int, time: int) -> str:
    """What stands in this column of a copy."""
    mark = NAMES[number - 1] if number else ""
    if name == "region_code":
        return f"substr(region_code, 1, 2) || '{number + 1:02d}' || substr(region_code, 5)"
    if name == "submission_id":
        return f"submission_id + {number * FAR}"
    if name == "row_key" and table not in OF_SUBMISSIONS:
        return f"row_key + {time * FAR}"
    if name in IDENTIFIERS:
        again = f"/{time}" if time and name == "branch_id" else ""
        return f"{name} || '{mark}{again}'"
    if name == "sort_no":
        return f"sort_no + {number * 100}"
    if (table, name) in (
        ("region", "name"),
        ("region", "short_name"),
        ("unit", "official_name"),
        ("unit", "short_name"),
    ):
        return f"'{mark}' || {name}"
    return name


def main() -> None:
    target = Path(sys.argv[1])
    build.build(target)
    with sqlite3.connect(target) as connection:
        connection.execute("pragma foreign_keys = off")
        held = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        carrying = [table for table in held if {"region_code", "submission_id"} & set(columns(connection, table))]
        for table in carrying:
            times = BRANCHES if table in OF_BRANCHES else FLOWS if table == "volunteer_flow" else 1
            for number in range(COPIES):
                copy(connection, table, number, times)
        connection.execute("analyze")
        for table in ("region", "unit", "branch", "branch_period", "norm_result", "volunteer_flow"):
            print(table, connection.execute(f"select count(*) from {table}").fetchone()[0])


if __name__ == "__main__":
    main()
