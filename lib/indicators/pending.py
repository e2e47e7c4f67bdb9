"""What the office speaks of and the ledgers do not yet hold: each with what is missing. Measured once a sheet asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pending:
    """`reason`: which sheet or column is missing, in a few words."""

    code: str
    name: str
    reason: str


_LACKING = {
    "没有党内统计表（全市党员总数、基层党组织总数）": {
        "member_share_of_party": "离退休干部党员占全市党员比",
        "org_share_of_party": "离退休干部党组织占基层党组织比",
    },
    "没有参照常量表": {
        "ref_national_members": "全国党员总数（参照常量）",
        "ref_national_orgs": "全国基层组织数（参照常量）",
        "invest_fiscal_share": "阵地投入占财政收入比",
    },
    "单位底册只有各年龄段人数，没有党员年龄合计": {"member_avg_age": "党员平均年龄"},
    "没有到龄退休人数表": {
        "member_forecast": "未来退休党员预测",
        "retire_ceremony_rate": "荣退仪式参加率",
    },
    "服务保障的走访慰问人数不分离休干部": {"lixiu_visit_coverage": "离休干部走访覆盖率"},
    "服务保障的走访慰问人数不含遗属": {"visit_people_incl_family": "走访慰问人数（含遗属）"},
    "没有信息库导出表": {
        "branch_mixed_infobase": "混建支部数（信息库）",
        "infobase_gap": "上报与信息库差异数",
        "infobase_gap_rate": "上报与信息库差异率",
    },
    "要逐支部与上期台账比对，尚无跨期支部变动表": {
        "mixed_to_standalone_count": "混改单完成数",
        "branch_split_count": "已拆分支部数",
        "election_on_time_rate": "按期换届率",
    },
    "单位底册没有正式党员数和覆盖方式（自建、联建）": {"should_build_rate": "应建已建率"},
    "没有党建片组表": {"cluster_count": "党建片组（联盟）数"},
    "单位底册的党员含已转入社区的，与支部台账相除会超过100%；没有未编入支部党员数": {
        "member_assigned_rate": "党员编入支部率"
    },
    "没有组织覆盖和工作覆盖表": {
        "org_coverage_rate": "组织覆盖率",
        "work_coverage_rate": "工作覆盖率",
    },
    "支部台账没有星级": {"star_branch_count": "星级支部数"},
    "支部台账只填五规范，没有“六有一提升”各项": {"framework_demo_count": "“六有一提升”示范支部数"},
    "没有表彰表": {
        "award_prov_top_branch": "全省百佳支部数",
        "award_prov_top_member": "全省百佳党员数",
        "award_city_collective": "市级先进集体数",
        "award_city_person": "市级先进个人数",
        "award_prov_person": "省级先进个人数",
        "prov_rank": "全省位次",
        "satisfied_streak": "连续满意年数",
    },
    "没有工作机制表（达标计划、品牌、绩效考核、责任、机构设置）": {
        "plan_made_rate": "制定达标计划单位率",
        "district_brand_rate": "有党建品牌区县率",
        "perf_eval_streak": "连续纳入绩效考核年数",
        "unit_responsible_rate": "三责任明确率",
        "dedicated_office_rate": "单设机构率",
    },
    "没有观摩点和其他点位表": {
        "observation_site_count": "示范观摩点数",
        "community_site_count": "社区观摩点数",
        "observation_route_count": "观摩线路数",
        "edu_base_count": "党性教育基地数",
        "station_count": "党员驿站数",
        "uni_demo_count": "示范老年大学数",
        "uni_demo_rate": "示范老年大学占比",
        "secretary_studio_count": "老书记工作室数",
        "practice_site_count": "文明实践点数",
        "mobile_station_count": "流动工作站数",
    },
    "只记导入时间，没有报送时间": {"ledger_on_time_rate": "底册按期更新率"},
    "没有信息化应用表": {
        "platform_connected_rate": "信息平台接入率",
        "online_org_life_rate": "网上组织生活参与率",
        "app_install_count": "APP安装人数",
        "wechat_follow_rate": "公众号关注率",
        "online_channel_count": "网上阵地数",
    },
    "没有培训表": {
        "secretary_training_rate": "书记培训覆盖率",
        "training_session_count": "培训（报告会）场次",
        "assistant_trained_rate": "助理员受训率",
        "training_by_target": "四类培训场次和人数",
    },
    "支部台账没有在职兼副书记和助理员两栏": {
        "inservice_deputy_count": "在职兼副书记支部数",
        "assistant_rate": "助理员配备率",
    },
    "服务保障没有书记补助金额和人月数": {"subsidy_avg_month": "书记补助月均额"},
    "支部台账没有双述双评、积分管理和月度集体学习": {
        "dual_review_rate": "双述双评开展率",
        "points_branch_rate": "积分管理支部率",
        "monthly_study_rate": "月度集体学习完成率",
    },
    "没有学习宣传活动表": {
        "study_issue_count": "学习园地期数",
        "study_item_count": "学习园地条数",
        "report_nat_count": "全国网上报告会场次",
        "report_prov_count": "全省网上报告会场次",
        "watch_person_times": "收听收看人次",
        "live_view_person_times": "直播观看人次",
        "contest_person_times": "知识竞赛参与人次",
        "retire_ceremony_count": "荣退仪式场次",
        "retire_ceremony_people": "荣退仪式参加人数",
        "lecture_people": "宣讲老同志人数",
        "video_count": "视频数",
        "tv_issue_count": "专题片期数",
        "press_issue_count": "报纸访谈期数",
        "media_count": "观摩媒体家数",
        "speech_exchange_count": "交流发言单位数",
        "expert_people": "建言专家人数",
        "expert_meeting_count": "论证会次数",
    },
    "年龄结构没有不参加原因": {"health_reason_share": "身体原因占比"},
    "支部台账没有位置，不能测距": {"branch_no_nearby": "无就近活动场所支部数"},
    "活动阵地没有套（间）数、投入和提升时间": {
        "venue_room_count": "活动场所套（间）数",
        "venue_invest": "阵地投入",
        "venue_upgraded": "提升阵地数",
    },
    "志愿队伍没有人才库人数": {"talent_pool_count": "人才库人数"},
    "没有本地经费标准": {"funding_done_rate": "经费落实率"},
    "服务保障没有“两费”、离休保障机制、体检和措施落实各栏": {
        "arrears_balance": "“两费”陈欠余额",
        "arrears_cleared_rate": "“两费”陈欠清兑率",
        "mechanism_coverage_rate": "三个机制覆盖率",
        "lixiu_checkup_rate": "离休干部体检率",
        "measure_done_rate": "措施落实率",
    },
    "由年份推算，不出自台账": {"anniversary_party": "建党周年"},
}

PENDING = tuple(Pending(code, name, reason) for reason, codes in _LACKING.items() for code, name in codes.items())
