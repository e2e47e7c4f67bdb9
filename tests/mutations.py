"""Finished texts with one number made wrong at a time: what the check says of it, and of the numbers beside it."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lib import formats
from lib.errors import FilterError
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import INDICATORS, Kind
from lib.measure import Snapshot, measure
from lib.speech.drafts import reading, text
from lib.speech.drafts.checking import check
from lib.speech.drafts.text import Draft, Edit
from lib.speech.drafts.verdicts import Checking, Verdict

OPEN = Path(__file__).parent / "drafts" / "open"
PLAIN = re.compile(r"(?:[0-9]+)(?:\.[0-9]+)?(?:万|%|个百分点)?")
WRONG = (Verdict.DIFFERS, Verdict.OTHER)


@dataclass(frozen=True)
class Mutation:
    """One number of one text and what was put in its place. `how`: 换数字, 差一, 换范围, 旧时点, 百分点."""

    file: str
    entry: dict = field(repr=False)
    how: str
    written: str


def answers(folder: Path = OPEN) -> list[dict]:
    """The answers to all finished texts of the folder, each with its `folder`."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("check_*.answers.json")))
    return [item | {"folder": folder} for item in found]


def read(answer: dict) -> Draft:
    path = answer["folder"] / answer["file"]
    return reading.read(path.name, path.read_bytes())


def overlapping(found: Checking, entry: dict, shift: int = 0, length: int | None = None) -> Verdict | None:
    """The verdict on the number at the place of the entry; None where no number was found there."""
    start = entry["start"] + shift
    end = start + (len(entry["text"]) if length is None else length)
    for item in found.numbers:
        if item.paragraph == entry["paragraph"] and item.number.start < end and start < item.number.end:
            return item.verdict
    return None


def judged(entry: dict, verdict: Verdict) -> str:
    """as in the answers, false (right called wrong or wrong called right), or merely another."""
    if verdict == entry["verdict"] or verdict in entry.get("accept", ()):
        return "as in the answers"
    right = entry["verdict"] == Verdict.AGREES
    return "false" if (verdict in WRONG if right else verdict is Verdict.AGREES) else "another"


def mutations(snapshot: Snapshot, count: int, seed: int = 1, folder: Path = OPEN) -> list[Mutation]:
    """So many mutations of numbers that were right, the manners of mutating in turn."""
    chance = random.Random(seed)
    entries = [
        (answer["file"], entry)
        for answer in answers(folder)
        for entry in answer["numbers"]
        if entry["verdict"] == "一致" and PLAIN.fullmatch(entry["text"]) and not entry.get("accept")
    ]
    chance.shuffle(entries)
    found: list[Mutation] = []
    for turn, how in enumerate(_MANNERS):
        for file, entry in entries[turn:] + entries[:turn]:
            if len(found) * len(_MANNERS) >= count * (turn + 1):
                break
            new = _MANNERS[how](snapshot, entry, chance)
            if new and _figure(new) + new[-1] != _figure(entry["text"]) + entry["text"][-1]:
                found.append(Mutation(file, entry, how, new))
    return found


def _figure(written: str) -> str:
    return re.match(r"[0-9.]+", written)[0]


def _other_digit(snapshot: Snapshot, entry: dict, chance: random.Random) -> str:
    """One digit changed; the first never to 0."""
    written = entry["text"]
    places = [place for place, sign in enumerate(written) if sign.isdigit()]
    place = chance.choice(places)
    return written[:place] + chance.choice([one for one in "123456789" if one != written[place]]) + written[place + 1 :]


def _one_off(snapshot: Snapshot, entry: dict, chance: random.Random) -> str:
    written, figure = entry["text"], _figure(entry["text"])
    whole = int(figure.replace(".", "")) + chance.choice((-1, 1))
    decimals = len(figure.partition(".")[2])
    return f"{whole / 10**decimals:.{decimals}f}{written[len(figure) :]}" if whole > 0 else ""


