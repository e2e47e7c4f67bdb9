"""Everything but the branches again, from the 口径 sentences: key → how to find it in the rows."""

from dataclasses import replace
from decimal import Decimal

from recount.branches import BRANCHES, MEMBERS, MIXED, B
from recount.cells import MISSING
from recount.counting import (
    CITY,
    DISTRICTS,
    WHOLE,
    Answer,
    Answering,
    Counted,
    Part,
    Recount,
    anything,
    best,
    by_row,
    constant,
    count,
    each,
    filled,
    gap,
    longest,
    minus,
    offices_with,
    owed,
    per,
    plain,
    plus,
    rate,
    senders,
    share,
    spread,
    total,
)
from recount.reading import Row
from recount.saying import both, during, has, is_, known, least, of, of_known, sums
from recount.views import Test, View
from recount.years import change, span_ends, streak, year_ends

U, C, V, S, W = "units", "committee", "venues", "support", "unit_work"
FLOW, TEAM, AGES, BASE, SITES = "volunteering", "volunteers", "ages", "baseline", "sites"
HELD, AWARDS, HELD_BY_BASE, RETIRING = "activities", "awards", "infobase", "retirement"

# ---- 单位底册, 到龄退休, 单位党建, 信息化应用 ------------------------------------------------------------------------

LIXIU, TUIXIU = total(U, "lixiu_n"), total(U, "tuixiu_n")
CADRES = plus(LIXIU, TUIXIU)
DUE = tuple(total(RETIRING, f"due_{year}y_n") for year in range(1, 6))


def reached(name: str) -> Answering:
    return share(U, name, "lixiu_n", within=least("lixiu_n", 1))


def band(*names: str) -> tuple[Counted, Counted]:
    """Who took part, of how many."""
    within = both(is_("band", *names), has("active_n"))
    return total(AGES, "active_n", is_("band", *names)), total(AGES, "members_n", within)


OLD = ("81–85", "86–90", "≥91")
(YOUNG_ACTIVE, YOUNG), (OLD_ACTIVE, OLD_ALL) = band("≤60", "61–65"), band(*OLD)
OLD_ASKED = both(
    both(is_("band", *OLD), has("members_n")), lambda row: filled(row, "active_n") or not filled(row, "absent_health_n")
)
UNWELL_KNOWN = both(is_("band", *OLD), has("members_n", "active_n", "absent_health_n"))

PEOPLE = {
    **of(
        U,
        cadre_total=plain(CADRES),
        lixiu_avg_age=share(U, "lixiu_age_sum", "lixiu_n", 1, least("lixiu_n", 1)),
        community_checkin_rate=share(U, "checkin_n", "member_n"),
        checkin_rate_by_level=share(U, "checkin_n", "member_n"),
        checkin_resident_rate=share(U, "checkin_n", "living_in_city_n"),
        lixiu_visit_coverage=reached("lixiu_visited_n"),
        lixiu_checkup_rate=reached("lixiu_checkup_n"),
        mechanism_coverage_rate=reached("mechanism_covered_n"),
        **sums(
            U,
            lixiu_total="lixiu_n",
            tuixiu_total="tuixiu_n",
            unit_member_total="member_n",
            member_rel_community="member_rel_community",
            member_rel_unit="member_rel_unit",
            community_checkin="checkin_n",
        ),
    ),
    **of(U, ends=year_ends, lixiu_annual_decline=change(LIXIU, U, year_ends, "年均减少")),
    **of(
        U,
        ends=span_ends,
        tuixiu_net_increase=change(TUIXIU, U, span_ends, "净增"),
        tuixiu_growth_rate=change(TUIXIU, U, span_ends, "增长率"),
    ),
    **of(U, by_unit=False, member_avg_age=share(U, "member_age_sum", "member_n", 1)),
    **of(
        AGES,
        by_unit=False,
        age_band_members=plain(total(AGES, "members_n")),
        participation_rate_by_band=rate(total(AGES, "active_n"), total(AGES, "members_n", has("active_n"))),
        active_age_mode=spread(AGES, anything, "band", "active_n", "最多"),
        young_retiree_rate=rate(YOUNG_ACTIVE, YOUNG),
        elder_absent_rate=rate(minus(OLD_ALL, OLD_ACTIVE), OLD_ALL),
        health_reason_share=rate(
            total(AGES, "absent_health_n", OLD_ASKED),
            minus(total(AGES, "members_n", UNWELL_KNOWN), total(AGES, "active_n", UNWELL_KNOWN)),
        ),
    ),
    **of(RETIRING, retire_ceremony_rate=share(RETIRING, "ceremony_n", "retired_n")),
    **of(
        RETIRING,
        U,
        member_forecast=gap(total(U, "member_n"), DUE[0], (RETIRING, U))[2],
        member_forecast_5y=gap(total(U, "member_n"), plus(*DUE), (RETIRING, U))[2],
    ),
}

