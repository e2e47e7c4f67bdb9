"""The ledger forms: which sheets offices fill in, with which columns, under which names.

To add a ledger column: one `Field` here (its aliases are what other offices call it), one column in `lib/schema.py`
with a migration, and one line in `lib/intake/facts.py` if the field does not go to the form's first table.
"""

from dataclasses import dataclass
from enum import StrEnum

from lib import schema


class Kind(StrEnum):
    COUNT = "整数"
    DECIMAL = "数值"
    MONEY = "金额（元）"
    DATE = "日期"
    CHOICE = "选项"
    TEXT = "文字"
    UNIT = "单位名称"
    DISTRICT = "区县"
    MONTH = "月份"


class Need(StrEnum):
    """REQUIRED: without the column the sheet is refused. EXPECTED: its absence is reported, the column is 缺报.
    OPTIONAL: some offices add it."""

    REQUIRED = "必填"
    EXPECTED = "应填"
    OPTIONAL = "选填"


@dataclass(frozen=True)
class Field:
    """One column. An alias with `>` also demands that some heading above contains the part before it.
    `blank_ok`: an empty cell means that there is nothing to say, not 缺报.
    `past`: a date later than the as-of date cannot be."""

    name: str
    label: str
    kind: Kind = Kind.COUNT
    unit: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    need: Need = Need.EXPECTED
    blank_ok: bool = False
    past: bool = False
    note: str = ""


@dataclass(frozen=True)
class Form:
    """One sheet. `subject`: the field that names the row; rows with the same subject are duplicates.
    `ways`: sets of fields of which one is enough. `wholes`: sets of optional fields that only make sense together."""

    source: str
    fields: tuple[Field, ...]
    subject: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    wholes: tuple[tuple[str, ...], ...] = ()

    @property
    def title(self) -> str:
        return schema.SOURCES[self.source]

    def field(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)


_DISTRICT = Field(
    "district",
    "区县",
    Kind.DISTRICT,
    aliases=("区县名称", "所属区县", "所在区县", "县区", "县市区", "地区", "区县市"),
    need=Need.OPTIONAL,
    blank_ok=True,
    note="由报送单位确定，可不填",
)
_UNIT_ALIASES = (
    "单位",
    "单位全称",
    "所在单位",
    "所属单位",
    "填报单位",
    "单位名称",
    "隶属单位",
    "主管单位",
    "所属党组织",
)


_BRANCH_NAMES = (
    *("党支部名称", "支部全称", "党支部全称", "支部名", "支部", "党支部"),
    *("党组织名称", "党组织全称", "党组织", "名称"),
)


def _unit(label: str, need: Need) -> Field:
    return Field("unit", label, Kind.UNIT, aliases=_UNIT_ALIASES, need=need, note="填单位全称、简称或曾用名")


def _count(name: str, label: str, unit: str, *aliases: str, **options) -> Field:
    return Field(name, label, Kind.COUNT, unit, aliases, **options)


def _money(name: str, label: str, *aliases: str) -> Field:
    return Field(name, label, Kind.MONEY, "元", aliases, note="以元计；以万元计的请在表头写明（万元）")


def _choice(name: str, label: str, choices: tuple[str, ...], *aliases: str, **options) -> Field:
    return Field(name, label, Kind.CHOICE, aliases=aliases, choices=choices, **options)


def _date(name: str, label: str, *aliases: str, **options) -> Field:
    return Field(name, label, Kind.DATE, aliases=aliases, note="写到日，如2025-06-30", **options)


_LEVELS = ("市级", "区级", "县级", "市区级", "区县级", "市（区）级")
_SPONSORED = (
    *("包抓支部", "是否包联", "包联"),
    *(f"{start}{level}{word}" for start in ("是否", "") for level in _LEVELS for word in ("包抓", "包联")),
)


def _norm(name: str, label: str, *aliases: str) -> Field:
    numbered = (f"规范{number}{aliases[0]}" for number in range(1, 6))
    return _choice(name, label, schema.NORM_RESULTS, *aliases, f"{label}化", *numbered)


