"""The columns of a ledger as an office lays them out, with their headings."""

import re
from dataclasses import dataclass

from lib.demo.districts import CITY_CODE, region_name, stream
from lib.demo.manners import Manner
from lib.intake.forms import FORMS, Field, Kind
from lib.schema import AGE_BANDS, CITY_LABEL

Row = dict[str, object]

_MEASURED = (Kind.COUNT, Kind.DECIMAL, Kind.MONEY)
# Aliases that stand for the field only in the right surroundings: not for an ordinary header.
_VAGUE = frozenset(
    {
        *("名称", "时间", "类别", "类型", "等级", "等次", "支部", "党支部", "党组织", "项目", "活动", "次数", "参与"),
        *(
            "总数",
            "党员",
            "在职",
            "在本单位",
            "在单位",
            "在社区",
            "报到",
            "对接",
            "书记",
            "场所",
            "场景",
            "届满",
            "延期",
        ),
        *(
            "依托",
            "领域",
            "专项",
            "公用",
            "补助",
            "地点",
            "层级",
            "对象",
            "说明",
            "文号",
            "学时",
            "条数",
            "单位",
            "片组名称",
        ),
    }
)
_PECULIAR = re.compile(r"规范\d|级包|\d岁以上")  # these suit some offices only

_BANDS = range(len(AGE_BANDS))
_ONE_ROW = frozenset({"committee", "volunteers", "baseline", "digital"})
_NO_SUM = frozenset({"term_years", "hours_n", "rank_n"})  # counts that nobody adds up
# Two-level headers: group heading → fields below it.
_GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "branches": (
        ("组织设置情况", ("org_kind", "setting_form", "scene")),
        ("党员人数（名）", ("full_members_n", "retired_n", "lixiu_n", "inservice_n")),
        ("班子配备", ("committee_n", "secretary_status", "liaison_n")),
        ("换届情况", ("last_election_on", "term_years", "term_end_on", "extension_until")),
        ("五规范评定", ("norm_setting", "norm_member_mgmt", "norm_org_life", "norm_function", "norm_support")),
        (
            "组织生活开展（次）",
            (
                *("theme_day_n", "general_meeting_n", "committee_meeting_n", "lecture_n"),
                *("group_meeting_n", "org_life_meeting_n", "appraisal_n"),
            ),
        ),
        ("支部书记助理员", ("assistant_n", "assistant_trained_n")),
        ("本期设置变动", ("changed_from", "split_from")),
        ("活动地点", ("lng", "lat", "crs")),
    ),
    "units": (
        ("离退休干部（人）", ("lixiu_n", "tuixiu_n")),
        ("离退休党员（名）", ("member_n", "member_rel_unit", "member_rel_community")),
        ("年龄结构（名）", tuple(f"band{index}_members_n" for index in _BANDS)),
        ("参加活动人数（名）", tuple(f"band{index}_active_n" for index in _BANDS)),
        ("高龄党员因身体原因不参加人数（名）", tuple(f"band{index}_health_n" for index in _BANDS)),
        ("离休干部服务管理（人）", ("lixiu_visited_n", "lixiu_checkup_n", "mechanism_covered_n")),
    ),
    "support": (
        ("走访慰问", ("cash_yuan", "goods_yuan")),
        ("党建工作经费", ("fund_special", "fund_fee_return", "fund_public", "fund_unit")),
        ("书记工作补助（支部数）", ("subsidy_due_n", "subsidy_paid_n")),
        ("“两费”拖欠", ("arrears_open_yuan", "arrears_cleared_yuan", "arrears_new_yuan")),
        ("精准服务措施（项）", ("measures_due_n", "measures_done_n")),
    ),
    "venues": (
        ("位置", ("lng", "lat", "crs")),
        ("本期使用", ("invest_yuan", "sessions_n", "person_times_n")),
    ),
    "candidates": (("位置", ("lng", "lat", "crs")),),
    "unit_work": (
        ("离退休党员（名）", ("member_n", "full_members_n", "assigned_n")),
        ("工作机制", ("plan_made", "responsible_set", "dedicated_office", "review_included")),
        ("信息化", ("platform_connected", "channels_n")),
    ),
    "retirement": (
        ("本期退休（人）", ("retired_n", "ceremony_n")),
        ("今后五年到龄退休党员（名）", tuple(f"due_{year}y_n" for year in range(1, 6))),
    ),
    "activities": (
        ("参加情况", ("sessions_n", "people_n", "person_times_n", "views_n")),
        ("宣传成果", ("issues_n", "items_n", "media_n")),
    ),
    "training": (("本期培训", ("sessions_n", "people_n", "person_times_n", "hours_n")),),
}
# What stands below a group heading, where that is shorter than the label.
_LEAVES = {
    ("branches", "full_members_n"): "正式党员",
    ("branches", "retired_n"): "离退休党员",
    ("branches", "lixiu_n"): "其中离休",
    ("branches", "inservice_n"): "在职党员（混建）",
    ("units", "lixiu_n"): "离休",
    ("units", "tuixiu_n"): "退休",
    ("units", "member_n"): "总数",
    ("branches", "assistant_n"): "助理员数",
    ("branches", "assistant_trained_n"): "受训助理员数",
    ("branches", "changed_from"): "原设置形式",
    ("units", "lixiu_visited_n"): "已走访离休干部数",
    ("support", "arrears_open_yuan"): "期初陈欠",
    ("support", "arrears_cleared_yuan"): "本期清兑",
    ("support", "arrears_new_yuan"): "本期新欠",
    ("unit_work", "member_n"): "离退休党员",
    ("unit_work", "full_members_n"): "正式党员",
    ("unit_work", "assigned_n"): "已编入支部",
    ("retirement", "ceremony_n"): "参加荣退仪式",
    **{("retirement", f"due_{year}y_n"): f"第{year}年到龄党员" for year in range(1, 6)},
    ("support", "subsidy_due_n"): "应发",
    ("support", "subsidy_paid_n"): "实发",
} | {("units", f"band{index}_{what}_n"): band for index, band in enumerate(AGE_BANDS) for what in ("members", "active")}
_NORM_SUFFIX = "规范"


