"""Who may see what: the scope of an account is in every number, list and name, and cannot be taken off."""

from pathlib import Path

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B

from lib.access import EVERYTHING, Account, Role, Scope, within
from lib.accounts import permissions, read_accounts
from lib.directory import Directory, Region
from lib.errors import AccessError, FilterError
from lib.filters import Filters
from lib.measure import State, issues, measure, open_snapshot, rows, trace

NOW = Filters("2025H2")
OWN = Scope(frozenset({A}), frozenset({"U1"}))


@pytest.fixture
def snapshot():
    """Four branches: two of U1, one of U2 in the same district, one of U4 in another."""
    engine = given.empty()
    own = [{"unit_id": unit, "retired_n": members} for unit, members in (("U1", 10), ("U1", 20), ("U2", 40))]
    given.send_branches(engine, A, *own)
    given.send_branches(engine, B, {"unit_id": "U4", "retired_n": 80})
    return open_snapshot(engine)


@pytest.fixture
def directory(snapshot) -> Directory:
    return snapshot.directory


def members(snapshot, filters=NOW, **options):
    [reading] = measure(snapshot, ["member_total"], filters, **options)
    return reading


# ---- the scope in the numbers ----------------------------------------------------------------------------------------


def test_a_unit_sees_its_own_members_and_nobody_elses(snapshot):
    assert members(snapshot).value == 150
    assert members(snapshot, scope=Scope(frozenset({A}))).value == 70
    assert members(snapshot, scope=OWN).value == 30


def test_choosing_another_unit_does_not_widen_the_scope(snapshot):
    refused = members(snapshot, Filters("2025H2", units=("U2",)), scope=OWN)
    assert (refused.value, refused.state) == (None, State.NOT_APPLICABLE)


def test_the_rows_and_cells_behind_a_number_stay_within_the_unit(snapshot):
    assert [row["单位"] for row in rows(snapshot, "member_total", NOW, scope=OWN)] == ["甲区教育局"] * 2
    assert len(trace(snapshot, "member_total", NOW, scope=OWN)) == 2


def test_a_ledger_that_knows_districts_only_tells_a_unit_nothing(snapshot):
    [reading] = measure(snapshot, ["committee_no_secretary"], NOW, scope=OWN)
    assert reading.state is State.NOT_APPLICABLE
    assert "不能按单位筛选" in reading.reason


def test_what_was_noticed_in_a_districts_file_is_not_told_to_a_unit(snapshot):
    assert issues(snapshot, NOW, scope=OWN) == []


# ---- the scope in the names ------------------------------------------------------------------------------------------


def test_the_directory_of_a_district_names_no_other(directory: Directory):
    own = within(directory, Scope(frozenset({A})))
    assert [item.label for item in own.regions] == ["甲区"]
    assert [item.name for item in own.search_units("局")] == ["甲区教育局"]
    assert own.find_region("乙区") is own.find_region("市直") is None
    assert own.city == directory.city
    assert Filters("2025H2").caption(own) == "甲区"
    with pytest.raises(FilterError):
        own.region(B)


def test_the_directory_of_a_unit_names_no_other_unit_nor_its_aliases(directory: Directory):
    own = within(directory, OWN)
    assert list(own.units) == ["U1"]
    assert {unit_id for ids in own.aliases.values() for unit_id in ids} <= {"U1"}
    assert Filters("2025H2").caption(own) == "甲区教育局"


def test_who_may_see_everything_gets_the_directory_itself(directory: Directory):
    assert within(directory, EVERYTHING) is directory


@pytest.mark.parametrize(("code", "invented"), [("980100", True), ("100000", True), ("610100", False)])
def test_a_city_is_invented_where_no_province_has_its_code(directory: Directory, code: str, invented: bool):
    city = Region(code, "某市", "某市", "市本级")
    assert directory.narrowed((), {}).is_invented
    assert Directory((city,), {}, {}, (), {}).is_invented is invented


# ---- the list of accounts --------------------------------------------------------------------------------------------


