"""Blanks of a draft: which are found, what they stand for, what is proposed, and what is rather left blank."""

import io
import json
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import database_fixtures as given
import docx
import pytest
from database_fixtures import CITY, A, B
from streamlit.testing.v1 import AppTest
from test_pages import lines, opened, plain, title

from lib import database
from lib.__main__ import main
from lib.access import Scope
from lib.errors import DraftError
from lib.indicators import INDICATORS
from lib.measure import Snapshot, open_snapshot
from lib.speech.drafts import filling, reading, text
from lib.speech.drafts.blanks import Kind, blanks
from lib.speech.drafts.matching_words import LEXICON, lexicon

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import drafts as bench

DRAFTS = Path(__file__).parent / "drafts"


# ---- reading and writing ---------------------------------------------------------------------------------------------


def docx_of(*paragraphs: tuple[str, ...], cells: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Paragraphs given as runs, every second run bold, and one table."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(number % 2)
    if cells:
        table = document.add_table(len(cells), len(cells[0]))
        for row, written in zip(table.rows, cells, strict=True):
            for cell, word in zip(row.cells, written, strict=True):
                cell.text = word
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def runs_of(content: bytes) -> list[list[tuple[str, bool]]]:
    document = docx.Document(io.BytesIO(content))
    return [[(run.text, bool(run.bold)) for run in item.runs if run.text] for item in document.paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_of_offices(encoding):
    draft = reading.read("稿.txt", "离退休干部X人\r\n二、党支部".encode(encoding))
    assert [item.text for item in draft.paragraphs] == ["离退休干部X人", "二、党支部"]
    assert [item.offset for item in draft.paragraphs] == [0, 8]


def test_a_cell_of_a_table_knows_its_headings():
    draft = reading.read("稿.docx", docx_of(cells=(("区县", "支部数（个）"), ("甲区", "X"))))
    cell = next(item for item in draft.paragraphs if item.text == "X")
    assert (cell.row, cell.column) == ("甲区", "支部数（个）")


def test_what_is_filled_in_takes_on_the_formatting_of_the_blank_even_over_several_runs():
    content = docx_of(("党支部", "X", "X个", "，其中"))
    draft = reading.read("稿.docx", content)
    edited = text.edited_docx(draft, [text.Edit(0, 3, 5, "954")])
    assert runs_of(edited) == [[("党支部", False), ("954", True), ("个", False), ("，其中", True)]]


def test_a_part_of_a_run_can_be_set_apart_without_a_change_of_text():
    draft = reading.read("稿.docx", docx_of(("共有954个党支部",)))
    document = text.opened(draft)
    [paragraph] = text.paragraph_elements(document)
    [run] = text.isolated_runs(paragraph, 2, 5)
    assert run.text == "954"
    assert document.paragraphs[0].text == "共有954个党支部"


def test_underlined_spaces_are_a_blank():
    document = docx.Document()
    paragraph = document.add_paragraph("党支部")
    paragraph.add_run("    ").underline = True
    paragraph.add_run("个")
    out = io.BytesIO()
    document.save(out)
    [blank] = blanks(reading.read("稿.docx", out.getvalue()))
    assert (blank.start, blank.end, blank.kind) == (3, 7, Kind.QUANTITY)


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b" \n ", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "旧版格式"),
        (b"%PDF-1.7", "既不是"),
        (b"\xff\xff\xff", "无法识别的字符"),
        (b"PK\x03\x04 broken", "无法读取"),
        (zipped("xl/workbook.xml", b"<x/>"), "不是Word文档"),
        (zipped("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "有害"),
        (zipped("word/document.xml", b"<a>" + b" " * 30_000_000), "庞大"),
        (b"x" * (reading.MAX_FILE_BYTES + 1), "超过10MB"),
        (("字" * (reading.MAX_CHARACTERS + 1)).encode(), "超过20万字"),
    ],
)
def test_what_is_no_draft_is_refused_with_a_reason_and_a_remedy(content, said):
    with pytest.raises(DraftError, match=said) as refused:
        reading.read("稿.docx", content)
    assert "请" in str(refused.value)


# ---- which blanks there are ------------------------------------------------------------------------------------------


def found(line: str) -> list[tuple[str, str]]:
    return [(blank.text, str(blank.kind)) for blank in blanks(reading.pasted(line))]


@pytest.mark.parametrize(
    "mark",
    ["X", "XX", "XXX", "x", "Ｘ", "×", "××", "*", "**", "_", "____", "＿＿", "（ ）", "（　　）", "〔〕", "□□", "○○"],
)
def test_a_blank_is_found_in_every_manner_of_writing_it(mark):
    mark = "〔 〕" if mark == "〔〕" else mark
    assert found(f"党支部{mark}个，其中") == [(mark, "数量")]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("打造“1+18+X”阵地", ["字面"]),
        ("联系电话：XXXXXXX", ["字面"]),
        ("举办4×100米接力赛，做X光检查", ["字面", "字面"]),
        ("X县、X市和XX街道的XXX同志作了《XXX》辅导", ["名称"] * 5),
        ("为推动X市建设，《X日报》报道了X", ["名称", "名称", "待定"]),
        ("“优秀党员”X，热心的志愿服务者X等先进典型", ["名称", "名称"]),
        ("20XX年X月X日", ["日期", "日期", "日期"]),
        ("截至X月底", ["日期"]),
        ("庆祝建党X周年", ["周年"]),
        ("第X次党代会、X届X中全会", ["序号", "序号", "序号"]),
        ("列全省第X", ["数量"]),
        ("X余件、X万余元、X.X%、近X万人次、X个百分点", ["数量"] * 5),
        ("混建党支部*（信息库为*）个", ["数量", "数量"]),
        ("参与人次超过X万；占比达XX。", ["数量", "数量"]),
        ("他说：……", []),
        ("* 要点一", []),
        ("----", []),
    ],
)
def test_a_blank_is_told_apart_in_the_order_of_the_rules(line, kinds):
    assert [kind for _, kind in found(line)] == kinds


