"""支部台账: one row per party organisation."""

from lib import schema
from lib.intake.forms.model import BRANCH_NAMES, DISTRICT, Field, Form, Kind, Need, choice, count, day, unit, yes_no

_LEVELS = ("市级", "区级", "县级", "市区级", "区县级", "市（区）级")
_SPONSORED = (
    *("包抓支部", "是否包联", "包联"),
    *(f"{start}{level}{word}" for start in ("是否", "") for level in _LEVELS for word in ("包抓", "包联")),
)


def _norm(name: str, label: str, *aliases: str) -> Field:
    numbered = (f"规范{number}{aliases[0]}" for number in range(1, 6))
    return choice(name, label, schema.NORM_RESULTS, *aliases, f"{label}化", *numbered)


# What some offices add; absent, it is 缺报 without a warning.
_MORE = (
    count("groups_n", "党小组数", "个", "党小组", "党小组个数", need=Need.OPTIONAL),
    count(
        "deputy_inservice_n",
        "在职兼任副书记数",
        "名",
        "在职党员兼任副书记",
        "在职兼副书记",
        "在职党员兼任副书记数",
        need=Need.OPTIONAL,
    ),
    count("assistant_n", "书记助理员数", "名", "支部书记助理员", "书记助理员", "助理员数", need=Need.OPTIONAL),
    count("assistant_trained_n", "受训助理员数", "名", "助理员受训人数", "本年度受训助理员", need=Need.OPTIONAL),
    yes_no("secretary_trained", "书记本年度是否受训", "书记是否受训", "书记受训情况", need=Need.OPTIONAL),
    choice("star", "星级", schema.STARS, "支部星级", "星级评定", "星级支部", need=Need.OPTIONAL, note="没有评星的填无"),
    day("due_on", "本期应换届时间", "应换届时间", need=Need.OPTIONAL, blank_ok=True),
    choice(
        "changed_from",
        "由何种形式调整而来",
        schema.SETTING_FORMS,
        "原设置形式",
        "调整前设置形式",
        need=Need.OPTIONAL,
        blank_ok=True,
        note="本期调整了设置形式的填原来的形式，没有调整的留空",
    ),
    Field(
        "split_from",
        "拆分自",
        Kind.TEXT,
        aliases=("拆分自哪个支部", "原支部名称"),
        need=Need.OPTIONAL,
        blank_ok=True,
        note="本期由一个支部拆分而来的填原支部名称，其余留空",
    ),
    count("units_covered_n", "联合组建覆盖单位数", "个", "联建单位数", "覆盖单位数", need=Need.OPTIONAL, blank_ok=True),
    Field(
        "venue_distance_m",
        "距最近活动阵地（米）",
        Kind.DECIMAL,
        "米",
        ("距最近阵地", "最近阵地距离", "距最近活动阵地"),
        need=Need.OPTIONAL,
    ),
    Field("lng", "经度", Kind.DECIMAL, "°", ("东经",), need=Need.OPTIONAL, blank_ok=True),
    Field("lat", "纬度", Kind.DECIMAL, "°", ("北纬",), need=Need.OPTIONAL, blank_ok=True),
    choice("crs", "坐标系", schema.CRS, "坐标系统", "坐标系名称", need=Need.OPTIONAL, blank_ok=True),
    count("group_meeting_n", "党小组会次数", "次", "党小组会", need=Need.OPTIONAL),
    count("org_life_meeting_n", "组织生活会次数", "次", "组织生活会", need=Need.OPTIONAL),
    count("appraisal_n", "民主评议党员次数", "次", "民主评议党员", "民主评议", need=Need.OPTIONAL),
    count("study_months_n", "集体学习月数", "个月", "开展集体学习月数", "集体学习的月数", need=Need.OPTIONAL),
    yes_no("dual_review", "是否开展双述双评", "双述双评", "开展双述双评", need=Need.OPTIONAL),
    yes_no("points_used", "是否实行积分管理", "积分管理", "实行积分管理", need=Need.OPTIONAL),
)

BRANCHES = Form(
    "branches",
    (
        DISTRICT,
        Field("name", "支部名称", Kind.TEXT, aliases=BRANCH_NAMES, need=Need.REQUIRED),
        unit("所属单位", Need.EXPECTED),
        choice(
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
        choice(
            "setting_form", "设置形式", schema.SETTING_FORMS, "组建形式", "组建方式", "设置方式", need=Need.REQUIRED
        ),
        choice("scene", "设置场景", schema.SCENES, "依托场景", "场景", "依托", "设置依托"),
        choice("is_sponsored", "是否本级包抓", schema.YES_NO, "是否包抓", "本级包抓", "包抓", *_SPONSORED),
        count(
            "full_members_n",
            "正式党员数",
            "名",
            "正式党员",
            "党员总数",
            "党员数（正式）",
            "党员（正式）",
            need=Need.REQUIRED,
        ),
        count(
            "retired_n", "离退休党员数", "名", "离退休党员", "离退休干部党员数", "离退休党员总数", need=Need.REQUIRED
        ),
        count("lixiu_n", "其中离休", "名", "离休党员数", "其中:离休党员", "离休党员", "离休干部党员", "离休"),
        count("inservice_n", "在职党员数（混建）", "名", "在职党员", "混建在职党员", "在职党员数", "在职"),
        count(
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
        choice(
            "secretary_status",
            "书记配备",
            schema.SECRETARY,
            "书记配备情况",
            "支部书记配备",
            "支部书记是否配备",
            "支部书记",
            "书记",
        ),
        count("liaison_n", "联络员数", "名", "联络员", "配备联络员数", "配备联络员"),
        day(
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
        count("term_years", "任期（年）", "年", "任期", "届期", "任期年限", blank_ok=True),
        day("term_end_on", "届满时间", "任期届满时间", "届满日期", "届满", blank_ok=True, need=Need.OPTIONAL),
        day("extension_until", "延期至", "延期换届至", "经批准延期至", "批准延期至", "延期", "延期时间", blank_ok=True),
        _norm("norm_setting", "组织设置规范", "组织设置", "组织设置形式"),
        _norm("norm_member_mgmt", "党员管理规范", "党员管理", "党员队伍管理"),
        _norm("norm_org_life", "组织生活规范", "组织生活", "组织生活落实"),
        _norm("norm_function", "作用发挥规范", "作用发挥", "功能作用发挥"),
        _norm("norm_support", "基本保障规范", "基本保障", "各项基本保障"),
        choice(
            "grade", "定级", schema.GRADES, "定级结果", "支部定级", "定级情况", "评定等次", "评定等级", "等次", "等级"
        ),
        choice(
            "venue_relation",
            "活动场所",
            schema.VENUE_RELATIONS,
            "活动场所情况",
            "有无活动场所",
            "活动场所来源",
            "活动场地",
            "场所",
        ),
        count("theme_day_n", "主题党日次数", "次", "主题党日", "主题党日场次", "主题党日活动"),
        count("general_meeting_n", "党员大会次数", "次", "党员大会", "支部党员大会"),
        count("committee_meeting_n", "支委会次数", "次", "支委会"),
        count("lecture_n", "党课次数", "次", "党课", "上党课"),
        *_MORE,
    ),
    subject=("name",),
    ways=(("term_end_on",), ("last_election_on", "term_years")),
)
