"""What the shared database holds: tables, units, keys and allowed values.

This is the contract between the intake (which writes) and the dashboard (which only reads). docs/data-contract.md
and the migrations are checked against it. Facts never change: a correction is a new submission, and a data version is
the set of submissions with `active_from <= version < active_to`.
"""

from collections.abc import Iterable

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CITY = "市本级"  # kind of the one region row that stands for the city's own units (市直)
CITY_LABEL = "市直"

YES_NO = ("是", "否")
REGION_KINDS = (CITY, "区", "县", "县级市", "功能区")
UNIT_LEVELS = ("市直", "区县直", "乡镇街道", "社区", "企业", "中省直驻市")
UNIT_NATURES = ("机关", "事业", "国企", "学校", "社会组织", "社区")
ORG_KINDS = ("党支部", "党总支", "党委")
SETTING_FORMS = ("单独组建", "与在职混建", "联合组建", "非建制功能型", "临时")
FUNCTIONAL = "非建制功能型"
TEMPORARY = "临时"
SCENES = ("单位", "居住地", "活动场所", "兴趣团体", "社区", "网上")
SECRETARY = ("在岗", "空缺", "在职兼任")
GRADES = ("示范", "达标", "基本达标", "未达标", "未定级")
NORM_RESULTS = ("达标", "未达标", "未评", "不适用")
VENUE_RELATIONS = ("自有", "共享", "借用", "无")
ORG_MODES = ("独立设置", "与老干部局合署", "归并组织部门", "其他")
COMMITTEE_SECRETARY = ("专任", "兼任", "空缺")
COMMITTEE_DEPUTY = ("专职", "兼职", "空缺")
VENUE_TIERS = ("市级中心", "区县级中心", "共享活动室", "支部自有")
VENUE_FORMS = ("固定", "共享", "一室多用", "专门建立")
VENUE_STATES = ("启用", "在建")
CANDIDATE_KINDS = ("社区场所", "单位场所", "共建场所")
NORM_OK = ("是", "否", "未评")
CRS = ("WGS84", "CGCS2000", "GCJ02", "BD09")
FIELDS = (
    "党史宣讲",
    "捐资助学",
    "培育新人",
    "基层治理",
    "乡村振兴",
    "科技创新",
    "文化文艺",
    "医疗健康",
    "矛盾调解",
    "其他",
)
AGE_BANDS = ("≤60", "61–65", "66–70", "71–75", "76–80", "81–85", "86–90", "≥91")
STARS = ("五星", "四星", "三星", "无")
COVERAGES = ("单独组建", "联合组建", "功能型覆盖", "未覆盖", "无离退休党员")
ACTIVITY_TYPES = (
    *("报告会", "主题党日", "知识竞赛", "直播", "宣讲", "荣退仪式", "论证会", "视频", "专题片", "访谈"),
    *("学习园地", "观摩", "会议交流", "其他"),
)
ACTIVITY_LEVELS = ("全国", "全省", "市", "区县", "单位")
ACTIVITY_STATES = ("已开展", "计划")
ACTIVITY_MODES = ("线上", "线下", "结合")
RANK_GROUPS = ("市管处级", "其他")
TRAINEES = ("支部书记", "党务工作者", "书记助理员", "志愿者")
SITE_TYPES = (
    *("老书记工作室", "文明实践点", "流动工作站", "党员驿站", "党性教育基地", "示范观摩点", "观摩线路"),
    *("老年大学", "党建片组"),
)
SITE_LEVELS = ("省级示范", "市级示范", "无")
AWARD_LEVELS = ("国家", "省", "市", "区县")
AWARD_KINDS = ("集体", "个人")
AWARDS = ("百佳离退休干部党支部", "百佳离退休干部党员", "先进", "市满意单位", "竞赛位次", "其他")
INFOBASE_ITEMS = ("党支部数", "混建支部数", "离退休党员数", "离休干部数")
SEVERITIES = ("红", "黄", "蓝")
RULE_FORCES = ("必须", "应当", "一般", "目标", "导向")
TARGET_GRAINS = ("全市", "各区县")
CERTAINTIES = ("A", "B", "C", "L", "S")
STATUSES = ("有值", "零", "缺报", "不适用")
PRECISIONS = ("精确", "约数", "近(上限)", "余(下限)", "区间", "估计")


