"""The parts of 支部覆盖."""

from dataclasses import replace

import streamlit as st

from lib import charts as drawing
from lib import formats
from lib.charts import Bar
from lib.directory import Framework
from lib.indicators import indicator
from lib.measure import Reading
from lib.schema import FIVE_NORM_ITEMS
from lib.speech.branches import COVERAGES, NORM_RATES
from lib.ui import charts, choosing, drill, loaders, pictured, tables, view

_ONLY_GAPS = {f"{item}_only_gap": name.removesuffix("规范") for item, name in FIVE_NORM_ITEMS.items()}
_SPONSORED, _ALL, _NOT_BUILT = "只差一项的包抓支部", "只差一项的全部支部", "应建未建的单位"


def norms() -> None:
    """Regions × norms, those of 双覆盖五规范 or of another framework that has results."""
    others = {item.name: item for item in _frameworks()}
    chosen = choosing.one_of("规范体系", ("双覆盖五规范", *others), "framework") if others else ""
    if chosen in others:
        _other(others[chosen])
    else:
        heading = "双覆盖五规范（%）：颜色越深越高，框出五规范中最弱一项"
        charts.district_heatmap(COVERAGES | NORM_RATES, "norms", heading=heading, framed=NORM_RATES)


def _frameworks() -> list[Framework]:
    """Those beside 五规范 in which any branch has a result."""
    found = loaders.readings(("framework_branch_count",), "framework", filters=loaders.everything())
    used = {item.group_code for item in found if item.value}
    return [item for item in view.current().snapshot.directory.frameworks if item.id in used]


def _other(framework: Framework) -> None:
    key, around = "framework_item_pass_rate", drill.surroundings()
    known = loaders.readings((key,), "district", filters=around)
    cells = []
    for region in known:
        if region.group_code is None:
            st.info(f"{framework.name}：{region.reason}。可清除单位筛选后再看。")
            return
        alone = replace(around, districts=(region.group_code,), excluded=False)
        found = {item.group_code: item for item in loaders.readings((key,), "norm_item", filters=alone)}
        unknown = replace(region, value=None, lo=None, hi=None)
        cells += [
            pictured.cell(region.group_code, name, found.get(item, unknown)) for item, name in framework.items.items()
        ]
    heading = f"{framework.name}各项达标率（%）"
    charts.show(
        drawing.heatmap(heading, tuple(cells)),
        "framework",
        heading=heading,
        alt=heading,
        rows=[{"区县": item.row, "规范项": item.column, "达标率": item.text} for item in cells],
        clicks=True,
    )


def failed_items() -> None:
    """How many branches fail none, one, … all of the norms."""
    whole = loaders.by_key(("branch_passed", "branch_unrated"))
    split = {item.group_code: item for item in loaders.readings(("branch_failed_items",), "failed_n")}
    steps = [
        ("全部达标", whole["branch_passed"], False),
        ("未评完、没有未达标", whole["branch_unrated"], False),
        *(
            (f"{number}项未达标", split[number], True)
            for number in range(1, len(FIVE_NORM_ITEMS) + 1)
            if number in split
        ),
    ]
    bars = tuple(Bar(label, item.value, _number(item), red=fails) for label, item, fails in steps)
    charts.bars(
        bars,
        "failed",
        heading="支部未达标的项数",
        behind=[{"未达标项数": bar.label, "支部数": bar.value} for bar in bars],
    )


def lifts() -> None:
    """Which norm, met everywhere, raises the pass rate most: the most first."""
    gaps = loaders.by_key(tuple(_ONLY_GAPS))
    rates = loaders.by_key(tuple(key.replace("_only_gap", "_lift_rate") for key in _ONLY_GAPS))
    order = sorted(_ONLY_GAPS, key=lambda key: -(gaps[key].value or 0))
    lifted = {key: rates[key.replace("_only_gap", "_lift_rate")] for key in order}
    bars = tuple(Bar(_ONLY_GAPS[key], gaps[key].value, _lift(gaps[key], lifted[key])) for key in order)
    charts.bars(
        bars,
        "lift",
        heading="只差这一项的支部数，及补齐后达标率的提高",
        behind=[
            {
                "规范": _ONLY_GAPS[key],
                "只差这一项的支部数": gaps[key].value,
                "达标率提高（百分点）": formats.shown_value(lifted[key], indicator(lifted[key].key)),
            }
            for key in order
        ],
    )


def lists() -> None:
    """The branches that lack one norm only, and the units that ought to have a branch."""
    chosen = choosing.one_of("名单", (_SPONSORED, _ALL, _NOT_BUILT), "list")
    with tables.reason_instead():
        if chosen == _NOT_BUILT:
            _listing(loaders.behind("units_without_branch"), chosen, "units_without_branch", "个单位")
        else:
            _listing(_next_to_pass(only_sponsored=chosen == _SPONSORED), chosen, "branch_next_to_pass", "个支部")


def _listing(rows: tables.Rows, name: str, key: str, counted: str) -> None:
    empty = tables.nothing_listed(loaders.by_key((key,))[key], f"所选范围内没有{name}。可放宽区县，或看另一份名单。")
    tables.listing(rows, name, empty=empty, counted=counted)


def _next_to_pass(*, only_sponsored: bool) -> list[tables.Row]:
    """Region by region, with the norm that is lacking."""
    found = [
        {name: row[name] for name in ("所属区县", "单位", "名称")} | {"差的一项": norm, "本级包抓": row["是否本级包抓"]}
        for key, norm in _ONLY_GAPS.items()
        for row in loaders.behind(key)
        if not only_sponsored or row["是否本级包抓"] == "是"
    ]
    order = {region.label: index for index, region in enumerate(view.current().snapshot.directory.regions)}
    return sorted(found, key=lambda row: order[row["所属区县"]])


def _number(reading: Reading) -> str:
    return formats.with_unit(reading, indicator(reading.key))


def _lift(gap: Reading, lifted: Reading) -> str:
    """「140个　达标率+14.7个百分点」."""
    if not gap.value or lifted.value is None:
        return _number(gap)
    return f"{_number(gap)}　达标率{formats.delta(lifted.value, indicator(lifted.key))}"
