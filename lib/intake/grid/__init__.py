"""One ledger file → plain grids of raw cell values with addresses. Nothing is interpreted here.

Rows and columns count from 1, as the office sees them in Excel.
"""

from lib.intake.grid.model import Book, Merge, Sheet, address
from lib.intake.grid.reading import read
from lib.intake.grid.refusal import RefusedError

__all__ = ["Book", "Merge", "RefusedError", "Sheet", "address", "read"]
