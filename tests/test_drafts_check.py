"""The numbers of a finished draft against the figures on record, and a text against itself."""

import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal

import database_fixtures as given
import mutations
import pytest
from docx import Document
from docx.shared import Pt
from streamlit.testing.v1 import AppTest
from test_drafts_fill import docx_of
from test_pages import opened, plain, title

from lib import database
from lib.__main__ import main
from lib.exports import commented
from lib.measure import Snapshot, open_snapshot
from lib.speech.drafts import checked_telling, reading
from lib.speech.drafts.agreeing import agrees
from lib.speech.drafts.checking import check
from lib.speech.drafts.logic import slips
from lib.speech.drafts.numbers import numbers
from lib.speech.drafts.reading import pasted
from lib.speech.drafts.verdicts import Verdict


@pytest.fixture(scope="module")
def office() -> Snapshot:
    """甲区 has 3 branches with 30 members (2 last year), 乙区 2 with 20, of which one without a venue, 丙县 none."""
    engine = given.empty()
    given.send_branches(engine, given.A, {"venue_relation": "自有"}, {}, {})
    given.send_branches(engine, given.A, {}, {}, period="2024H2")
    given.send_branches(engine, given.B, {}, {"setting_form": "与在职混建"})
    given.send_branches(engine, given.B, {}, {}, period="2024H2")
    for period in ("2024H2", "2025H2"):
        given.send_branches(engine, given.C, period=period)
        given.send_branches(engine, given.CITY, period=period)
    for region, helped in ((given.A, 120), (given.B, 80)):
        given.send_rows(engine, "support", region, {"visit_people_n": helped, "matters_n": helped})
    return open_snapshot(engine)


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


def verdicts(snapshot: Snapshot, said: str) -> list[tuple[str, str, str]]:
    found = check(pasted(said), snapshot)
    return [(item.number.text, item.verdict.value, item.right) for item in found.numbers]


# ---- against the figures --------------------------------------------------------------------------------------------


def test_a_right_number_agrees_and_a_wrong_one_is_given_the_right_value(office):
    assert verdicts(office, "全市共有离退休干部党支部5个。") == [("5个", "一致", "")]
    assert verdicts(office, "全市共有离退休干部党支部7个。") == [("7个", "不一致", "5个")]


def test_a_number_is_that_of_the_district_its_sentence_names(office):
    assert verdicts(office, "甲区有离退休干部党支部3个，乙区有离退休干部党支部2个。") == [
        ("3个", "一致", ""),
        ("2个", "一致", ""),
    ]


def test_last_years_number_is_named_as_such(office):
    [found] = check(pasted("截至2025年底，全市共有离退休干部党支部4个。"), office).numbers
    assert (found.verdict, found.right) == (Verdict.OTHER, "5个")
    assert "2024年12月31日" in found.reason
    assert verdicts(office, "截至2024年底，全市共有离退休干部党支部4个。") == [("4个", "一致", "")]


def test_a_change_is_compared_with_its_base_and_its_direction(office):
    said = "全市共有离退休干部党支部5个，比上年底{}。"
    assert verdicts(office, said.format("增加1个"))[1] == ("1个", "一致", "")
    assert verdicts(office, said.format("增加2个"))[1] == ("2个", "不一致", "1个")
    assert verdicts(office, said.format("减少1个"))[1] == ("1个", "不一致", "增加1个")


def test_what_no_indicator_measures_is_absent_and_what_names_nothing_is_open(office):
    assert verdicts(office, "老旧小区加装电梯惠及老同志570户。") == [("570户", "库中没有", "")]
    assert verdicts(office, "达到38%。")[0][1] == "无法判定"


def test_districts_listed_in_brackets_are_not_those_of_the_next_number(office):
    assert verdicts(office, "缺书记的3个（甲区、丙县），离退休干部党支部5个。")[1] == ("5个", "一致", "")


def test_a_column_of_last_year_holds_the_figures_of_last_year(office):
    cells = (("指标", "2024年", "2025年"), ("年末党支部数（个）", "4", "5"))
    found = check(reading.read("表.docx", docx_of(("全市情况（2025年度）",), cells=cells)), office).numbers
    assert [item.verdict for item in found if item.number.text in "45"] == [Verdict.AGREES, Verdict.AGREES]


def test_a_plan_is_no_figure(office):
    assert verdicts(office, "明年力争离退休干部党支部达到9个。")[0][1] == "无法判定"


def test_a_number_of_another_unit_is_not_called_right(office):
    found = check(pasted("2025年下半年，全市走访慰问离退休干部200人次。"), office)
    assert [item.verdict for item in found.numbers if item.number.text == "200人次"] != [Verdict.DIFFERS]


