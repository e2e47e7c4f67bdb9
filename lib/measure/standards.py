"""Rules and targets as the database states them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from lib.directory import Directory
from lib.schema import rule, target


@dataclass(frozen=True)
class Rule:
    """`op` and `threshold` say when it is breached, rates in per cent; None where the target of the indicator decides,
    or, with `indicator_key`, where the rule is a basis only. `severity` is None where the force decides."""

    id: str
    name: str
    indicator_key: str | None
    op: str | None
    threshold: Decimal | None
    force: str
    severity: str | None
    source_doc: str
    certainty: str
    enabled: bool


@dataclass(frozen=True)
class Target:
    """What is to be reached: `lo` for >= and =, `lo` to `hi` for 区间. `due_on` is None where no date was set.
    `per`: 全市 for the total only, 各区县 for each district only and not for the city's own units, None for all."""

    indicator_key: str
    op: str
    lo: Decimal
    hi: Decimal | None
    due_on: date | None
    source_doc: str
    per: str | None = None

    def covers(self, group: str | None, directory: Directory) -> bool:
        """Whether it is meant for the region with this code, None the whole city."""
        if self.per is None:
            return True
        return group is None if self.per == "全市" else group in {region.code for region in directory.districts}


def rules(connection: Connection) -> tuple[Rule, ...]:
    """All rules in the order of their numbers, those switched off included."""
    rows = connection.execute(select(rule).order_by(rule.c.rule_id))
    return tuple(
        Rule(
            id=row.rule_id,
            name=row.name,
            indicator_key=row.indicator_key,
            op=row.op,
            threshold=row.threshold,
            force=row.force,
            severity=row.severity,
            source_doc=row.source_doc,
            certainty=row.certainty,
            enabled=row.enabled == "是",
        )
        for row in rows
    )


def targets(connection: Connection) -> Mapping[str, Target]:
    """By indicator; the last one entered where there are several."""
    rows = connection.execute(select(target).order_by(target.c.target_id))
    return {
        row.indicator_key: Target(
            row.indicator_key, row.op, row.value_lo, row.value_hi, row.due_on, row.source_doc, row.per
        )
        for row in rows
    }
