"""A sentence is said where its numbers are known and its conditions hold; otherwise it is withheld and says why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import insert

from lib import schema
from lib.access import EVERYTHING, Scope, within
from lib.filters import YEAR_TO_DATE, Filters
from lib.measure import open_snapshot
from lib.settings import ROOT
from lib.speech import sentences_telling as telling
from lib.speech.sentences import SCOPES
from lib.speech.sentences_facts import gather, scope_of
from lib.speech.sentences_file import SentencesError, read
from lib.speech.sentences_guard import GuardError, parse, why_not

NOW = Filters("2025H2")
SHIPPED = ROOT / "data" / "sentences.toml"
BRANCHES = "截至{截至}，{范围}有党支部{branch_total:可约}。"


@pytest.fixture
def engine():
    return given.empty()


@pytest.fixture
def tell(engine, tmp_path: Path) -> Callable[..., telling.Sentence]:
    """`tell(text, ...)`: what one sentence comes to in the tiny city; further fields as TOML."""

    def told(text: str, *, more: str = "", filters: Filters = NOW, choices: dict[str, str] | None = None):
        patterns = written(tmp_path, f'[[sentence]]\nid = "S"\nsubject = "支部"\ntext = """{text}"""\n{more}')
        facts = gather(open_snapshot(engine), patterns, filters, EVERYTHING)
        [one] = telling.tell(patterns, facts, scope_of(filters), choices)
        return one

    return told


def written(folder: Path, text: str):
    path = folder / "sentences.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def everybody_sends(engine, **numbers: int) -> None:
    """Branches of each office, one each unless stated."""
    for region, name in ((A, "a"), (B, "b"), (C, "c"), (CITY, "city")):
        given.send_branches(engine, region, *[{}] * numbers.get(name, 1))


# ---- what is said ----------------------------------------------------------------------------------------------------


def test_a_sentence_says_date_scope_and_number_with_its_unit(engine, tell):
    everybody_sends(engine, a=3)
    one = tell(BRANCHES)
    assert one.text == "截至2025年12月31日，全市有党支部6个。"
    assert [(number.key, number.reading.value) for number in one.numbers] == [("branch_total", 6)]


def test_the_same_sentence_fits_a_district_and_a_unit(engine, tell):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U1"}, {"unit_id": "U2"})
    assert tell(BRANCHES, filters=replace(NOW, districts=(A,))).text == "截至2025年12月31日，甲区有党支部3个。"
    assert tell(BRANCHES, filters=replace(NOW, units=("U1",))).text == "截至2025年12月31日，甲区教育局有党支部2个。"


def test_an_account_held_to_a_district_gets_the_sentences_of_its_district(engine, tmp_path):
    everybody_sends(engine, a=3)
    scope = Scope(regions=frozenset({A}))
    whole = open_snapshot(engine)
    own = replace(whole, directory=within(whole.directory, scope))
    patterns = written(tmp_path, f'[[sentence]]\nid = "S"\nsubject = "支部"\nscopes = ["区县"]\ntext = "{BRANCHES}"')
    [one] = telling.tell(patterns, gather(own, patterns, NOW, scope), scope_of(NOW, scope))
    assert one.text == "截至2025年12月31日，甲区有党支部3个。"


def test_an_indicator_may_be_written_by_its_name(engine, tell):
    everybody_sends(engine)
    assert "4个" in tell("截至{截至}，共{离退休干部党支部数}。").text


def test_who_has_not_reported_is_named_in_the_sentence(engine, tell):
    given.send_branches(engine, A, {})
    assert tell(BRANCHES).text == "截至2025年12月31日，全市有党支部1个（乙区、丙县、市直缺报，未计入）。"


def test_an_office_with_a_missing_cell_is_named_as_missing_in_part(engine, tell):
    given.send_branches(engine, A, {"liaison_n": None})
    for region in (B, C, CITY):
        given.send_branches(engine, region, {"liaison_n": 0})
    assert tell("截至{截至}，未配联络员{branch_no_liaison}。").text == (
        "截至2025年12月31日，未配联络员3个（甲区部分数据缺报，未计入）。"
    )


def test_a_flow_is_said_of_its_months(engine, tell):
    for region in (A, B, C, CITY):
        given.send_months(engine, region, {"2025-07": 2, "2025-12": 1})
    assert tell("{时段}，{范围}开展活动{vol_activity_count}。").text == "2025年下半年，全市开展活动12次。"


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ("2025年7—12月", "2025年下半年"),
        ("2025年1—6月", "2025年上半年"),
        ("2025年1—12月", "2025年"),
        ("2025年1—9月", "2025年1—9月"),
    ],
)
def test_half_years_and_years_have_their_names(months, said):
    assert telling.span(months) == said


def test_a_change_is_against_the_end_of_last_year_whatever_is_chosen(engine, tell):
    everybody_sends(engine, a=4)
    for region in (A, B, C, CITY):
        given.send_branches(engine, region, {}, period="2024H2")
    assert tell("截至{截至}，支部{branch_total:较上年底}。").text == "截至2025年12月31日，支部较上年底增加3个。"


def test_without_the_other_side_a_change_is_withheld(engine, tell):
    everybody_sends(engine)
    one = tell("截至{截至}，支部{branch_total:较上年底}。")
    assert (one.body, one.missing) == ("", True)
    assert "上年底" in one.reason


def aim(engine, key: str, lo: int) -> None:
    row = {"indicator_key": key, "op": ">=", "value_lo": lo, "source_doc": "会议要求"}
    with engine.begin() as connection:
        connection.execute(insert(schema.target).values(row))


@pytest.mark.parametrize(
    ("passed", "said"),
    [(1, "低于50%的年度目标25.0个百分点"), (2, "达到50%的年度目标"), (3, "高于50%的年度目标25.0个百分点")],
)
def test_a_rate_stands_beside_its_target(engine, tell, passed, said):
    """Of four sponsored branches one, two or three pass."""
    aim(engine, "sponsored_pass_rate", 50)
    given.send_standings(engine, A, *[(5, 0, 0)] * passed, *[(4, 1, 0)] * (4 - passed))
    text = "截至{截至}，达标率{sponsored_pass_rate:较目标}。"
    assert said in tell(text, filters=replace(NOW, districts=(A,))).text


def test_without_a_target_nothing_stands_beside_it(engine, tell):
    given.send_standings(engine, A, (5, 0, 0))
    assert "没有目标值" in tell("截至{截至}，{sponsored_pass_rate:较目标}。").reason


def test_the_lowest_of_several_is_named_with_the_districts_below_the_whole(engine, tell):
    """Liaisons 1 of 4, secretaries vacant 2 of 4: the first is the lowest, and two of three districts are below it."""
    given.send_branches(engine, A, {"liaison_n": 1, "assistant_n": 1})
    for region in (B, C):
        given.send_branches(engine, region, {"liaison_n": 0, "assistant_n": 1})
    given.send_branches(engine, CITY, {"liaison_n": 0, "assistant_n": 1})
    more = 'lowest = { liaison_rate = "联络员", assistant_rate = "助理员" }'
    one = tell("截至{截至}，{最低项:名称}最低，为{最低项}，{最低项:低于全市}个区县低于全市。", more=more)
    assert one.text == "截至2025年12月31日，联络员最低，为25.0%，2个区县低于全市。"


def test_the_first_variant_whose_conditions_hold_is_said(engine, tell):
    more = '[[sentence.variants]]\ntext = "截至{截至}，只有{branch_total}。"\nwhen = ["branch_total < 5"]'
    everybody_sends(engine)
    assert "只有4个" in tell(BRANCHES, more=more).text
    everybody_sends(engine)
    assert "有党支部8个" in tell(BRANCHES, more=more).text


# ---- exact or round --------------------------------------------------------------------------------------------------


def test_a_round_number_is_said_where_it_is_true_and_only_there(engine, tell):
    everybody_sends(engine, a=96)  # 99 in all
    assert "有党支部近百个" in tell(BRANCHES, choices={"S.branch_total": "近百"}).text
    assert "有党支部99个" in tell(BRANCHES, choices={"S.branch_total": "百余"}).text


def test_a_number_offers_round_ones_only_where_the_pattern_allows_it(engine, tell):
    everybody_sends(engine, a=96)
    [number] = tell(BRANCHES.replace(":可约", "")).numbers
    assert number.options == ()


def test_an_interval_is_never_approximated_a_second_time(engine, tell):
    """约32 teams of a district stand for 29 to 35."""
    note = {"row_key": 1, "field": "teams_n", "precision": "约数", "lo": 29, "hi": 35}
    given.send_rows(engine, "volunteers", A, {"teams_n": 32}, notes=(note,))
    [number] = tell("截至{截至}，团队{vol_team_count:可约}。", filters=replace(NOW, districts=(A,))).numbers
    assert (number.text, number.options) == ("约32个", ())


def test_the_usual_round_number_has_no_tone(engine, tell):
    everybody_sends(engine, a=17)  # 20 in all: only 不少于 and 几十 are true
    [number] = tell(BRANCHES).numbers
    assert {one.text for one in number.options} == {"不少于20", "几十"}
    assert number.usual is None


# ---- withheld --------------------------------------------------------------------------------------------------------


def test_what_nobody_has_reported_is_withheld_as_missing(engine, tell):
    one = tell(BRANCHES)
    assert (one.text, one.missing, one.key) == ("", True, "branch_total")
    assert "缺报" in one.reason


def test_a_condition_that_fails_is_told_with_its_numbers(engine, tell):
    everybody_sends(engine)
    one = tell(BRANCHES, more='guards = ["branch_total > 10"]')
    assert one.reason == "要求“离退休干部党支部数 > 10”，实际为4"
    assert not one.missing


def test_a_complete_sentence_names_who_is_missing(engine, tell):
    given.send_branches(engine, A, {})
    one = tell(BRANCHES, more="complete = true")
    assert one.reason.startswith("乙区、丙县、市直缺报")
    assert one.missing


def committees(engine, *approved: str) -> None:
    for region, answer in zip((A, B, C), approved, strict=False):
        given.send_rows(engine, "committee", region, {"approved": answer})


ALL = "截至{截至}，{committee_established:数}个区县均已批复。"


def test_all_is_said_of_all_and_of_nobody_missing(engine, tell):
    committees(engine, "是", "是", "是")
    assert tell(ALL, more='all = ["committee_established_rate"]').text.endswith("3个区县均已批复。")


@pytest.mark.parametrize(("approved", "why"), [(("是", "是", "否"), "3个中只有2个"), (("是", "是"), "丙县缺报")])
def test_all_is_not_said_of_some_or_with_somebody_missing(engine, tell, approved, why):
    committees(engine, *approved)
    assert why in tell(ALL, more='all = ["committee_established_rate"]').reason


def test_a_base_of_zero_is_a_reason_and_no_number(engine, tell):
    given.send_branches(engine, A, {"setting_form": "非建制功能型"})
    one = tell("截至{截至}，占{branch_mixed_rate}。", filters=replace(NOW, districts=(A,)))
    assert "分母" in one.reason


def test_a_sentence_that_a_grain_does_not_allow_says_so(engine, tell):
    one = tell("{时段}，培训{training_session_count}。", filters=replace(NOW, units=("U1",)))
    assert "不能按单位筛选" in one.reason


@pytest.mark.parametrize("slot", ["branch_total:分母", "branch_total:类别"])
def test_what_a_number_does_not_have_is_withheld_and_never_a_dash(engine, tell, slot):
    everybody_sends(engine)
    assert "没有可说的" in tell(f"截至{{截至}}，{{{slot}}}个。").reason


def test_districts_below_the_whole_are_counted_for_the_whole_city_only(engine, tell):
    for region, count in ((A, 1), (B, 0), (C, 0), (CITY, 1)):
        given.send_branches(engine, region, {"liaison_n": count})
    text = "截至{截至}，{liaison_rate:低于全市}个区县低于平均。"
    assert "2个区县" in tell(text).text
    assert "没有可与全市相比" in tell(text, filters=replace(NOW, districts=(A,))).reason


def test_numbers_of_different_dates_do_not_share_a_sentence(engine, tell):
    """全国党员总数 is of 2019."""
    everybody_sends(engine)
    given.add_constant(engine, "national_members", 91_914_000, date(2019, 12, 31))
    one = tell("截至{截至}，有支部{branch_total}，全国党员{ref_national_members}。")
    assert "时点不同" in one.reason


# ---- paragraphs ------------------------------------------------------------------------------------------------------


def test_a_paragraph_says_a_date_once_and_what_is_missing_once(engine, tmp_path):
    given.send_branches(engine, A, {}, {})
    text = "".join(
        f'[[sentence]]\nid = "{key}"\nsubject = "支部"\ntext = "截至{{截至}}，{{范围}}{words}{{{key}}}。"\n'
        for key, words in (("branch_total", "有支部"), ("branch_standalone", "单独组建"))
    )
    patterns = written(tmp_path, text)
    told = telling.tell(patterns, gather(open_snapshot(engine), patterns, NOW, EVERYTHING), SCOPES[0])
    assert telling.paragraph(told) == (
        "截至2025年12月31日，全市有支部2个。全市单独组建2个。以上各数，乙区、丙县、市直缺报，未计入。"
    )
    assert telling.headline(told) == "2句中2句可用"


def test_the_headline_counts_what_is_withheld_and_why(engine, tmp_path):
    everybody_sends(engine)
    text = "".join(
        f'[[sentence]]\nid = "{number}"\nsubject = "支部"\ntext = "截至{{截至}}，{{{key}}}。"\nguards = ["{guard}"]\n'
        for number, (key, guard) in enumerate(
            (("branch_total", "branch_total > 0"), ("branch_total", "branch_total > 9"), ("uni_count", "uni_count > 0"))
        )
    )
    patterns = written(tmp_path, text)
    told = telling.tell(patterns, gather(open_snapshot(engine), patterns, NOW, EVERYTHING), SCOPES[0])
    assert telling.headline(told) == "3句中1句可用，1句因缺报、1句因条件不符暂不提供"


# ---- conditions ------------------------------------------------------------------------------------------------------

NUMBERS = {("lixiu_total", ""): 3, ("tuixiu_total", ""): 7, ("cadre_total", ""): 10, ("liaison_rate", "分母"): 8}


def holds(text: str) -> bool:
    known = {place: Decimal(value) for place, value in NUMBERS.items()}
    return why_not(parse(text), lambda key, part: known.get((key, part))) == ""


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("lixiu_total + tuixiu_total = cadre_total", True),
        ("cadre_total - tuixiu_total = lixiu_total", True),
        ("离休干部数 + 退休干部数 = 离退休干部总数", True),
        ("lixiu_total >= 3", True),
        ("lixiu_total > 3", False),
        ("lixiu_total != 3", False),
        ("分母(liaison_rate) >= 80% * cadre_total", True),
        ("分母(liaison_rate) >= 81% * cadre_total", False),
        ("2 * lixiu_total < tuixiu_total", True),
        ("branch_total > 0", False),
    ],
)
def test_a_condition_compares_sums_of_parts(text, fits):
    assert holds(text) is fits


@pytest.mark.parametrize(
    "text",
    ["", "lixiu_total", "a = b = c", "lixiu_total > ", "__import__('os') = 1", "lixiu_total * 2 > 1", "lixiu_totl > 1"],
)
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(GuardError):
        parse(text)


# ---- the file --------------------------------------------------------------------------------------------------------


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(SentencesError) as raised:
        written(folder, text)
    return str(raised.value).splitlines()[1:]


HEAD = '[[sentence]]\nid = "S"\nsubject = "支部"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + 'text = "截至{截至}，{branch_totl}。"', "branch_total"),
        (HEAD + 'text = "截至{截至}，{branch_total:大约}。"', "没有写法“大约”"),
        (HEAD + 'text = "截至{截至}，{branch_total。"', "花括号不成对"),
        (HEAD + 'text = "截至{截至}，{branch_total}"', "没有以“。”结尾"),
        (HEAD + 'text = "共{branch_total}。"', "有存量而没有{截至}"),
        (HEAD + 'text = "截至{截至}，{vol_activity_count}。"', "有流量而没有{时段}"),
        (HEAD + 'text = "截至{截至}，{branch_total:同比}。"', "是存量"),
        (HEAD + 'text = "{时段}，{vol_person_times:数}人。"', "人与人次不能混用"),
        (HEAD + 'text = "截至{截至}，{branch_total}。"\nscopes = ["全省"]', "没有范围“全省”"),
        (HEAD + 'text = "截至{截至}，{branch_total}。"\nguard = []', "没有“guard”这一项"),
        (HEAD + 'text = "截至{截至}，{branch_total}。"\nguards = ["branch_total"]', "读不懂"),
        (HEAD + 'text = "截至{截至}，{最低项}。"', "没有lowest"),
        (HEAD + 'text = "截至{截至}，{最低项:较上年底}。"\nlowest = { liaison_rate = "联络员" }', "没有写法“较上年底”"),
        (HEAD + 'text = "截至{截至}，{branch_total:年份}。"', "没有年份"),
        (HEAD + 'text = "截至{截至}，{branch_total:名称}。"', "只有最低项有短名"),
        (HEAD, "缺少text"),
        ('[[sentence]]\ntext = "截至{截至}，{branch_total}。"', "缺少id"),
        (f'{HEAD}text = "截至{{截至}}，{{branch_total}}。"\n' * 2, "编号重复"),
        ("rule = 1", "没有“rule”这一项"),
    ],
)
def test_a_fault_names_its_sentence_and_a_remedy(tmp_path, text, said):
    assert any(said in fault for fault in faults(tmp_path, text))


def test_all_faults_are_told_at_once(tmp_path):
    text = HEAD + 'text = "{branch_totl}"\nscopes = ["全省"]\nguards = ["x"]'
    found = faults(tmp_path, text)
    assert len(found) == 4
    assert all(fault.startswith("第1句（S）：") for fault in found)


def test_a_text_that_is_no_toml_names_its_line(tmp_path):
    with pytest.raises(SentencesError, match="第2行"):
        written(tmp_path, '[[sentence]]\nid = "S\n')


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SentencesError, match="没有句式文件"):
        read(tmp_path / "none.toml")


def test_the_shipped_file_has_all_twenty_five_sentences():
    assert {one.id for one in read(SHIPPED)} == {f"S{number:02d}" for number in range(1, 26)}


def test_the_shipped_file_fits_every_scope():
    fitting = {scope: sum(bool(one.of(scope)) for one in read(SHIPPED)) for scope in SCOPES}
    assert min(fitting.values()) >= 12


def test_of_an_empty_city_every_shipped_sentence_is_withheld_as_missing(engine):
    patterns = read(SHIPPED)
    told = telling.tell(patterns, gather(open_snapshot(engine), patterns, NOW, EVERYTHING), SCOPES[0])
    assert [one.pattern.id for one in told if one.body or not one.missing] == []


def test_visits_of_a_whole_year_are_said_in_times_and_not_in_people(engine):
    """3 people in the first half and 4 in the second, 5 times each: 10 times, and nobody knows how many people."""
    for period, people in (("2025H1", 3), ("2025H2", 4)):
        row = {"matters_n": 1, "visit_people_n": people, "visit_person_times_n": 5}
        row |= {"cash_yuan": 10_000, "goods_yuan": 0}
        given.send_rows(engine, "support", A, row, period=period)
    pattern = [one for one in read(SHIPPED) if one.id == "S23"]

    def said(filters: Filters) -> str:
        facts = gather(open_snapshot(engine), pattern, filters, EVERYTHING)
        [one] = telling.tell(pattern, facts, scope_of(filters), None)
        return one.body

    assert "走访慰问4人，送去" in said(NOW)
    assert "走访慰问10人次，送去" in said(replace(NOW, span=YEAR_TO_DATE))
