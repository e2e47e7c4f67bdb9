"""Awards and ranks (表彰荣誉): counts only, no names."""

from sqlalchemy import and_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import Spread, Streak, Summary, Tally, Value
from lib.schema import award

_PAGE = "讲话数据"
_T = award.c
_LISTED = (_T.level, _T.category, _T.kind, _T.count_n, _T.rank_n, _T.source_doc)
AWARDS = Source("awards", award, listed=_LISTED)
CITY_AWARDS = Source("awards", award, Reporters.CITY, listed=_LISTED)

_SATISFIED = Tally(
    CITY_AWARDS,
    where=and_(_T.level == "市", _T.category == "市满意单位"),
    column=_T.count_n,
    needs=(_T.level, _T.category),
)
_RANKS = Tally(
    AWARDS,
    where=and_(_T.level == "省", _T.category == "竞赛位次"),
    column=_T.rank_n,
    needs=(_T.level, _T.category),
)


def _flow(key: str, name: str, unit: str, definition: str, value: Value, direction: int = 1) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=direction)


def _given(key: str, name: str, unit: str, level: str, category: str, kind: str, remark: str = "") -> Indicator:
    where = and_(_T.level == level, _T.category == category, _T.kind == kind)
    definition = f"期内各区县和市直报送的{level}级“{category}”（{kind}）数量之和{remark}。"
    value = Tally(AWARDS, where=where, column=_T.count_n, needs=(_T.level, _T.category, _T.kind))
    return _flow(key, name, unit, definition, value)


INDICATORS = (
    _given("award_prov_top_branch", "全省百佳支部数", "个", "省", "百佳离退休干部党支部", "集体"),
    _given("award_prov_top_member", "全省百佳党员数", "名", "省", "百佳离退休干部党员", "个人", "，只计数，不列姓名"),
    _given("award_city_collective", "市级先进集体数", "个", "市", "先进", "集体", "，个数不与先进个人名数相加"),
    _given("award_city_person", "市级先进个人数", "名", "市", "先进", "个人", "，只计数，不列姓名"),
    _given("award_prov_person", "省级先进个人数", "名", "省", "先进", "个人", "，不含全省百佳党员"),
    _flow(
        "prov_rank",
        "全省位次",
        "位",
        "期内全省竞赛取得的最前位次，有几项的取最前的一项，并列的注明项数，各项见名单。",
        Spread(_RANKS, _T.rank_n, Summary.BEST),
        -1,
    ),
    _flow(
        "satisfied_streak",
        "连续满意年数",
        "年",
        "从所选期次往前数，市直每年都被评为市满意单位的年数，当年未结束且尚未评定的从上年数起，只数到有数据的最早一年。",
        Streak(_SATISFIED),
    ),
)
