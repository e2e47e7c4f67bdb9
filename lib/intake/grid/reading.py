"""One ledger file → its book, by what it contains."""

from pathlib import Path

from lib.intake.grid.delimited import read_delimited
from lib.intake.grid.formats import Format, recognise
from lib.intake.grid.limits import check_size
from lib.intake.grid.model import Book
from lib.intake.grid.refusal import RefusedError, refused
from lib.intake.grid.workbook import read_workbook


def read(path: Path) -> Book:
    """Read a workbook or CSV by its content. Raises RefusedError, and nothing else, for a file that cannot be taken."""
    try:
        return _read(path)
    except RefusedError:
        raise
    except Exception:
        # The parsers fail in dozens of ways on damaged files, and their messages may quote cells: none is kept.
        raise refused("文件无法读取，可能已损坏或不是Excel工作簿") from None


def _read(path: Path) -> Book:
    check_size(path.stat().st_size)
    data = path.read_bytes()
    load = read_workbook if recognise(data) is Format.WORKBOOK else read_delimited
    return load(path, data)
