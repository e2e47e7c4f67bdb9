"""支部台账 and 其他规范体系 again, from the 口径 sentences: key → how to find it in the rows."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from lib.schema import FIVE_NORM_ITEMS, SETTING_FORMS
from recount.cells import MISSING, folded
from recount.counting import (
    Answering,
    Counted,
    Part,
    anything,
    count,
    extreme,
    kinds,
    needed,
    plain,
    rate,
    share,
    spread,
    total,
)
from recount.reading import Row
from recount.saying import both, during, has, is_, known, least, of, of_known
from recount.views import Test, View

B, STANDINGS, NORMS = "branches", "standings", "norms"
YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=180)
MONTHS, QUARTERS = 6, 2  # of a half-year
TARGET = 20  # per cent of the sponsored branches


branch, functional, temporary = (
    is_("org_kind", "党支部"),
    is_("setting_form", "非建制功能型"),
    is_("setting_form", "临时"),
)


def counts_members(row: Row) -> bool:
    """Of a 非建制功能型 branch the members belong elsewhere."""
    return branch(row) and not functional(row)


def elects(row: Row) -> bool:
    return counts_members(row) and not temporary(row)


def only_lixiu(row: Row) -> bool:
    return branch(row) and row["lixiu_n"] > 0 and row["lixiu_n"] == row["retired_n"] and not row["inservice_n"] > 0


def ours(name: str, test: Test, within: Test = branch) -> Counted:
    return known(B, name, test, within)


# ---- how they are set up --------------------------------------------------------------------------------------------

BRANCHES = count(B, branch, needs=("org_kind",))
MEMBERS = total(B, "retired_n", counts_members)
MIXED = ours("setting_form", is_("setting_form", "与在职混建"))
OVER_50 = ours("full_members_n", least("full_members_n", 51))
VACANT = ours("secretary_status", is_("secretary_status", "空缺"))
NO_VENUE = ours("venue_relation", is_("venue_relation", "无"))
FORM_KEYS = ("branch_standalone", "branch_mixed_reported", "branch_joint", "branch_functional", "branch_temporary")


def excess(row: Row) -> bool:
    return row["full_members_n"] > 50 or row["committee_n"] > 7


def reformed(row: Row) -> bool:
    return row["changed_from"] == "与在职混建" and row["setting_form"] == "单独组建"


def split_up(view: View) -> Part:
    """Branches of which two or more came out, the old one counted where it lives on."""

    def called(row: Row, name: str) -> tuple[str, date, str]:
        return row["office"], row["as_of"], folded(row[name])

    rows, everyone = view.rows(B, branch), replace(view, unit=None, levels=()).rows(B, anything)
    heirs = Counter(called(row, name) for row in everyone for name in ("split_from", "name"))
    origins = {called(row, "split_from") for row in rows if has("split_from")(row)}
    missing = sum(row["split_from"] is MISSING for row in rows)
    return Part(sum(heirs[origin] >= 2 for origin in origins), len(origins), missing)


SETTING = of(
    B,
    org_total=plain(count(B)),
    branch_total=plain(BRANCHES),
    **{
        key: plain(ours("setting_form", is_("setting_form", form)))
        for key, form in zip(FORM_KEYS, SETTING_FORMS, strict=True)
    },
    member_total=plain(MEMBERS),
    branch_mixed_rate=rate(MIXED, count(B, counts_members)),
    branch_scene_share=spread(B, branch, "scene", "", "最大"),
    functional_branch_by_scene=plain(ours("scene", has("scene"), both(branch, functional))),
    lixiu_only_branch_total=plain(count(B, branch, only_lixiu, ("retired_n", "lixiu_n"))),
    branch_size_max=extreme(B, "full_members_n", branch, max),
    branch_size_median=extreme(B, "full_members_n", branch, median),
    branch_by_size=plain(ours("full_members_n", has("full_members_n"))),
    branch_under_3=plain(ours("full_members_n", lambda row: row["full_members_n"] < 3, counts_members)),
    branch_over_50=plain(OVER_50),
    branch_over_50_rate=rate(OVER_50, BRANCHES),
    branch_ge_100=plain(ours("full_members_n", least("full_members_n", 100))),
    branch_headcount_excess=plain(count(B, branch, excess, ("full_members_n", "committee_n"))),
    committee_built_count=plain(ours("committee_n", least("committee_n", 1))),
    branch_committee_lacking=plain(
        ours("committee_n", lambda row: row["committee_n"] == 0, both(counts_members, least("full_members_n", 7)))
    ),
    branch_committee_over_7=plain(ours("committee_n", least("committee_n", 8))),
    branch_secretary_vacant=plain(VACANT),
    branch_secretary_vacant_rate=rate(VACANT, BRANCHES),
    liaison_rate=rate(ours("liaison_n", least("liaison_n", 1)), BRANCHES),
    branch_no_liaison=plain(ours("liaison_n", lambda row: row["liaison_n"] == 0)),
    branch_no_venue=plain(NO_VENUE),
    branch_no_venue_rate=rate(NO_VENUE, BRANCHES),
    branch_no_fixed=plain(ours("venue_relation", is_("venue_relation", "借用", "无"))),
    branch_no_nearby=plain(ours("venue_distance_m", lambda row: row["venue_distance_m"] > 1000)),
    joint_over_5=plain(
        ours("units_covered_n", least("units_covered_n", 6), both(branch, is_("setting_form", "联合组建")))
    ),
    mixed_to_standalone_count=plain(ours("changed_from", reformed)),
    branch_split_count=plain(split_up),
    inservice_deputy_count=plain(ours("deputy_inservice_n", least("deputy_inservice_n", 1))),
    assistant_rate=of_known(B, "assistant_n", least("assistant_n", 1), branch),
    assistant_trained_rate=share(B, "assistant_trained_n", "assistant_n", within=branch),
    secretary_training_rate=of_known(
        B,
        "secretary_trained",
        is_("secretary_trained", "是"),
        both(branch, is_("secretary_status", "在岗", "在职兼任")),
    ),
)

# ---- elections ------------------------------------------------------------------------------------------------------


def electing(test: Test) -> Answering:
    return plain(count(B, elects, test, ("term_end_on",)))


def overdue(row: Row) -> bool:
    return row["term_end_on"] < row["as_of"] and not row["extension_until"] >= row["as_of"]


def extended(row: Row) -> bool:
    return row["extension_until"] > row["term_end_on"]


def soon(day: date, row: Row) -> bool:
    return row["as_of"] <= day and day <= row["as_of"] + HALF_A_YEAR


def too_long(row: Row) -> bool:
    return filled_both(row) and row["extension_until"] - row["term_end_on"] > YEAR


filled_both = has("term_end_on", "extension_until")


def held_in_time(row: Row) -> bool:
    """An election in the year before it was due or while it was put off."""
    last, due, until = row["last_election_on"], row["due_on"], row["extension_until"]
    return has("last_election_on", "due_on")(row) and due - last <= YEAR and (last <= due or last <= until)


def to_be_held(row: Row) -> bool:
    """Due in the period and not put off beyond it, or put off until a day in it."""
    if during(row, "due_on"):
        return held_in_time(row) or not row["extension_until"] >= row["as_of"]
    elected_before = held_in_time(row) and row["last_election_on"] < row["start"]
    return row["due_on"] < row["start"] and during(row, "extension_until") and not elected_before


OVERDUE = count(B, elects, overdue, ("term_end_on",))
ELECTIONS = of(
    B,
    branch_election_overdue=plain(OVERDUE),
    branch_election_overdue_rate=rate(OVERDUE, BRANCHES),
    umbrella_election_overdue=plain(count(B, is_("org_kind", "党总支", "党委"), overdue, ("term_end_on",))),
    branch_election_due_soon=electing(
        lambda row: soon(row["extension_until" if extended(row) else "term_end_on"], row)
    ),
    branch_term_ending=electing(lambda row: not extended(row) and soon(row["term_end_on"], row)),
    branch_extension_ending=electing(lambda row: extended(row) and soon(row["extension_until"], row)),
    branch_election_extended=electing(
        lambda row: row["term_end_on"] < row["as_of"] and row["extension_until"] >= row["as_of"]
    ),
    branch_extension_over_year=electing(too_long),
    election_on_time_rate=rate(
        count(B, both(elects, to_be_held), held_in_time, ("last_election_on",)),
        count(B, elects, to_be_held, ("due_on",)),
    ),
)

# ---- norms ----------------------------------------------------------------------------------------------------------


def passed(row: Row) -> bool:
    return row["failed"] == 0 and row["unrated"] == 0 and row["passed"] > 0


def one_short(row: Row) -> bool:
    return row["failed"] == 1 and row["unrated"] == 0


def sponsored(test: Test, *needs: str) -> Counted:
    return count(B, branch, both(is_("is_sponsored", "是"), test), needs)


def only_gap(item: str) -> Counted:
    return count(B, branch, both(one_short, is_(item, "未达标")))


def passing(sheet: str, item: str, within: Test) -> Answering:
    """达标 ÷ (达标 + 未达标)."""
    return rate(known(sheet, item, is_(item, "达标"), within), count(sheet, within, is_(item, "达标", "未达标")))


PASSED, NONSTANDARD = count(B, branch, passed), count(B, branch, least("failed", 1))
SPONSORED, SPONSORED_PASSED = sponsored(anything, "is_sponsored"), sponsored(passed)
STANDING = of(
    B,
    **{f"{item}_pass_rate": passing(B, item, branch) for item in FIVE_NORM_ITEMS},
    **{f"{item}_only_gap": plain(only_gap(item)) for item in FIVE_NORM_ITEMS},
    **{f"{item}_lift_rate": rate(only_gap(item), BRANCHES) for item in FIVE_NORM_ITEMS},
    branch_passed=plain(PASSED),
    branch_pass_rate=rate(PASSED, BRANCHES),
    branch_unrated=plain(count(B, branch, lambda row: row["failed"] == 0 and row["unrated"] > 0)),
    branch_failed_items=plain(count(B, branch)),
    branch_next_to_pass=plain(count(B, branch, one_short)),
    sponsored_next_to_pass=plain(sponsored(one_short, "is_sponsored")),
    sponsored_total=plain(SPONSORED),
    sponsored_passed=plain(SPONSORED_PASSED),
    sponsored_pass_rate=rate(SPONSORED_PASSED, SPONSORED),
    sponsored_needed=needed(SPONSORED_PASSED, SPONSORED, TARGET),
    branch_nonstandard=plain(NONSTANDARD),
    branch_nonstandard_rate=rate(NONSTANDARD, BRANCHES),
    branch_grade_dist=spread(B, branch, "grade", "", "最大"),
    demo_branch_count=plain(ours("grade", is_("grade", "示范"))),
    star_branch_count=plain(ours("star", is_("star", "三星", "四星", "五星"))),
) | of(
    NORMS,
    framework_demo_count=plain(count(STANDINGS, both(is_("framework", "六有一提升"), passed))),
    framework_branch_count=plain(kinds(STANDINGS, "name")),
    framework_pass_rate=rate(count(STANDINGS, passed), count(STANDINGS)),
    framework_item_pass_rate=passing(NORMS, "result", anything),
)

# ---- organisation life ----------------------------------------------------------------------------------------------

MEETINGS = ("theme_day_n", "general_meeting_n", "committee_meeting_n")


def often_enough(row: Row) -> bool:
    committee = row["committee_meeting_n"] >= MONTHS or not row["committee_n"] >= 1
    return row["theme_day_n"] >= MONTHS and row["general_meeting_n"] >= QUARTERS and committee


def regular(within: Test) -> Answering:
    return rate(count(B, within, often_enough, MEETINGS), count(B, within))


def often(name: str, number: int, within: Test = elects) -> Answering:
    return of_known(B, name, least(name, number), within)


def once_a_year(name: str) -> Answering:
    """Here, or in the period before of the same year; not due before its end."""
    due = both(elects, lambda row: row["as_of"].month == 12)
    return of_known(B, name, lambda row: row[name] >= 1 or row["earlier"][name] >= 1, due)


LIFE = of(
    B,
    theme_day_count=plain(total(B, "theme_day_n", branch)),
    general_meeting_count=plain(total(B, "general_meeting_n", branch)),
    committee_meeting_count=plain(total(B, "committee_meeting_n", branch)),
    lecture_count=plain(total(B, "lecture_n", branch)),
    meetings_compliance_rate=regular(elects),
    lixiu_only_branch_normal_rate=regular(only_lixiu),
    general_meeting_rate=often("general_meeting_n", QUARTERS),
    lecture_rate=often("lecture_n", QUARTERS),
    theme_day_rate=often("theme_day_n", MONTHS),
    committee_meeting_rate=often("committee_meeting_n", MONTHS, both(elects, least("committee_n", 1))),
    group_meeting_rate=often("group_meeting_n", MONTHS, both(elects, least("groups_n", 1))),
    org_life_meeting_rate=once_a_year("org_life_meeting_n"),
    appraisal_rate=once_a_year("appraisal_n"),
    dual_review_rate=of_known(B, "dual_review", is_("dual_review", "是"), branch),
    points_branch_rate=of_known(B, "points_used", is_("points_used", "是"), branch),
    monthly_study_rate=rate(
        total(B, "study_months_n", elects), count(B, both(elects, has("study_months_n")), times=MONTHS)
    ),
)