def _column(name: str, kind: object, doc: str, *, unit: str = "", allowed: Iterable[str] = (), **options) -> Column:
    return Column(name, kind, doc=doc, info={"unit": unit, "allowed": tuple(allowed)}, **options)


def _count(name: str, unit: str, doc: str) -> Column:
    return _column(name, Integer, doc, unit=unit)


def _money(name: str, doc: str) -> Column:
    return _column(name, Numeric(16, 2), doc, unit="元")


def _choice(name: str, allowed: Iterable[str], doc: str) -> Column:
    return _column(name, String(20), doc, allowed=allowed)


# ---- what the facts are about -------------------------------------------------------------------------------------

region = Table(
    "region",
    metadata,
    _column("region_code", String(12), "区划代码", primary_key=True),
    _column("name", String(60), "正式名称", nullable=False),
    _column("short_name", String(30), "简称", nullable=False),
    _column("kind", String(10), "类别；市本级一行代表市直单位", allowed=REGION_KINDS, nullable=False),
    _column("sort_no", Integer, "官方排序，从1起；市本级为0", nullable=False),
    _column("valid_from", Date, "设立日期，空为一直存在"),
    _column("valid_to", Date, "撤销日期，空为仍存在"),
    _column("centroid_lng", Float, "中心经度，WGS-84", unit="°"),
    _column("centroid_lat", Float, "中心纬度，WGS-84", unit="°"),
    comment="区县名录（含代表市直的市本级一行）",
)

unit = Table(
    "unit",
    metadata,
    _column("unit_id", String(20), "单位编号", primary_key=True),
    _column("official_name", String(120), "单位全称", nullable=False),
    _column("short_name", String(80), "简称", nullable=False),
    _column("level", String(20), "层级", allowed=UNIT_LEVELS, nullable=False),
    _column("nature", String(20), "性质", allowed=UNIT_NATURES),
    Column("region_code", ForeignKey(region.c.region_code), nullable=False, doc="所属区县；市直单位为市本级"),
    _column("parent_unit_id", String(20), "上级单位编号"),
    _column("valid_from", Date, "设立日期"),
    _column("valid_to", Date, "撤并日期"),
    _column("successor_unit_id", String(20), "承接单位编号"),
    Index(None, "region_code"),
    comment="单位名录",
)

unit_alias = Table(
    "unit_alias",
    metadata,
    _column("alias_norm", String(120), "规范化后的别名", primary_key=True),
    Column("unit_id", ForeignKey(unit.c.unit_id), primary_key=True, doc="单位编号"),
    _column("alias_raw", String(120), "别名原文", nullable=False),
    _column("confirmed", String(2), "是否已确认", allowed=YES_NO, nullable=False),
    comment="单位曾用名、简称和别名",
)

period = Table(
    "period",
    metadata,
    _column("period_id", String(8), "期次，如2025H2", primary_key=True),
    _column("name", String(20), "期次名称，如2025年下半年", nullable=False),
    _column("kind", String(10), "期次类别", allowed=("半年度", "年度"), nullable=False),
    _column("as_of_date", Date, "截至日期（存量时点）", nullable=False),
    _column("flow_start", Date, "流量起始日", nullable=False),
    _column("flow_end", Date, "流量截止日", nullable=False),
    _column("status", String(10), "状态", allowed=("收集中", "已锁定"), nullable=False),
    _column("deadline", Date, "报送截止日"),
    comment="期次",
)

reporting_duty = Table(
    "reporting_duty",
    metadata,
    _column("source", String(30), "台账表，见 submission.source", primary_key=True),
    Column("region_code", ForeignKey(region.c.region_code), primary_key=True, doc="应报单位"),
    comment="谁应报哪张表；应报而未报即为缺报",
)

branch = Table(
    "branch",
    metadata,
    _column("branch_id", String(40), "党组织编号", primary_key=True),
    Column("region_code", ForeignKey(region.c.region_code), nullable=False, doc="所属区县"),
    _column("name", String(120), "名称", nullable=False),
    comment="党组织（跨期次的身份）",
)

venue = Table(
    "venue",
    metadata,
    _column("venue_id", String(40), "阵地编号", primary_key=True),
    Column("region_code", ForeignKey(region.c.region_code), nullable=False, doc="所属区县"),
    _column("name", String(120), "名称", nullable=False),
    comment="活动阵地（跨期次的身份）",
)

