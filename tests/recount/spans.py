"""Which numbers are of a span and not of its last day, and over which spans they can be had: read in the 口径."""

from recount.views import Choice

_ADDED = """
mixed_to_standalone_count branch_split_count election_on_time_rate tuixiu_net_increase tuixiu_growth_rate
theme_day_count general_meeting_count committee_meeting_count lecture_count meetings_compliance_rate
lixiu_only_branch_normal_rate general_meeting_rate committee_meeting_rate group_meeting_rate theme_day_rate
lecture_rate dual_review_rate monthly_study_rate retire_ceremony_rate coord_meeting_count
venue_new venue_upgraded venue_invest venue_invest_per_member venue_sessions venue_person_times
training_session_count training_by_target training_people_by_target training_person_times
report_nat_count report_prov_count watch_person_times live_view_person_times contest_person_times
retire_ceremony_count retire_ceremony_people lecture_people video_count tv_issue_count press_issue_count
media_count speech_exchange_count
vol_project_count vol_activity_count vol_person_times served_person_times vol_field_top3_share vol_field_hhi
visit_person_times consolation_cash consolation_goods consolation_amount practical_matter_count
funding_by_source funding_per_member funding_per_branch fund_special fund_fee_return fund_public fund_unit
subsidy_rate subsidy_avg_month funding_done_rate arrears_cleared_rate arrears_new
award_prov_top_branch award_prov_top_member award_city_collective award_city_person award_prov_person prov_rank
"""
ADDED = frozenset(_ADDED.split())
YEARS_BACK = frozenset({"lixiu_annual_decline", "satisfied_streak"})  # the same whatever the span
ONE_PERIOD = frozenset({"visit_people", "visit_people_incl_family"})  # 各期不相加
WHOLE_YEAR = frozenset({"invest_fiscal_share"})  # 只能取1—12月
FLOWS = ADDED | YEARS_BACK | ONE_PERIOD | WHOLE_YEAR


def parts(key: str, choice: Choice, known: tuple[str, ...]) -> tuple[str, ...]:
    """The periods that are added up, the chosen one last; none where the number cannot be had over this span."""
    year = tuple(period for period in known if period[:4] == choice.period[:4] and period <= choice.period)
    chosen = year if choice.to_date and key in FLOWS - YEARS_BACK else (choice.period,)
    refused = (key in ONE_PERIOD and len(chosen) > 1) or (key in WHOLE_YEAR and len(chosen) < 2)
    return () if refused else chosen