@pytest.mark.parametrize(
    ("written", "value", "told"),
    [
        ("954个", 954, True),
        ("954个", 953, False),
        ("18.36万人", 183612, True),
        ("18.37万人", 183612, False),
        ("1.2万件", 12028, True),
        ("1万人", 14900, None),
        ("18.6%", Decimal("18.553"), True),
        ("100%", Decimal("99.96"), False),
        ("近千名", 956, True),
        ("近千名", 1003, False),
        ("近千名", 870, False),
        ("万余名", 10412, True),
        ("万余名", 9980, False),
        ("万余名", 18000, None),
        ("超8万人次", 80120, True),
        ("超8万人次", 80000, False),
        ("超8万人次", 120000, None),
        ("几十次", 43, True),
        ("几十次", 15, False),
        ("过半", Decimal("52.3"), True),
        ("过半", Decimal("50.0"), False),
        ("十分之一", Decimal("10.2"), True),
        ("十分之一", Decimal("12"), False),
        ("不足五成", Decimal("42.3"), True),
        ("不足0.1%", Decimal("0.035"), True),
        ("63%～68%", Decimal("65"), True),
    ],
)
def test_the_truth_of_a_written_number_is_that_of_rounding_and_of_the_words(written, value, told):
    [number] = numbers(written)
    assert agrees(number, Decimal(value))[0] is told


# ---- a text against itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "part", "rule"),
    [
        ("截止目前，全市共有支部9个。", "截止", "截止与截至"),
        ("开展活动近200余次。", "近200余次", "约数自相矛盾"),
        ("约300人左右参加。", "约300人左右", "约数自相矛盾"),
        ("至少5个以上。", "至少5个以上", "约数自相矛盾"),
        ("预计183人参加。", "预计183人", "约数自相矛盾"),
        ("达标率18.6%，比上年底提高5.1%。", "提高5.1%", "百分号与百分点"),
        ("拖欠减少3倍。", "减少3倍", "减少用倍"),
        ("先讲四个方面：一是甲，二是乙，三是丙。", "四个方面", "条数不符"),
        ("一是甲，三是丙。", "三是", "序号不连续"),
        ("甲、乙、丙三项分别为84%、76%。", "分别为84%、76%", "分别为不对应"),
        ("支部100个，其中单独组建120个。", "120个", "分项大于合计"),
        ("支部9个，其中单独组建7个、混建4个。", "9个，其中单独组建7个、混建4个", "分项大于合计"),
        ("离休干部16人、退休干部20人，合计37人。", "37人", "合计不符"),
        ("全年共90场。其中上半年50场，下半年39场。", "50场，下半年39场", "分项与合计不符"),
        ("支部100个，其中达标31个，占30%。", "30%", "占比与基数不符"),
        ("发放问卷200份，回收100份，回收率60%。", "60%", "占比与基数不符"),
        ("由120个增加到240个，增长110%。", "110%", "增减幅度不符"),
        ("由240个增加到120个，减少120个。", "由240个增加到120个，减少120个", "增减方向不符"),
        ("2024年是建党100周年。", "100周年", "周年不符"),
        ("2024和2024年，连续两年获奖。", "2024和2024年", "年份重复"),
        ("2021—2025年连续四年获奖。", "连续四年", "连续年数不符"),
        ("2025年2月30日召开。", "2025年2月30日", "日期不存在"),
        ("组织到社区报道。", "社区报道", "用词"),
        ("占全市的120%。", "120%", "占比超过100%"),
    ],
)
def test_a_contradiction_is_found_at_its_place(said, part, rule):
    assert (part, rule) in [(item.text, item.rule) for item in slips([said])]


@pytest.mark.parametrize(
    "said",
    [
        "截至目前，全市共有支部9个。报名于6月30日截止。",
        "近200次，约300人，20余次，不低于20%。",
        "达标率18.6%，比上年底提高5.1个百分点；党员2000人，增长2%。",
        "讲三个方面：一是甲，二是乙，三是丙。",
        "甲、乙和丙分别为12、15和18个。",
        "支部9个，其中单独组建5个、混建3个。",
        "离休干部16人、退休干部20人，合计36人。",
        "支部100个，其中达标31个，占31%。",
        "由120个增加到240个，增长1倍。达标率由31.0%提高到36.5%，提高5.4个百分点。",
        "2021年是建党100周年，2024年、2025年连续两年获奖。",
        "全年9场，其中上半年5场，下半年4场。",
    ],
)
def test_a_text_that_agrees_with_itself_has_no_slips(said):
    assert slips([said]) == ()