norm_framework = Table(
    "norm_framework",
    metadata,
    _column("framework_id", String(30), "规范体系编号", primary_key=True),
    _column("name", String(60), "名称", nullable=False),
    _column("source_doc", String(200), "出处"),
    comment="支部规范化体系（五规范等），可增改",
)

norm_item = Table(
    "norm_item",
    metadata,
    _column("item_id", String(40), "规范项编号", primary_key=True),
    Column("framework_id", ForeignKey(norm_framework.c.framework_id), nullable=False, doc="所属体系"),
    _column("seq", Integer, "次序", nullable=False),
    _column("name", String(60), "名称", nullable=False),
    comment="规范项",
)

target = Table(
    "target",
    metadata,
    _column("target_id", Integer, "编号", primary_key=True, autoincrement=True),
    _column("indicator_key", String(60), "指标代码", nullable=False),
    _column("op", String(4), "比较方式", allowed=(">=", "=", "区间"), nullable=False),
    _column("value_lo", Numeric(16, 4), "目标值（下限）；百分率以百分数计", nullable=False),
    _column("value_hi", Numeric(16, 4), "目标上限，仅区间"),
    _column("per", String(4), "对谁而言；空为全市和各区县都看", allowed=TARGET_GRAINS),
    _column("due_on", Date, "完成时限"),
    _column("source_doc", String(200), "出处", nullable=False),
    comment="目标值",
)

rule = Table(
    "rule",
    metadata,
    _column("rule_id", String(20), "规则编号", primary_key=True),
    _column("name", String(120), "规则", nullable=False),
    _column("indicator_key", String(60), "由哪个指标判断；空为只作依据"),
    _column("op", String(4), "何时算违反：指标与界限的比较", allowed=(">", ">=", "<", "<=")),
    _column("threshold", Numeric(16, 4), "界限；百分率以百分数计"),
    _column("force", String(4), "约束力", allowed=RULE_FORCES, nullable=False),
    _column("severity", String(2), "违反时的级别", allowed=SEVERITIES),
    _column("source_doc", String(200), "出处", nullable=False),
    _column("certainty", String(2), "出处的可靠程度", allowed=CERTAINTIES, nullable=False),
    _column("enabled", String(2), "是否启用", allowed=YES_NO, nullable=False),
    comment="规则和界限；启用、停用和改界限不动程序",
)

ref_constant = Table(
    "ref_constant",
    metadata,
    _column("code", String(60), "代码", primary_key=True),
    _column("name", String(60), "名称", nullable=False),
    _column("value", Numeric(18, 4), "数值", nullable=False),
    _column("unit", String(20), "单位", nullable=False),
    _column("as_of", Date, "时点；年份类为空"),
    _column("source_doc", String(200), "出处", nullable=False),
    comment="参照常量",
)

# ---- how the facts came in -----------------------------------------------------------------------------------------

data_version = Table(
    "data_version",
    metadata,
    _column("version_id", Integer, "数据版本号，递增", primary_key=True, autoincrement=True),
    _column("published_at", DateTime, "发布时间", nullable=False),
    _column("note", String(200), "说明"),
    comment="数据版本；最大的一个为当前版本",
)

import_batch = Table(
    "import_batch",
    metadata,
    _column("batch_id", Integer, "批次号", primary_key=True, autoincrement=True),
    _column("period_id", String(8), "期次", nullable=False),
    _column("loaded_at", DateTime, "导入时间", nullable=False),
    _column("origin", String(20), "来源", allowed=("台账", "演示生成"), nullable=False),
    comment="导入批次",
)

import_file = Table(
    "import_file",
    metadata,
    _column("file_id", Integer, "文件号", primary_key=True, autoincrement=True),
    Column("batch_id", ForeignKey(import_batch.c.batch_id), nullable=False, doc="批次号"),
    _column("name", String(200), "文件名", nullable=False),
    _column("sha256", String(64), "内容指纹", nullable=False),
    _column("outcome", String(30), "结果", allowed=("接收", "接收但有提醒"), nullable=False),
    Index(None, "sha256"),
    comment="导入的文件（拒收的文件不留痕迹）",
)

