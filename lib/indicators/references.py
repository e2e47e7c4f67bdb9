"""Figures that no ledger reports: reference constants with a date of their own, and anniversaries."""

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Reference, Tally
from lib.schema import ref_constant

_PAGE = "讲话数据"
_ON_RECORD = Tally(Source("reference", ref_constant))


def _constant(key: str, name: str, unit: str, code: str) -> Indicator:
    definition = f"参照常量表中的{name}，有自己的时点和出处，不随期次变化，不分区县。"
    return Indicator(key, f"{name}（参照常量）", unit, Kind.STOCK, definition, Reference(code, _ON_RECORD), _PAGE)


def _anniversary(key: str, name: str, code: str) -> Indicator:
    definition = f"所选期次的年份减去参照常量表中的{name}年份，推算得出，不由台账填报。"
    value = Reference(code, _ON_RECORD, years_since=True)
    return Indicator(key, f"{name}周年", "周年", Kind.STOCK, definition, value, _PAGE)


INDICATORS = (
    _constant("ref_national_members", "全国党员总数", "名", "national_members"),
    _constant("ref_national_orgs", "全国基层组织数", "个", "national_orgs"),
    _anniversary("anniversary_party", "建党", "party_founded"),
    _anniversary("anniversary_prc", "新中国成立", "prc_founded"),
)