# ---- what is proposed ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> Snapshot:
    """甲区: 3 branches of 10 members, one mixed, 2 a year before; 乙区: 1 branch. 走访 in 甲区: 1,234 after 20."""
    engine = given.empty()
    given.send_branches(engine, A, {}, {}, {"setting_form": "与在职混建"})
    given.send_branches(engine, A, {}, {}, period="2024H2")
    given.send_branches(engine, B, {"full_members_n": 60, "retired_n": 60})
    for period, done in (("2025H1", 20), ("2025H2", 1234)):
        row = {"visit_people_n": done, "visit_person_times_n": done, "unit_id": "U1"}
        given.send_rows(engine, "support", A, row, period=period)
    given.add_constant(engine, "party_founded", 1921)
    return open_snapshot(engine)


@pytest.fixture(scope="module")
def demo_snapshot(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


def filled(snapshot: Snapshot, written: str, **options: object) -> list[filling.Filled]:
    return list(filling.fill(reading.pasted(written), snapshot, **options))


def texts(snapshot: Snapshot, written: str, **options: object) -> list[str | None]:
    return [item.proposal and item.proposal.text for item in filled(snapshot, written, **options)]


def test_every_number_is_that_of_measure_for_its_own_place(small):
    written = "全市离退休干部党支部X个，其中与在职党员混建X个。甲区有党支部X个，乙区X个。"
    assert texts(small, written) == ["4", "1", "3", "1"]


def test_the_title_says_whose_draft_it_is(small):
    assert texts(small, "甲区离退休干部党建工作汇报\n我区现有党支部X个、党员X名。") == ["3", "30"]


def test_the_command_may_say_whose_draft_it_is_and_when(small):
    assert texts(small, "现有党支部X个。", district=A, period="2024H2") == ["2"]


def test_the_whole_district_of_a_district_nobody_knows_is_left_blank(small):
    assert texts(small, "在全区会议上的讲话\n同志们：\n党支部X个。") == [None]
    assert texts(small, "老干部工作情况\n全区党支部X个。\n甲区委老干部局") == ["3"]


def test_a_forecast_and_what_points_back_are_no_figures_of_today(small):
    assert texts(small, "五年后党支部将达到X个。") == [None]
    assert texts(small, "全市党支部5个，这样的党支部X个。") == [None]


def test_the_city_beside_a_district_is_of_the_next_number_alone(small):
    said = "甲区老干部工作情况\n全市党支部X个；单独组建的党支部X个。"
    assert [item.proposal.candidate.filters.districts for item in filled(small, said) if item.proposal] == [
        (),
        (given.A,),
    ]


def test_an_unknown_district_is_not_filled_with_the_figures_of_the_city(small):
    [blank] = filled(small, "我区现有党支部X个。")
    assert blank.proposal is None
    assert "我区" in blank.reason


def test_an_office_that_is_in_no_directory_has_no_figures(small):
    [blank] = filled(small, "——市园林局离退休干部工作交流材料\n现有党支部X个。")
    assert blank.proposal is None
    assert "市园林局" in blank.reason


def test_a_change_is_that_of_the_number_before_it_and_must_go_the_way_the_draft_says(small):
    written = "甲区有党支部X个，较上年底增加X个；甲区有党支部X个，较上年底减少X个。"
    first, risen, _, wrong = filled(small, written)
    assert (first.proposal.text, risen.proposal.text) == ("3", "1")
    assert wrong.proposal is None
    assert "与“减少”不符" in wrong.reason


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("走访慰问老同志X人次", "1254"),
        ("走访慰问老同志X余人次", "1200"),
        ("走访慰问老同志近X人次", "1300"),
        ("走访慰问老同志超过X人次", "1200"),
        ("走访慰问老同志X万人次", None),
        ("走访慰问老同志X人", None),
    ],
)
def test_a_number_is_true_of_the_words_around_the_blank(small, written, number):
    assert texts(small, f"今年以来，甲区{written}。") == [number]