def test_the_year_of_an_anniversary_is_that_of_the_date_line():
    [found] = slips(["在座谈会上的讲话", "（2026年1月16日）", "今年庆祝建党100周年。"])
    assert (found.rule, found.wording) == ("周年不符", "105周年")


# ---- what is handed out ---------------------------------------------------------------------------------------------

SAID = "全市共有离退休干部党支部7个，截止目前有党员50名。"


def formatted() -> bytes:
    document = Document()
    line = document.add_paragraph()
    line.add_run("全市共有离退休干部").bold = True
    line.add_run("党支部7").font.size = Pt(22)
    line.add_run("个，截止目前有党员50名。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def comments(content: bytes) -> list[str]:
    return [item.text for item in Document(io.BytesIO(content)).comments]


def test_the_commented_file_keeps_text_and_formatting_and_comments_what_is_not_right(office):
    draft = reading.read("稿.docx", formatted())
    written = commented.write(draft, check(draft, office), office.directory)
    [line] = Document(io.BytesIO(written)).paragraphs
    assert line.text == SAID
    assert line.runs[0].bold
    assert {run.font.size for run in line.runs if "7" in run.text} == {Pt(22)}
    said = comments(written)
    assert any(one.startswith("不一致，应为5个") for one in said)
    assert any(one.startswith("截止与截至") for one in said)
    assert any(one.startswith("数字核校：2个数：1个一致，1个不一致") for one in said)


def test_the_same_draft_makes_the_same_commented_file(office):
    draft = pasted(SAID)
    found = check(draft, office)
    assert commented.write(draft, found, office.directory) == commented.write(draft, found, office.directory)
    with zipfile.ZipFile(io.BytesIO(commented.write(draft, found, office.directory))) as archive:
        assert b"w:date=" not in archive.read("word/comments.xml")


def test_the_json_of_a_check_has_stable_fields(office):
    found = checked_telling.as_json(check(pasted(SAID), office), office.directory)
    wrong = found["numbers"][0]
    assert (wrong["paragraph"], wrong["start"], wrong["end"], wrong["text"], wrong["value"]) == (0, 12, 14, "7个", 7)
    assert (wrong["verdict"], wrong["right"], wrong["key"]) == ("不一致", "5个", "branch_total")
    assert (wrong["district"], wrong["period"]) == (None, "2025H2")
    assert [item["rule"] for item in found["logic"]] == ["截止与截至"]


def test_the_command_tells_writes_and_fails_where_something_is_wrong(demo_url, installed, tmp_path, capsys):
    installed(demo_url)
    (tmp_path / "稿.txt").write_text("全市共有离退休干部党支部1个。", encoding="utf-8")
    for ending in ("docx", "csv"):
        assert main(["speech", "check", str(tmp_path / "稿.txt"), "-o", str(tmp_path / f"核.{ending}")]) == 1
        assert (tmp_path / f"核.{ending}").stat().st_size
    assert "不一致" in capsys.readouterr().out
    assert main(["speech", "check", str(tmp_path / "稿.txt"), "--json"]) == 1
    assert set(json.loads(capsys.readouterr().out)) == {"numbers", "logic"}
    assert main(["speech", "check", str(tmp_path / "稿.txt"), "-o", str(tmp_path / "核.pdf")]) == 2
    assert "请改文件名" in capsys.readouterr().err


def checking_page(said: str) -> AppTest:
    app = opened("drafts")
    app.main.button_group(key="drafts-task").set_value("核校").run()
    return app.text_area(key="drafts-text").set_value(said).run()


def test_the_page_counts_the_verdicts_and_shows_the_text_as_text(demo_url: str, installed: Callable[[str], None]):
    installed(demo_url)
    app = checking_page("全市共有离退休干部党支部1个<b>，**截止目前**。")
    assert not app.exception
    assert plain(title(app)).startswith("1个数：1个")
    shown = "\n".join(item.value for item in app.markdown)
    assert r"\<b\>" in shown
    assert r"\*\*截止目前\*\*" in shown


# ---- finished texts with answers ------------------------------------------------------------------------------------


def test_of_the_finished_texts_most_numbers_are_decided_and_none_is_called_what_it_is_not(demo):
    every = []
    for answer in mutations.answers():
        found = check(mutations.read(answer), demo)
        quantities = [entry for entry in answer["numbers"] if entry["verdict"] != "not-a-quantity"]
        every += [(entry, mutations.overlapping(found, entry)) for entry in quantities]
    undecided = [entry["context"] for entry, verdict in every if verdict in (None, Verdict.OPEN)]
    assert len(undecided) <= len(every) / 5
    assert [
        entry["context"] for entry, verdict in every if verdict and mutations.judged(entry, verdict) == "false"
    ] == []


def test_a_number_made_wrong_is_not_called_right_nor_its_neighbours_wrong(demo):
    outcome = mutations.score(demo, mutations.mutations(demo, 5))
    assert (outcome.called_right, outcome.called_wrong) == ([], [])
    assert outcome.noticed >= 3


@pytest.mark.long
def test_two_hundred_numbers_made_wrong_are_not_called_right_nor_their_neighbours_wrong(demo):
    outcome = mutations.score(demo, mutations.mutations(demo, 200, seed=2))
    assert outcome.total == 200
    assert (outcome.called_right, outcome.called_wrong) == ([], [])


# ---- of whom and when ------------------------------------------------------------------------------------------------


def told(snapshot: Snapshot, said: str) -> list[str]:
    return [verdict for _, verdict, _ in verdicts(snapshot, said)]


def test_a_district_that_is_not_named_is_never_taken_for_the_city(office):
    said = "在全区老干部工作会议上的讲话\n同志们：\n全区有离退休干部党支部3个。"
    assert told(office, said) == ["无法判定"]
    assert told(office, f"{said}而全市是5个。无活动场所的支部2个。")[2] == "无法判定"


def test_the_signature_tells_whose_draft_it_is(office):
    said = "老干部工作情况\n全区有离退休干部党支部3个。\n甲区委老干部局"
    assert told(office, said) == ["一致"]


def test_a_draft_on_the_citys_own_units_is_not_measured_on_the_whole_city(office):
    said = "市直机关离退休干部党建工作情况\n现有离退休干部党支部5个。"
    assert told(office, said) != ["一致"]


def test_a_word_that_ends_in_the_sign_for_an_office_is_no_office(office):
    assert told(office, "助力中心大局\n全市共有离退休干部党支部5个。") == ["一致"]


def test_two_things_set_beside_one_another_are_no_change(demo):
    assert told(demo, "区县党工委实有工作人员比编制数少3名。") == ["无法判定"]


def test_a_half_year_in_between_does_not_govern_the_next_sentence(demo):
    whole, first = told(demo, "2025年，全市主题党日10035场，其中上半年5053场。办实事12028件。")[::2]
    assert (whole, first) == ("一致", "一致")


def test_the_year_end_something_has_risen_from_is_the_one_before(demo):
    said = "在全市会议上的讲话\n（2026年2月6日）\n同志们：\n示范支部由上年底的35个增加到61个。"
    assert told(demo, said) == ["一致", "一致"]
    assert told(demo, said.replace("35", "36"))[0] == "无法判定"


def test_a_cell_below_a_heading_in_ten_thousands_counts_in_them(demo, tmp_path):
    document = Document()
    document.add_paragraph("全市党建工作经费情况")
    table = document.add_table(2, 2)
    for place, said in enumerate(("项目", "2025年", "党建工作经费（万元）", "749.41")):
        table.cell(place // 2, place % 2).text = said
    out = io.BytesIO()
    document.save(out)
    found = check(reading.read("表.docx", out.getvalue()), demo)
    assert [item.verdict.value for item in found.numbers] == ["一致"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("连续五年（2023年至2025年）纳入考核。", "连续年数不符"),
        ("应走访离休干部175人，已走访169人，走访覆盖率98.6%。", "占比与基数不符"),
        ("整改分三步走：一是定责任，二是定时限。", "条数不符"),
        ("要抓好三件事：一是补班子，二是做活动，三是管阵地，四是用经费。", "条数不符"),
        ("离退休干部2589人，其中退休干部2582人，离休干部17人。", "分项大于合计"),
    ],
)
def test_a_text_that_contradicts_itself_is_told(said, rule):
    assert [item.rule for item in slips([said])] == [rule]


@pytest.mark.parametrize(
    "said",
    [
        "连续三年（2023年至2025年）纳入考核。",
        "应走访离休干部175人，已走访169人，走访覆盖率96.6%。",
        "整改分两步走：一是定责任，二是定时限。",
        "离退休干部2599人，其中退休干部2582人，离休干部17人。",
    ],
)
def test_a_text_that_agrees_with_itself_is_left_alone(said):
    assert slips([said]) == ()


# ---- one figure beside another ---------------------------------------------------------------------------------------

OF_A_DISTRICT = "檀汐区2025年工作总结\n一年来，五规范达标率39.5%，"


def test_times_are_those_of_the_figures_then_and_now(demo):
    said = "霁榆市2025年工作总结\n一年来，志愿服务活动次数比上年翻了一番。"
    [(_, verdict, right)] = verdicts(demo, said)
    assert (verdict, right) == ("不一致", "原来的1.08倍")


@pytest.mark.parametrize(
    ("said", "verdict", "right"),
    [
        ("高于全市21.0个百分点。", "一致", ""),
        ("高于全市12.0个百分点。", "不一致", "21.0个百分点"),
        ("低于全市21.0个百分点。", "不一致", "21.0个百分点"),
        ("高于全市21.0%。", "不一致", "21.0个百分点"),
        ("高于全市的18.6%。", "一致", ""),
        ("居全市第1位。", "一致", ""),
        ("居全市第9位。", "不一致", "第1位"),
    ],
)
def test_a_rate_is_held_against_that_of_the_city_and_of_the_other_districts(demo, said, verdict, right):
    assert verdicts(demo, OF_A_DISTRICT + said)[1][1:] == (verdict, right)


def test_what_the_record_denies_is_told_though_it_has_no_number(demo):
    city = "霁榆市2025年工作总结\n一年来，"
    said = {
        f"{city}首次召开协调议事会议。": ["首次"],
        f"{city}首次编印老干部文集。": [],
        f"{OF_A_DISTRICT}低于全市平均水平。": ["低于全市平均水平"],
        f"{OF_A_DISTRICT}高于全市平均水平。": [],
    }
    assert {text: [one.text for one in check(pasted(text), demo).slips] for text in said} == said


def test_one_number_with_two_values_is_told_at_the_second(office):
    said = "全市共有离退休干部党支部5个。\n到年底，全市离退休干部党支部有{}个。"
    assert [item.text for item in check(pasted(said.format(9)), office).slips] == ["9个"]
    assert check(pasted(said.format(5)), office).slips == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("全市有党支部5个、离退休党员50人，分别比上年增加1个和10人。", ["一致"] * 4),
        # Two changes of three numbers: nobody can say of which.
        ("全市党支部5个、离退休党员50人、混建党支部1个，分别比上年增加1个和0人。", ["一致"] * 3 + ["无法判定"] * 2),
        # What rises to the 3 of last year did not rise from them but from those of the year before.
        ("甲区党支部由上年的3个增加到3个。", ["口径或时点不同", "一致"]),
    ],
)
def test_a_number_goes_on_with_those_before_it_only_where_it_is_certain_with_which(office, said, expected):
    found = check(pasted(f"2025年工作总结\n（2026年1月5日）\n{said}"), office).numbers
    assert [item.verdict.value for item in found] == expected


