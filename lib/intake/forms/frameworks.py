"""其他规范体系: how branches stand in frameworks beside 五规范, one row per branch and item."""

from lib import schema
from lib.intake.forms.model import BRANCH_NAMES, DISTRICT, Field, Form, Kind, Need, choice, unit, yes_no

NORMS = Form(
    "norms",
    (
        DISTRICT,
        Field("name", "支部名称", Kind.TEXT, aliases=BRANCH_NAMES, need=Need.REQUIRED),
        unit("所属单位", Need.OPTIONAL),
        Field("framework", "规范体系", Kind.TEXT, aliases=("体系名称", "标准体系"), need=Need.REQUIRED),
        Field("item", "规范项", Kind.TEXT, aliases=("规范项目", "标准项"), need=Need.REQUIRED),
        choice("result", "评定结果", schema.NORM_RESULTS, "评定情况", "达标情况", need=Need.REQUIRED),
        yes_no("is_sponsored", "是否本级包抓", "是否包抓", need=Need.OPTIONAL),
    ),
    subject=("name", "framework", "item"),
)
