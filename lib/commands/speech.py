"""Commands about drafts of speeches: speech fill, speech check."""

import argparse
import json
from pathlib import Path

from lib import database, settings
from lib.commands import choosing
from lib.directory import Directory
from lib.errors import DraftError
from lib.exports import commented, lists
from lib.exports.docx_page import paper
from lib.filters import Baseline
from lib.measure import Snapshot, open_snapshot
from lib.speech.drafts import checked_telling, checking, filling, reading, telling, text
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.proposing import Filled, Proposal
from lib.speech.drafts.text import Draft
from lib.speech.drafts.verdicts import Checking, Verdict

_BASES = {Baseline.YEAR: "year", Baseline.PREVIOUS: "previous", Baseline.SAME: "same"}


def add(subparsers: argparse._SubParsersAction) -> None:
    speech = subparsers.add_parser("speech", help="numbers of a draft: fill its blanks, check its figures")
    actions = speech.add_subparsers(required=True, metavar="ACTION")
    filled = actions.add_parser("fill", help="propose a number for every blank (X, ××, **, ____) of a draft")
    filled.set_defaults(run=_fill)
    add_draft(filled)
    checked = actions.add_parser("check", help="check every number of a finished draft")
    checked.set_defaults(run=_check)
    add_draft(checked)


def add_draft(parser: argparse.ArgumentParser) -> None:
    """What every command about a draft is told."""
    parser.add_argument("draft", type=Path, metavar="DRAFT", help=".txt or .docx")
    parser.add_argument("--period", help="the period the draft speaks from, e.g. 2025H2; default: by its title")
    parser.add_argument("--district", metavar="NAME", help="whose draft it is, name or code; default: by its title")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")
    parser.add_argument("--json", action="store_true", help="for machines; the fields stand in docs/drafts.md")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="write the result, .txt or .docx")


def draft_of(arguments: argparse.Namespace) -> Draft:
    """The draft that was named. Raises DraftError."""
    try:
        return reading.read(arguments.draft.name, arguments.draft.read_bytes())
    except OSError:
        raise DraftError(f"打不开文稿“{arguments.draft.name}”，请检查路径和权限。") from None


def snapshot_of(arguments: argparse.Namespace) -> Snapshot:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    return open_snapshot(database.reader(url))


def district_of(arguments: argparse.Namespace, snapshot: Snapshot) -> str | None:
    """The region code of the district that was named."""
    return choosing.region_code(snapshot.directory, arguments.district) if arguments.district else None


def write(path: Path, content: bytes) -> None:
    """Raises DraftError where the file cannot be written."""
    try:
        path.write_bytes(content)
    except OSError:
        raise DraftError(f"写不了“{path.name}”，请检查文件夹和权限。") from None


def _fill(arguments: argparse.Namespace) -> int:
    snapshot = snapshot_of(arguments)
    draft = draft_of(arguments)
    suffix = arguments.output.suffix.lower() if arguments.output else ""
    if arguments.output and suffix not in (".txt", ".docx"):
        raise DraftError("结果只能写成.txt或.docx，请改文件名。")
    district = district_of(arguments, snapshot)
    found = filling.fill(draft, snapshot, period=arguments.period, district=district)
    if arguments.output:
        edits = [item.edit for item in found if item.edit]
        notes = telling.note_lines([item.proposal for item in found if item.proposal], snapshot.directory)
        docx = suffix == ".docx"
        plain = "\n".join([text.edited_text(draft, edits), *notes])
        content = text.edited_docx(draft, edits, notes=notes, paper=paper()) if docx else plain.encode()
        write(arguments.output, content)
    if arguments.json:
        print(json.dumps([_row(item, snapshot) for item in found], ensure_ascii=False, indent=1))
    else:
        _tell(draft, found)
    return 0


def _row(item: Filled, snapshot: Snapshot) -> dict[str, object]:
    blank = item.blank
    return {
        "paragraph": blank.paragraph,
        "start": blank.start,
        "end": blank.end,
        "text": blank.text,
        "kind": blank.kind.value,
        "proposal": item.proposal and _proposal(item.proposal, snapshot),
        "runners_up": [_proposal(one, snapshot) for one in item.runners_up],
        "reason": item.reason,
    }


def _proposal(item: Proposal, snapshot: Snapshot) -> dict[str, object]:
    one, directory = item.candidate, snapshot.directory
    filters = one.filters if one else None
    changed = one is not None and one.how in (How.CHANGE, How.GROWTH)
    return {
        "key": item.key or None,
        "how": one.how.value if one else "value",
        "group": one.group[1] if one and one.group else None,
        "district": "、".join(directory.region(code).label for code in filters.districts) or None if filters else None,
        "unit": "、".join(directory.units[unit].name for unit in filters.units) or None if filters else None,
        "period": filters.period if filters else None,
        "span": telling.span_of(item),
        "base": _BASES[filters.baseline] if changed else None,
        "value": float(item.value),
        "text": item.text,
        "score": one.score if one else None,
    }


def _tell(draft: Draft, found: tuple[Filled, ...]) -> None:
    for item in found:
        blank = item.blank
        line = draft.paragraphs[blank.paragraph].text
        around = f"{line[max(0, blank.start - 12) : blank.start]}【{blank.text}】{line[blank.end : blank.end + 8]}"
        said = _said(item.proposal) if item.proposal else "不填"
        print(f"第{blank.paragraph + 1}段 {around}  {blank.kind}  {said}：{item.reason}")
        if item.runners_up:
            print("    其他可能：" + "；".join(map(_said, item.runners_up)))
    print(f"{telling.headline(found)}。")


def _said(item: Proposal) -> str:
    return f"{item.text}（{telling.named(item)}）"


def _check(arguments: argparse.Namespace) -> int:
    """Exit status 1 where a number is wrong or the text contradicts itself."""
    snapshot = snapshot_of(arguments)
    draft = draft_of(arguments)
    suffix = arguments.output.suffix.lower() if arguments.output else ""
    if arguments.output and suffix not in (".csv", ".docx"):
        raise DraftError("核校结果只能写成.docx（批注稿）或.csv（清单），请改文件名。")
    directory = snapshot.directory
    district = district_of(arguments, snapshot)
    found = checking.check(draft, snapshot, period=arguments.period, district=district)
    numbered = list(enumerate(found.numbers, start=1))
    if suffix == ".docx":
        write(arguments.output, commented.write(draft, found, directory))
    elif suffix == ".csv":
        if not numbered:
            raise DraftError("文稿里没有找到要核对的数，没有清单可写。")
        write(arguments.output, lists.csv(checked_telling.rows(draft, numbered, directory)))
    if arguments.json:
        print(json.dumps(checked_telling.as_json(found, directory), ensure_ascii=False, indent=1))
    else:
        _tell_checked(draft, found, directory)
    wrong = found.count(Verdict.DIFFERS) + found.count(Verdict.OTHER) + len(found.slips)
    return 1 if wrong else 0


def _tell_checked(draft: Draft, found: Checking, directory: Directory) -> None:
    for item in found.numbers:
        said = checked_telling.comment(item, directory).replace("\n", "；")
        around = checked_telling.around(draft, item.paragraph, item.number.start, item.number.end)
        print(f"第{item.paragraph + 1}段 {around}  {said}")
    for slip in found.slips:
        around = checked_telling.around(draft, slip.paragraph, slip.start, slip.end)
        print(f"第{slip.paragraph + 1}段 {around}  {checked_telling.slip_comment(slip)}")
    print(f"{checked_telling.headline(found)}。")
