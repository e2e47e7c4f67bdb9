"""What a ledger form is made of: fields with the names offices give them, and the common ones."""

from dataclasses import dataclass
from enum import StrEnum

from lib import schema


class Kind(StrEnum):
    COUNT = "整数"
    DECIMAL = "数值"
    MONEY = "金额（元）"
    DATE = "日期"
    CHOICE = "选项"
    TEXT = "文字"
    UNIT = "单位名称"
    DISTRICT = "区县"
    MONTH = "月份"


class Need(StrEnum):
    """REQUIRED: without the column the sheet is refused. EXPECTED: its absence is reported, the column is 缺报.
    OPTIONAL: some offices add it."""

    REQUIRED = "必填"
    EXPECTED = "应填"
    OPTIONAL = "选填"


@dataclass(frozen=True)
class Field:
    """One column. An alias with `>` also demands that some heading above contains the part before it.
    `blank_ok`: an empty cell means that there is nothing to say, not 缺报.
    `past`: a date later than the as-of date cannot be."""

    name: str
    label: str
    kind: Kind = Kind.COUNT
    unit: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    need: Need = Need.EXPECTED
    blank_ok: bool = False
    past: bool = False
    note: str = ""


@dataclass(frozen=True)
class Form:
    """One sheet. `subject`: the field that names the row; rows with the same subject are duplicates.
    `ways`: sets of fields of which one is enough. `wholes`: sets of optional fields that only make sense together."""

    source: str
    fields: tuple[Field, ...]
    subject: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    wholes: tuple[tuple[str, ...], ...] = ()

    @property
    def title(self) -> str:
        return schema.SOURCES[self.source]

    def field(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)


DISTRICT = Field(
    "district",
    "区县",
    Kind.DISTRICT,
    aliases=("区县名称", "所属区县", "所在区县", "县区", "县市区", "地区", "区县市"),
    need=Need.OPTIONAL,
    blank_ok=True,
    note="由报送单位确定，可不填",
)
_UNIT_ALIASES = (
    "单位",
    "单位全称",
    "所在单位",
    "所属单位",
    "填报单位",
    "单位名称",
    "隶属单位",
    "主管单位",
    "所属党组织",
)


BRANCH_NAMES = (
    *("党支部名称", "支部全称", "党支部全称", "支部名", "支部", "党支部"),
    *("党组织名称", "党组织全称", "党组织", "名称"),
)


def unit(label: str, need: Need) -> Field:
    return Field("unit", label, Kind.UNIT, aliases=_UNIT_ALIASES, need=need, note="填单位全称、简称或曾用名")


def count(name: str, label: str, unit: str, *aliases: str, **options) -> Field:
    return Field(name, label, Kind.COUNT, unit, aliases, **options)


def money(name: str, label: str, *aliases: str, **options) -> Field:
    return Field(name, label, Kind.MONEY, "元", aliases, **options, note="以元计；以万元计的请在表头写明（万元）")


def yes_no(name: str, label: str, *aliases: str, **options) -> Field:
    return choice(name, label, schema.YES_NO, *aliases, **options)


def choice(name: str, label: str, choices: tuple[str, ...], *aliases: str, **options) -> Field:
    return Field(name, label, Kind.CHOICE, aliases=aliases, choices=choices, **options)


def day(name: str, label: str, *aliases: str, **options) -> Field:
    return Field(name, label, Kind.DATE, aliases=aliases, note="写到日，如2025-06-30", **options)