def test_the_time_of_the_sentence_decides(small):
    assert texts(small, "上半年，甲区走访慰问老同志X人。2024年底，甲区有党支部X个。") == ["20", "2"]


def test_a_year_without_data_is_left_blank_with_the_reason(small):
    [blank] = filled(small, "2022年，甲区走访慰问老同志X人。")
    assert blank.proposal is None
    assert "没有2022年的数据" in blank.reason


def test_names_are_never_filled_and_an_anniversary_is_computed(small):
    written = "XX同志在X区宣布，建党X周年之际，现有党支部X个；明年是建党X周年。"
    assert texts(small, written) == [None, None, "104", "4", "105"]


def test_of_two_anniversaries_each_is_of_the_event_named_last(demo_snapshot):
    written = "2026年是建党XX周年，也是红军长征胜利XX周年。"
    assert texts(demo_snapshot, written) == ["105", "90"]


def test_of_those_that_are_counted_only_some_did_what_follows(demo_snapshot):
    whole, some = texts(demo_snapshot, "全市离休干部XX人中体检XX人。")
    assert [whole] == texts(demo_snapshot, "全市离休干部XX人。")
    assert int(some) < int(whole)


def test_more_than_in_the_year_before_is_a_change(small):
    assert texts(small, "甲区有党支部X个，比上年多X个。") == ["3", "1"]


def test_what_no_indicator_says_and_what_several_could_say_is_left_blank(small):
    unknown, either = filled(small, "编印教材X本。市直和各区县评比中X个党支部获奖。")
    assert (unknown.proposal, either.proposal) == (None, None)
    assert "没有与这句话对应的指标" in unknown.reason


def test_what_is_new_or_about_to_end_is_not_all_there_is(small):
    said = "全市现有党支部X个。年内新组建党支部X个。年底前党支部X个届满。"
    assert texts(small, said) == ["4", None, None]


def test_a_draft_of_a_january_to_come_speaks_of_the_year_on_record(small):
    said = "在座谈会上的讲话\n（20××年1月××日）\n同志们：\n去年末，全市党支部X个。"
    assert texts(small, said)[-1] == "4"
    assert texts(small, said.replace("1月", "9月"))[-1] is None