import_issue = Table(
    "import_issue",
    metadata,
    _column("issue_id", Integer, "序号", primary_key=True, autoincrement=True),
    Column("file_id", ForeignKey(import_file.c.file_id), nullable=False, doc="文件号"),
    _column("code", String(8), "问题代码", nullable=False),
    _column("level", String(4), "级别", allowed=("提示", "警告", "拒绝"), nullable=False),
    _column("sheet", String(100), "工作表", nullable=False),
    _column("cell", String(30), "单元格或区域", nullable=False),
    _column("field", String(60), "字段"),
    _column("raw", String(60), "原文（不含个人信息）"),
    _column("problem", Text, "原因", nullable=False),
    _column("remedy", Text, "办法"),
    Index(None, "file_id"),
    comment="导入时发现的问题",
)

submission = Table(
    "submission",
    metadata,
    _column("submission_id", Integer, "报送号", primary_key=True, autoincrement=True),
    Column("file_id", ForeignKey(import_file.c.file_id), doc="文件号"),
    _column("period_id", String(8), "期次", nullable=False),
    Column("region_code", ForeignKey(region.c.region_code), nullable=False, doc="报送单位所属区县"),
    _column("source", String(30), "台账表", nullable=False),
    _column("sheet", String(100), "工作表"),
    _column("active_from", Integer, "自哪个数据版本起有效", nullable=False),
    _column("active_to", Integer, "自哪个数据版本起失效，空为仍有效"),
    Index(None, "source", "period_id", "region_code"),
    comment="一个单位一个期次的一张表；事实从不修改，更正即新的报送",
)

submission_column = Table(
    "submission_column",
    metadata,
    Column("submission_id", ForeignKey(submission.c.submission_id), primary_key=True, doc="报送号"),
    _column("field", String(60), "字段", primary_key=True),
    _column("part", String(7), "横向展开的月份，如2025-07；无则为空串", primary_key=True),
    _column("letter", String(4), "列号", nullable=False),
    _column("header", String(120), "表头原文", nullable=False),
    comment="字段在原表的哪一列",
)

cell_note = Table(
    "cell_note",
    metadata,
    Column("submission_id", ForeignKey(submission.c.submission_id), primary_key=True, doc="报送号"),
    _column("row_key", Integer, "报送内行序", primary_key=True),
    _column("field", String(60), "字段", primary_key=True),
    _column("status", String(10), "状态", allowed=STATUSES, nullable=False),
    _column("precision", String(10), "精度", allowed=PRECISIONS, nullable=False),
    _column("lo", Numeric(18, 4), "下限（含）"),
    _column("hi", Numeric(18, 4), "上限（含），空为无上限"),
    _column("raw", String(60), "原文"),
    _column("aside", String(60), "另存内容"),
    comment="不是普通精确值的单元格：不适用、约数、区间、被拒收的缺报",
)


def _fact(name: str, *columns: Column, comment: str, keys: tuple[Column, ...] = ()) -> Table:
    """A fact table: one row per ledger row (and per extra key), immutable, belonging to one submission."""
    return Table(
        name,
        metadata,
        Column("submission_id", ForeignKey(submission.c.submission_id), primary_key=True, doc="报送号"),
        _column("row_key", Integer, "报送内行序", primary_key=True, autoincrement=False),
        *keys,
        _column("row_no", Integer, "原表行号"),
        _column("period_id", String(8), "期次", nullable=False),
        _column("region_code", String(12), "所属区县", nullable=False),
        *columns,
        Index(None, "period_id", "region_code"),
        comment=comment,
    )


def _unit_columns() -> tuple[Column, Column]:
    return (
        _column("unit_id", String(20), "单位编号；名称未识别时为空"),
        _column("unit_name", String(120), "台账所填单位名称"),
    )


# ---- facts: branches ------------------------------------------------------------------------------------------------

