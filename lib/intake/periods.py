"""Until when the ledgers of a period are due."""

from datetime import date

from sqlalchemy import Engine, select, update

from lib import schema
from lib.errors import IntakeError
from lib.intake.files import check_period


def set_deadline(engine: Engine, period_id: str, deadline: date) -> None:
    """Every office owes its ledgers of the period by this day. IntakeError for a period without data, or a day before
    the period is over."""
    period, known = check_period(period_id), schema.period.c
    with engine.begin() as connection:
        found = connection.execute(select(known.as_of_date).where(known.period_id == period.id)).scalar()
        if found is None:
            raise IntakeError(f"没有期次{period.id}的数据。请先导入台账。")
        if deadline <= found:
            raise IntakeError(f"截止日{deadline}不在期末{found}之后，没有改动。")
        connection.execute(update(schema.period).where(known.period_id == period.id).values(deadline=deadline))
