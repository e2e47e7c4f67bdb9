"""What an office's ledgers add up to: the bases of what it reports about itself."""

from dataclasses import dataclass
from functools import cache

from lib.demo.branches import branches
from lib.demo.people import people
from lib.schema import INFOBASE_ITEMS


@dataclass(frozen=True)
class Totals:
    """`members`: in branches that count members."""

    branches: int
    mixed: int
    members: int
    lixiu: int
    cadres: int

    def item(self, name: str) -> int:
        """The figure behind one of the INFOBASE_ITEMS."""
        return (self.branches, self.mixed, self.members, self.lixiu)[INFOBASE_ITEMS.index(name)]


@cache
def totals(region_code: str, index: int) -> Totals:
    present = [item for item in branches(region_code) if item.is_branch and item.retired[index] is not None]
    stocks = [item.stocks[index] for item in people(region_code)]
    return Totals(
        branches=len(present),
        mixed=sum(item.form_in(index) == "与在职混建" for item in present),
        members=sum(item.retired[index] or 0 for item in present if item.holds_elections),
        lixiu=sum(stock.lixiu for stock in stocks),
        cadres=sum(stock.lixiu + stock.tuixiu for stock in stocks),
    )