branch_period = _fact(
    "branch_period",
    _column("branch_id", String(40), "党组织编号", nullable=False),
    _column("name", String(120), "名称", nullable=False),
    *_unit_columns(),
    _choice("org_kind", ORG_KINDS, "组织类别"),
    _choice("setting_form", SETTING_FORMS, "设置形式"),
    _choice("scene", SCENES, "设置场景"),
    _choice("is_sponsored", YES_NO, "是否本级包抓"),
    _count("full_members_n", "名", "正式党员数"),
    _count("retired_n", "名", "离退休党员数"),
    _count("lixiu_n", "名", "其中离休"),
    _count("inservice_n", "名", "在职党员数（混建）"),
    _count("committee_n", "人", "支委人数"),
    _choice("secretary_status", SECRETARY, "书记配备"),
    _count("liaison_n", "名", "联络员数"),
    _column("last_election_on", Date, "上次换届时间"),
    _count("term_years", "年", "任期"),
    _column("term_end_on", Date, "届满时间；未填者由上次换届时间与任期推算"),
    _column("extension_until", Date, "批准延期至"),
    _choice("grade", GRADES, "定级"),
    _choice("venue_relation", VENUE_RELATIONS, "活动场所"),
    _count("groups_n", "个", "党小组数"),
    _count("deputy_inservice_n", "名", "在职党员兼任副书记数"),
    _count("assistant_n", "名", "书记助理员数"),
    _choice("star", STARS, "星级"),
    _column("due_on", Date, "本期应换届时间；期内没有届满的为空"),
    _choice("changed_from", SETTING_FORMS, "本期由何种设置形式调整而来；没有调整的为空"),
    _column("split_from", String(40), "本期拆分自哪个党组织（党组织编号）；不是拆分而来的为空"),
    _count("units_covered_n", "个", "联合组建覆盖单位数"),
    _column("venue_distance_m", Numeric(10, 1), "距最近活动阵地", unit="米"),
    _column("lng", Float, "经度，已换算为WGS-84", unit="°"),
    _column("lat", Float, "纬度，已换算为WGS-84", unit="°"),
    _choice("crs", CRS, "原坐标系"),
    comment="支部台账：党组织在一个期次的状况（存量）",
)

org_life = _fact(
    "org_life",
    _column("branch_id", String(40), "党组织编号", nullable=False),
    *_unit_columns(),
    _choice("org_kind", ORG_KINDS, "组织类别"),
    _count("theme_day_n", "场", "主题党日次数"),
    _count("general_meeting_n", "次", "党员大会次数"),
    _count("committee_meeting_n", "次", "支委会次数"),
    _count("lecture_n", "次", "党课次数"),
    _count("group_meeting_n", "次", "党小组会次数"),
    _count("org_life_meeting_n", "次", "组织生活会次数"),
    _count("appraisal_n", "次", "民主评议党员次数"),
    _count("study_months_n", "个月", "开展集体学习的月数"),
    _choice("dual_review", YES_NO, "是否开展双述双评"),
    _choice("points_used", YES_NO, "是否实行积分管理"),
    _choice("secretary_trained", YES_NO, "书记本年度是否参加培训"),
    _count("assistant_trained_n", "名", "本年度受训的书记助理员数"),
    comment="支部台账：组织生活（流量）",
)

norm_result = _fact(
    "norm_result",
    _column("branch_id", String(40), "党组织编号"),
    _column("name", String(120), "名称"),
    *_unit_columns(),
    _choice("org_kind", ORG_KINDS, "组织类别"),
    _choice("result", NORM_RESULTS, "结果"),
    keys=(_column("item_id", String(40), "规范项编号", primary_key=True),),
    comment="支部台账：各规范项的评定结果",
)

norm_standing = _fact(
    "norm_standing",
    _column("branch_id", String(40), "党组织编号"),
    _column("name", String(120), "名称"),
    *_unit_columns(),
    _choice("org_kind", ORG_KINDS, "组织类别"),
    _choice("is_sponsored", YES_NO, "是否本级包抓"),
    _count("passed_n", "项", "达标项数"),
    _count("failed_n", "项", "未达标项数"),
    _count("unrated_n", "项", "未评项数（含缺报）"),
    keys=(_column("framework_id", String(30), "规范体系编号", primary_key=True),),
    comment="由 norm_result 汇总：每个党组织在一个体系下的达标情况",
)

# ---- facts: people, committees, venues, volunteering, support ------------------------------------------------------