def test_the_heading_of_a_table_is_no_title():
    cells = (("指标", "2025年上半年"), ("支部数", "X"))
    draft = reading.read("稿.docx", docx_of(("2025年工作总结",), cells=cells))
    assert "2025年上半年" not in draft.head


def test_an_account_of_one_district_gets_the_figures_of_its_district_alone(small):
    scope = Scope(regions=frozenset({A}))
    assert texts(small, "全市现有党支部X个，我区X个。", scope=scope) == [None, "3"]


def test_an_edit_keeps_the_rest_of_the_draft(small):
    draft = reading.pasted("甲区有党支部X个。")
    edits = [item.edit for item in filling.fill(draft, small)]
    assert text.edited_text(draft, edits) == "甲区有党支部3个。"


# ---- the lexicon -----------------------------------------------------------------------------------------------------


def test_the_lexicon_speaks_of_every_indicator_or_says_that_it_does_not():
    known = {phrase.key for phrase in lexicon().phrases}
    assert known <= set(INDICATORS)
    unmatched = LEXICON.read_text(encoding="utf-8").partition("[unmatched]")[2]
    assert [key for key in INDICATORS if key not in known and f'"{key}"' not in unmatched] == []


@pytest.mark.parametrize(("written", "said"), [("[nothing]\nsays = ['无']", "nothing"), ("= 1", "写法有误")])
def test_a_lexicon_that_does_not_fit_is_refused(tmp_path, written, said):
    path = tmp_path / "lexicon.toml"
    original = LEXICON.read_text(encoding="utf-8")
    path.write_text(f"{written}\n{original}" if "=" in written[:2] else f"{original}\n{written}", encoding="utf-8")
    with pytest.raises(DraftError, match=said):
        lexicon(path)


# ---- whole drafts ----------------------------------------------------------------------------------------------------


def test_the_open_drafts_are_filled_as_well_as_was_promised(demo_url, installed):
    installed(demo_url)
    total: Counter = Counter()
    for path in sorted((DRAFTS / "open").glob("fill_*")):
        if path.suffix in (".txt", ".docx"):
            total += bench.scores(path, verbose=False)
    answered = sum(total[f"with answer: {verdict}"] for verdict in ("right", "wrong", "blank", "lost"))
    assert total["names filled"] == 0
    assert total["quantities found"] >= 0.95 * total["quantities"] > 100
    assert total["with answer: right"] >= 0.9 * answered
    assert total["with answer: wrong"] + total["to be left: wrong"] <= 0.02 * answered


def test_the_blanks_of_a_real_draft_are_what_the_office_says_they_are():
    name = DRAFTS / "fill" / "draft-unit-report"
    draft = reading.read("稿.txt", name.with_suffix(".txt").read_bytes())
    told = json.loads((DRAFTS / "fill" / "draft-unit-report.answers.json").read_text(encoding="utf-8"))["slots"]
    offsets = {item.number: item.offset for item in draft.paragraphs}
    kinds = {offsets[blank.paragraph] + blank.start: str(blank.kind) for blank in blanks(draft)}
    assert kinds == {slot["offset"]: slot["kind"] for slot in told}


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def office(sqlite_url, installed) -> None:
    engine = given.empty(sqlite_url)
    given.send_branches(engine, A, {}, {}, {})
    given.send_branches(engine, CITY, {})
    engine.dispose()
    installed(sqlite_url)


def test_the_command_tells_machines_every_blank(office, tmp_path, capsys):
    path = tmp_path / "稿.txt"
    path.write_text("XX同志说，甲区有党支部X个。", encoding="utf-8")
    assert main(["speech", "fill", str(path), "--json"]) == 0
    name, branches = json.loads(capsys.readouterr().out)
    assert (name["kind"], name["proposal"], name["runners_up"]) == ("名称", None, [])
    assert list(branches) == ["paragraph", "start", "end", "text", "kind", "proposal", "runners_up", "reason"]
    assert (branches["paragraph"], branches["start"], branches["end"], branches["text"]) == (0, 12, 13, "X")
    wanted = {"key": "branch_total", "how": "value", "district": "甲区", "unit": None, "period": "2025H2", "span": None}
    assert wanted.items() <= branches["proposal"].items()
    assert (branches["proposal"]["value"], branches["proposal"]["text"]) == (3, "3")


