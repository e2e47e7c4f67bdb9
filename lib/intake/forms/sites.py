"""点位和片组 and 表彰荣誉: sites, routes and clusters; awards as counts, never with names."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, day, yes_no

SITES = Form(
    "sites",
    (
        DISTRICT,
        Field("name", "点位名称", Kind.TEXT, aliases=("片组名称", "站点名称"), need=Need.REQUIRED),
        choice("type", "点位类型", schema.SITE_TYPES, "点位类别", "站点类型", need=Need.REQUIRED),
        yes_no("is_community", "是否在社区", "是否社区点位"),
        choice("level", "示范级别", schema.SITE_LEVELS, "示范等级"),
        count("branches_n", "成员支部数", "个", "片组成员支部数", blank_ok=True, note="只有党建片组填写"),
        day("opened_on", "启用时间", "建成时间", "设立时间", past=True),
    ),
    subject=("name", "type"),
)

AWARDS = Form(
    "awards",
    (
        DISTRICT,
        choice("level", "表彰级别", schema.AWARD_LEVELS, "授奖级别", need=Need.REQUIRED),
        choice("category", "表彰名目", schema.AWARDS, "荣誉名称", "表彰类别", need=Need.REQUIRED),
        choice("kind", "表彰对象", schema.AWARD_KINDS, "对象", need=Need.REQUIRED),
        count("count_n", "数量", "个", "表彰数量", need=Need.REQUIRED),
        count("rank_n", "位次", "位", "名次", blank_ok=True),
        Field("source_doc", "文件依据", Kind.TEXT, aliases=("依据文件", "文号"), blank_ok=True),
    ),
    subject=("level", "category", "kind"),
)