BRANCHES = Form(
    "branches",
    (
        _DISTRICT,
        Field("name", "支部名称", Kind.TEXT, aliases=_BRANCH_NAMES, need=Need.REQUIRED),
        _unit("所属单位", Need.EXPECTED),
        _choice(
            "org_kind",
            "组织类别",
            schema.ORG_KINDS,
            "党组织类别",
            "组织类型",
            "党组织类型",
            "类别",
            "类型",
            need=Need.REQUIRED,
        ),
        _choice(
            "setting_form", "设置形式", schema.SETTING_FORMS, "组建形式", "组建方式", "设置方式", need=Need.REQUIRED
        ),
        _choice("scene", "设置场景", schema.SCENES, "依托场景", "场景", "依托", "设置依托"),
        _choice("is_sponsored", "是否本级包抓", schema.YES_NO, "是否包抓", "本级包抓", "包抓", *_SPONSORED),
        _count(
            "full_members_n",
            "正式党员数",
            "名",
            "正式党员",
            "党员总数",
            "党员数（正式）",
            "党员（正式）",
            need=Need.REQUIRED,
        ),
        _count(
            "retired_n", "离退休党员数", "名", "离退休党员", "离退休干部党员数", "离退休党员总数", need=Need.REQUIRED
        ),
        _count("lixiu_n", "其中离休", "名", "离休党员数", "其中:离休党员", "离休党员", "离休干部党员", "离休"),
        _count("inservice_n", "在职党员数（混建）", "名", "在职党员", "混建在职党员", "在职党员数", "在职"),
        _count(
            "committee_n",
            "支委人数",
            "人",
            "支委",
            "支委会成员数",
            "支部委员数",
            "委员人数",
            "支部委员",
            "支委会人数",
            "支委会委员数",
            "支委数",
        ),
        _choice(
            "secretary_status",
            "书记配备",
            schema.SECRETARY,
            "书记配备情况",
            "支部书记配备",
            "支部书记是否配备",
            "支部书记",
            "书记",
        ),
        _count("liaison_n", "联络员数", "名", "联络员", "配备联络员数", "配备联络员"),
        _date(
            "last_election_on",
            "上次换届时间",
            "换届日期",
            "最近换届时间",
            "换届时间",
            "上次换届日期",
            "最近一次换届日期",
            "最近一次换届时间",
            "换届年月",
            past=True,
            blank_ok=True,
            need=Need.OPTIONAL,
        ),
        _count("term_years", "任期（年）", "年", "任期", "届期", "任期年限", blank_ok=True),
        _date("term_end_on", "届满时间", "任期届满时间", "届满日期", "届满", blank_ok=True, need=Need.OPTIONAL),
        _date(
            "extension_until", "延期至", "延期换届至", "经批准延期至", "批准延期至", "延期", "延期时间", blank_ok=True
        ),
        _norm("norm_setting", "组织设置规范", "组织设置", "组织设置形式"),
        _norm("norm_member_mgmt", "党员管理规范", "党员管理", "党员队伍管理"),
        _norm("norm_org_life", "组织生活规范", "组织生活", "组织生活落实"),
        _norm("norm_function", "作用发挥规范", "作用发挥", "功能作用发挥"),
        _norm("norm_support", "基本保障规范", "基本保障", "各项基本保障"),
        _choice(
            "grade", "定级", schema.GRADES, "定级结果", "支部定级", "定级情况", "评定等次", "评定等级", "等次", "等级"
        ),
        _choice(
            "venue_relation",
            "活动场所",
            schema.VENUE_RELATIONS,
            "活动场所情况",
            "有无活动场所",
            "活动场所来源",
            "活动场地",
            "场所",
        ),
        _count("theme_day_n", "主题党日次数", "次", "主题党日", "主题党日场次", "主题党日活动"),
        _count("general_meeting_n", "党员大会次数", "次", "党员大会", "支部党员大会"),
        _count("committee_meeting_n", "支委会次数", "次", "支委会"),
        _count("lecture_n", "党课次数", "次", "党课", "上党课"),
    ),
    subject=("name",),
    ways=(("term_end_on",), ("last_election_on", "term_years")),
)


def _band_aliases(band: str) -> tuple[str, ...]:
    if band.startswith("≤"):
        return (band, f"{band[1:]}岁及以下", f"{band[1:]}岁以下", f"{band[1:]}及以下", f"年龄在{band[1:]}岁以下")
    if band.startswith("≥"):
        return (band, f"{band[1:]}岁及以上", f"{band[1:]}岁以上", f"{band[1:]}及以上", f"{int(band[1:]) - 1}岁以上")
    low, high = band.split("–")
    return (band, f"{low}-{high}", f"{low}-{high}岁", f"{low}至{high}岁", f"{low}~{high}岁")


def _members_of(index: int, band: str) -> Field:
    return _count(f"band{index}_members_n", f"{band}岁党员数", "名", *_band_aliases(band), need=Need.OPTIONAL)


def _active_of(index: int, band: str) -> Field:
    aliases = [f"参加>{alias}" for alias in _band_aliases(band)]
    aliases += [f"{alias}{tail}" for alias in _band_aliases(band) for tail in ("参加活动人数", "参加活动")]
    return _count(f"band{index}_active_n", f"{band}岁参加活动人数", "名", *aliases, need=Need.OPTIONAL)