def test_in_minutes_of_january_the_whole_year_is_the_one_before(demo):
    said = "霁榆市委老干部局2026年第1次会议纪要\n2026年1月19日上午，召开会议。\n全年举办培训{}场。"
    right = check(pasted(said.format(1)), demo).numbers[-1].right.removesuffix("场")
    assert verdicts(demo, said.format(right))[-1][1] == "一致"
    dated = f"全市总结\n（2025年12月31日）\n全年举办培训{right}场。"
    assert verdicts(demo, dated)[-1][1] == "一致"


def test_those_that_should_are_not_those_that_did(demo):
    due = verdicts(demo, "全市应召开组织生活会的支部1个。")[0][2]
    did = verdicts(demo, "全市召开组织生活会的支部1个。")[0][2]
    assert int(due.removesuffix("个")) > int(did.removesuffix("个"))
    found = verdicts(demo, f"全市应召开组织生活会的支部{due}，已召开{did}。")
    assert [one[1] for one in found] == ["一致", "一致"]


def test_a_row_that_names_something_else_is_not_what_the_column_alone_says(demo):
    head = docx_of(cells=(("规范项", "达标支部（个）"), ("志愿服务", "703"), ("全市", "1")))
    found = check(reading.read("稿.docx", head), demo).numbers
    assert [item.verdict.value for item in found] == ["无法判定", "不一致"]