cadre_stock = _fact(
    "cadre_stock",
    *_unit_columns(),
    _count("lixiu_n", "人", "离休干部数"),
    _column("lixiu_age_sum", Numeric(12, 1), "离休干部年龄合计", unit="岁"),
    _count("tuixiu_n", "人", "退休干部数"),
    _count("member_n", "名", "离退休党员数（单位口径，仅供核对）"),
    _count("member_rel_unit", "名", "组织关系在本单位"),
    _count("member_rel_community", "名", "组织关系转入社区"),
    _count("checkin_n", "人", "社区报到人数"),
    _column("member_age_sum", Numeric(12, 1), "离退休党员年龄合计", unit="岁"),
    _count("living_in_city_n", "名", "常住本市的离退休党员数"),
    _count("member_away_6m", "名", "连续外出六个月以上的离退休党员数"),
    _count("lixiu_visited_n", "人", "本年度已走访的离休干部数"),
    _count("lixiu_checkup_n", "人", "本年度已体检的离休干部数"),
    _count("mechanism_covered_n", "人", "三个机制已覆盖的离休干部数"),
    comment="单位底册（存量）",
)

age_band = _fact(
    "age_band",
    *_unit_columns(),
    _count("members_n", "名", "该年龄段党员数"),
    _count("active_n", "名", "其中参加活动人数"),
    _count("absent_health_n", "名", "其中因身体原因不参加活动人数"),
    keys=(_column("band", String(10), "年龄段", allowed=AGE_BANDS, primary_key=True),),
    comment="单位底册：年龄结构",
)

work_committee = _fact(
    "work_committee",
    _choice("approved", YES_NO, "是否批复成立"),
    _column("approved_on", Date, "批复时间"),
    _choice("org_mode", ORG_MODES, "机构模式"),
    _choice("secretary_status", COMMITTEE_SECRETARY, "书记配备"),
    _choice("deputy_status", COMMITTEE_DEPUTY, "专职副书记"),
    _column("secretary_vacant_since", Date, "书记空缺起始"),
    _column("deputy_vacant_since", Date, "专职副书记空缺起始"),
    _column("merged_on", Date, "归并时间"),
    _count("staff_quota_n", "名", "编制数"),
    _count("staff_n", "人", "实有人数"),
    _count("staff_fulltime_n", "人", "其中专职"),
    _choice("review_included", YES_NO, "是否纳入述职评议"),
    _count("coord_meeting_n", "次", "协调议事会议次数"),
    _choice("coord_system_issued", YES_NO, "是否建立协调议事会议制度"),
    _choice("perf_eval_included", YES_NO, "是否纳入绩效考核"),
    _count("brand_n", "个", "党建品牌数"),
    comment="党工委配备",
)

venue_period = _fact(
    "venue_period",
    _column("venue_id", String(40), "阵地编号", nullable=False),
    _column("name", String(120), "名称", nullable=False),
    _choice("tier", VENUE_TIERS, "级别"),
    _choice("form", VENUE_FORMS, "形式"),
    _column("address", String(200), "地址"),
    _column("lng", Float, "经度，已换算为WGS-84", unit="°"),
    _column("lat", Float, "纬度，已换算为WGS-84", unit="°"),
    _choice("crs", CRS, "原坐标系"),
    _column("area_sqm", Numeric(12, 1), "面积", unit="平方米"),
    _column("opened_on", Date, "启用时间"),
    _choice("state", VENUE_STATES, "状态"),
    _choice("norm_ok", NORM_OK, "是否规范"),
    _count("rooms_n", "套", "套（间）数"),
    _count("capacity_n", "人", "可容纳人数"),
    _column("upgraded_on", Date, "最近提升改造时间；没有改造的为空"),
    _money("invest_yuan", "本期投入"),
    _count("sessions_n", "场", "本期活动场次"),
    _count("person_times_n", "人次", "本期活动人次"),
    comment="活动阵地",
)

candidate_site = _fact(
    "candidate_site",
    _column("candidate_id", String(40), "备选点编号", nullable=False),
    _column("name", String(120), "名称", nullable=False),
    _choice("kind", CANDIDATE_KINDS, "场所类型；共建场所是学校、图书馆等别家的房子"),
    _column("host", String(120), "提供单位"),
    _column("address", String(200), "地址"),
    _column("lng", Float, "经度，已换算为WGS-84", unit="°"),
    _column("lat", Float, "纬度，已换算为WGS-84", unit="°"),
    _choice("crs", CRS, "原坐标系"),
    _column("area_sqm", Numeric(12, 1), "可用面积", unit="平方米"),
    _count("capacity_n", "人", "可容纳人数"),
    _money("cost_yuan", "预计投入；没有估算的为空"),
    comment="共享活动室备选点（存量）",
)