@dataclass(frozen=True)
class Column:
    """One column of a sheet. `adds_up`: the 合计 row sums it."""

    name: str
    heading: str
    group: str = ""
    adds_up: bool = False


@dataclass(frozen=True)
class Office:
    """Who writes, and how."""

    region_code: str
    manner: Manner

    @property
    def name(self) -> str:
        return f"{CITY_LABEL}单位" if self.region_code == CITY_CODE else region_name(self.region_code)


def _alias(office: Office, source: str, field: Field) -> str:
    usable = [text for text in field.aliases if ">" not in text and text not in _VAGUE and not _PECULIAR.search(text)]
    if not usable:
        return field.label
    band = field.name.startswith("band")  # all bands are written alike
    return usable[stream("alias", office.region_code, source, "band" if band else field.name).randrange(len(usable))]


def _with_unit(text: str, field: Field, manner: Manner) -> str:
    if field.kind is Kind.MONEY:
        return f"{text}（{'万元' if manner.wan else '元'}）"
    plain = manner.header == "plain" or "（" in text or not field.unit or field.unit == "°"
    return text if plain or field.kind not in _MEASURED else f"{text}（{field.unit}）"


def _heading(office: Office, source: str, field: Field, group: str) -> str:
    if group:
        text = _LEAVES.get((source, field.name), field.label)
        if field.name.startswith("norm_"):
            text = text.removesuffix(_NORM_SUFFIX)
        return _with_unit(text, field, office.manner) if field.kind is Kind.MONEY else text
    text = _alias(office, source, field) if office.manner.aliases else field.label
    return _with_unit(text, field, office.manner)


def _written(office: Office, source: str, rows: list[Row]) -> list[Field]:
    """The fields for which the office keeps a column, in the order of the form."""
    kept = {name for row in rows for name in row}
    if source == "branches":
        kept.discard("last_election_on" if office.manner.by_term_end else "term_end_on")
    if source == "units" and office.manner.average_age:
        kept = (kept - {"lixiu_age_sum"}) | {"lixiu_avg_age"}
    if office.manner.district and source not in _ONE_ROW:
        kept.add("district")
    return [field for field in FORMS[source].fields if field.name in kept]


def columns(office: Office, source: str, rows: list[Row]) -> list[Column]:
    """The columns of one sheet from left to right; shuffled offices move whole groups."""
    grouped = office.manner.header == "grouped"
    groups = {name: group for group, names in _GROUPS.get(source, ()) for name in names} if grouped else {}
    blocks: dict[str, list[Column]] = {}
    for field in _written(office, source, rows):
        group = groups.get(field.name, "")
        adds_up = field.kind is Kind.MONEY or (field.kind is Kind.COUNT and field.name not in _NO_SUM)
        column = Column(field.name, _heading(office, source, field, group), group, adds_up)
        blocks.setdefault(group or field.name, []).append(column)
    order = list(blocks)
    if office.manner.shuffled:
        stream("order", office.region_code, source).shuffle(order)
    found = [column for key in order for column in blocks[key]]
    if office.manner.serial and source not in _ONE_ROW:
        found.insert(0, Column("serial", "序号"))
    return [*found, Column("remark", "备注")] if office.manner.remarks else found