def written(folder: Path, *lines: str, header: str = "账号,角色,区县,单位") -> Path:
    path = folder / "accounts.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8-sig")
    return path


def test_the_list_says_what_each_account_may_see(tmp_path: Path, directory: Directory):
    path = written(tmp_path, "a1,市级领导,,", "a2,区县,甲区,", "a3,单位,市直,市档案馆", "a4,编辑,乙区,", "a5,管理员,,")
    accounts = read_accounts(path, directory)
    assert accounts["a1"].scope == EVERYTHING
    assert accounts["a2"].scope == Scope(frozenset({A}))
    assert accounts["a3"].scope == Scope(frozenset({CITY}), frozenset({"U9"}))
    assert accounts["a4"] == Account("a4", Role.EDITOR, B)
    assert [one.may_load for one in accounts.values()] == [False, False, False, True, True]
    assert [one.caption(directory) for one in accounts.values()] == [
        *("市级领导", "区县：甲区", "单位：市档案馆", "编辑：乙区", "管理员"),
    ]
    assert permissions(accounts, directory)[2] == {
        **{"账号": "a3", "角色": "单位", "可看区县": "市直", "可看单位": "市档案馆", "可导入": "否"},
    }


def test_all_faults_of_the_list_are_named_at_once_and_no_account_is_repeated(tmp_path: Path, directory: Directory):
    path = written(
        tmp_path,
        "secret1,局长,,",
        "secret2,区县,,",
        "secret3,区县,丁区,",
        "secret4,单位,甲区,",
        "secret5,单位,甲区,乙区民政局",
        "secret6,市级领导,甲区,",
        "secret7,管理员,,",
        "secret7,管理员,,",
        ",管理员,,",
        "secret8,区县,甲区,甲区教育局",
    )
    with pytest.raises(AccessError) as error:
        read_accounts(path, directory)
    said = str(error.value)
    for fault in (
        "第2行角色不是市级领导、区县、单位、编辑、管理员之一",
        "第3行角色“区县”没有填区县",
        "第4行区县不在区划名录里",
        "第5行角色“单位”没有填单位",
        "第6行单位不在该区县的名录里，要填全称",
        "第7行角色“市级领导”看全市，区县和单位应空着",
        "第9行账号重复",
        "第10行账号为空",
        "第11行只有角色“单位”可以填单位",
    ):
        assert fault in said
    assert "secret" not in said
    assert "第8行" not in said


@pytest.mark.parametrize("content", [b"", "账号,角色\na,管理员".encode(), b"\xff\xfe", "账号,角色,区县,单位".encode()])
def test_a_list_that_cannot_be_read_admits_nobody(tmp_path: Path, directory: Directory, content: bytes):
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)
    with pytest.raises(AccessError, match="不能登录"):
        read_accounts(path, directory)


def test_an_account_taken_out_of_the_list_is_out_at_once(tmp_path: Path, directory: Directory):
    path = written(tmp_path, "a1,市级领导,,", "a2,区县,甲区,")
    assert "a2" in read_accounts(path, directory)
    written(tmp_path, "a1,市级领导,,")
    assert "a2" not in read_accounts(path, directory)


def test_the_list_is_read_anew_when_it_has_changed_and_not_before(tmp_path: Path, directory: Directory):
    path = written(tmp_path, "a1,市级领导,,", "a2,区县,甲区,")
    first = read_accounts(path, directory)
    assert read_accounts(path, directory) is first
    path.write_text(path.read_text(encoding="utf-8").replace("甲区", "乙区"), encoding="utf-8")  # of the same size
    assert read_accounts(path, directory)["a2"].region == B
    with pytest.raises(AccessError, match="区县不在区划名录里"):
        read_accounts(path, within(directory, Scope(frozenset({A}))))


def test_a_similar_name_of_a_unit_is_not_taken_for_it(tmp_path: Path, directory: Directory):
    with pytest.raises(AccessError, match="要填全称"):
        read_accounts(written(tmp_path, "a1,单位,甲区,甲区教育"), directory)
