"""What README and docs say is true of the code."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from database_fixtures import A, empty, send_branches
from sqlalchemy import text

from lib import schema
from lib.__main__ import parser
from lib.commands import contract
from lib.errors import DatabaseError
from lib.filters import Filters
from lib.indicators import INDICATORS
from lib.measure import Snapshot, issues, measure, open_snapshot, reporting, rows, trace
from lib.ui.contents import PAGES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)$")
# Written in two parts so that this file does not hold them.
OF_ONE_MACHINE = ("/" + "work/", "/" + "root/", "pythonhosted" + ".org", "pypi" + ".org", "index" + "-url")


def commands() -> list[str]:
    """The commands as `python -m lib --help` lists them."""
    return re.findall(r"^    ([a-z]+)(?:\s|$)", parser().format_help(), re.MULTILINE)


def requirements() -> list[str]:
    lines = [
        line
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    ]
    return [line for line in lines if line and not line.startswith("#")]


def own_texts() -> list[Path]:
    """Every Markdown, Python and TOML file of the repository, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in listed if name.endswith((".md", ".py", ".toml"))]
    return [path for path in paths if path.exists()]


def links(paper: Path) -> set[Path]:
    """The files that a paper links to or shows."""
    found = LINK.findall(paper.read_text(encoding="utf-8"))
    return {(paper.parent / unquote(target)).resolve() for target in found}


def test_the_contract_on_paper_is_that_of_the_schema():
    paper = (ROOT / "docs" / "data-contract.md").read_text(encoding="utf-8")
    told = "run: python -m lib contract --into docs/data-contract.md"
    assert contract.inserted(paper, contract.markdown()) == paper, told
    assert "docs/data-contract.md" in README


@pytest.mark.parametrize("table", schema.metadata.tables.values(), ids=lambda table: table.name)
def test_the_contract_lists_every_column_in_the_order_of_the_table(table):
    listed = contract.markdown().partition(f"**`{table.name}`**")[2].partition("\n\n**")[0].partition("</details>")[0]
    assert re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE) == [column.name for column in table.c]


@pytest.mark.parametrize(
    "row",
    [
        "| `theme_day_n` | integer | 场 |  | yes |  | 主题党日次数 |",
        "| `cash_yuan` | decimal(16,2) | 元 |  | yes |  | 慰问金 |",
        "| `confirmed` | text(2) |  |  | no | 是、否 | 是否已确认 |",
        "| `unit_id` | text(20) |  | PK → `unit.unit_id` | no |  | 单位编号 |",
        "| `lng` | double | ° |  | yes |  | 经度，已换算为WGS-84 |",
    ],
)
def test_a_column_is_described_by_type_unit_key_null_values_and_meaning(row):
    assert row in contract.markdown().splitlines()


def test_the_contract_is_written_between_its_markers_and_nowhere_else():
    old = f"before\n{contract.BEGIN}\nold\n{contract.END}\nafter"
    assert contract.inserted(old, "new") == f"before\n{contract.BEGIN}\nnew\n{contract.END}\nafter"
    with pytest.raises(DatabaseError):
        contract.inserted("no markers", "new")


@pytest.fixture(scope="module")
def views() -> Snapshot:
    """A database with only those tables that an office with views of its own has to serve."""
    engine = empty()
    send_branches(engine, A, {"venue_relation": "无"})
    with engine.begin() as connection:
        for name in contract.MAY_BE_ABSENT:
            connection.execute(text(f"DROP TABLE {name}"))
        for name in contract.MAY_BE_EMPTY:
            connection.execute(text(f"DELETE FROM {name}"))
    return open_snapshot(engine)


@pytest.mark.parametrize("by", [None, "district"])
def test_the_reduced_contract_is_enough_for_every_indicator(views, by):
    found = measure(views, INDICATORS, Filters("2025H2"), by)
    assert {item.key for item in found} == INDICATORS.keys()


def test_the_reduced_contract_is_enough_for_lists_origins_and_reports(views):
    filters = Filters("2025H2")
    assert [item.value for item in measure(views, ["branch_no_venue"], filters)] == [1]
    assert len(rows(views, "branch_no_venue", filters)) == 1
    assert [item.region for item in trace(views, "branch_no_venue", filters)] == ["甲区"]
    assert len(reporting(views, filters).offices) == 4
    assert issues(views, filters) == []


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_every_page_is_in_the_table_of_pages(page):
    assert f"\n| {page.title} | " in README


def test_every_command_is_in_readme():
    assert {"init", "measure", "contract"} <= set(commands())
    assert [name for name in commands() if f"`{name}`" not in README] == []


@pytest.mark.parametrize("line", requirements())
def test_every_requirement_is_pinned_and_has_its_version_and_reason_in_readme(line):
    pin = PIN.match(line)
    assert pin, f"not pinned to one version: {line}"
    assert re.search(rf"^\| {pin[1]} \| {re.escape(pin[2])} \| [^|]+ \| [^|]+ \|$", README, re.MULTILINE)


def test_every_decision_is_linked_from_readme_or_the_architecture():
    linked = links(ROOT / "README.md") | links(ROOT / "docs" / "architecture.md")
    decisions = set((ROOT / "docs" / "decisions").glob("*.md"))
    assert decisions
    assert decisions - linked == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(paper):
    assert [target.name for target in sorted(links(paper)) if not target.exists()] == []


@pytest.mark.parametrize("paper", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_has_status_date_context_decision_and_consequences(paper):
    parts = ("**Status:**", "**Date:**", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n")
    written = paper.read_text(encoding="utf-8")
    assert [written.count(part) for part in parts] == [1] * len(parts)


def test_no_text_names_a_path_or_a_registry_of_one_machine():
    texts = own_texts()
    assert ROOT / "lib" / "schema.py" in texts
    told = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in texts}
    assert {name for name, content in told.items() if any(part in content for part in OF_ONE_MACHINE)} == set()
