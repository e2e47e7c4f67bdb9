"""The parts of 区县画像 and 单位画像."""

from collections.abc import Iterable, Sequence

import streamlit as st

from lib import charts as drawing
from lib import formats
from lib.charts import Part
from lib.charts.board import Slot
from lib.directory import Unit
from lib.errors import FilterError
from lib.exports import building
from lib.exports.report import Column, Kind, Table, plain
from lib.exports.report import Part as Handed
from lib.indicators import indicator
from lib.measure import Comparison, Reading, Standing, State
from lib.speech import changes
from lib.speech.portrait import is_better, is_worse
from lib.ui import cards, choosing, drill, grid, handout, loaders, meeting, pictured, slides, tables, view
from lib.ui.grid import Cell
from lib.ui.tables import Row
from lib.ui.wording import literal, small

SUBJECTS: dict[str, tuple[str, ...]] = {
    "支部": (
        *("branch_total", "member_total", "branch_mixed_rate", "branch_over_50", "branch_size_max"),
        *("branch_election_overdue", "branch_election_due_soon", "branch_secretary_vacant", "liaison_rate"),
    ),
    "规范": ("sponsored_pass_rate", "sponsored_needed", "branch_nonstandard_rate", "demo_branch_count"),
    "党工委": ("committee_lacking", "staff_total", "in_review_rate", "coord_meeting_count"),
    "组织生活": ("theme_day_count", "meetings_compliance_rate"),
    "阵地": ("venue_district", "venue_shared_x", "branch_no_venue", "branch_no_venue_rate", "venue_nonstandard"),
    "志愿服务": ("vol_person_times", "served_person_times", "volunteer_people", "willing_matched_rate"),
    "队伍与保障": (
        *("lixiu_total", "tuixiu_total", "community_checkin_rate", "visit_people", "funding_per_branch"),
        "subsidy_rate",
    ),
}
_NUMBERS = ("本区县", "中位数", "较中位", "位次", "增减")
_POINTS = "个百分点"
_BETTER, _WORSE = "好于中位数", "差于中位数"
_COUNTED = "各区县和市直可比指标：好于和差于中位数的项数"
_WIDTHS = (1, 1.09)  # the bases of the second are longer
_COLUMNS = (("支部", "规范", "党工委"), ("组织生活", "阵地", "志愿服务", "队伍与保障"))
_HEADS = (grid.Column("指标"), *(grid.Column(name, grid.Kind.NUMBER) for name in _NUMBERS))
KEYS = tuple(key for keys in SUBJECTS.values() for key in keys)
LISTS = (
    *("branch_over_50", "branch_election_overdue", "branch_election_due_soon", "branch_secretary_vacant"),
    *("branch_no_venue", "sponsored_needed", "venue_nonstandard"),
)


def unit_chosen() -> Unit | None:
    """The one unit that is looked at."""
    now = view.current()
    chosen = now.filters.only_units
    return now.snapshot.directory.units[chosen[0]] if len(chosen) == 1 else None


def standings() -> tuple[Standing, ...]:
    """The district's numbers beside the medians, in the order of the subjects."""
    code = drill.chosen()
    return tuple(one for one in loaders.standings(KEYS) if one.now.group_code == code)


def choose() -> None:
    """Every region as a button to its own portrait, and how each of the districts stands."""
    st.info("请选择一个区县查看画像；选择单位请用上方“全部单位”。在其他页面点区县后，也可由菜单进入它的画像。")
    directory = view.current().snapshot.directory
    with st.container(horizontal=True, gap="small"):
        for region in directory.regions:
            drill.toward(region)
    counts = _counts()
    if not counts:
        return
    rows = [{"区县": tables.brief(code)} | counted for code, counted in counts.items()]
    st.markdown(f"**{_COUNTED}**")
    handout.keep(_COUNTED, building.listed, _COUNTED, rows, kind=Kind.BAR)
    most = max((count for counted in counts.values() for count in counted.values() if count), default=1)
    heads = [grid.Column("区县"), *(grid.Column(name, grid.Kind.BAR, most=most) for name in (_BETTER, _WORSE))]
    click = drill.on_table(list(counts))
    grid.show(heads, grid.cells_of(rows), _COUNTED, unknown="缺报", most=len(rows), on_row=click)


@loaders.pictured
def _counts() -> dict[str, Row]:
    """By district, how many of its numbers are better and how many worse than the median; None where all are 缺报."""
    found: dict[str, list[Standing]] = {}
    for one in loaders.standings(KEYS):
        if one.now.group_code:
            found.setdefault(one.now.group_code, []).append(one)
    return {
        code: {
            name: None if all(one.now.state is State.MISSING for one in own) else sum(map(judge, own))
            for name, judge in ((_BETTER, is_better), (_WORSE, is_worse))
        }
        for code, own in found.items()
    }


def choice_slide() -> None:
    """How many numbers of each district are better and worse than the median."""
    parts = tuple(
        Part(tables.brief(code), name, count, "缺报" if count is None else formats.number(count), code)
        for code, counted in _counts().items()
        for name, count in counted.items()
    )
    meeting.show(drawing.stacked(_COUNTED, parts, (_BETTER, _WORSE)))


def district_slide(found: tuple[Standing, ...]) -> None:
    """The numbers of which a place among the districts can be said."""
    compared = loaders.comparisons(KEYS)
    rows = [_large_row(one, _district_row(one, compared[one.now.key])) for one in found if one.rank]
    slides.rows("与区县中位数相比", rows)


def _large_row(one: Standing, row: Row) -> Row:
    return row | {"较中位": Slot(str(row["较中位"]), red=is_worse(one))}


