"""What one ledger cell says: a normalised value and the findings made on the way.

Every reader (`number`, `day`, `choice`, `text`) takes any raw content and never raises: what cannot be read is
缺报 with a rejection, so that wrong input never becomes a wrong number. Codes M04–M43 are those of the list of
messy inputs; N01 is "not one of the allowed values", N02 is "cannot be read at all".
"""

from lib.intake.values.cleaning import clean
from lib.intake.values.dates import day
from lib.intake.values.model import Number, Precision, Status, Uncomputed, Value
from lib.intake.values.numbers import number
from lib.intake.values.words import choice, text

__all__ = ["Number", "Precision", "Status", "Uncomputed", "Value", "choice", "clean", "day", "number", "text"]