def test_persons_are_not_their_times(demo):
    right = verdicts(demo, "全市参加知识竞赛1人次。")[0][2].removesuffix("人次")
    assert verdicts(demo, f"全市参加知识竞赛{right}人。")[0][1:] == ("口径或时点不同", f"{right}人次")


def test_two_shares_called_above_a_level_are_both_above_it():
    said = "召开率{}%；开展率92.9%，两项都在九成以上。"
    assert [one.text for one in slips([said.format("89.3")])] == ["两项都在九成以上"]
    assert slips([said.format("90.0")]) == ()


# ---- what looks like a figure and is none ----------------------------------------------------------------------------


def test_below_a_heading_of_plans_only_what_stands_already_is_held_against_the_record(office):
    said = "党支部7个。\n二、今年打算\n党支部7个。\n目前党支部7个。\n三、存在问题\n党支部7个。"
    found = told(office, f"在全市会议上的讲话\n（2026年1月20日）\n同志们：\n一、去年工作\n{said}")
    assert found == ["不一致", "无法判定", "不一致", "不一致"]
    assert told(office, "全市老干部工作要点\n离退休干部党支部达到7个。") == ["无法判定"]


@pytest.mark.parametrize(
    "said",
    [
        "如果全部单建，全市离退休干部党支部共7个。",
        "今年再建离退休干部党支部7个。",
        "近三年来，全市走访慰问离退休干部900人。",
        "春节期间，全市走访慰问离退休干部90人。",
        "每个社区有离退休干部党支部7个。",
        "前五名的区县有离退休干部党支部4个。",
        "某社区有离退休干部党支部1个。",
        "“夕阳红”小队走访慰问老同志9人。",
        "全省900个离退休干部党支部中我市占7个。",
        "兄弟市有离退休干部党支部7个。",
        "离退休干部党支部不超过7个。",
        "在全市离退休干部中，我市占3%。",
    ],
)
def test_a_plan_a_standard_an_average_or_the_number_of_somebody_else_is_not_called_wrong(office, said):
    assert set(told(office, said)) <= {"无法判定", "库中没有"}