def unit_slide() -> None:
    slides.rows("与全市相比", _unit_rows())


def against_median(found: tuple[Standing, ...]) -> None:
    """Each number beside the median of the districts, its place, and its own last period."""
    compared = loaders.comparisons(KEYS)
    by_key = {one.now.key: one for one in found}
    for column, subjects in zip(st.columns(_WIDTHS, gap="small"), _COLUMNS, strict=True):
        of = {subject: [by_key[key] for key in SUBJECTS[subject] if key in by_key] for subject in subjects}
        for subject, held in of.items():
            if held:
                handout.keep(subject, _handed, subject, held)
        rows = [_cells(one, compared[one.now.key]) for held in of.values() for one in held]
        with column:
            grid.show(_HEADS, rows, f"与区县中位数相比：{'、'.join(subjects)}", most=len(rows))
    told = dict.fromkeys(
        f"{indicator(key).kind.value}{cards.against(one, indicator(key))}"
        for key, one in compared.items()
        if one.difference is not None
    )
    remarks = "".join(f"{text}。" for text in (changes.basis(compared.values()), _unrounded(found)) if text)
    small(
        f"比率的较中位和增减以百分点计；增减：{'，'.join(told)}。{literal(remarks)}位次和红字（差于中位数）只用于比率、均值，"
        "个数随区县大小而变，不排；分母不足10的比率和区间数不排；中位数不含市直。"
    )


def _unrounded(found: Iterable[Standing]) -> str:
    return formats.UNROUNDED if any(changes.away_unrounded(one) for one in found) else ""


def _handed(subject: str, found: Sequence[Standing]) -> Handed:
    """The table of a subject for a file: figures, the median, how far from it, and the place."""
    columns = (
        *(Column("指标"), Column("本区县", True), Column("单位"), Column("区县中位数", True)),
        *(Column("较中位"), Column("位次")),
    )
    rows = tuple(
        (
            *(item.name, building.figure(one.now), item.unit),
            plain(item.name, one.median, item.unit, item.decimals),
            formats.delta(one.difference, item),
            f"{one.rank}/{one.ranked}" if one.rank else formats.DASH,
        )
        for one in found
        for item in [indicator(one.now.key)]
    )
    return Handed(subject, table=Table(columns, rows, unknown=formats.DASH), foot=_unrounded(found))


def beside_city(unit: Unit) -> None:
    """Each number of the unit beside that of the whole city, and its own last period."""
    small(literal(f"{unit.level}　{unit.nature or '性质未填'}"))
    rows = _unit_rows()
    handout.keep("与全市相比", building.listed, "与全市相比", rows)
    tables.plain(rows, "与全市相比")
    if basis := changes.basis(loaders.comparisons(KEYS).values()):
        small(literal(f"{basis}。"))


def _unit_rows() -> list[Row]:
    compared = loaders.comparisons(KEYS)
    whole = {item.key: item for item in loaders.readings(KEYS, filters=loaders.everything())}
    return [
        {
            "项目": subject,
            "指标": indicator(key).name,
            "本单位": _figure(compared[key].now),
            "全市": _figure(whole[key]),
            "增减": _moved(compared[key]),
        }
        for subject, keys in SUBJECTS.items()
        for key in keys
        if compared[key].now.state is not State.NOT_APPLICABLE
    ]


def lists() -> None:
    """Those concerned, one list at a time; lists without anybody are not offered."""
    counted = {key: reading for key, reading in loaders.by_key(LISTS).items() if reading.value}
    st.markdown("**名单**")
    if not counted:
        small("没有需要列出的支部或阵地。")
        return
    shown = {
        key: f"{indicator(key).name}（{formats.figure(reading, indicator(key))}）" for key, reading in counted.items()
    }
    key = choosing.one_of("名单", tuple(shown), "list", shown=shown)
    try:
        tables.listing(loaders.behind(key), indicator(key).name, empty="没有需要列出的支部或阵地。")
    except FilterError as error:
        st.info(literal(error))


def _cells(one: Standing, compared: Comparison) -> list[object]:
    """A line of the table, in the order of its heads; what is said in 百分点 is said so below the table."""
    item = indicator(one.now.key)
    row = _district_row(one, compared)
    away = str(row["较中位"]).removesuffix(_POINTS)
    moved = formats.DASH if compared.difference is None else cards.difference(compared, item).removesuffix(_POINTS)
    worse = is_worse(one)
    return [
        row["指标"],
        Cell(str(row["本区县"]).replace("\u3000", " "), one.now.value),
        Cell(row["中位数"], one.median),
        Cell(f"{away} 差" if worse else away, one.difference, red=worse),
        Cell(row["位次"], one.rank or None),
        Cell(moved, compared.difference),
    ]


def _district_row(one: Standing, compared: Comparison) -> Row:
    item = indicator(one.now.key)
    show = formats.percent if item.is_rate else formats.number
    return {
        "指标": item.name,
        "本区县": _figure(one.now),
        "中位数": show(one.median, item.decimals),
        "较中位": formats.delta(one.difference, item) if one.difference is not None else formats.DASH,
        "位次": f"{one.rank}/{one.ranked}" if one.rank else formats.DASH,
        "增减": _moved(compared),
    }


def _figure(reading: Reading) -> str:
    item = indicator(reading.key)
    said = pictured.figure(reading)
    return said if item.is_rate or reading.value is None else f"{said}{item.unit}"


def _moved(compared: Comparison) -> str:
    if compared.difference is None:
        return formats.DASH
    item = indicator(compared.now.key)
    return f"{cards.difference(compared, item)}（{cards.against(compared, item)}）"
