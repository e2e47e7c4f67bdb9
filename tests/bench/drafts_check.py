"""How well finished drafts are checked: `python tests/bench/drafts_check.py [FOLDER] [--mutations N] [-v]`.

FOLDER holds check_* with their .answers.json (see tests/drafts/README.md). Printed: how many numbers were decided, how
many verdicts are those of the answers, how many are false (a wrong number called 一致, a right one 不一致 or
口径或时点不同), which slips were found; then the same for N texts with one number made wrong.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import mutations  # noqa: E402

from lib import database, settings  # noqa: E402
from lib.measure import Snapshot, open_snapshot  # noqa: E402
from lib.speech.drafts.checking import check  # noqa: E402
from lib.speech.drafts.verdicts import Checking, Verdict  # noqa: E402


def numbers(answer: dict, found: Checking, counted: Counter, *, verbose: bool) -> None:
    """Count the verdicts of one text."""
    for entry in answer["numbers"]:
        verdict = mutations.overlapping(found, entry)
        if entry["verdict"] == "not-a-quantity":
            counted["no quantity, yet judged"] += verdict in (Verdict.AGREES, *mutations.WRONG)
            continue
        told = "not found" if verdict is None else mutations.judged(entry, verdict)
        counted["numbers"] += 1
        counted["decided"] += verdict not in (None, Verdict.OPEN)
        counted[told] += 1
        if verbose and told != "as in the answers":
            print(f"  {told}: {entry['context']} ({entry['verdict']}, {entry['key']}) → {verdict}")


def slips(answer: dict, found: Checking, counted: Counter, *, verbose: bool) -> None:
    """Count the slips found, by their paragraph and overlapping text."""
    for wanted in answer.get("slips", ()):
        there = [one for one in found.slips if one.paragraph == wanted["paragraph"]]
        hit = any(one.text in wanted["text"] or wanted["text"] in one.text for one in there)
        counted["slips"] += 1
        counted["slips found"] += hit
        if verbose and not hit:
            print(f"  slip not found: {wanted}")


def mutated(snapshot: Snapshot, count: int, folder: Path) -> None:
    """Print what became of numbers made wrong."""
    outcome = mutations.score(snapshot, mutations.mutations(snapshot, count, folder=folder), folder)
    print(f"{outcome.total} mutations: {outcome.noticed} noticed")
    print(f"wrong numbers called right: {len(outcome.called_right)}")
    for one in outcome.called_right:
        print(f"  {one.file} {one.how}: {one.entry['context']} → {one.written}")
    print(f"right numbers called wrong: {len(outcome.called_wrong)}")
    for one in outcome.called_wrong:
        print("  " + " ".join(one))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=mutations.OPEN)
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    snapshot = open_snapshot(database.reader(settings.settings().database_url))
    counted: Counter = Counter()
    for answer in mutations.answers(arguments.folder):
        print(answer["file"])
        found = check(mutations.read(answer), snapshot)
        numbers(answer, found, counted, verbose=arguments.verbose)
        slips(answer, found, counted, verbose=arguments.verbose)
    print(", ".join(f"{name}: {count}" for name, count in counted.items()))
    if arguments.mutations:
        mutated(snapshot, arguments.mutations, arguments.folder)


if __name__ == "__main__":
    main()
