"""What can be set: five sections, each a sheet of the workbook and a table of the text, with its fields."""

from dataclasses import dataclass, field

from sqlalchemy import Column, Date, Numeric

from lib import schema

OFFICES = ("全部", "区县", "市直", "不布置")
BY_FORCE = {"必须": "红", "应当": "红", "目标": "红", "一般": "黄", "导向": "蓝"}


@dataclass(frozen=True)
class Field:
    """`key`: its name in the text, and the column of the workbook is `label`. `needed`: may not be empty."""

    key: str
    label: str
    column: Column
    needed: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return isinstance(self.column.type, Numeric)

    @property
    def is_date(self) -> bool:
        return isinstance(self.column.type, Date)

    @property
    def longest(self) -> int:
        """Characters that the database holds."""
        return self.column.type.length


@dataclass(frozen=True, eq=False)
class Section:
    """`key`: the table of the text; `title`: the sheet of the workbook. `unique`: fields that name an entry."""

    key: str
    title: str
    fields: tuple[Field, ...]
    unique: tuple[str, ...]
    note: str
    by_key: dict[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {item.key: item for item in self.fields})


_R, _T, _C = schema.rule.c, schema.target.c, schema.ref_constant.c
_F, _I, _D = schema.norm_framework.c, schema.norm_item.c, schema.reporting_duty.c
_PERCENT = "百分率以百分数计，20即20%"
_KEY = "填指标代码或名称，见“指标”工作表"

RULES = Section(
    "rule",
    "规则",
    (
        Field("id", "编号", _R.rule_id, needed=True, note="不能重复"),
        Field("name", "规则", _R.name, needed=True),
        Field("force", "约束力", _R.force, needed=True, choices=schema.RULE_FORCES),
        Field(
            "severity",
            "级别",
            _R.severity,
            choices=schema.SEVERITIES,
            note="违反时的预警级别；不填则由约束力决定：必须、应当、目标为红，一般为黄，导向为蓝",
        ),
        Field("indicator_key", "指标", _R.indicator_key, note=f"由哪个指标判断，{_KEY}；只作依据的规则不填"),
        Field(
            "op",
            "何时算违反",
            _R.op,
            choices=(">", ">=", "<", "<="),
            note="指标与界限相比，成立即为违反；约束力为目标的可不填，以目标值判断",
        ),
        Field("threshold", "界限", _R.threshold, note=_PERCENT),
        Field("source_doc", "出处", _R.source_doc, needed=True, note="文件名称和条款"),
        Field(
            "certainty",
            "可靠程度",
            _R.certainty,
            needed=True,
            choices=schema.CERTAINTIES,
            note="A原文和条款均已见到，B条款待核对，C待核对，L外地做法，S讲话和工作要求",
        ),
        Field("enabled", "是否启用", _R.enabled, needed=True, choices=schema.YES_NO),
    ),
    ("id",),
    "一行一条规则。停用的保留，不参加判断。",
)
TARGETS = Section(
    "target",
    "目标",
    (
        Field("indicator_key", "指标", _T.indicator_key, needed=True, note=_KEY),
        Field("op", "比较方式", _T.op, needed=True, choices=(">=", "=", "区间")),
        Field("value_lo", "目标值（下限）", _T.value_lo, needed=True, note=_PERCENT),
        Field("value_hi", "目标上限", _T.value_hi, note="比较方式为区间的才填"),
        Field(
            "per",
            "对象",
            _T.per,
            choices=schema.TARGET_GRAINS,
            note="全市：只看全市合计；各区县：每个区县分别看，不看市直；不填：都看，如百分率",
        ),
        Field("due_on", "完成时限", _T.due_on, note="写到日；没有时限的不填"),
        Field("source_doc", "出处", _T.source_doc, needed=True),
    ),
    ("indicator_key",),
    "一个指标一个目标。",
)
FRAMEWORKS = Section(
    "framework",
    "规范体系",
    (
        Field("id", "体系编号", _F.framework_id, needed=True, note="同一体系各行相同"),
        Field("name", "规范体系", _F.name, needed=True, note="台账里填的名称"),
        Field("source_doc", "出处", _F.source_doc),
        Field("item_id", "规范项编号", _I.item_id, note="各体系之间也不能重复；没有列出各项的体系不填"),
        Field("item", "规范项", _I.name, note="台账里填的名称"),
    ),
    ("item_id",),
    "一行一个规范项，次序即各项的次序。已有评定结果的规范项不能删去。",
)
CONSTANTS = Section(
    "constant",
    "参照常量",
    (
        Field("code", "代码", _C.code, needed=True, note="程序按代码取数，不要改动"),
        Field("name", "名称", _C.name, needed=True),
        Field("value", "数值", _C.value, needed=True),
        Field("unit", "单位", _C.unit, needed=True),
        Field("as_of", "时点", _C.as_of, note="写到日；年份类不填"),
        Field("source_doc", "出处", _C.source_doc, needed=True),
    ),
    ("code",),
    "不出自台账的数。",
)
DUTIES = Section(
    "duties",
    "报送要求",
    (
        Field("source", "台账表", _D.source, needed=True),
        Field(
            "offices",
            "应报单位",
            schema.target.c.source_doc,
            needed=True,
            note="全部、区县、市直、不布置，或者用顿号隔开的区县名称",
        ),
    ),
    ("source",),
    "每张台账表一行，写明由谁报送；应报而未报即为缺报。",
)
SECTIONS = (RULES, TARGETS, FRAMEWORKS, CONSTANTS, DUTIES)
