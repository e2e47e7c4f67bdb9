"""Whose file it is and of which period: read from titles and file names as offices write them."""

from datetime import date

import pytest

from lib.directory import Directory
from lib.intake.offices import agrees, office_of, period_in, period_name, period_span, region_in


@pytest.mark.parametrize(
    ("title", "period_id"),
    [
        ("澄岚市栖枫区离退休干部党建工作台账（2025年下半年）", "2025H2"),
        ("二〇二五年上半年离退休干部党建台账", "2025H1"),
        ("二零二五年上半年离退休干部党建台账", "2025H1"),
        ("栖枫区台账汇总-2025H2", "2025H2"),
        ("２０２５年　上半年　台账", "2025H1"),
        ("2025年度党建台账", "2025Y"),
        ("2025年全年党建台账", "2025Y"),
        ("截至2025年12月31日　单位：人", "2025H2"),
        ("截止2025年6月30日", "2025H1"),
        ("2025年1-12月党建台账", "2025Y"),
        ("2025年1月1日至2025年12月31日", "2025Y"),
        ("2025年1月至6月服务保障", "2025H1"),
        ("2025年服务保障（1—6月）", "2025H1"),
        ("（2025年7月—12月）", "2025H2"),
        ("2025年第三季度", "2025年第三季度"),
        ("2025年三、四季度", "2025H2"),
        ("2025年7-9月", "2025年7月至2025年9月"),
        ("2024年7月至2025年6月", "2024年7月至2025年6月"),
        ("2023年党建台账", "2023"),
        ("离退休干部党建台账", None),
        ("联系电话：20251234", None),
    ],
)
def test_a_title_names_its_period(title, period_id):
    assert period_in(title) == period_id


@pytest.mark.parametrize(
    ("found", "period_id", "fits"),
    [
        ("2025H2", "2025H2", True),
        ("2025", "2025H2", True),
        ("2025", "2025Y", True),
        ("2025H1", "2025H2", False),
        ("2025Y", "2025H2", False),
        ("2025年第三季度", "2025H2", False),
        ("2024", "2025H2", False),
    ],
)
def test_a_bare_year_agrees_with_every_period_in_it(found, period_id, fits):
    assert agrees(found, period_id) is fits


@pytest.mark.parametrize(
    ("found", "name"), [("2025H2", "2025年下半年"), ("2025", "2025年"), ("2025年第三季度", "2025年第三季度")]
)
def test_what_a_title_says_has_a_name(found, name):
    assert period_name(found) == name


@pytest.mark.parametrize(
    ("period_id", "name", "kind", "flow_start", "as_of", "months"),
    [
        ("2025H1", "2025年上半年", "半年度", date(2025, 1, 1), date(2025, 6, 30), 6),
        ("2025H2", "2025年下半年", "半年度", date(2025, 7, 1), date(2025, 12, 31), 6),
        ("2025Y", "2025年", "年度", date(2025, 1, 1), date(2025, 12, 31), 12),
    ],
)
def test_a_period_spans_its_months(period_id, name, kind, flow_start, as_of, months):
    span = period_span(period_id)
    assert (span.name, span.kind, span.flow_start, span.as_of) == (name, kind, flow_start, as_of)
    assert (len(span.months), span.months[0], span.months[-1]) == (months, f"{flow_start:%Y-%m}", f"{as_of:%Y-%m}")


@pytest.mark.parametrize("text", ["2025H3", "2025", "1999H1", "25H1", "2025h1", ""])
def test_any_other_text_is_no_period(text):
    assert period_span(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("澄岚市栖枫区离退休干部党建台账（2025年下半年）", "栖枫区"),
        ("栖枫2025年下半年台账（最终版）.xlsx", "栖枫区"),
        ("附件：岫谷县离退休干部党建工作台账", "岫谷县"),
        ("栖 枫 区 台账", "栖枫区"),
        ("市直单位离退休干部党建台账", "市直"),
        ("澄岚市市直机关台账", "市直"),
        ("市本级党工委", "市直"),
        ("澄岚市离退休干部党建台账", "市直"),
        ("离退休干部党建台账", None),
        ("", None),
    ],
)
def test_a_text_names_its_region(city, text, label):
    found = region_in(text, city)
    assert (found.label if found else None) == label


def office(city: Directory, titles: list[str], file_name: str, districts: tuple[str, ...] = ()) -> str | None:
    found = office_of(titles, file_name, [city.find_region(name) for name in districts], city)
    return found.label if found else None


def test_titles_are_believed_before_the_file_name_and_the_file_name_before_the_district_column(city):
    assert office(city, ["栖枫区台账"], "映溪区.xlsx", ("岫谷县",)) == "栖枫区"
    assert office(city, ["党建台账"], "映溪区.xlsx", ("岫谷县",)) == "映溪区"
    assert office(city, ["党建台账"], "台账.xlsx", ("岫谷县", "岫谷县")) == "岫谷县"


def test_a_district_outweighs_the_city_in_the_titles_of_one_file(city):
    assert office(city, ["澄岚市支部台账", "栖枫区单位底册"], "台账.xlsx") == "栖枫区"


def test_two_districts_in_one_file_are_no_office(city):
    assert office(city, ["栖枫区台账", "映溪区台账"], "台账.xlsx") is None
    assert office(city, [], "台账.xlsx", ("栖枫区", "映溪区")) is None
    assert office(city, [], "台账.xlsx") is None