def test_the_command_writes_the_draft_with_its_notes(office, tmp_path, capsys):
    path, out = tmp_path / "稿.docx", tmp_path / "填好.docx"
    path.write_bytes(docx_of(("甲区有党支部", "X", "个。")))
    assert main(["speech", "fill", str(path), "-o", str(out)]) == 0
    first, *rest = runs_of(out.read_bytes())
    assert first == [("甲区有党支部", False), ("3", True), ("个。", False)]
    notes = "".join(run for line in rest for run, _ in line)
    assert "附注" in notes
    assert "离退休干部党支部数，甲区，截至2025年12月31日" in notes
    assert "1处有把握" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "打不开文稿"),
        (["稿.txt", "-o", "稿.pdf"], "只能写成"),
        (["稿.txt", "--district", "丁区"], "没有区县“丁区”"),
        (["稿.txt", "--period", "2031H1"], "没有期次“2031H1”"),
        (["稿.txt", "-o", "nowhere/稿.txt"], "写不了"),
    ],
)
def test_what_the_command_cannot_do_it_says(office, tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "稿.txt").write_text("党支部X个。", encoding="utf-8")
    assert main(["speech", "fill", *arguments]) == 2
    assert said in capsys.readouterr().err


# ---- the page --------------------------------------------------------------------------------------------------------


def pasted_into(app: AppTest, written: str) -> AppTest:
    app.text_area(key="drafts-text").set_value(written)
    return app.run()


def boxes(app: AppTest) -> list:
    return [item for item in app.selectbox if item.label.startswith("第")]


def test_nothing_is_filled_before_somebody_accepts_it(office):
    app = pasted_into(opened("drafts"), "甲区有党支部X个，XX同志讲话。")
    assert "2处空格：1处有把握，1处名称等不填" in plain(title(app))
    assert [box.value for box in boxes(app)] == ["留空"]
    assert len(app.code) == 0
    app.button[0].click().run()
    assert app.code[0].value == "甲区有党支部3个，XX同志讲话。"
    assert str(date(2025, 12, 31).year) in boxes(app)[0].value


def test_another_draft_starts_with_nothing_accepted(office):
    app = pasted_into(opened("drafts"), "甲区有党支部X个。")
    app.button[0].click().run()
    app = pasted_into(app, "甲区共有党支部X个。")
    assert [box.value for box in boxes(app)] == ["留空"]


def test_the_text_of_a_draft_is_text(office):
    app = pasted_into(opened("drafts"), "<script>alert(1)</script> [链接](http://a.b) 甲区有党支部X个。")
    assert any("<script>alert(1)</script> [链接](http" in line for line in lines(app))
    assert not any("](http" in item.value for item in app.main.markdown)


# ---- what is rather left blank ---------------------------------------------------------------------------------------


def test_places_listed_before_their_blanks_have_one_each(small):
    assert texts(small, "甲区、乙区党支部分别为X个、X个。") == ["3", "1"]
    assert texts(small, "甲区、乙区、丙县党支部分别为X个、X个。") == [None, None]


def test_below_a_heading_of_plans_a_blank_is_not_filled_with_what_stands(small):
    assert texts(small, "一、下步打算\n全市党支部达到X个。\n目前全市党支部X个。") == [None, "4"]


def test_what_venues_do_for_the_office_s_own_is_no_service_to_others(demo_url):
    snapshot = open_snapshot(database.reader(demo_url))
    [sessions, _, people] = filled(snapshot, "全市活动阵地X个，开展活动X场，惠及老同志X万人次。")
    assert (sessions.proposal.key, people.proposal and people.proposal.key) == ("venue_total", "venue_person_times")


