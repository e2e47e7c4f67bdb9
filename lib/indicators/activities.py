"""学习宣传活动: what was held and how many it reached. What is only planned is never counted as held."""

from sqlalchemy import ColumnElement, and_, case, null, true

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import Tally
from lib.schema import activity, period

_PAGE = "组织生活与教育"
_ROLE_PAGE = "志愿服务与作用发挥"
_T = activity.c
_LISTED = (_T.type, _T.level, _T.state)
HELD = Source("activities", activity, listed=_LISTED)
# The city relays a national report once, however many districts watch it.
HELD_BY_CITY = Source("activities", activity, Reporters.CITY, listed=_LISTED)

# A figure since a day before the period says nothing about the period: its row is unknown, not none.
_OF_PERIOD = case((_T.since_date < period.c.flow_start, null()), else_=true())
# Of a figure that stands for all time up to now the first day must be on record.
_CUMULATIVE = _T.since_date <= period.c.as_of_date


def _tally(kind: str, column: str, when: ColumnElement[bool], *, state: str = "已开展", source: Source = HELD) -> Tally:
    return Tally(
        source,
        where=and_(_T.type == kind, _T.state == state, when),
        column=_T[column],
        needs=(_T.type, _T.state),
        shown=(_T[column], _T.since_date),
    )


def _flow(
    key: str, name: str, unit: str, definition: str, value: Tally, page: str = _PAGE, split: str = ""
) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, value, page, direction=1, split=split)


def _held(key: str, name: str, unit: str, kind: str, column: str, definition: str, page: str = _PAGE) -> Indicator:
    text = f"期内已开展的{definition}，只有计划的不计。"
    return _flow(key, name, unit, text, _tally(kind, column, _OF_PERIOD), page)


def _relayed(key: str, level: str) -> Indicator:
    definition = f"期内市本级组织收听收看{level}报告会的场次，区县收看的同一场不重复计，只有计划的不计。"
    when = and_(_T.level == level, _OF_PERIOD)
    value = _tally("报告会", "sessions_n", when, source=HELD_BY_CITY)
    return _flow(key, f"{level}网上报告会场次", "场", definition, value)


def _so_far(key: str, name: str, unit: str, kind: str, column: str, definition: str, page: str = _PAGE) -> Indicator:
    text = f"{definition}，是自所报起始时间以来的累计数、不是期内数，没有填累计起始时间的视为缺报。"
    value = _tally(kind, column, _CUMULATIVE)
    return Indicator(key, name, unit, Kind.STOCK, text, value, page, direction=1)


def _planned(key: str, name: str, unit: str, column: str) -> Indicator:
    """A stock: a plan that is still one in the next period is the same plan."""
    definition = f"截至日仍在计划、尚未开展的{name[2:]}之和，不与已开展的相加。"
    return Indicator(key, name, unit, Kind.STOCK, definition, _tally("荣退仪式", column, true(), state="计划"), _PAGE)


INDICATORS = (
    _so_far("study_issue_count", "学习园地期数", "期", "学习园地", "issues_n", "各学习园地的期数之和"),
    _so_far("study_item_count", "学习园地条数", "条", "学习园地", "items_n", "各学习园地的条数之和"),
    _relayed("report_nat_count", "全国"),
    _relayed("report_prov_count", "全省"),
    _held(
        "watch_person_times",
        "收听收看人次",
        "人次",
        "报告会",
        "person_times_n",
        "报告会参加人次之和，同一人多次参加分别计数，直播观看人次另计",
    ),
    _held(
        "live_view_person_times",
        "直播观看人次",
        "人次",
        "直播",
        "views_n",
        "直播活动的平台观看人次之和，与现场参加人次不相加",
    ),
    _held("contest_person_times", "知识竞赛参与人次", "人次", "知识竞赛", "person_times_n", "知识竞赛参加人次之和"),
    _held("retire_ceremony_count", "荣退仪式场次", "场", "荣退仪式", "sessions_n", "荣退仪式场次之和"),
    _flow(
        "retire_ceremony_people",
        "荣退仪式参加人数",
        "人",
        "期内已开展的荣退仪式参加人数之和，按参加对象分列，只有计划的不计。",
        _tally("荣退仪式", "people_n", _OF_PERIOD),
        split="rank_group",
    ),
    _planned("retire_ceremony_planned", "计划荣退仪式场次", "场", "sessions_n"),
    _planned("retire_ceremony_planned_people", "计划荣退仪式参加人数", "人", "people_n"),
    _held(
        "lecture_people",
        "宣讲老同志人数",
        "人",
        "宣讲",
        "people_n",
        "宣讲活动参加的老同志人数之和，按人不按人次，同一人参加几项活动或跨期参加的会重复",
        _ROLE_PAGE,
    ),
    _held("video_count", "视频数", "个", "视频", "items_n", "制作视频个数之和"),
    _held("tv_issue_count", "专题片期数", "期", "专题片", "issues_n", "专题片期数之和"),
    _held("press_issue_count", "报纸访谈期数", "期", "访谈", "issues_n", "访谈期数之和"),
    _held(
        "media_count",
        "观摩媒体家数",
        "家",
        "观摩",
        "media_n",
        "观摩活动参加媒体家数之和，同一媒体参加几项活动的分别计数",
    ),
    _held(
        "speech_exchange_count",
        "交流发言单位数",
        "个",
        "会议交流",
        "exchange_units_n",
        "会议交流发言单位数之和，同一单位在几次会议发言的分别计数",
    ),
    _so_far(
        "expert_people",
        "建言专家人数",
        "位",
        "论证会",
        "people_n",
        "已开展的论证会参加的老同志人数之和，按人不按人次",
        _ROLE_PAGE,
    ),
    _so_far("expert_meeting_count", "论证会次数", "次", "论证会", "sessions_n", "已开展的论证会次数之和", _ROLE_PAGE),
)