with_members = is_("coverage", "单独组建", "联合组建", "功能型覆盖", "未覆盖")
with_branch = is_("coverage", "单独组建", "联合组建")
must_build = least("full_members_n", 3)


def units_saying_yes(name: str, within: Test = anything) -> Answering:
    return of_known(W, name, is_(name, "是"), within)


UNIT_WORK = of(
    W,
    org_coverage_rate=rate(
        known(W, "coverage", is_("coverage", "单独组建", "联合组建", "功能型覆盖")), count(W, with_members)
    ),
    work_coverage_rate=units_saying_yes("work_contacted", with_members),
    should_build_rate=rate(
        known(W, "coverage", with_branch, must_build), known(W, "full_members_n", must_build, has("coverage"))
    ),
    units_without_branch=plain(
        count(W, test=both(must_build, is_("coverage", "未覆盖")), needs=("full_members_n", "coverage"))
    ),
    member_assigned_rate=share(W, "assigned_n", "member_n"),
    plan_made_rate=units_saying_yes("plan_made", with_branch),
    unit_responsible_rate=units_saying_yes("responsible_set"),
    dedicated_office_rate=units_saying_yes("dedicated_office"),
    unit_review_rate=units_saying_yes("review_included"),
    platform_connected_rate=units_saying_yes("platform_connected"),
    online_channel_count=plain(total(W, "channels_n")),
)


def digital(name: str, base: Counted, sheet: str) -> Answering:
    return per(total("digital", name), base, ("digital", sheet), 100)


DIGITAL = {
    **of("digital", by_unit=False, app_install_count=plain(total("digital", "app_installs_n"))),
    **of(
        "digital",
        U,
        by_unit=False,
        app_install_rate=digital("app_installs_n", CADRES, U),
        wechat_follow_rate=digital("followers_n", CADRES, U),
    ),
    **of("digital", B, by_unit=False, online_org_life_rate=digital("online_members_n", MEMBERS, B)),
}

# ---- 党工委配备 -----------------------------------------------------------------------------------------------------

no_secretary, no_deputy = is_("secretary_status", "空缺"), is_("deputy_status", "空缺", "兼职")
some_secretary, some_deputy = is_("secretary_status", "专任", "兼任"), is_("deputy_status", "专职")


def posts(test: Test, *needs: str) -> Answering:
    return plain(count(C, test=test, needs=needs or ("secretary_status", "deputy_status")))


def met(row: Row) -> bool:
    """The system issued, where the office says so at all, and a meeting held."""
    return row["coord_meeting_n"] >= 1 and not is_("coord_system_issued", "否")(row)


APPROVED = known(C, "approved", is_("approved", "是"))
COMMITTEES = {
    **of(
        C,
        offices=DISTRICTS,
        by_unit=False,
        committee_established=plain(APPROVED),
        committee_established_rate=rate(APPROVED, senders(C)),
        committee_no_secretary=posts(no_secretary, "secretary_status"),
        committee_no_deputy=posts(no_deputy, "deputy_status"),
        committee_secretary_rate=of_known(C, "secretary_status", some_secretary),
        committee_deputy_rate=of_known(C, "deputy_status", some_deputy),
        committee_lacking=posts(lambda row: no_secretary(row) or no_deputy(row)),
        committee_only_secretary=posts(both(no_secretary, some_deputy)),
        committee_only_deputy=posts(both(some_secretary, no_deputy)),
        committee_no_both=posts(both(no_secretary, no_deputy)),
        committee_merged_count=plain(known(C, "org_mode", is_("org_mode", "归并组织部门"))),
        committee_org_mode=spread(C, anything, "org_mode", "", "最大"),
        committee_secretary_vacant_months=longest(C, no_secretary, "vacancy_since"),
        committee_deputy_vacant_months=longest(C, is_("deputy_status", "空缺"), "vacancy_since"),
        staff_fulltime_rate=share(C, "staff_fulltime_n", "staff_n"),
        staff_short=plain(by_row(C, ("staff_quota_n", "staff_n"), lambda quota, actual: quota - actual)),
        in_review_rate=rate(known(C, "review_included", is_("review_included", "是")), senders(C)),
        district_coord_rate=rate(known(C, "coord_meeting_n", met), senders(C)),
        district_brand_rate=of_known(C, "brand_n", least("brand_n", 1)),
        **sums(
            C,
            staff_total="staff_n",
            staff_quota_total="staff_quota_n",
            staff_fulltime_total="staff_fulltime_n",
            coord_meeting_count="coord_meeting_n",
        ),
    ),
    **of(
        C,
        offices=CITY,
        by_unit=False,
        city_committee_established=plain(APPROVED),
        city_committee_total=plain(count(C)),
        perf_eval_streak=streak(known(C, "perf_eval_included", is_("perf_eval_included", "是")), every_period=False),
    ),
}