def test_places_listed_before_their_numbers_have_one_each(office):
    said = "甲区、乙区离退休干部党支部分别为{}个、{}个。"
    assert told(office, said.format(3, 2)) == ["一致", "一致"]
    assert "一致" not in told(office, said.format(2, 3))
    assert told(office, "甲区、乙区、丙县离退休干部党支部分别为3个、2个。") == ["无法判定", "无法判定"]


def test_what_rose_is_right_where_it_was_so_a_year_before(demo):
    assert told(demo, "全市流动工作站由15个增加到21个。") == ["一致", "一致"]
    assert told(demo, "全市流动工作站由16个增加到21个。") == ["无法判定", "一致"]
    assert told(demo, "2025年底，全市五规范达标支部177个，一年前为127个。") == ["一致", "一致"]


def test_the_plain_difference_of_two_years_is_not_wrong_where_some_have_not_reported(demo):
    said = "全市五规范达标支部177个，比上年底增加{}个。"
    assert [told(demo, said.format(number))[1] for number in (53, 50, 60)] == ["一致", "无法判定", "不一致"]


def test_a_change_without_whole_offices_is_not_wrong_where_single_units_are_missing_too(demo):
    """10.0 without the units of which cells are missing, 9.7 without 岑堰县 alone."""
    said = "全市联络员配备率78.1%，同口径比上年底提高{}个百分点。"
    assert [told(demo, said.format(points))[1] for points in ("10.0", "9.7", "6.0")] == ["一致", "无法判定", "不一致"]


def test_a_share_of_another_whole_is_not_wrong(demo):
    said = "全市党支部954个，与在职混建占{}。"
    assert [told(demo, said.format(share))[1] for share in ("13.3%", "12.6%", "22.6%")] == [
        "一致",
        "无法判定",
        "不一致",
    ]


def test_the_grades_of_a_list_are_no_other_branches_that_pass(demo):
    said = "全市支部按定级看，示范61个、达标116个、基本达标{}个。"
    assert told(demo, said.format(422)) == ["一致"] * 3
    assert told(demo, said.format(433)) == ["一致", "一致", "不一致"]
    assert told(demo, "全市支部中，达标116个、基本达标422个。")[0] == "无法判定"


def test_what_follows_only_or_among_belongs_to_the_next_number(demo):
    assert told(demo, "全市本级包抓373个只达标66个。") == ["一致", "一致"]
    assert told(demo, "全市954个离退休干部党支部中单独组建713个。") == ["一致", "一致"]


def test_a_share_of_branches_is_of_those_that_do_what_follows(demo):
    said = "全市{}的支部至少有一项不达标，共660个。"
    assert told(demo, said.format("近七成")) == ["一致", "一致"]
    assert told(demo, said.format("69.2%")) == ["一致", "一致"]


def test_a_level_called_higher_than_another_is_higher():
    said = "配备率{}%，高于全市68.1%的平均水平。"
    assert [one.text for one in slips([said.format("62.3")])] == ["高于全市68.1%"]
    assert slips([said.format("72.3")]) == ()
    assert slips(["配备率62.3%，高于全市13.8个百分点。"]) == ()


# ---- 不一致 rests on an explicit statement --------------------------------------------------------------------------


def test_a_number_is_wrong_only_where_no_word_of_its_clause_is_left_unexplained(office):
    assert verdicts(office, "全市共有离退休干部党支部7个。") == [("7个", "不一致", "5个")]
    assert told(office, "全市办理注销离退休干部党支部7个。") == ["无法判定"]
    assert told(office, "全市办理注销离退休干部党支部5个。") != ["不一致"]


