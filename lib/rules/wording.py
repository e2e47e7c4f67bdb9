"""A verdict in words: what was found, and what is wanted."""

from lib.indicators import INDICATORS
from lib.rules.deciding import named, plain, short
from lib.rules.verdict import Outcome, Verdict

_WANTED = {">": "不超过", ">=": "低于", "<": "不低于", "<=": "高于"}
# Indicators that count districts, said of one district: what is found and what is wanted.
_OF_ONE = {
    "committee_no_secretary": ("党工委书记空缺", "应配备"),
    "committee_no_deputy": ("未配备党工委专职副书记", "应配备"),
    "committee_deputy_vacant_months": ("党工委专职副书记已空缺{figure}", ""),
    "committee_established_rate": ("党工委尚未批复成立", "应批复成立"),
    "venue_district_rate": ("没有建成区县级中心", "应建成"),
    "district_brand_rate": ("没有党建品牌", "应有品牌"),
    "branch_election_due_soon": ("", "提前6个月提醒"),
}


def found(verdict: Verdict) -> str:
    """「逾期未换届支部数7个」, 「不规范支部占比71.7%（43/60）」; empty where nothing is broken."""
    if verdict.said or verdict.reading is None or verdict.outcome is not Outcome.BREACHED:
        return verdict.said
    said = _OF_ONE.get(verdict.reading.key, ("", ""))[0] if verdict.group_code else ""
    return said.format(figure=short(verdict.reading)) or named(verdict.reading)


def wanted(verdict: Verdict) -> str:
    """「应为0」, 「不低于100%」, 「3～5个」: the opposite of the breach."""
    key = verdict.rule.indicator_key
    if verdict.limit or verdict.lo is None or key not in INDICATORS:
        return verdict.limit
    if own := _OF_ONE.get(key, ("", ""))[1]:
        return own
    unit = INDICATORS[key].unit
    if verdict.hi is not None:
        return f"{plain(verdict.lo)}～{plain(verdict.hi)}{unit}"
    op = verdict.rule.op or "<"
    return "应为0" if op == ">" and not verdict.lo else f"{_WANTED[op]}{plain(verdict.lo)}{unit}"