# ---- 活动阵地, 点位和片组 -------------------------------------------------------------------------------------------


building = is_("state", "在建")


def opened(row: Row) -> bool:
    return not building(row) and not row["opened_on"] > row["as_of"]


def in_use(row: Row) -> bool:
    return row["state"] == "启用"


def venues(name: str, *words: str) -> Answering:
    return plain(known(V, name, is_(name, *words), opened))


def sites(kind: str, test: Test = anything, *needs: str) -> Counted:
    return count(SITES, both(opened, is_("type", kind)), test, needs)


CENTRES = offices_with(V, both(opened, is_("tier", "区县级中心")))
INVESTED = total(V, "invest_yuan")
UNIVERSITIES = sites("老年大学", is_("level", "省级示范", "市级示范"), "level")
SITE_KEYS = {
    "observation_site_count": "示范观摩点",
    "observation_route_count": "观摩线路",
    "edu_base_count": "党性教育基地",
    "station_count": "党员驿站",
    "uni_count": "老年大学",
    "secretary_studio_count": "老书记工作室",
    "practice_site_count": "文明实践点",
    "mobile_station_count": "流动工作站",
    "cluster_count": "党建片组",
}
PLACES = {
    **of(
        V,
        by_unit=False,
        venue_total=plain(count(V, test=opened)),
        venue_city=venues("tier", "市级中心"),
        venue_shared_x=venues("tier", "共享活动室"),
        venue_nonstandard=venues("norm_ok", "否"),
        venue_area_sqm=plain(total(V, "area_sqm", opened)),
        venue_room_count=plain(total(V, "rooms_n", opened)),
        venue_by_form=plain(known(V, "form", has("form"), opened)),
        venue_new=plain(count(V, test=lambda row: in_use(row) and during(row, "opened_on"))),
        venue_upgraded=plain(known(V, "upgraded_on", lambda row: during(row, "upgraded_on"), in_use)),
        venue_invest=plain(INVESTED),
        venue_sessions=plain(total(V, "sessions_n", in_use)),
        venue_person_times=plain(total(V, "person_times_n", in_use)),
    ),
    **of(V, B, by_unit=False, venue_invest_per_member=per(INVESTED, MEMBERS, (V, B))),
    **of("candidates", by_unit=False, candidate_site_total=plain(count("candidates"))),
    **of(
        V,
        offices=DISTRICTS,
        by_unit=False,
        venue_district=plain(CENTRES),
        venue_district_rate=rate(CENTRES, senders(V)),
    ),
    **of(
        V,
        BASE,
        offices=DISTRICTS,
        by_unit=False,
        invest_fiscal_share=per(INVESTED, total(BASE, "fiscal_revenue_yuan"), (V, BASE), 100),
    ),
    **of(
        SITES,
        by_unit=False,
        **{key: plain(sites(kind)) for key, kind in SITE_KEYS.items()},
        community_site_count=plain(sites("示范观摩点", is_("is_community", "是"), "is_community")),
        uni_demo_count=plain(UNIVERSITIES),
        uni_prov_demo_count=plain(sites("老年大学", is_("level", "省级示范"), "level")),
        uni_demo_rate=rate(UNIVERSITIES, sites("老年大学", has("level"))),
        cluster_branches=plain(total(SITES, "branches_n", both(opened, is_("type", "党建片组")))),
    ),
}

# ---- 志愿服务, 志愿队伍, 教育培训, 学习宣传活动, 表彰荣誉 -----------------------------------------------------------


def of_period(row: Row) -> bool:
    return not row["since_date"] < row["start"]


