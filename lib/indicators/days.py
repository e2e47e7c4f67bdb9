"""Days counted on from a date, in the words of each database engine."""

from sqlalchemy import Date, Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_after(FunctionElement):  # noqa: N801 - reads as the SQL function it stands for
    """`days_after(date, n)`: the date n days later, comparable with any date column."""

    type = Date()
    inherit_cache = True

    def __init__(self, day, number: int) -> None:
        super().__init__(day, bindparam(None, number, Integer, literal_execute=True))


@compiles(days_after)
def _standard(element: days_after, compiler, **options) -> str:
    day, number = element.clauses
    return f"({compiler.process(day, **options)} + {compiler.process(number, **options)})"


@compiles(days_after, "sqlite")
def _sqlite(element: days_after, compiler, **options) -> str:
    day, number = element.clauses
    return f"date({compiler.process(day, **options)}, {compiler.process(number, **options)} || ' days')"


@compiles(days_after, "mysql")
@compiles(days_after, "mariadb")
def _mysql(element: days_after, compiler, **options) -> str:
    day, number = element.clauses
    return f"DATE_ADD({compiler.process(day, **options)}, INTERVAL {compiler.process(number, **options)} DAY)"