volunteer_flow = _fact(
    "volunteer_flow",
    _column("month", String(7), "月份，如2025-07", nullable=False),
    _column("field", String(20), "服务领域", allowed=FIELDS, nullable=False),
    _count("projects_n", "个", "项目数（计入启动月份）"),
    _count("activities_n", "次", "活动次数"),
    _count("person_times_n", "人次", "参与人次"),
    _count("served_person_times_n", "人次", "服务群众人次"),
    comment="志愿服务：领域×月份（流量）",
)

volunteer_stock = _fact(
    "volunteer_stock",
    _count("teams_n", "个", "团队数"),
    _count("people_n", "人", "志愿者人数"),
    _count("willing_n", "人", "有意愿人数"),
    _count("matched_n", "人", "已对接人数"),
    _count("talent_n", "人", "人才库人数"),
    comment="志愿队伍（存量）",
)

support = _fact(
    "support",
    *_unit_columns(),
    _count("visit_people_n", "人", "走访慰问人数"),
    _money("cash_yuan", "慰问金"),
    _money("goods_yuan", "慰问品（折价）"),
    _count("matters_n", "件", "办实事件数"),
    _money("fund_special", "专项经费"),
    _money("fund_fee_return", "党费返还"),
    _money("fund_public", "公用经费"),
    _money("fund_unit", "单位补助"),
    _count("subsidy_due_n", "个", "书记补助应发支部数"),
    _count("subsidy_paid_n", "个", "书记补助实发支部数"),
    _money("subsidy_yuan", "书记补助发放金额"),
    _count("subsidy_months_n", "人月", "书记补助发放人月数"),
    _count("visit_person_times_n", "人次", "走访慰问人次"),
    _count("visit_family_n", "人", "走访慰问遗属人数"),
    _choice("standard_met", YES_NO, "党建工作经费是否达到本地标准"),
    _money("arrears_open_yuan", "“两费”期初陈欠"),
    _money("arrears_cleared_yuan", "“两费”本期清兑"),
    _money("arrears_new_yuan", "“两费”本期新增拖欠"),
    _count("measures_due_n", "项", "精准服务措施应落实项数"),
    _count("measures_done_n", "项", "精准服务措施已落实项数"),
    comment="服务保障（流量）",
)

# ---- facts: mechanisms, people to come, baselines, activities, training, sites, awards, information base ------------

unit_work = _fact(
    "unit_work",
    *_unit_columns(),
    _count("full_members_n", "名", "离退休正式党员数"),
    _count("assigned_n", "名", "已编入支部的离退休党员数"),
    _count("member_n", "名", "离退休党员数"),
    _choice("coverage", COVERAGES, "组织覆盖方式"),
    _choice("work_contacted", YES_NO, "是否落实工作覆盖（有联系人且期内开展过活动）"),
    _choice("plan_made", YES_NO, "是否制定年度达标计划（有台账、有目标）"),
    _choice("responsible_set", YES_NO, "主管领导、责任部门、责任人是否都已明确"),
    _choice("dedicated_office", YES_NO, "是否单设老干部工作机构"),
    _choice("review_included", YES_NO, "是否纳入述职评议"),
    _choice("platform_connected", YES_NO, "是否接入信息平台"),
    _count("channels_n", "个", "网上阵地数"),
    comment="单位党建：组织覆盖和工作机制（存量）",
)

retirement = _fact(
    "retirement",
    *_unit_columns(),
    _count("retired_n", "人", "本期退休干部数"),
    _count("ceremony_n", "人", "本期退休干部中参加荣退仪式人数"),
    *(_count(f"due_{year}y_n", "名", f"预计未来第{year}年退休的党员数") for year in range(1, 6)),
    comment="到龄退休",
)

party_baseline = _fact(
    "party_baseline",
    _count("all_members_n", "名", "党员总数"),
    _count("all_basic_orgs_n", "个", "基层党组织总数"),
    _money("fiscal_revenue_yuan", "年度财政收入"),
    comment="党内统计（存量）",
)