def held(kind: str, name: str, when: Test = of_period, state: str = "已开展") -> Answering:
    """A figure counted since a day before the period does not say what the period brought: it is 缺报."""
    return plain(total(HELD, name, both(is_("type", kind), is_("state", state)), when))


def relayed(level: str) -> Answering:
    return plain(total(HELD, "sessions_n", lambda r: r["type"] == "报告会" and held_at(r, level), of_period))


def held_at(row: Row, level: str) -> bool:
    return row["state"] == "已开展" and row["level"] == level


def award(level: str, category: str, kind: str) -> Answering:
    rows = both(is_("level", level), both(is_("category", category), is_("kind", kind)))
    return plain(total(AWARDS, "count_n", rows))


DOING = {
    **of(
        FLOW,
        by_unit=False,
        vol_field_top3_share=spread(FLOW, anything, "field", "activities_n", "前三"),
        vol_field_hhi=spread(FLOW, anything, "field", "activities_n", "平方和"),
        **sums(
            FLOW,
            vol_project_count="projects_n",
            vol_activity_count="activities_n",
            vol_person_times="person_times_n",
            served_person_times="served_person_times_n",
        ),
    ),
    **of(
        TEAM,
        by_unit=False,
        willing_matched_rate=share(TEAM, "matched_n", "willing_n"),
        **sums(
            TEAM,
            vol_team_count="teams_n",
            volunteer_people="people_n",
            volunteer_willing="willing_n",
            talent_pool_count="talent_n",
        ),
    ),
    **of(
        "training",
        by_unit=False,
        **sums(
            "training",
            training_session_count="sessions_n",
            training_by_target="sessions_n",
            training_people_by_target="people_n",
            training_person_times="person_times_n",
        ),
    ),
    **of(
        HELD,
        study_issue_count=held("学习园地", "issues_n", has("since_date")),
        study_item_count=held("学习园地", "items_n", has("since_date")),
        watch_person_times=held("报告会", "person_times_n"),
        live_view_person_times=held("直播", "views_n"),
        contest_person_times=held("知识竞赛", "person_times_n"),
        retire_ceremony_count=held("荣退仪式", "sessions_n"),
        retire_ceremony_people=held("荣退仪式", "people_n"),
        retire_ceremony_planned=held("荣退仪式", "sessions_n", anything, "计划"),
        retire_ceremony_planned_people=held("荣退仪式", "people_n", anything, "计划"),
        lecture_people=held("宣讲", "people_n"),
        video_count=held("视频", "items_n"),
        tv_issue_count=held("专题片", "issues_n"),
        press_issue_count=held("访谈", "issues_n"),
        media_count=held("观摩", "media_n"),
        speech_exchange_count=held("会议交流", "exchange_units_n"),
        expert_people=held("论证会", "people_n", has("since_date")),
        expert_meeting_count=held("论证会", "sessions_n", has("since_date")),
    ),
    **of(HELD, offices=CITY, report_nat_count=relayed("全国"), report_prov_count=relayed("全省")),
    **of(
        AWARDS,
        by_unit=False,
        award_prov_top_branch=award("省", "百佳离退休干部党支部", "集体"),
        award_prov_top_member=award("省", "百佳离退休干部党员", "个人"),
        award_city_collective=award("市", "先进", "集体"),
        award_city_person=award("市", "先进", "个人"),
        award_prov_person=award("省", "先进", "个人"),
        prov_rank=best(AWARDS, "rank_n", both(is_("level", "省"), is_("category", "竞赛位次"))),
    ),
    **of(
        AWARDS,
        offices=CITY,
        by_unit=False,
        satisfied_streak=streak(
            total(AWARDS, "count_n", both(is_("level", "市"), is_("category", "市满意单位"))), every_period=True
        ),
    ),
}

# ---- 服务保障 -------------------------------------------------------------------------------------------------------

FUNDS = plus(*(total(S, name) for name in ("fund_special", "fund_fee_return", "fund_public", "fund_unit")))
ARREARS = ("arrears_open_yuan", "arrears_new_yuan", "arrears_cleared_yuan")
CLEARED = share(S, "arrears_cleared_yuan", "arrears_open_yuan")


