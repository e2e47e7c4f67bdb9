"""Units (V03, V04, V05, V06, V11): what a unit states about its own people, and about them half a year ago."""

from collections import defaultdict
from collections.abc import Iterator

from lib.crosschecks.extent import Extent, Fact
from lib.crosschecks.model import Check, Level, Outcome, Side, at_most, equal
from lib.schema import AGE_BANDS, FUNCTIONAL, TEMPORARY, age_band, branch_period, cadre_stock

_T, _B = cadre_stock.c, age_band.c
_ELDERLY = AGE_BANDS.index("81–85")  # from this band on, the ledger asks who stays away for health


def _relations(extent: Extent) -> Iterator[Outcome]:
    for fact in extent.facts("units", _T.member_n, _T.member_rel_unit, _T.member_rel_community):
        parts = fact.side("组织关系在本单位与转入社区合计", "名", "member_rel_unit", "member_rel_community")
        yield equal(fact.place, fact.side("离退休党员", "名", "member_n"), parts)


def _members_and_cadres(extent: Extent) -> Iterator[Outcome]:
    for fact in extent.facts("units", _T.member_n, _T.lixiu_n, _T.tuixiu_n):
        cadres = fact.side("离退休干部", "人", "lixiu_n", "tuixiu_n")
        yield at_most(fact.place, fact.side("离退休党员", "名", "member_n"), cadres)


def _branch_members(extent: Extent) -> Iterator[Outcome]:
    """A unit without a branch of its own has its members in that of another, and is not compared."""
    table = branch_period.c
    branches: dict[str, list[Fact]] = defaultdict(list)
    for fact in extent.facts("branches", table.retired_n, table.org_kind, table.setting_form):
        if fact.values["org_kind"] == "党支部" and fact.values["setting_form"] not in (FUNCTIONAL, TEMPORARY):
            branches[fact.unit].append(fact)
    for unit in extent.facts("units", _T.member_rel_unit):
        if unit.unit and (own := branches.get(unit.unit)):
            counted = [fact.total("retired_n") for fact in own if fact.applies("retired_n")]
            total = None if None in counted else sum(counted)
            stated = unit.side("单位底册组织关系在本单位", "名", "member_rel_unit")
            yield equal(unit.place, Side(f"支部台账{len(own)}个支部离退休党员合计", total, "名"), stated)


def _lixiu(extent: Extent) -> Iterator[Outcome]:
    """A unit that was not there before cannot be compared."""
    earlier = extent.before()
    then = {fact.unit: fact for fact in earlier.facts("units", _T.lixiu_n) if fact.unit} if earlier else {}
    for fact in extent.facts("units", _T.lixiu_n):
        before = then[fact.unit].side("上期", "人", "lixiu_n") if fact.unit in then else Side("上期", None)
        yield at_most(fact.place, fact.side("离休干部", "人", "lixiu_n"), before)


def _cell_of_band(row, name: str) -> str:
    part = "health_n" if name == "absent_health_n" else name
    return f"band{AGE_BANDS.index(row['band'])}_{part}"


def _ages(extent: Extent) -> Iterator[Outcome]:
    columns = (_B.band, _B.members_n, _B.active_n, _B.absent_health_n)
    bands: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in extent.facts("units", *columns, cell=_cell_of_band):
        bands[fact.row].append(fact)
        if fact.values["active_n"] is not None or fact.values["absent_health_n"] is not None:
            yield _absences(fact)
    for unit in extent.facts("units", _T.member_n):
        if own := bands.get(unit.row):
            yield _band_total(unit, own)


def _absences(fact: Fact) -> Outcome:
    """Who stays away for health is told without numbers: in one unit and age band it points at persons."""
    band, members = fact.values["band"], fact.values["members_n"]
    asked = ("active_n", "absent_health_n") if AGE_BANDS.index(band) >= _ELDERLY else ("active_n",)
    known = [fact.values[name] for name in asked if fact.values[name] is not None]
    if members is None or (len(known) < len(asked) and sum(known) <= members):
        return Outcome(fact.place, None)
    return Outcome(
        fact.place, sum(known) <= members, f"{band}岁参加活动和因身体原因不参加的人数之和，多于该年龄段党员数"
    )


def _band_total(unit: Fact, bands: list[Fact]) -> Outcome:
    """Bands that were left out may hold the rest of the members, but no fewer than none."""
    known = [fact.total("members_n") for fact in bands]
    total = None if None in known else sum(known)
    stated = unit.side("离退休党员", "名", "member_n")
    summed = Side("各年龄段党员合计", total, "名")
    if len(bands) == len(AGE_BANDS):
        return equal(unit.place, summed, stated)
    below = at_most(unit.place, summed, stated)
    return Outcome(unit.place, None) if below.holds else below


CHECKS = (
    Check(
        "V03",
        "单位党员数与组织关系分项之和不一致",
        Level.WARNING,
        "请核对单位底册的离退休党员数、组织关系在本单位和转入社区三栏",
        ("units",),
        _relations,
    ),
    Check(
        "V04",
        "单位党员数多于离退休干部数",
        Level.WARNING,
        "请核对单位底册的党员数和离休、退休干部数是否同一口径",
        ("units",),
        _members_and_cadres,
    ),
    Check(
        "V05",
        "支部党员合计与单位底册不一致",
        Level.WARNING,
        "请核对支部台账的离退休党员数和单位底册的组织关系在本单位",
        ("branches", "units"),
        _branch_members,
    ),
    Check(
        "V06",
        "离休干部人数比上期增加",
        Level.WARNING,
        "离休干部人数不应增加，请核实；由外地或其他单位转入的请说明",
        ("units",),
        _lixiu,
    ),
    Check(
        "V11",
        "年龄段人数与党员数不一致",
        Level.WARNING,
        "请核对单位底册的年龄段各栏",
        ("units",),
        _ages,
    ),
)
