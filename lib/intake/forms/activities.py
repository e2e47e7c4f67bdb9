"""学习宣传活动 and 教育培训: what was held, for whom, how often."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, day, unit


def _number(name: str, label: str, counted: str, *aliases: str):
    """Which figures apply depends on the type of the activity: the others are left empty."""
    return count(name, label, counted, *aliases, blank_ok=True, note="不涉及的留空")


ACTIVITIES = Form(
    "activities",
    (
        DISTRICT,
        Field("name", "活动名称", Kind.TEXT, aliases=("活动主题", "活动内容"), need=Need.REQUIRED),
        unit("承办单位", Need.OPTIONAL),
        choice("type", "活动类型", schema.ACTIVITY_TYPES, "活动类别", need=Need.REQUIRED),
        choice("level", "活动层级", schema.ACTIVITY_LEVELS, "活动级别"),
        choice("state", "开展情况", schema.ACTIVITY_STATES, "是否已开展", "活动状态", need=Need.REQUIRED),
        choice("mode", "活动方式", schema.ACTIVITY_MODES, "线上线下"),
        choice("rank_group", "参加对象", schema.RANK_GROUPS, "对象类别", blank_ok=True),
        _number("sessions_n", "场次", "场", "活动场次", "举办场次"),
        _number("people_n", "参加人数", "人", "参与人数"),
        _number("person_times_n", "参加人次", "人次", "参与人次"),
        _number("views_n", "观看人次", "人次", "直播观看人次"),
        _number("issues_n", "期数", "期", "制作期数"),
        _number("items_n", "条（个）数", "条", "条数", "作品数"),
        _number("media_n", "媒体家数", "家", "参加媒体家数"),
        _number("exchange_units_n", "交流发言单位数", "个", "交流发言单位"),
        day("since_date", "累计起始时间", "起始时间", blank_ok=True, past=True),
    ),
    subject=("name", "state"),
)

TRAINING = Form(
    "training",
    (
        DISTRICT,
        choice("target", "培训对象", schema.TRAINEES, "对象", "培训类别", need=Need.REQUIRED),
        count("sessions_n", "培训场次", "场", "培训班次", "举办场次", "培训期数", need=Need.REQUIRED),
        count("people_n", "培训人数", "人", "受训人数", "参训人数", need=Need.REQUIRED),
        count("person_times_n", "培训人次", "人次", "参训人次"),
        count("hours_n", "人均学时", "学时", "学时"),
        count("eligible_n", "应训人数", "人", "应参训人数"),
    ),
    subject=("target",),
)