def cleared_of_opening(view: View) -> Answer:
    """Of what was owed when the span began, as each period opens with what the one before left; of the offices that
    sent every period."""
    view = view.only(view.senders([S]))
    if not view.regions:
        return Answer(MISSING.why)
    whole, first = CLEARED(view), CLEARED(view.only(view.regions, view.parts[0]))
    if not (view.parts[1:] and first.denominator):
        return whole
    value = Decimal(whole.numerator) * 100 / Decimal(first.denominator)
    return replace(whole, value=value, denominator=first.denominator)


SUPPORT = {
    **of(
        S,
        consolation_amount=plain(plus(total(S, "cash_yuan"), total(S, "goods_yuan"))),
        funding_by_source=plain(FUNDS),
        subsidy_rate=share(S, "subsidy_paid_n", "subsidy_due_n"),
        subsidy_avg_month=share(S, "subsidy_yuan", "subsidy_months_n", 1),
        visit_people_incl_family=plain(each(total(S, "visit_people_n"), total(S, "visit_family_n"))),
        funding_done_rate=of_known(S, "standard_met", is_("standard_met", "是")),
        arrears_balance=plain(by_row(S, ARREARS, lambda opening, new, cleared: opening + new - cleared)),
        arrears_cleared_rate=cleared_of_opening,
        measure_done_rate=share(S, "measures_done_n", "measures_due_n"),
        **sums(
            S,
            visit_people="visit_people_n",
            visit_person_times="visit_person_times_n",
            consolation_cash="cash_yuan",
            consolation_goods="goods_yuan",
            practical_matter_count="matters_n",
            fund_special="fund_special",
            fund_fee_return="fund_fee_return",
            fund_public="fund_public",
            fund_unit="fund_unit",
            arrears_new="arrears_new_yuan",
        ),
    ),
    **of(
        S,
        B,
        funding_per_member=per(FUNDS, MEMBERS, (S, B)),
        funding_per_branch=per(FUNDS, BRANCHES, (S, B)),
    ),
}

# ---- what the figures are set against -------------------------------------------------------------------------------

ALL_MEMBERS, ALL_ORGS = total(BASE, "all_members_n"), total(BASE, "all_basic_orgs_n")


REPORTED = {"混建支部数": (MIXED, B), "党支部数": (BRANCHES, B), "离退休党员数": (MEMBERS, B), "离休干部数": (LIXIU, U)}


def infobase(item: str, held_key: str, gap_key: str) -> dict[str, Recount]:
    reported, sheet = REPORTED[item]
    held_there = owed(total(HELD_BY_BASE, "value_n", is_("item", item)))
    less, relative, _ = gap(reported, held_there, (HELD_BY_BASE, sheet))
    compared = {gap_key: less, f"{gap_key}_rate": relative}
    one = of(HELD_BY_BASE, by_unit=False, **{held_key: plain(held_there)})
    return one | of(HELD_BY_BASE, sheet, by_unit=False, **compared)


def unexplained(view: View) -> Part:
    """Items that differ from what the same office reported, without a word about it."""
    rows = [row for row in view.rows(HELD_BY_BASE, anything) if not filled(row, "explanation")]
    different = 0
    for row in filter(has("value_n"), rows):
        counted, sheet = REPORTED[row["item"]]
        office = view.only(view.only([row["office"]]).senders([sheet]))
        different += bool(office.regions) and row["value_n"] != counted(office).figure
    return Part(different, sum(map(has("value_n"), rows)), sum(not filled(row, "value_n") for row in rows))


AGAINST = {
    **of(HELD_BY_BASE, by_unit=False, infobase_unexplained=plain(unexplained)),
    **of(BASE, by_unit=False, party_members=plain(owed(ALL_MEMBERS)), party_orgs=plain(owed(ALL_ORGS))),
    **of(
        B,
        BASE,
        by_unit=False,
        member_share_of_party=per(MEMBERS, ALL_MEMBERS, (B, BASE), 100),
        org_share_of_party=per(count(B), ALL_ORGS, (B, BASE), 100),
    ),
    **infobase("混建支部数", "branch_mixed_infobase", "infobase_gap"),
    **infobase("党支部数", "branch_total_infobase", "branch_total_gap"),
    **infobase("离退休党员数", "member_infobase", "member_gap"),
    **infobase("离休干部数", "lixiu_infobase", "lixiu_gap"),
    **of(
        offices=WHOLE,
        by_unit=False,
        ref_national_members=constant("national_members"),
        ref_national_orgs=constant("national_orgs"),
        anniversary_party=constant("party_founded", years_since=True),
        anniversary_prc=constant("prc_founded", years_since=True),
    ),
}