UNITS = Form(
    "units",
    (
        _DISTRICT,
        _unit("单位名称", Need.REQUIRED),
        _count("lixiu_n", "离休干部数", "人", "离休", "离休干部", "离休干部人数", need=Need.REQUIRED),
        _count("tuixiu_n", "退休干部数", "人", "退休", "退休干部", "退休干部人数", need=Need.REQUIRED),
        Field(
            "lixiu_age_sum",
            "离休干部年龄合计",
            Kind.DECIMAL,
            "岁",
            ("离休年龄合计", "离休干部年龄之和", "离休年龄之和"),
            need=Need.OPTIONAL,
            note="没有离休干部的填0",
        ),
        Field(
            "lixiu_avg_age",
            "离休干部平均年龄",
            Kind.DECIMAL,
            "岁",
            ("离休平均年龄", "离休干部平均年龄"),
            need=Need.OPTIONAL,
            note="与年龄合计填一项即可",
        ),
        _count(
            "member_n",
            "离退休党员数",
            "名",
            "离退休党员",
            "离退休党员>总数",
            "离退休干部党员数",
            "总数",
            "党员总数",
            "离退休党员总数",
            "党员",
        ),
        _count(
            "member_rel_unit",
            "组织关系在本单位",
            "名",
            "关系在本单位",
            "在本单位",
            "本单位党员",
            "组织关系在单位",
            "关系在单位",
            "在单位",
        ),
        _count(
            "member_rel_community",
            "转入社区",
            "名",
            "组织关系转入社区",
            "党组织关系转入社区",
            "组织关系转至社区",
            "组织关系在社区",
            "关系转入社区",
            "关系转社区",
            "关系在社区",
            "在社区",
        ),
        _count("checkin_n", "社区报到人数", "人", "社区报到", "到社区报到", "到社区报到人数", "到社区报到党员", "报到"),
        *(_members_of(index, band) for index, band in enumerate(schema.AGE_BANDS)),
        *(_active_of(index, band) for index, band in enumerate(schema.AGE_BANDS)),
    ),
    subject=("unit",),
    wholes=tuple(
        tuple(f"band{index}_{what}_n" for index in range(len(schema.AGE_BANDS))) for what in ("members", "active")
    ),
)

COMMITTEE = Form(
    "committee",
    (
        Field(
            "district",
            "区县",
            Kind.DISTRICT,
            aliases=_DISTRICT.aliases,
            blank_ok=True,
            note="市本级党工委填市名",
        ),
        _choice("approved", "是否批复", schema.YES_NO, "是否批复成立", "批复成立", "批复", "是否已批复", "批复情况"),
        _date("approved_on", "批复时间", "批复日期", "批复成立时间", "批复成立日期", past=True, blank_ok=True),
        _choice("org_mode", "机构模式", schema.ORG_MODES, "机构设置模式", "机构设置"),
        _choice(
            "secretary_status",
            "书记配备",
            schema.COMMITTEE_SECRETARY,
            "党工委书记",
            "党工委书记配备",
            "党工委书记配备情况",
            "书记配备情况",
            "书记",
            need=Need.REQUIRED,
        ),
        _choice(
            "deputy_status",
            "专职副书记",
            schema.COMMITTEE_DEPUTY,
            "专职副书记配备",
            "副书记配备",
            "专职副书记配备情况",
            "副书记",
            need=Need.REQUIRED,
        ),
        _date(
            "vacancy_since",
            "空缺起始",
            "空缺起始时间",
            "空缺自",
            "空缺开始时间",
            "空缺起始日期",
            "空缺时间",
            past=True,
            blank_ok=True,
        ),
        _count("staff_quota_n", "编制数", "名", "编制", "核定编制", "核定编制数"),
        _count("staff_n", "实有人数", "人", "实有", "现有人数", "在编人数", "实有人员", "在岗人数"),
        _count("staff_fulltime_n", "其中专职", "人", "专职人数", "专职人员", "专职"),
        _choice(
            "review_included", "是否纳入述职评议", schema.YES_NO, "纳入述职评议", "述职评议", "是否纳入党建述职评议"
        ),
        _count(
            "coord_meeting_n",
            "协调议事会议次数",
            "次",
            "协调议事会议",
            "召开协调议事会",
            "协调议事会",
            "议事会议",
            "协调会议次数",
        ),
    ),
    subject=("district",),
)

