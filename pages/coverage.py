"""支部覆盖: are the standards met, what is still needed and where, and which branches come next."""

import streamlit as st

from lib.speech import branches as findings
from lib.speech.findings import say, standards
from lib.ui import cards, charts, compare, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import coverage

open_page("coverage")

now = loaders.by_key(
    (
        *findings.COVERAGE_KEYS,
        *("org_coverage_rate", "work_coverage_rate", "units_without_branch"),
        *("sponsored_passed", "sponsored_total", "branch_passed", "branch_nonstandard"),
    )
)
target = loaders.target("sponsored_pass_rate")
rate = now["sponsored_pass_rate"].value
headline(findings.coverage(now, target))

cards.row(
    [
        Card("org_coverage_rate", "组织覆盖率", findings.base(now["org_coverage_rate"], "个单位")),
        Card("work_coverage_rate", "工作覆盖率", findings.base(now["work_coverage_rate"], "个单位")),
        Card("should_build_rate", "应建已建率", say("应建未建{units_without_branch}", now)),
        Card(
            "sponsored_pass_rate",
            "包抓支部达标率",
            standards(now),
            breach=None not in (rate, target) and rate < target,
            target=target,
        ),
        Card("branch_pass_rate", "五规范达标率", say("{branch_passed}全部达标", now)),
        Card("branch_nonstandard_rate", "不规范支部占比", say("{branch_nonstandard}有未达标项", now)),
    ]
)

meeting.slide(coverage.norms)
left, right = st.columns((5, 4), gap="medium")
with left:
    coverage.norms()
with right:
    charts.district_bars(
        "sponsored_pass_rate",
        "sponsored",
        heading="本级包抓支部达标率与目标",
        target=target,
        lacking=("还需", "sponsored_needed"),
    )
left, right = st.columns(2, gap="medium")
with left:
    coverage.failed_items()
with right:
    coverage.lifts()
coverage.lists()
compare.districts(("sponsored_pass_rate", "sponsored_needed", "branch_pass_rate", *findings.NORM_RATES))
