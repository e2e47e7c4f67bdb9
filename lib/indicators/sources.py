"""Where the rows of an indicator come from: a fact table and whose returns count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Column, ColumnElement, Table, literal

from lib.schema import SOURCES


class Reporters(StrEnum):
    """Whose returns count. The city's own work committee stands apart from those of the districts."""

    ALL = "区县和市直"
    DISTRICTS = "区县"
    CITY = "市直"


@dataclass(frozen=True, eq=False)
class Source:
    """A fact table as an indicator sees it.

    `name`: key of schema.SOURCES, whose due reporters are in reporting_duty. `listed`: columns shown in a 名单.
    `ledger_fields`: the ledger's name of a column where it is not the column's own (a SQL expression per row).
    `derived_from`: the ledger's fields a column is computed from where the ledger does not state it.
    `every_unit`: each 机关, 事业, 国企 or 学校 fills one row, so that a unit without a row is 缺报.
    `optional`: a part of the ledger that an office may leave out, which is 缺报 and not 0; the words that say so.
    `coarse`: age or health, shown for a district at the finest: below that a person could be found by subtraction.
    """

    name: str
    table: Table
    reporters: Reporters = Reporters.ALL
    listed: tuple[Column, ...] = ()
    ledger_fields: Mapping[str, ColumnElement] = field(default_factory=dict)
    derived_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every_unit: bool = False
    optional: str = ""
    coarse: bool = False

    @property
    def title(self) -> str:
        return SOURCES.get(self.name, self.table.comment)

    @property
    def has_units(self) -> bool:
        return "unit_id" in self.table.c

    @property
    def has_months(self) -> bool:
        return "month" in self.table.c

    def ledger_field(self, column: Column) -> ColumnElement:
        """The name under which the ledger's cell of this column is remembered."""
        return self.ledger_fields.get(column.name, literal(column.name))
