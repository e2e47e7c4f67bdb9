"""共享活动室备选点: one row per place where a shared room could be opened."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, money

CANDIDATES = Form(
    "candidates",
    (
        DISTRICT,
        Field("name", "备选点名称", Kind.TEXT, aliases=("备选点", "备选场所名称", "备选地点名称"), need=Need.REQUIRED),
        choice("kind", "场所类型", schema.CANDIDATE_KINDS, "备选点类型", "备选场所类型", need=Need.REQUIRED),
        Field("host", "提供单位", Kind.TEXT, aliases=("场所提供单位", "产权单位"), need=Need.OPTIONAL, blank_ok=True),
        Field("address", "地址", Kind.TEXT, aliases=("详细地址", "所在地址", "所在地点", "地点"), blank_ok=True),
        Field("lng", "经度", Kind.DECIMAL, "°", ("东经",), blank_ok=True),
        Field("lat", "纬度", Kind.DECIMAL, "°", ("北纬",), blank_ok=True),
        choice("crs", "坐标系", schema.CRS, "坐标系统", "坐标系名称", note="不清楚的请问测绘或软件提供方，不要猜"),
        Field("area_sqm", "可用面积", Kind.DECIMAL, "平方米", ("面积", "使用面积", "场地面积"), need=Need.OPTIONAL),
        count("capacity_n", "可容纳人数", "人", "容纳人数", need=Need.OPTIONAL),
        money("cost_yuan", "预计投入", "预计投入资金", "估算投入", "投入估算", need=Need.OPTIONAL, blank_ok=True),
    ),
    subject=("name",),
)
