"""单位党建, 到龄退休, 党内统计, 信息化应用, 信息库比对: mechanisms, and what the figures are measured against."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, day, money, unit, yes_no

UNIT_WORK = Form(
    "unit_work",
    (
        DISTRICT,
        unit("单位名称", Need.REQUIRED),
        count("member_n", "离退休党员数", "名", "离退休党员", "离退休干部党员数"),
        count("full_members_n", "离退休正式党员数", "名", "正式党员数", "正式党员"),
        count("assigned_n", "已编入支部党员数", "名", "编入支部党员", "已编入支部"),
        choice("coverage", "组织覆盖方式", schema.COVERAGES, "组织覆盖", "覆盖方式", need=Need.REQUIRED),
        yes_no("work_contacted", "是否落实工作覆盖", "工作覆盖", "有联系人并开展活动", need=Need.REQUIRED),
        yes_no("plan_made", "是否制定达标计划", "制定达标计划", "达标计划"),
        yes_no("responsible_set", "三责任是否明确", "三责任明确", "主管领导责任部门责任人是否明确"),
        yes_no("dedicated_office", "是否单设老干部工作机构", "单设老干部工作机构", "单设机构"),
        yes_no("review_included", "是否纳入述职评议", "纳入述职评议", "述职评议"),
        yes_no("platform_connected", "是否接入信息平台", "接入信息平台", "信息平台"),
        count("channels_n", "网上阵地数", "个", "网上阵地", "网站和群组数"),
    ),
    subject=("unit",),
)

RETIREMENT = Form(
    "retirement",
    (
        DISTRICT,
        unit("单位名称", Need.REQUIRED),
        count("retired_n", "本期退休干部数", "人", "本期退休", "本期退休人数", need=Need.REQUIRED),
        count("ceremony_n", "参加荣退仪式人数", "人", "荣退仪式人数", "参加荣退仪式", need=Need.REQUIRED),
        *(
            count(f"due_{year}y_n", f"未来第{year}年退休党员数", "名", f"第{year}年退休党员", f"第{year}年到龄党员")
            for year in range(1, 6)
        ),
    ),
    subject=("unit",),
)

BASELINE = Form(
    "baseline",
    (
        DISTRICT,
        count("all_members_n", "全部党员总数", "名", "本地党员总数", "全区党员总数", need=Need.REQUIRED),
        count("all_basic_orgs_n", "基层党组织总数", "个", "基层党组织数", "基层党组织", need=Need.REQUIRED),
        money("fiscal_revenue_yuan", "年度财政收入", "财政收入", "一般公共预算收入"),
    ),
)

DIGITAL = Form(
    "digital",
    (
        DISTRICT,
        count("app_installs_n", "APP安装人数", "人", "安装使用APP人数", "安装人数", need=Need.REQUIRED),
        count("followers_n", "公众号关注人数", "人", "关注公众号人数", "关注人数", need=Need.REQUIRED),
        count("online_members_n", "网上参加组织生活党员数", "名", "网上组织生活参加党员", "网上参加组织生活"),
    ),
)

INFOBASE = Form(
    "infobase",
    (
        DISTRICT,
        choice("item", "比对项目", schema.INFOBASE_ITEMS, "项目名称", "比对指标", need=Need.REQUIRED),
        count("value_n", "信息库数", "个", "信息库登记数", "信息库数据", need=Need.REQUIRED),
        day("exported_on", "信息库导出时间", "导出时间", "导出日期", past=True),
        Field("explanation", "差异说明", Kind.TEXT, aliases=("说明", "差异原因"), blank_ok=True),
    ),
    subject=("item",),
)
