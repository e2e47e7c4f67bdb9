"""One sheet of a ledger: its rows as normalised values, and everything that was noticed, with addresses."""

from lib.intake.sheets.reading import SheetReading, read_sheet
from lib.intake.sheets.rows import Row

__all__ = ["Row", "SheetReading", "read_sheet"]