VENUES = Form(
    "venues",
    (
        _DISTRICT,
        Field(
            "name", "名称", Kind.TEXT, aliases=("阵地名称", "阵地全称", "活动阵地名称", "场所名称"), need=Need.REQUIRED
        ),
        _choice("tier", "级别", schema.VENUE_TIERS, "阵地级别", "阵地类别", "层级", need=Need.REQUIRED),
        _choice("form", "形式", schema.VENUE_FORMS, "阵地形式", "建设形式"),
        Field("address", "地址", Kind.TEXT, aliases=("详细地址", "所在地址", "所在地点", "地点"), blank_ok=True),
        Field("lng", "经度", Kind.DECIMAL, "°", ("东经",), blank_ok=True),
        Field("lat", "纬度", Kind.DECIMAL, "°", ("北纬",), blank_ok=True),
        _choice("crs", "坐标系", schema.CRS, "坐标系统", "坐标系名称", note="不清楚的请问测绘或软件提供方，不要猜"),
        Field("area_sqm", "面积", Kind.DECIMAL, "平方米", ("建筑面积", "使用面积", "场地面积")),
        _date("opened_on", "启用时间", "启用日期", "建成启用时间", "建成时间", "投入使用时间", "启用年月"),
        _choice("norm_ok", "是否规范", schema.NORM_OK, "规范", "规范化", "规范与否"),
    ),
    subject=("name",),
)

VOLUNTEERING = Form(
    "volunteering",
    (
        _DISTRICT,
        Field("month", "月份", Kind.MONTH, aliases=("时间", "所属月份"), need=Need.REQUIRED, note="写作2025-07"),
        _choice("field", "服务领域", schema.FIELDS, "领域", "志愿服务领域", "服务类别", "类别", need=Need.REQUIRED),
        _count(
            "projects_n", "项目数", "个", "启动项目", "新启动项目", "志愿服务项目", "项目", note="只在启动的月份计一次"
        ),
        _count("activities_n", "活动次数", "次", "开展活动", "活动场次", "活动", "次数"),
        _count(
            "person_times_n", "参与人次", "人次", "老同志参与人次", "参与老同志人次", "参与人次数", "参加老同志", "参与"
        ),
        _count(
            "served_person_times_n",
            "服务群众人次",
            "人次",
            "服务群众",
            "受益群众人次",
            "服务人次",
            "服务人次数",
            "受益群众",
        ),
    ),
    subject=("month", "field"),
)

VOLUNTEERS = Form(
    "volunteers",
    (
        _DISTRICT,
        _count(
            "teams_n",
            "团队数",
            "个",
            "志愿服务团队",
            "志愿团队",
            "志愿服务队",
            "志愿者队伍",
            "团队",
            need=Need.REQUIRED,
        ),
        _count("people_n", "志愿者人数", "人", "志愿者", "志愿者数", "志愿者总数", need=Need.REQUIRED),
        _count("willing_n", "有意愿", "人", "有服务意愿", "有意愿人数", "有意愿参加人数", "愿意参加"),
        _count("matched_n", "已对接", "人", "已对接人数", "对接人数", "对接", "已对接落实人数", "已匹配"),
    ),
)

SUPPORT = Form(
    "support",
    (
        _DISTRICT,
        _unit("单位名称", Need.REQUIRED),
        _count("visit_people_n", "走访慰问人数", "人", "走访慰问", "走访人数", "慰问人数", note="填人数，不填人次"),
        _money("cash_yuan", "慰问金", "发放慰问金", "慰问金额"),
        _money("goods_yuan", "慰问品", "慰问品折价", "慰问品折款", "慰问品金额"),
        _count("matters_n", "办实事件数", "件", "办实事", "为老同志办实事", "办好事实事", "办实事数"),
        _money("fund_special", "专项经费", "专项"),
        _money("fund_fee_return", "党费返还", "党费留成返还", "党费留成", "返还党费"),
        _money("fund_public", "公用经费", "公用"),
        _money("fund_unit", "单位补助", "单位自筹补助", "单位自筹", "单位补贴", "补助"),
        _count(
            "subsidy_due_n",
            "书记补助应发支部数",
            "个",
            "应发书记补助",
            "应发书记补助支部",
            "应发补助支部",
            "补助>应发",
            "补贴>应发",
            "补助>应发支部",
            "补贴>应发支部",
        ),
        _count(
            "subsidy_paid_n",
            "书记补助实发支部数",
            "个",
            "实发书记补助",
            "实发书记补助支部",
            "已发书记补助支部",
            "实发补助支部",
            "补助>实发",
            "补贴>实发",
            "补助>实发支部",
            "补贴>实发支部",
        ),
    ),
    subject=("unit",),
)

FORMS = {form.source: form for form in (BRANCHES, UNITS, COMMITTEE, VENUES, VOLUNTEERING, VOLUNTEERS, SUPPORT)}
