"""Rules, targets, frameworks, constants and duties: taken in from a text or a workbook, written out, switched."""

from lib.intake.standards.reading import Draft, Entry, read
from lib.intake.standards.sections import SECTIONS, Section
from lib.intake.standards.storing import DEFAULTS, current, replace, store, switch
from lib.intake.standards.workbook import write

__all__ = [
    "DEFAULTS",
    "SECTIONS",
    "Draft",
    "Entry",
    "Section",
    "current",
    "read",
    "replace",
    "store",
    "switch",
    "write",
]