def test_by_how_many_something_grew_since_nobody_knows_when_is_left_blank(small):
    assert texts(small, "甲区党支部多了X个。甲区党支部少X个。") == [None, None]
    assert texts(small, "甲区这一年多了：党支部X个，总数X个。") == [None, "3"]


def test_what_was_chosen_of_a_kind_is_not_all_of_the_kind(small):
    assert texts(small, "全市X个党支部、X名党员评上先进。")[0] is None


def test_the_rank_of_a_district_in_the_city_does_not_make_the_next_number_the_city_s(small):
    said = "甲区老干部工作情况\n我区走访人数，全市第一；现有党支部X个。"
    assert texts(small, said) == ["3"]


def test_a_blank_in_a_list_is_a_number_where_the_first_is_and_the_lexicon_knows_its_name():
    said = "总数＿＿个，单建＿＿、混建＿。总数＿＿个，张某＿＿。"
    quantity = Kind.QUANTITY
    assert [item.kind is quantity for item in blanks(reading.pasted(said))] == [True, True, True, True, False]


def test_a_blank_behind_a_plus_is_a_literal_only_behind_another_number():
    assert [item.kind for item in blanks(reading.pasted("同比+XX%。1+18+X体系。"))] == [Kind.QUANTITY, Kind.LITERAL]


def test_the_opening_year_of_a_five_year_plan_tells_which_year_was_last_year(small):
    said = "讲话\n今年是“十五五”开局之年。去年底，全市党支部X个。"
    assert texts(small, said) == ["4"]
    assert texts(small, said.replace("十五五", "十三五")) == [None]  # 2016: not a year of these figures


def test_one_year_end_set_against_another_is_the_next(small):
    assert texts(small, "全市党支部2024年底有X个，去年底有X个。")[1] == "4"
    assert texts(small, "全市党支部去年底有X个。") == [None]


def test_beside_a_column_of_this_year_end_that_of_the_last_is_the_year_before(small):
    cells = (("指标", "上年底", "本年底"), ("党支部（个）", "X", "X"))
    draft = reading.read("稿.docx", docx_of(("全市情况汇报",), cells=cells))
    alone = reading.read("稿.docx", docx_of(("全市情况汇报",), cells=tuple(row[:2] for row in cells)))
    assert [item.proposal and item.proposal.text for item in filling.fill(draft, small)] == ["2", "4"]
    assert [item.proposal for item in filling.fill(alone, small)] == [None]


def test_what_rose_to_a_year_end_stood_lower_at_the_one_before(small):
    rose = "全市党支部由上年底的X个增加到X个。"
    assert texts(small, f"截至年底，全市党支部X个。{rose}") == ["4", "2", None]
    assert texts(small, rose)[0] is None


def test_an_anniversary_in_a_plan_without_a_year_is_left_blank(small):
    assert texts(small, "一、下步打算\n围绕建党X周年开展活动。") == [None]


def test_all_districts_and_the_city_s_own_units_are_the_whole_city(small):
    assert texts(small, "各区县和市直共有党支部X个。") == ["4"]
    assert texts(small, "部分区县和市直共有党支部X个。3个区县和市直共有党支部X个。")[0] is None


def test_one_class_of_model_training_and_branches_with_liaison_are_not_taken_for_others(demo_snapshot):
    [liaison] = filled(demo_snapshot, "全市书记空缺的支部不少；配了联络员的支部超过三分之二，有XXX个。")
    [training] = filled(demo_snapshot, "2025年11月，我们举办示范培训班，共有XXX名支部书记参训。")
    assert liaison.proposal is None or liaison.proposal.key != "branch_no_liaison"
    assert training.proposal is None


@pytest.mark.parametrize("verb", ["降到", "滑到", "回落到"])
def test_of_what_fell_from_one_number_to_another_the_first_is_not_that_of_today(demo_snapshot, verb):
    first, last = filled(demo_snapshot, f"蘅渚区2025年工作汇报\n按期换届率由XX.X%{verb}XX.X%。")
    assert first.proposal is None or first.proposal.period != "2025H2"
    assert last.proposal is None or last.proposal.text == "85.7"
