"""The table of districts on 总览."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from lib import formats
from lib.measure import Office
from lib.schema import FIVE_NORM_ITEMS
from lib.ui import drill, loaders, slides, tables
from lib.ui.columns import Bars, Group, Mark, Words, mark
from lib.ui.parts import alerts, committees
from lib.ui.wording import small

_NORMS = {f"{item}_pass_rate": name.removesuffix("规范") for item, name in FIVE_NORM_ITEMS.items()}
_POSTS = ("committee_no_secretary", "committee_no_deputy")


def _weakest(found: Group) -> str:
    """The norm with the lowest rate of the district."""
    rates = {name: found[key].value for key, name in _NORMS.items() if key in found and found[key].value is not None}
    return min(rates, key=rates.get) if rates else formats.DASH


def _reported(offices: Mapping[str, Office], found: Group) -> str:
    office = offices.get(next(iter(found.values())).group_code)
    return formats.DASH if office is None else tables.standing(office)


_COLUMNS = (
    Bars("branch_total", "党支部"),
    Bars("member_total", "党员"),
    Bars("sponsored_pass_rate", "包抓达标率", bar=True),
    Bars("sponsored_needed", "还需"),
    Words("最弱规范", _weakest),
    Mark("书记", lambda found: mark(found.get(_POSTS[0]), yes="空缺", no="配备")),
    Mark("副书记", lambda found: mark(found.get(_POSTS[1]), yes="未配专职", no="配备")),
    Bars("branch_over_50", "超50人"),
    Bars("branch_election_overdue", "逾期换届"),
    Bars("branch_no_venue", "无场所"),
    Bars("vol_person_times", "志愿人次", bar=True),
)
_ON_SLIDE = ("党支部", "党员", "包抓达标率", "还需", "最弱规范", "书记", "副书记", "逾期换届", "无场所")


def slide() -> None:
    """The columns for which a slide has room."""
    columns = [item for item in _COLUMNS if item.label in _ON_SLIDE]
    keys = [item.key for item in columns if isinstance(item, Bars)]
    found = loaders.readings((*keys, *_NORMS, *_POSTS), by="district", filters=drill.surroundings())
    targets = {"sponsored_pass_rate": loaders.target("sponsored_pass_rate")}
    slides.districts("各区县和市直", columns, found, targets)


def districts() -> None:
    """How many red alerts there are, who lacks which post by name, then every region of the scope in official order."""
    keys = [item.key for item in _COLUMNS if isinstance(item, Bars)]
    found = loaders.readings((*keys, *_NORMS, *_POSTS), by="district")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        alerts.line()
        if lacking := committees.named(found):
            small(lacking)
    offices = {office.code: office for office in loaders.report().offices}
    columns = (Mark("报送", partial(_reported, offices)), *_COLUMNS)
    tables.districts(columns, found, alt="各区县和市直的支部、达标、党工委配备、场所和志愿服务情况")