def _value(snapshot: Snapshot, entry: dict, **changed: object) -> str:
    """The number of the entry under another condition, written in the same form."""
    if entry.get("how") != "value" or entry.get("group") or entry.get("organ"):
        return ""
    named = snapshot.directory.find_region(entry["district"]) if entry.get("district") else None
    filters = Filters(
        entry["period"],
        span=entry.get("span") or YEAR_TO_DATE,
        districts=(named.code,) if named else (),
    )
    item, figure = INDICATORS[entry["key"]], _figure(entry["text"])
    try:
        value = measure(snapshot, (entry["key"],), replace(filters, **changed))[0].value
    except FilterError:
        return ""
    if value is None or value <= 0:
        return ""
    size = 10_000 if "万" in entry["text"] else 1
    decimals = len(figure.partition(".")[2])
    if item.kind is Kind.STOCK or size == 1 or value >= size:
        return f"{formats.rounded(value / size, decimals)}{entry['text'][len(figure) :]}"
    return ""


def _elsewhere(snapshot: Snapshot, entry: dict, chance: random.Random) -> str:
    codes = [item.code for item in snapshot.directory.districts if item.name != entry.get("district")]
    return _value(snapshot, entry, districts=(chance.choice(codes),))


def _earlier(snapshot: Snapshot, entry: dict, chance: random.Random) -> str:
    periods = [item.id for item in snapshot.directory.periods]
    place = periods.index(entry["period"])
    return _value(snapshot, entry, period=periods[place - 1]) if place else ""


def _other_sign(snapshot: Snapshot, entry: dict, chance: random.Random) -> str:
    written = entry["text"]
    return written.replace("%", "个百分点") if "%" in written else written.replace("个百分点", "%")


_MANNERS = {"换数字": _other_digit, "差一": _one_off, "换范围": _elsewhere, "旧时点": _earlier, "百分点": _other_sign}


@dataclass
class Outcome:
    """`called_right`: wrong numbers that were called 一致. `called_wrong`: right numbers that were called 不一致 or
    口径或时点不同, as (file, text). `noticed`: mutations with one of these two verdicts."""

    called_right: list[Mutation]
    called_wrong: list[tuple[str, str, str]]
    noticed: int = 0
    total: int = 0


def score(snapshot: Snapshot, several: list[Mutation], folder: Path = OPEN) -> Outcome:
    """Check the text of each mutation."""
    drafts = {answer["file"]: (answer, read(answer)) for answer in answers(folder)}
    outcome = Outcome([], [], total=len(several))
    for one in several:
        answer, draft = drafts[one.file]
        found = check(_with(draft, one), snapshot)
        verdict = overlapping(found, one.entry, length=len(one.written))
        outcome.noticed += verdict in WRONG
        if verdict is Verdict.AGREES:
            outcome.called_right.append(one)
        outcome.called_wrong += _called_wrong(answer, found, one)
    return outcome


def _with(draft: Draft, one: Mutation) -> Draft:
    start = one.entry["start"]
    edit = Edit(one.entry["paragraph"], start, start + len(one.entry["text"]), one.written)
    if draft.docx is not None:
        return reading.read(draft.name, text.edited_docx(draft, [edit]))
    return reading.pasted(text.edited_text(draft, [edit]), draft.name)


def _called_wrong(answer: dict, found: Checking, one: Mutation) -> Iterator[tuple[str, str, str]]:
    """The right numbers of the mutated text that were called wrong."""
    longer = len(one.written) - len(one.entry["text"])
    for entry in answer["numbers"]:
        if entry["verdict"] != "一致" or entry == one.entry:
            continue
        behind = entry["paragraph"] == one.entry["paragraph"] and entry["start"] > one.entry["start"]
        verdict = overlapping(found, entry, shift=longer if behind else 0)
        if verdict in WRONG and verdict not in entry.get("accept", ()):
            yield answer["file"], entry["text"], f"{one.how}：{one.entry['text']}→{one.written}"
