"""A plan of rooms as a report: where, what each adds, what more would add, who stays apart; and plans side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib import formats
from lib.directory import Directory
from lib.exports import building
from lib.exports.report import MISSING, Cell, Figure, Kind, Part, Report, plain
from lib.filters import Filters
from lib.speech import siting as words
from lib.whatif.siting import Demand, Plan, Site, count

WHAT = "活动室选址"
WHERE, BESIDE = "建在哪里", "方案对比"
UNKNOWN = "未估算"  # of a cost nobody said
_OWN = "本方案"
_SPENT = "投入（万元）"

Row = dict[str, Cell]


def report(
    found: Plan,
    others: Sequence[tuple[str, Plan]],
    directory: Directory,
    filters: Filters,
    notes: tuple[str, ...],
    version: int,
) -> Report:
    """Everything the plan comes to. `others`: kept plans beside it, by name; `notes`: who has not reported."""
    period = directory.period(filters.period)
    scope, finding = filters.caption(directory), words.finding(found)
    said = words.paragraph(found, scope, period.as_of, lambda code: directory.region(code).label)
    tables = {
        WHERE: rooms(found, directory),
        BESIDE: compared(found, others) if others else [],
        words.curve(found): curve(found),
        **lists(found, directory),
    }
    base = words.spent(found).rstrip("。")
    parts = [_part(heading, rows, base if heading == WHERE else "") for heading, rows in tables.items() if rows]
    return Report(
        WHAT,
        scope,
        period.as_of,
        period.name,
        finding,
        notes=notes,
        figures=_figures(found, f"截至{formats.day(period.as_of)}"),
        parts=(Part("测算结果", text=(said,)), *parts, Part("算法和说明", text=_how(found))),
        version=version,
        demo=directory.is_invented,
    )


def _part(heading: str, rows: list[Row], foot: str) -> Part:
    unknown = UNKNOWN if heading in (WHERE, BESIDE) else MISSING
    made = building.listed(heading, rows, unknown, Kind.BAR if "比少建一个多" in rows[0] else None)
    return replace(made, foot=foot)


def slide(whole: Report) -> Report:
    """The same on one slide: the finding, and where the rooms are."""
    where = tuple(part for part in whole.parts if part.heading == WHERE)
    return replace(whole, parts=where, figures=() if where else whole.figures)


def _figures(found: Plan, when: str) -> tuple[Figure, ...]:
    gained = count(found.gained)
    unpriced = f"另有{found.unpriced}个未估算" if found.unpriced else ""
    figures = (
        plain("新增活动室", len(found.rooms), "个"),
        plain("新增就近党员", gained.members, "名"),
        plain("新增就近支部", gained.branches, "个"),
        _spent(found.spent, "预计投入", "万元", unpriced),
    )
    return tuple(replace(figure, when=when) for figure in figures)


def _spent(yuan: object, name: str = _SPENT, unit: str = "", note: str = "") -> Figure:
    if yuan is None:
        return Figure(name, UNKNOWN, state=UNKNOWN)
    return replace(plain(name, float(yuan) / words.WAN, unit, 1), note=note)


def _how(found: Plan) -> tuple[str, ...]:
    return (words.reckoned(found), f"{words.proof(found.last)}。", *words.limits(found))


def rooms(found: Plan, directory: Directory) -> list[Row]:
    """The rooms in the order of what each adds."""
    rows = []
    for number, room in enumerate(found.rooms, start=1):
        reached = count(room.reached)
        rows.append(
            {
                "次序": number,
                "备选点": f"{room.site.name}（必选）" if room.forced else room.site.name,
                "区县": directory.region(room.site.region_code).label,
                "新增党员": reached.members,
                "新增支部": reached.branches,
                _SPENT: _spent(room.site.cost),
            }
        )
    return rows


def compared(found: Plan, others: Sequence[tuple[str, Plan]]) -> list[Row]:
    """This plan and kept ones: with how many rooms each reaches how many more, how many that makes with the venues in
    use, for how much."""
    rows = []
    for name, plan in ((_OWN, found), *others):
        near, gained = count((*plan.layout.near, *plan.gained)), count(plan.gained)
        rows.append(
            {
                "方案": name,
                "活动室（个）": len(plan.rooms),
                "就近距离（米）": plan.layout.radius,
                "新增党员（名）": gained.members,
                "就近党员（名）": near.members,
                "新增支部（个）": gained.branches,
                "就近支部（个）": near.branches,
                _SPENT: _spent(plan.spent),
                "未估算（个）": plan.unpriced,
                "建在": "、".join(room.site.name for room in plan.rooms) or formats.DASH,
            }
        )
    return rows


def curve(found: Plan) -> list[Row]:
    """What the best choice of every number of rooms reaches, up to where more add nothing."""
    rows, before = [], 0
    for step in found.curve:
        more, before = step.value - before, step.value
        if step.rooms and (more or not rows):
            rows.append(
                {
                    "活动室": f"{step.rooms}个" if step.proven else f"{step.rooms}个（未证明最优）",
                    f"新增{words.NOUN[found.weight]}": step.value,
                    "比少建一个多": more,
                    "就近占比": words.share(found, step.value),
                }
            )
    return rows


def named(found: Plan) -> dict[str, Sequence[Demand]]:
    """Branches by the name of their list: who is newly near, who is not, and what could not be reckoned with."""
    return {
        "备选点够不着的支部": found.layout.unreachable,
        "这次新增的支部": found.gained,
        "仍未覆盖的支部": found.left,
        "位置不明的支部": found.layout.unplaced,
    }


DOUBTFUL = "位置不明的备选点"


def lists(found: Plan, directory: Directory) -> dict[str, list[Row]]:
    """The rows of all lists by name, those of the sites without a sure position among them."""
    away = dict(zip((one.id for one in found.layout.sites.branches), found.layout.away, strict=True))
    rows = {name: list(_branches(held, away, directory)) for name, held in named(found).items()}
    rows[DOUBTFUL] = [_site(one, directory) for one in found.layout.sites.candidates if not one.usable]
    return rows


def _branches(branches: Sequence[Demand], away: dict[str, float | None], directory: Directory) -> Iterable[Row]:
    for one in branches:
        yield {
            "所属区县": directory.region(one.region_code).label,
            "支部": one.name,
            "党员（名）": one.members,
            "距最近活动阵地（米）": None if away[one.id] is None else int(formats.rounded(away[one.id], 0)),
        }


def _site(site: Site, directory: Directory) -> Row:
    return {
        "所属区县": directory.region(site.region_code).label,
        "备选点": site.name,
        "类型": site.kind,
        "地址": site.address,
        "问题": "坐标系不明，不能测距" if site.point else "没有经纬度",
    }
