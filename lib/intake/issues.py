"""What the intake has to say about a ledger: findings about one text, issues with their address."""

from dataclasses import dataclass
from enum import StrEnum

RAW_SHOWN = 40


class Level(StrEnum):
    """How much a finding costs: nothing, a second look, or the value itself."""

    NOTE = "提示"
    WARNING = "警告"
    REJECTION = "拒绝"


@dataclass(frozen=True)
class Finding:
    """Something noticed about one raw text, which does not know yet where that text stands.

    `problem` is a Chinese clause without address and without the closing 。; `remedy` says how to mend it
    and is "" where nothing is to be done. Neither ever repeats a text that was not understood.
    """

    code: str
    level: Level
    problem: str
    remedy: str


@dataclass(frozen=True)
class Issue:
    """A finding with its address.

    `cell` is "B3", a range "O5:O37", "sheet" or "file". `raw` is cut to 40 characters; the caller leaves it ""
    where it could be personal data.
    """

    code: str
    level: Level
    file: str
    sheet: str
    cell: str
    problem: str
    remedy: str
    field: str = ""
    raw: str = ""
    scope: str = "cell"
    status: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "raw", self.raw[:RAW_SHOWN])

    def __str__(self) -> str:
        """One or two Chinese sentences: where, what stood there, why it matters, how to mend it."""
        steps = (
            self.file,
            "" if self.cell == "file" else self.sheet,
            "" if self.cell in ("sheet", "file") else self.cell,
        )
        where = " › ".join(step for step in steps if step)
        shown = f" 填的是“{'↵'.join(self.raw.splitlines())}”" if self.raw else ""
        return f"{where}{shown}：" + "".join(f"{clause}。" for clause in (self.problem, self.remedy) if clause)
