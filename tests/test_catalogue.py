"""The list of indicators: complete, current, and honest about what cannot be measured."""

from collections import Counter
from pathlib import Path

import pytest
from domain_codes import CODES

from lib.__main__ import main
from lib.commands import catalogue
from lib.indicators import INDICATORS
from lib.indicators.pending import PENDING

PAPER = Path(__file__).resolve().parent.parent / "docs" / "indicators.md"


def test_there_are_174_codes():
    assert len(set(CODES)) == len(CODES) == 174


@pytest.mark.parametrize("code", CODES)
def test_every_quantity_is_either_measured_or_says_why_not(code):
    assert (code in INDICATORS) != (code in {item.code for item in PENDING})


def test_nothing_is_pending_twice_or_unheard_of():
    assert Counter(item.code for item in PENDING).keys() <= set(CODES)
    assert len({item.code for item in PENDING}) == len({item.name for item in PENDING}) == len(PENDING)


@pytest.mark.parametrize("item", PENDING, ids=[item.code for item in PENDING])
def test_what_is_pending_has_a_name_and_a_short_reason(item):
    assert item.name
    assert 0 < len(item.reason) <= 50
    assert "。" not in item.reason


def test_what_is_pending_does_not_bear_the_name_of_an_indicator():
    assert not {item.name for item in PENDING} & {item.name for item in INDICATORS.values()}


def test_the_paper_is_what_the_command_prints(capsys):
    assert main(["indicators", "--format", "markdown"]) == 0
    printed = capsys.readouterr().out
    assert PAPER.read_text(encoding="utf-8") == printed, "run: python -m lib indicators --format markdown"


def test_the_paper_has_one_line_per_indicator_under_its_page():
    lines = catalogue.markdown().splitlines()
    for item in INDICATORS.values():
        [at] = [number for number, line in enumerate(lines) if f"| `{item.key}` |" in line and line.count("|") == 9]
        heading = next(line for line in reversed(lines[:at]) if line.startswith("## "))
        assert heading == f"## {item.page}"


@pytest.mark.parametrize(
    ("key", "base", "kind", "source", "grain"),
    [
        ("liaison_rate", "党支部总数", "存量", "支部台账 `branch_period`", "区县和市直、单位、支部"),
        ("venue_total", "", "存量", "活动阵地 `venue_period`", "区县和市直、阵地"),
        ("vol_activity_count", "", "流量", "志愿服务 `volunteer_flow`", "区县和市直、月份、领域"),
        ("staff_total", "", "存量", "党工委配备 `work_committee`", "区县"),
        (
            "funding_per_branch",
            "期末党支部总数",
            "流量，导出",
            "服务保障 `support`、支部台账 `branch_period`",
            "区县和市直、单位",
        ),
        (
            "checkin_rate_by_level",
            "单位底册离退休党员数",
            "存量",
            "单位底册 `cadre_stock`",
            "区县和市直、单位、单位层级",
        ),
    ],
)
def test_a_line_says_base_kind_source_and_grain(key, base, kind, source, grain):
    [line] = [line for line in catalogue.markdown().splitlines() if f"| `{key}` |" in line]
    cells = [cell.strip() for cell in line.split("|")[1:-1]]
    assert cells[4:] == [kind, base, source, grain]


def test_the_paper_lists_what_is_pending_with_the_reason():
    text = catalogue.markdown()
    assert all(f"| `{item.code}` | {item.name} | {item.reason} |" in text for item in PENDING)
