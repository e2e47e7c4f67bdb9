"""志愿服务 (field × month) and 志愿队伍 (one row per office)."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, choice, count

VOLUNTEERING = Form(
    "volunteering",
    (
        DISTRICT,
        Field("month", "月份", Kind.MONTH, aliases=("时间", "所属月份"), need=Need.REQUIRED, note="写作2025-07"),
        choice("field", "服务领域", schema.FIELDS, "领域", "志愿服务领域", "服务类别", "类别", need=Need.REQUIRED),
        count(
            "projects_n", "项目数", "个", "启动项目", "新启动项目", "志愿服务项目", "项目", note="只在启动的月份计一次"
        ),
        count("activities_n", "活动次数", "次", "开展活动", "活动场次", "活动", "次数"),
        count(
            "person_times_n", "参与人次", "人次", "老同志参与人次", "参与老同志人次", "参与人次数", "参加老同志", "参与"
        ),
        count(
            "served_person_times_n",
            "服务群众人次",
            "人次",
            "服务群众",
            "受益群众人次",
            "服务人次",
            "服务人次数",
            "受益群众",
        ),
    ),
    subject=("month", "field"),
)

VOLUNTEERS = Form(
    "volunteers",
    (
        DISTRICT,
        count(
            "teams_n",
            "团队数",
            "个",
            "志愿服务团队",
            "志愿团队",
            "志愿服务队",
            "志愿者队伍",
            "团队",
            need=Need.REQUIRED,
        ),
        count("people_n", "志愿者人数", "人", "志愿者", "志愿者数", "志愿者总数", need=Need.REQUIRED),
        count("willing_n", "有意愿", "人", "有服务意愿", "有意愿人数", "有意愿参加人数", "愿意参加"),
        count("matched_n", "已对接", "人", "已对接人数", "对接人数", "对接", "已对接落实人数", "已匹配"),
        count("talent_n", "人才库人数", "人", "专家人才库人数", "入库人才", need=Need.OPTIONAL),
    ),
)