def test_what_may_be_is_told_in_the_reason_of_an_open_verdict(office):
    [found] = check(pasted("全市挂钩帮扶离退休干部党支部7个。"), office).numbers
    assert found.verdict is Verdict.OPEN
    assert "5个" in found.reason


def test_a_limit_at_the_head_of_a_list_makes_its_numbers_those_of_a_part(office):
    assert told(office, "正式党员过50人的支部，2024年底有7个，2025年底9个。")[-2:] == ["无法判定", "无法判定"]


def test_the_number_of_the_draft_s_own_place_is_not_wrong_where_another_was_named_before(office):
    said = "乙区走在前面，全年办实事200件。"
    assert told(office, said) == ["一致"]


def test_a_number_of_another_time_the_sentence_names_is_not_called_wrong(office):
    said = "2024年底基础较差，2025年底好转，离退休干部党支部4个。"
    assert told(office, said) == ["无法判定"]


def test_people_of_two_half_years_added_up_are_not_called_right(demo):
    """48,502 is 27,697 and 20,805, many of whom are the same."""
    [found] = check(pasted("2025年，全市走访慰问离退休干部48502人。"), demo).numbers
    assert (found.verdict, found.right) == (Verdict.OPEN, "")
    assert "各期不能相加" in found.reason
    assert told(demo, "2025年下半年，全市走访慰问离退休干部20805人。") == ["一致"]


def test_three_digits_alike_are_no_accident(office):
    assert told(office, "老同志家里，我们一年到头热热乎乎地办实事200件。") == ["一致"]
    assert told(office, "老同志家里，我们一年到头热热乎乎地办实事300件。") != ["不一致"]


@pytest.mark.parametrize(
    ("said", "part", "rule"),
    [
        (["12个问题已销号8个，正在推进5个。"], "12个问题已销号8个，正在推进5个", "分项与合计不符"),
        (["党员管理由53.7%提到63.2%，提高9.5%。"], "提高9.5%", "百分号与百分点"),
        (
            ["61个离退休干部党支部。", "还有5个支部没有场所，占支部总数的10.3%。"],
            "5个支部没有场所，占支部总数的10.3%",
            "占比与基数不符",
        ),
    ],
)
def test_parts_points_and_shares_are_held_against_what_they_are_of(said, part, rule):
    assert (part, rule) in [(item.text, item.rule) for item in slips(said)]


@pytest.mark.parametrize(
    "said",
    [
        ["12个问题已销号8个，正在推进4个。"],
        ["党员由100名提到110名，提高10%。"],
        ["50个离退休干部党支部。", "还有5个支部没有场所，占支部总数的10%。"],
        ["61个离退休干部党支部，甲区20个离退休干部党支部。", "还有5个支部没有场所，占支部总数的25.0%。"],
    ],
)
def test_parts_points_and_shares_that_agree_are_no_slips(said):
    assert slips(said) == ()


# ---- terse lists and standard reports --------------------------------------------------------------------------------


def test_from_two_becoming_three_is_a_rise(office):
    assert told(office, "甲区党支部从2个变成3个。") == ["一致", "一致"]


@pytest.mark.parametrize("said", ["甲区新有党支部5个。", "甲区联络员：5个党支部。"])
def test_what_is_new_or_below_another_head_is_not_all_there_is(office, said):
    assert "不一致" not in told(office, said)


def test_last_year_s_end_in_an_undated_report_on_2025_may_be_that_of_2025(office):
    said = "甲区关于2025年度工作情况的报告\n截至去年底，全区离退休干部党员{}名。"
    assert told(office, said.format(30)) == ["一致"]
    assert told(office, said.format(40)) == ["无法判定"]


def test_the_sides_of_one_rate_settle_one_another(demo):
    head = "蓼陂县问题清单（2026年第1批）\n- 组织生活会：应开{}个支部，开了{}个，62.5%。"
    assert told(demo, head.format(40, 25))[-3:] == ["一致"] * 3
    assert told(demo, head.format(40, 26))[-2] != "一致"


def test_a_column_of_changes_holds_no_values(office):
    rows = (("项目", "2024年", "2025年", "增加"), ("甲区走访人数", "100", "120", "20"))
    found = check(reading.read("甲.docx", docx_of(("走访情况",), cells=rows)), office)
    assert found.numbers[-1].verdict not in (Verdict.DIFFERS, Verdict.OTHER)


def test_points_that_are_listed_share_their_unit():
    assert [item.unit for item in numbers("分别提高2.1个、5.5个百分点")] == ["个百分点", "个百分点"]


