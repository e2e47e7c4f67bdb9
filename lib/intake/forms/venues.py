"""活动阵地: one row per venue."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, day, money

VENUES = Form(
    "venues",
    (
        DISTRICT,
        Field(
            "name", "名称", Kind.TEXT, aliases=("阵地名称", "阵地全称", "活动阵地名称", "场所名称"), need=Need.REQUIRED
        ),
        choice("tier", "级别", schema.VENUE_TIERS, "阵地级别", "阵地类别", "层级", need=Need.REQUIRED),
        choice("form", "形式", schema.VENUE_FORMS, "阵地形式", "建设形式"),
        Field("address", "地址", Kind.TEXT, aliases=("详细地址", "所在地址", "所在地点", "地点"), blank_ok=True),
        Field("lng", "经度", Kind.DECIMAL, "°", ("东经",), blank_ok=True),
        Field("lat", "纬度", Kind.DECIMAL, "°", ("北纬",), blank_ok=True),
        choice("crs", "坐标系", schema.CRS, "坐标系统", "坐标系名称", note="不清楚的请问测绘或软件提供方，不要猜"),
        Field("area_sqm", "面积", Kind.DECIMAL, "平方米", ("建筑面积", "使用面积", "场地面积")),
        day("opened_on", "启用时间", "启用日期", "建成启用时间", "建成时间", "投入使用时间", "启用年月"),
        choice("norm_ok", "是否规范", schema.NORM_OK, "规范", "规范化", "规范与否"),
        count("rooms_n", "套（间）数", "套", "房屋套数", "房间数", need=Need.OPTIONAL),
        count("capacity_n", "可容纳人数", "人", "容纳人数", need=Need.OPTIONAL),
        day("upgraded_on", "提升改造时间", "改造提升时间", "提升时间", need=Need.OPTIONAL, blank_ok=True, past=True),
        money("invest_yuan", "本期投入", "投入资金", "阵地投入", "投入金额", need=Need.OPTIONAL),
        count("sessions_n", "本期活动场次", "场", "开展活动场次", need=Need.OPTIONAL),
        count("person_times_n", "本期活动人次", "人次", "活动人次", need=Need.OPTIONAL),
    ),
    subject=("name",),
)
