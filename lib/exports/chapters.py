"""What a standing brief speaks of, in order: each chapter is a finding and the picture that shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lib import formats
from lib.exports import building, districts
from lib.exports.reading import Readings
from lib.exports.report import Chart, Column, Kind, Part, Table
from lib.indicators import indicator
from lib.rules import Alert
from lib.schema import SEVERITIES
from lib.speech import alerts as alert_words
from lib.speech import branches, committees, findings, people, venues, volunteering

_POSTS = {"committee_no_secretary": "书记", "committee_no_deputy": "专职副书记"}
_ELECTIONS = {"branch_election_overdue": "逾期未换届", "branch_election_due_soon": "半年内届满"}
_SUBJECTS = {
    "branch_no_venue_rate": "无活动场所支部占比",
    "secretary_training_rate": "书记培训覆盖率",
    "sponsored_pass_rate": "包抓支部达标率",
    "tuixiu_total": "退休干部",
}
_COLOURS = ("#9E1B1B", "#8F6000", "#2F5D8A")  # of 红, 黄, 蓝


@dataclass(frozen=True)
class Chapter:
    """`heading`: what it is about; `finding` and `picture` make it of the numbers."""

    heading: str
    finding: Callable[[Readings], str]
    picture: Callable[[Readings], Part]


def parts(known: Readings) -> tuple[Part, ...]:
    """A part for each chapter, its finding as title."""
    return tuple(
        replace(part, heading=chapter.heading, finding=chapter.finding(known), text=(part.finding,))
        for chapter in CHAPTERS
        for part in [chapter.picture(known)]
    )


def _sponsored(known: Readings) -> str:
    target = known.target("sponsored_pass_rate")
    return findings.sponsored(known.now("sponsored_pass_rate", "sponsored_needed"), target) or "包抓支部达标率不适用"


def _norms(known: Readings) -> str:
    found = known.now(*branches.NORM_RATES)
    key = branches.weakest(found)
    if key is None:
        return "五规范达标率缺报"
    return f"五规范中{branches.NORM_RATES[key]}最弱，达标率{building.figure(found[key]).said}"


def _venues(known: Readings) -> str:
    directory = known.snapshot.directory
    with_city = directory.city.code in known.filters.region_codes(directory)
    return venues.finding(known.now(*venues.KEYS), with_city=with_city)


def _cadres(known: Readings) -> str:
    found = known.compared("lixiu_total", "tuixiu_total")
    return people.cadres(found["lixiu_total"], found["tuixiu_total"])


def alerts(known: Readings) -> str:
    """How many alerts there are, or that nothing has come by which to judge."""
    silent = all(office.silent for office in known.reporting().offices)
    return alert_words.headline(known.attention, reported=not silent)


def _bars(key: str) -> Callable[[Readings], Part]:
    def picture(known: Readings) -> Part:
        names = {key: _SUBJECTS[key]}
        found, whole = known.by("district", key), known.total(key)
        part = districts.part(_SUBJECTS[key], names, found, whole, target=known.target(key), **_lit(known))
        ends = districts.ends(found)
        return replace(part, finding=_said(f"各区县和市直中{ends}" if ends else "", districts.absent(found)))

    return picture


def _several(names: dict[str, str], kind: Kind, *, red: tuple[str, ...] = ()) -> Callable[[Readings], Part]:
    def picture(known: Readings) -> Part:
        found, whole = known.by("district", *names), known.total(*names)
        part = districts.part("各区县和市直", names, found, whole, kind=kind, red=red, **_lit(known))
        own = tuple(known.now(*names).values()) if kind is Kind.HEAT else ()
        missing = "" if known.lit else districts.absent(found)
        return replace(part, finding=_said(districts.described((), own, names), missing))

    return picture


def _lit(known: Readings) -> dict[str, str]:
    """One district alone is looked at among the others, beside the whole."""
    return {"lit": known.lit, "total": known.around.caption(known.snapshot.directory)} if known.lit else {}


def _said(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _posts(known: Readings) -> Part:
    """Who lacks which post, by name."""
    held: dict[str, dict[str, str]] = {}
    for reading in known.own_districts(*_POSTS):
        said = {None: reading.state.value}.get(reading.value, "空缺" if reading.value else "配备")
        held.setdefault(reading.group, {})[reading.key] = said
    lacking = {name: said for name, said in held.items() if set(said.values()) != {"配备"}}
    columns = (Column("区县"), *(Column(name) for name in _POSTS.values()))
    shown = held if known.lit else lacking
    rows = tuple((name, *(said.get(key, "不适用") for key in _POSTS)) for name, said in shown.items())
    named = "；".join(
        f"未配{post}：{'、'.join(name for name, said in held.items() if said.get(key) == '空缺')}"
        for key, post in _POSTS.items()
        if any(said.get(key) == "空缺" for said in held.values())
    )
    return Part("党工委缺配和缺报的区县", named, table=Table(columns, rows) if rows else None)


def _months(known: Readings) -> Part:
    key = "vol_person_times"
    item, found = indicator(key), known.by("month", key)
    columns = (Column("月份"), Column(item.name, True, item.unit))
    rows = tuple((formats.month(reading.group_code), building.figure(reading)) for reading in found)
    most = max((reading for reading in found if reading.value is not None), key=lambda one: one.value, default=None)
    said = f"最多的是{formats.month(most.group_code)}，{building.figure(most).said}" if most else ""
    chart = Chart(Kind.LINE, (item.name,)) if rows else None
    return Part("按月", said, table=Table(columns, rows), chart=chart, foot=f"来源：{item.source.title}")


def by_severity(found: Sequence[Alert], known: Readings) -> Part:
    """How many alerts of each severity every district has."""
    fired = [one for one in found if one.severity and one.group_code]
    if known.lit:
        return _listed(fired, known)
    columns = (Column("区县"), *(Column(f"{severity}色", True, "项") for severity in SEVERITIES))
    codes = {one.group_code for one in fired}
    rows = tuple(
        (
            region.label,
            *(sum(one.group_code == region.code and one.severity == level for one in fired) for level in SEVERITIES),
        )
        for region in known.snapshot.directory.regions
        if region.code in codes
    )
    total = ("合计", *(sum(one.severity == level for one in fired) for level in SEVERITIES))
    labels = tuple(column.label for column in columns[1:])
    chart = Chart(Kind.STACKED, labels, colours=_COLOURS) if rows else None
    most = most_red(rows, known.snapshot.directory.city.label)
    return Part("各区县预警数", most, table=Table(columns, rows, total) if rows else None, chart=chart)


def _listed(fired: Sequence[Alert], known: Readings) -> Part:
    """The alerts of one district, one by one, the worst first."""
    columns = tuple(map(Column, ("级别", "情况", "要求", "起于")))
    rows = tuple(
        (one.severity, one.text, one.limit, alert_words.since(one, known.snapshot.directory))
        for one in sorted(fired, key=lambda one: SEVERITIES.index(one.severity))
    )
    return Part("预警", table=Table(columns, rows) if rows else None)


def most_red(rows: Sequence[tuple], city: str) -> str:
    """「17个区县和市直有红色预警，最多的是市直，15项」: the city's own units are no district."""
    red = {row[0]: row[1] for row in rows if row[1]}
    if not red:
        return "没有红色预警"
    districts = len(red.keys() - {city})
    who = "和".join([f"{districts}个区县"] * bool(districts) + [city] * (city in red))
    first = max(red, key=red.get)
    return f"{who}有红色预警，最多的是{first}，{red[first]}项"


CHAPTERS = (
    Chapter("包抓支部达标", _sponsored, _bars("sponsored_pass_rate")),
    Chapter("双覆盖五规范", _norms, _several(branches.COVERAGES | branches.NORM_RATES, Kind.HEAT)),
    Chapter("党工委配备", lambda known: committees.committees(known.now(*committees.COMMITTEE_KEYS)), _posts),
    Chapter(
        "支部设置与换届",
        lambda known: branches.setting(known.now(*branches.SETTING_KEYS)),
        _several(_ELECTIONS, Kind.STACKED, red=("逾期未换届",)),
    ),
    Chapter("活动阵地", _venues, _bars("branch_no_venue_rate")),
    Chapter(
        "组织生活与教育",
        lambda known: people.education(known.now(*people.EDUCATION_KEYS)),
        _bars("secretary_training_rate"),
    ),
    Chapter(
        "志愿服务",
        lambda known: volunteering.volunteering(known.compared("vol_person_times")["vol_person_times"]),
        _months,
    ),
    Chapter("队伍", _cadres, _bars("tuixiu_total")),
    Chapter("问题预警", alerts, lambda known: by_severity(known.attention, known)),
)
