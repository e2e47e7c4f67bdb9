"""党工委配备: one row per office."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count, day, yes_no

COMMITTEE = Form(
    "committee",
    (
        Field(
            "district",
            "区县",
            Kind.DISTRICT,
            aliases=DISTRICT.aliases,
            blank_ok=True,
            note="市本级党工委填市名",
        ),
        choice("approved", "是否批复", schema.YES_NO, "是否批复成立", "批复成立", "批复", "是否已批复", "批复情况"),
        day("approved_on", "批复时间", "批复日期", "批复成立时间", "批复成立日期", past=True, blank_ok=True),
        choice("org_mode", "机构模式", schema.ORG_MODES, "机构设置模式", "机构设置"),
        choice(
            "secretary_status",
            "书记配备",
            schema.COMMITTEE_SECRETARY,
            "党工委书记",
            "党工委书记配备",
            "党工委书记配备情况",
            "书记配备情况",
            "书记",
            need=Need.REQUIRED,
        ),
        choice(
            "deputy_status",
            "专职副书记",
            schema.COMMITTEE_DEPUTY,
            "专职副书记配备",
            "副书记配备",
            "专职副书记配备情况",
            "副书记",
            need=Need.REQUIRED,
        ),
        day(
            "vacancy_since",
            "空缺起始",
            "空缺起始时间",
            "空缺自",
            "空缺开始时间",
            "空缺起始日期",
            "空缺时间",
            past=True,
            blank_ok=True,
        ),
        count("staff_quota_n", "编制数", "名", "编制", "核定编制", "核定编制数"),
        count("staff_n", "实有人数", "人", "实有", "现有人数", "在编人数", "实有人员", "在岗人数"),
        count("staff_fulltime_n", "其中专职", "人", "专职人数", "专职人员", "专职"),
        choice(
            "review_included", "是否纳入述职评议", schema.YES_NO, "纳入述职评议", "述职评议", "是否纳入党建述职评议"
        ),
        count(
            "coord_meeting_n",
            "协调议事会议次数",
            "次",
            "协调议事会议",
            "召开协调议事会",
            "协调议事会",
            "议事会议",
            "协调会议次数",
        ),
        yes_no(
            "coord_system_issued",
            "是否建立协调议事制度",
            "建立协调议事会议制度",
            "协调议事会议制度",
            "是否建立协调议事会议制度",
            need=Need.OPTIONAL,
        ),
        yes_no("perf_eval_included", "是否纳入绩效考核", "纳入绩效考核", "绩效考核", need=Need.OPTIONAL),
        count("brand_n", "党建品牌数", "个", "党建品牌", "品牌数", need=Need.OPTIONAL),
    ),
    subject=("district",),
)
