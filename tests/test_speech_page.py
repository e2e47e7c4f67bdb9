"""讲话数据 as Streamlit runs it: what is ready to copy, what a click makes round, what is kept and compared."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from shown import component, table
from streamlit.testing.v1 import AppTest
from test_pages import lines, opened, plain, title

from lib import database, formats
from lib.desk import open_desk
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure import Snapshot, measure, open_snapshot
from lib.settings import settings
from lib.speech.frozen import KIND, restored
from lib.ui.writing import speech

NOW = Filters("2025H2")
MEMBERS = "S03.member_total"


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None], tmp_path: Path, monkeypatch) -> Snapshot:
    """The demo database, with a desk of this test's own."""
    monkeypatch.setenv("DASHBOARD_DESK_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def number(snapshot: Snapshot, key: str, filters: Filters = NOW) -> str:
    [reading] = measure(snapshot, [key], filters)
    return formats.with_unit(reading, indicator(key))


def sentences(app: AppTest) -> list[str]:
    """What can be copied: sentences one by one, or paragraphs."""
    single = [one["text"] for shown in component(app, "sentences") for one in shown]
    return single or [item.value for item in app.code]


def rounds(app: AppTest) -> dict[str, dict[str, object]]:
    """By number, the switch of its round number."""
    return {switch["id"]: switch for shown in component(app, "sentences") for one in shown for switch in one["rounds"]}


def button(app: AppTest, label: str):
    [found] = [item for item in app.button if item.label.startswith(label)]
    return found


def test_the_sentences_say_what_measure_gives(demo):
    told = "".join(sentences(opened("speech")))
    for key in ("cadre_total", "member_total", "branch_total", "sponsored_pass_rate", "practical_matter_count"):
        assert number(demo, key) in told


def test_the_title_counts_what_is_ready_and_what_is_withheld_says_why(demo):
    app = opened("speech")
    said = plain(title(app))
    ready = len(sentences(app))
    assert said.startswith(f"24句中{ready}句可用")
    assert any(line.startswith(f"暂不提供（{24 - ready}句）") for line in (line.strip("*") for line in lines(app)))
    assert any(line.startswith("S06") and "缺报" in line for line in lines(app))


def test_the_address_makes_one_number_round_and_its_switch_is_pressed(demo):
    exact = number(demo, "member_total")
    offered = rounds(opened("speech"))[MEMBERS]
    assert offered == {"id": MEMBERS, "label": f"{exact} → 近2.8万名", "pressed": False}
    app = opened("speech", say=f"{MEMBERS}|近2.8万")
    [said] = [text for text in sentences(app) if "离退休干部党员" in text]
    assert exact not in said
    assert "近2.8万名" in said
    assert rounds(app)[MEMBERS] == {"id": MEMBERS, "label": "近2.8万名", "pressed": True}


def test_an_opened_sentence_shows_definition_base_and_the_first_cell_of_each_number(demo):
    app = opened("speech", open="S03")
    said = lines(app)
    rate = indicator("member_share_of_party")
    assert any(rate.definition in line and "分子" in line for line in said)
    assert sum("来源单元格，首个" in line and ".xlsx" in line for line in said) == 4
    shut = opened("speech")
    assert not any(rate.definition in line for line in lines(shut))
    assert sentences(app) == sentences(shut)


def test_another_round_number_can_be_chosen_where_a_sentence_is_open(demo):
    app = opened("speech", open="S03")
    box = app.selectbox(key=f"speech-words-{MEMBERS}")
    last = next(option for option in reversed(box.options) if option.startswith("约"))
    box.set_value(last.removesuffix("名")).run()
    assert any(last in text for text in sentences(app))


def test_a_round_number_in_the_address_that_is_not_true_is_not_said(demo):
    app = opened("speech", say=f"{MEMBERS}|超9万")
    assert "超9万" in app.warning[0].value
    assert not any("超9万" in text for text in sentences(app))


def test_one_click_goes_to_the_sentences_of_a_district(demo):
    app = opened("speech")
    region = demo.directory.districts[0]
    app.main.button_group(key="speech-whom").set_value(region.code).run()
    assert app.query_params["district"] == region.label
    told = "".join(sentences(app))
    assert f"{region.label}共有离退休干部" in told
    assert number(demo, "cadre_total", Filters("2025H2", districts=(region.code,))) in told


def test_whole_paragraphs_say_the_same_numbers_in_fewer_blocks(demo):
    single = opened("speech")
    whole = opened("speech")
    whole.main.button_group(key="speech-how").set_value(speech.WHOLE).run()
    assert len(sentences(whole)) < len(sentences(single))
    assert number(demo, "branch_total") in "".join(sentences(whole))


def test_every_number_stands_in_the_notes_with_its_definition(demo):
    shown = table(opened("speech"), "口径")
    held = {row["指标"]: row for _, row in shown.iterrows()}
    members = indicator("member_total")
    assert held[members.name]["准确数"] == number(demo, "member_total")
    assert held[members.name]["口径"] == members.definition
    assert held[members.name]["时点或时段"] == "截至2025年12月31日"
    assert not shown["来源"].eq("").any()


def test_a_snapshot_is_kept_and_says_why_the_numbers_differ(demo):
    app = opened("speech")
    button(app, "只存快照").click().run()
    [kept] = open_desk(settings().desk_url).all(KIND)
    frozen = restored(kept.content)
    assert frozen.version == demo.version
    assert {one.key for one in frozen.numbers} >= {"member_total", "branch_total"}
    app.query_params["period"] = "2025H1"
    app.run()
    button(app, "与").click().run()
    assert app.query_params["snapshot"] == kept.id
    shown = table(app, "原因")
    [row] = [row for _, row in shown.iterrows() if row["指标"] == indicator("branch_total").name]
    assert (row["当时"], row["现在"]) == (
        number(demo, "branch_total"),
        number(demo, "branch_total", Filters("2025H1")),
    )
    assert row["原因"] == "期次不同"


def test_a_snapshot_that_is_not_there_is_told(demo):
    assert "没有快照" in opened("speech", snapshot="用数-20200101-000000").warning[0].value


def test_the_word_file_holds_paragraphs_notes_and_the_id_of_the_snapshot_kept_with_it(demo, monkeypatch):
    files = {}
    monkeypatch.setattr("streamlit.download_button", lambda label, data, **_: files.setdefault(label, data))
    opened("speech")
    document = Document(io.BytesIO(files["导出Word并存快照"]()))
    text = "\n".join(item.text for item in document.paragraphs)
    [kept] = open_desk(settings().desk_url).all(KIND)
    assert kept.id in text
    assert number(demo, "branch_total") in text
    notes = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert indicator("branch_total").definition in notes


def test_a_file_of_sentences_with_faults_gives_no_sentence_and_lists_all_faults(demo, tmp_path, monkeypatch):
    faulty = tmp_path / "sentences.toml"
    faulty.write_text('[[sentence]]\nid = "S"\nsubject = "支部"\ntext = "共{branch_totl}"\n', encoding="utf-8")
    monkeypatch.setattr(speech, "_FILE", faulty)
    app = opened("speech")
    said = plain(app.error[0].value)
    assert "有2处问题" in said
    assert "没有以“。”结尾" in said
    assert sentences(app) == []
