"""A share of all branches against their number elsewhere in the text.

61个离退休干部党支部 … 5个支部没有场所，占支部总数的10.3%: it is 8.2%.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lib import formats
from lib.speech.drafts.lines import Fault, Line

_ALL = re.compile(r"(?<![\d.])(?P<count>\d+)个(?:离退休干部|老干部)党支部")
_PART = re.compile(
    r"(?<![\d.])(?P<part>\d+)个(?:离退休干部|老干部)?(?:党)?支部[^，。；、\d]{0,14}[，,]占(?:党)?支部总数的"
    r"(?P<share>\d+(?:\.(?P<places>\d+))?)%"
)


def bases(lines: Sequence[Line]) -> Iterator[tuple[Line, Fault]]:
    """Only where the text has a single number of branches, and has it before."""
    wholes: dict[int, int] = {}  # the number and the line of its first mention
    for line in lines:
        for match in _ALL.finditer(line.plain):
            wholes.setdefault(int(match["count"]), line.number)
    if len(wholes) != 1:
        return
    [(whole, first)] = wholes.items()
    for line in lines:
        for match in _PART.finditer(line.plain):
            places = len(match["places"] or "")
            exact = Decimal(match["part"]) * 100 / whole if whole else Decimal(0)
            wrong = abs(exact - Decimal(match["share"])) * 2 > Decimal(10) ** -places
            if line.number > first and int(match["part"]) < whole and wrong:
                shown = formats.percent(exact, places)
                yield line, Fault(*match.span(), "占比与基数不符", f"{match['part']}个占{whole}个的{shown}", shown)