def test_all_numbers_under_last_year_are_of_one_and_the_same_year(demo):
    # 229.82 is the number of the year before that of the others.
    three = "去年办实事12028件，发放慰问金1838万元，慰问品462万元，专项经费229.82万元。"
    assert [item[1] for item in verdicts(demo, three)] == ["一致"] * 3 + ["口径或时点不同"]
    one = "去年办实事12028件，专项经费229.82万元。"
    assert [item[1] for item in verdicts(demo, one)] == ["无法判定"] * 2
    assert verdicts(demo, "去年专项经费229.82万元。")[0][1] == "一致"


def test_a_share_is_of_the_number_right_before_it(office):
    said = "甲区无活动场所的党支部2个。乙区挂牌的小院10个，占近八成。"
    assert verdicts(office, said)[-1][1] not in ("不一致", "口径或时点不同")


def test_districts_and_the_city_s_own_units_together_are_the_whole_city(office):
    assert verdicts(office, "各区县和市直共有离退休干部党支部5个。") == [("5个", "一致", "")]


def test_a_report_with_the_plan_for_next_year_is_a_plan_only_in_its_last_part(office):
    head, done, to_do = "2025年工作总结和2026年工作安排", "一、工作情况", "三、2026年工作安排"
    said = f"{head}\n{done}\n全市离退休干部党支部7个。\n{to_do}\n全市离退休干部党支部达到9个。"
    assert [item[1] for item in verdicts(office, said)] == ["不一致", "无法判定"]


def test_in_a_row_of_a_table_the_rate_settles_the_column_of_its_name(demo):
    cells = (
        ("单位", "党支部（个）", "达标（个）", "达标率"),
        ("檀汐区", "81", "32", "39.5%"),
        ("蘅渚区", "60", "12", "20.0%"),
    )
    found = check(reading.read("表.docx", docx_of(("支部情况",), cells=cells)), demo).numbers
    assert {item.verdict for item in found} == {Verdict.AGREES}


def test_what_is_reached_after_something_new_is_the_total(demo):
    assert verdicts(demo, "2025年新增活动阵地28个，全市达到323个。")[-1][1] not in ("不一致", "口径或时点不同")


def test_news_of_july_speak_of_the_half_year_where_they_name_no_time(demo):
    said = "老干部工作交出成绩单\n本报讯　记者{}从市委老干部局获悉，今年上半年工作有了新进展。\n全市共享活动室139个。"
    assert verdicts(demo, said.format("2025年7月16日"))[-1] == ("139个", "一致", "")
    assert verdicts(demo, said.format("2026年1月16日"))[-1] == ("139个", "口径或时点不同", "140个")


def test_to_what_each_of_several_numbers_belongs_only_their_order_tells(demo):
    said = "栩岭县2025年召开党员大会105次，支委会344次，党课91次，其中下半年分别开展49次、168次和47次。"
    assert [item[1] for item in verdicts(demo, said)] == ["一致"] * 3 + ["无法判定"] * 3


def test_where_most_numbers_do_not_agree_the_reading_is_at_fault(office):
    every = "全市离退休干部党支部{}个。\n全市离退休干部党员{}名。\n全市单独组建支部{}个。\n全市功能型支部{}个。"
    assert {item[1] for item in verdicts(office, every.format(91, 92, 93, 94))} == {"无法判定"}
    assert {item[1] for item in verdicts(office, every.partition("\n全市功")[0].format(91, 92, 93))} == {"不一致"}


def test_who_signs_as_head_of_a_unit_below_the_title_of_a_district_speaks_of_the_district(demo):
    head = "在葭泽市离退休干部工作会议上的讲话\n葭泽市委组织部副部长、老干部局局长\n（2026年3月11日）"
    assert verdicts(demo, f"{head}\n2025年底，我市离退休干部党支部61个。")[-1][:2] == ("61个", "一致")


def test_how_many_were_set_up_is_not_all_that_could_have_been(demo):
    said = "截至2025年底，已报送的17个区县中，党工委获批成立{}个，成立率94.1%。"
    assert verdicts(demo, said.format(16))[1][1] == "一致"
    assert verdicts(demo, said.format(17))[1][1] != "一致"


def test_what_a_rate_is_lower_than_last_year_is_measured_from_this_year(demo):
    said = "黛筠区2025年工作汇报\n2025年底五规范达标率4.9%，比上年还低了0.3个百分点。"
    assert [item[1] for item in verdicts(demo, said)] == ["一致", "一致"]


def test_what_was_added_is_never_taken_for_all_there_is(demo):
    said = "苕岸县2025年工作总结\n党课{}次，增加25次。"
    assert [item[1] for item in verdicts(demo, said.format(208))] == ["一致", "无法判定"]
    assert [item[1] for item in verdicts(demo, said.format(508))] == ["不一致", "无法判定"]
