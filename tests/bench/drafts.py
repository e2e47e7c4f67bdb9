"""How well drafts are filled: `python tests/bench/drafts.py [FOLDER] [-v]` prints the figures of issue 6 for fill_*.

FOLDER holds drafts with their .answers.json (see tests/drafts/README.md); each is filled by the command line itself,
with nothing said of period or district, and its --json is held against the answers.
"""

import argparse
import contextlib
import io
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from lib.__main__ import main  # noqa: E402


def filled(path: Path) -> list[dict]:
    """What the command proposes for one draft."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["speech", "fill", str(path), "--json"])
    return json.loads(out.getvalue())


def judged(answer: dict, found: dict | None) -> str:
    """right, wrong, blank (a number was to be had), left (none was, and none was given), lost."""
    if found is None:
        return "lost" if answer["kind"] == "数量" else "left"
    proposal = found["proposal"]
    if answer.get("key") is None and answer["kind"] != "周年":
        return "wrong" if proposal else "left"
    if proposal is None:
        return "blank"
    return "right" if _agrees(answer, proposal) else "wrong"


def _agrees(answer: dict, proposal: dict) -> bool:
    if answer["kind"] == "周年":
        return str(answer["printed"]) == proposal["text"]
    same = proposal["key"] == answer["key"] and proposal["period"] == answer["period"]
    where = (proposal["district"], proposal["unit"]) == (answer["district"], answer["organ"])
    if answer.get("value") is None:
        return False
    value = Decimal(str(answer["value"])).copy_abs()
    return same and where and abs(Decimal(str(proposal["value"])).copy_abs() - value) <= value * Decimal("0.0005")


def scores(path: Path, verbose: bool) -> Counter:
    answers = json.loads(path.with_name(f"{path.stem}.answers.json").read_text(encoding="utf-8"))["blanks"]
    found = {(item["paragraph"], item["start"]): item for item in filled(path)}
    tally: Counter = Counter()
    for answer in answers:
        item = found.pop((answer["paragraph"], answer["start"]), None)
        verdict = judged(answer, item)
        quantity = answer["kind"] == "数量"
        tally["quantities"] += quantity
        tally["quantities found"] += quantity and item is not None and item["kind"] == "数量"
        tally["names filled"] += answer["kind"] == "名称" and bool(item and item["proposal"])
        tally["kinds right"] += item is not None and item["kind"] == answer["kind"]
        tally["blanks"] += 1
        if quantity:
            tally[f"with answer: {verdict}" if answer.get("key") else f"to be left: {verdict}"] += 1
        if verbose and (verdict in ("wrong", "blank", "lost") or not item or item["kind"] != answer["kind"]):
            _tell(answer, item, verdict)
    tally["not in the answers"] += len(found)
    if verbose:
        for item in found.values():
            print("   EXTRA", item["paragraph"], item["start"], item["text"], item["kind"])
    return tally


def _tell(answer: dict, item: dict | None, verdict: str) -> None:
    wanted = [answer.get(name) for name in ("kind", "key", "how", "district", "organ", "period", "span", "printed")]
    print(f"  {verdict.upper()} {answer['paragraph']}:{answer['start']} {answer['context']} want {wanted}")
    if item:
        print(f"      got {item['kind']} {item['proposal']} {item['reason']}")
        print(f"      runners-up {[(one['key'], one['how'], one['score']) for one in item['runners_up']]}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.1f}%" if whole else "none"


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "drafts" / "open")
    parser.add_argument("-v", "--verbose", action="store_true", help="every blank that is not right")
    arguments = parser.parse_args()
    total: Counter = Counter()
    for path in sorted(arguments.folder.glob("fill_*")):
        if path.suffix in (".txt", ".docx"):
            if arguments.verbose:
                print(path.name)
            total += scores(path, arguments.verbose)
    answered = {name: total[f"with answer: {name}"] for name in ("right", "wrong", "blank", "lost")}
    print("数量空格找到", _share(total["quantities found"], total["quantities"]))
    print("分类正确", _share(total["kinds right"], total["blanks"]))
    print("名称被填", total["names filled"])
    print("首选正确（占有答案的）", _share(answered["right"], sum(answered.values())))
    print(
        "首选正确（占给出的）",
        _share(answered["right"], total["to be left: wrong"] + answered["right"] + answered["wrong"]),
    )
    print(
        "错填",
        answered["wrong"],
        "＋应留空而填",
        total["to be left: wrong"],
        "；应填而留空",
        answered["blank"] + answered["lost"],
    )
    print("答案之外的空格", total["not in the answers"])


if __name__ == "__main__":
    run()
