"""An amount that jumps ten-thousandfold between two periods of a unit is a likely slip of 元 and 万元 (M44)."""

import pytest
from workbooks import save, sheet, small_city

from lib.intake import load

EARLIER = "栖枫区离退休干部党建台账（2025年上半年）.xlsx"


@pytest.fixture
def city(tmp_path):
    """The small city with 5,000元 and 2,000元 reported for 2025H1."""
    engine = small_city(f"sqlite:///{tmp_path / 'city.sqlite'}", tmp_path)
    load.load(engine, "2025H1", [save(tmp_path, {"服务保障": sheet("support")}, EARLIER)])
    return engine


def jumps(engine, folder, **changes) -> list[tuple[str, str]]:
    rows = {"服务保障": sheet("support", {f"{name}（元）": value for name, value in changes.items()})}
    [reading] = load.load(engine, "2025H2", [save(folder, rows)]).files
    return [(issue.cell, issue.code) for issue in reading.issues if "疑似" in issue.problem]


def test_half_a_yuan_after_five_thousand_is_told_at_its_cell(city, tmp_path):
    assert jumps(city, tmp_path, 慰问金=0.5) == [("C2", "M44")]


def test_twenty_million_after_two_thousand_is_told_at_its_cell(city, tmp_path):
    assert jumps(city, tmp_path, 慰问品=20_000_000) == [("D2", "M44")]


def test_a_hundredfold_amount_is_none_of_our_business(city, tmp_path):
    assert jumps(city, tmp_path, 慰问金=500_000) == []


def test_the_amount_counts_all_the_same(city, tmp_path):
    report = load.load(city, "2025H2", [save(tmp_path, {"服务保障": sheet("support", {"慰问金（元）": 0.5})})])
    assert [str(row.point("cash_yuan")) for row in report.files[0].sheets[0].rows] == ["0.5"]
    assert not report.refused


def test_a_first_period_has_nothing_to_be_compared_with(tmp_path):
    engine = small_city(f"sqlite:///{tmp_path / 'first.sqlite'}", tmp_path)
    assert jumps(engine, tmp_path, 慰问金=0.5) == []