digital = _fact(
    "digital",
    _count("app_installs_n", "人", "APP安装人数"),
    _count("followers_n", "人", "公众号关注人数"),
    _count("online_members_n", "名", "在网上参加组织生活的党员数"),
    comment="信息化应用（存量）",
)

activity = _fact(
    "activity",
    _column("name", String(120), "活动名称", nullable=False),
    *_unit_columns(),
    _choice("type", ACTIVITY_TYPES, "活动类型"),
    _choice("level", ACTIVITY_LEVELS, "活动层级"),
    _choice("state", ACTIVITY_STATES, "开展情况"),
    _choice("mode", ACTIVITY_MODES, "活动方式"),
    _choice("rank_group", RANK_GROUPS, "参加对象"),
    _count("sessions_n", "场", "场次"),
    _count("people_n", "人", "参加人数"),
    _count("person_times_n", "人次", "参加人次"),
    _count("views_n", "人次", "观看人次"),
    _count("issues_n", "期", "期数"),
    _count("items_n", "条", "条（个）数"),
    _count("media_n", "家", "媒体家数"),
    _count("exchange_units_n", "个", "交流发言单位数"),
    _column("since_date", Date, "累计起始时间；不是累计数的为空"),
    comment="学习宣传活动",
)

training = _fact(
    "training",
    _choice("target", TRAINEES, "培训对象"),
    _count("sessions_n", "场", "培训场次"),
    _count("people_n", "人", "培训人数"),
    _count("person_times_n", "人次", "培训人次"),
    _count("hours_n", "学时", "人均学时"),
    _count("eligible_n", "人", "应训人数"),
    comment="教育培训（流量）",
)

site = _fact(
    "site",
    _column("name", String(120), "名称", nullable=False),
    _choice("type", SITE_TYPES, "点位类型"),
    _choice("is_community", YES_NO, "是否在社区"),
    _choice("level", SITE_LEVELS, "示范级别"),
    _count("branches_n", "个", "成员支部数（党建片组）"),
    _column("opened_on", Date, "启用时间"),
    comment="点位和片组（存量）",
)

award = _fact(
    "award",
    _choice("level", AWARD_LEVELS, "表彰级别"),
    _choice("category", AWARDS, "表彰名目"),
    _choice("kind", AWARD_KINDS, "表彰对象"),
    _count("count_n", "个", "数量"),
    _count("rank_n", "位", "位次"),
    _column("source_doc", String(200), "文件依据"),
    comment="表彰荣誉（流量）",
)

infobase = _fact(
    "infobase",
    _choice("item", INFOBASE_ITEMS, "比对项目"),
    _count("value_n", "个", "信息库数"),
    _column("exported_on", Date, "信息库导出时间"),
    _column("explanation", String(200), "差异说明"),
    comment="信息库比对（存量）",
)

FACTS = (
    branch_period,
    org_life,
    norm_result,
    norm_standing,
    cadre_stock,
    age_band,
    work_committee,
    venue_period,
    candidate_site,
    volunteer_flow,
    volunteer_stock,
    support,
    unit_work,
    retirement,
    party_baseline,
    digital,
    activity,
    training,
    site,
    award,
    infobase,
)

# A source is a sheet that an office is due to send; a submission is one source of one office in one period.
SOURCES = {
    "branches": "支部台账",
    "units": "单位底册",
    "committee": "党工委配备",
    "venues": "活动阵地",
    "volunteering": "志愿服务",
    "volunteers": "志愿队伍",
    "support": "服务保障",
    "unit_work": "单位党建",
    "retirement": "到龄退休",
    "baseline": "党内统计",
    "digital": "信息化应用",
    "activities": "学习宣传活动",
    "training": "教育培训",
    "sites": "点位和片组",
    "awards": "表彰荣誉",
    "infobase": "信息库比对",
    "norms": "其他规范体系",
    "candidates": "共享活动室备选点",
}

FIVE_NORMS = "five_norms"
FIVE_NORM_ITEMS = {
    "norm_setting": "组织设置规范",
    "norm_member_mgmt": "党员管理规范",
    "norm_org_life": "组织生活规范",
    "norm_function": "作用发挥规范",
    "norm_support": "基本保障规范",
}
