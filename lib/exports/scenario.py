"""A scenario as a report: now, then and change in all and by district, what it takes, and how it is counted."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from lib import formats
from lib.exports import building
from lib.exports.report import Cell, Chart, Column, Figure, Kind, Part, Report, Table
from lib.indicators import indicator
from lib.whatif import Line, Need, Outcome, needed

WHAT = "假设测算"
NOW, THEN, CHANGE = "现状", "方案后", "变化"
TOTALS = "现状和方案后"
_TOTAL = "合计"
_MOST = 8  # indicators by district; the others stand in the totals


def report(
    outcome: Outcome, finding: str, paragraph: str, period: str, notes: tuple[str, ...], version: int, *, demo: bool
) -> Report:
    """Everything the scenario comes to. `finding`: the title of the page; `period`: its name; `notes`: who has not
    reported. No headline figures: a number that is not so yet never stands without today's beside it."""
    lines = changed(outcome)
    parts = [
        Part("方案", text=(paragraph,)),
        Part(TOTALS, table=_totals(lines)),
        *(_by_district(outcome, line.key) for line in lines[:_MOST]),
        *([Part("需要什么", table=needs(outcome))] if outcome.needs else []),
        *_lists(outcome),
        Part("算法和说明", text=(*outcome.formulas, *outcome.notes)),
    ]
    return Report(
        WHAT,
        outcome.scope,
        outcome.as_of,
        period,
        finding,
        notes=(*notes, *outcome.notes),
        parts=tuple(parts),
        definitions=tuple(building.definition(line.now) for line in lines),
        version=version,
        demo=demo,
    )


def changed(outcome: Outcome) -> list[Line]:
    """The lines of the whole view that change; all of them where none does."""
    lines = [outcome.total(key) for key in outcome.keys]
    return [line for line in lines if line.change] or lines


def slide(whole: Report, outcome: Outcome) -> Report:
    """The same on one slide: the finding, what the figures become, and what it takes."""
    [totals] = [part for part in whole.parts if part.heading == TOTALS]
    table = replace(totals.table, rows=totals.table.rows[:_MOST])
    takes = "、".join(map(needed, outcome.needed()))
    part = replace(totals, table=table, foot=f"需要{takes}" if takes else "")
    return replace(whole, parts=(part,), definitions=())


def _totals(lines: list[Line]) -> Table:
    columns = (Column("指标"), *(Column(name, number=True) for name in (NOW, THEN, CHANGE)))
    return Table(columns, tuple((_name(line), *_sides(line)) for line in lines))


def _by_district(outcome: Outcome, key: str) -> Part:
    item = indicator(key)
    sides = (Column(NOW, True, item.unit, item.decimals), Column(THEN, True, item.unit, item.decimals))
    columns = (Column("区县"), *sides, Column(CHANGE, True), Column("名次"), Column("方案后名次"))
    rows = tuple(
        (line.group, *_sides(line), _place(line.place_now), _place(line.place_then)) for line in outcome.districts(key)
    )
    total = outcome.total(key)
    return Part(
        item.name,
        table=Table(columns, rows, (_TOTAL, *_sides(total), formats.DASH, formats.DASH)),
        chart=Chart(Kind.BAR, (NOW, THEN)),
        foot=building.when(total.now),
    )


def _name(line: Line) -> str:
    item = indicator(line.key)
    return f"{item.name}（{item.unit}）"


def _sides(line: Line) -> tuple[Cell, Cell, Cell]:
    item = indicator(line.key)
    moved = None if line.change is None else float(formats.rounded(line.change, item.decimals))
    change = Figure(CHANGE, formats.delta(line.change, item), moved, decimals=item.decimals)
    return building.figure(line.now), building.figure(line.then), change


def _place(place: int | None) -> Cell:
    return formats.DASH if place is None else place


def needs(outcome: Outcome, label: Callable[[str], str] | None = None) -> Table:
    """A row per district, a column for each thing it takes. `label`: the name of a district by its code."""
    whole = outcome.needed()
    by_region: dict[str, dict[str, Need]] = defaultdict(dict)
    for one in outcome.needed(total=False):
        by_region[one.group_code][one.what] = one
    order = {line.group_code: line.group for line in outcome.lines if line.group_code in by_region}
    columns = (Column("区县"), *(Column(f"{one.what}（{one.unit}）", number=one.amount == one.most) for one in whole))

    def row(name: str, held: dict[str, Need]) -> tuple[Cell, ...]:
        return (name, *(_amount(held.get(one.what)) for one in whole))

    rows = tuple(row(label(code) if label else name, by_region[code]) for code, name in order.items())
    return Table(columns, rows, row(_TOTAL, {one.what: one for one in whole}))


def _amount(need: Need | None) -> Cell:
    if need is None:
        return 0
    least, most = (formats.number(value) for value in (need.amount, need.most))
    return need.amount if least == most else f"{least}～{most}"


def lists(outcome: Outcome) -> dict[str, list[dict[str, object]]]:
    """The branches that are divided, that elect and that are left out, by the name of the list; no empty one."""
    found: dict[str, list[dict[str, object]]] = {
        "拆分的支部": [
            {
                "区县": one.group,
                "支部": one.name,
                "正式党员数": one.before,
                "拆成": len(one.sizes),
                "各支部人数": "＋".join(map(str, one.sizes)),
                "新设支委会": one.committees,
            }
            for one in outcome.divisions
        ],
        "要换届的支部": [
            {"区县": one.group, "支部": one.name, "届满": one.due_on, "情形": "已逾期" if one.overdue else "届时到期"}
            for one in outcome.elections
        ],
        "动不了的支部": [{"区县": one.group, "支部": one.name, "原因": one.reason} for one in outcome.left_out],
    }
    return {name: rows for name, rows in found.items() if rows}


def _lists(outcome: Outcome) -> list[Part]:
    return [building.listed(name, rows) for name, rows in lists(outcome).items()]
