"""Other ways in which offices write the values of a list."""

from lib import schema

_YES = dict.fromkeys(("有", "√", "Y", "y", "是的"), "是")
_NO = dict.fromkeys(("无", "没有", "×", "N", "n", "不是"), "否")
_FILLED = dict.fromkeys(("有", "已配备", "配备", "已配", "到岗"), "在岗")
_VACANT = dict.fromkeys(("无", "没有", "未配备", "未配", "暂缺", "缺", "缺位", "空岗"), "空缺")
# Other ways to write a value, by the list it stands in: 「无」 is 否 in one list and 空缺 in another.
# The value itself always counts.
SPELLINGS: dict[tuple[str, ...], dict[str, str]] = {
    schema.YES_NO: _YES
    | _NO
    | dict.fromkeys(("已批复", "包抓", "包联", "已纳入", "纳入"), "是")
    | dict.fromkeys(("未批复", "未包抓", "未包联", "未纳入"), "否"),
    schema.NORM_OK: {key: "是" for key in ("√", "Y", "y", "规范", "达标", "合格")}
    | {key: "否" for key in ("×", "N", "n", "不规范", "未达标", "不达标", "不合格")},
    schema.NORM_RESULTS: {key: "达标" for key in ("√", "合格", "规范", "Y", "y", "是")}
    | {key: "未达标" for key in ("×", "不合格", "不达标", "不规范", "N", "n", "否")},
    schema.SECRETARY: _FILLED | _VACANT,
    schema.COMMITTEE_SECRETARY: _VACANT,
    schema.COMMITTEE_DEPUTY: _VACANT,
    schema.GRADES: {"合格": "达标", "不达标": "未达标", "不合格": "未达标", "基本合格": "基本达标"},
    schema.SETTING_FORMS: {
        "混建": "与在职混建",
        "与在职党员混建": "与在职混建",
        "单独": "单独组建",
        "单建": "单独组建",
        "联合": "联合组建",
        "功能型": "非建制功能型",
        "功能型党支部": "非建制功能型",
        "临时党支部": "临时",
    },
    schema.ORG_KINDS: {"支部": "党支部", "总支": "党总支", "基层党委": "党委"},
    schema.ORG_MODES: {"归并组织部": "归并组织部门", "合署办公": "与老干部局合署"},
    schema.CRS: {
        "WGS-84": "WGS84",
        "国家2000": "CGCS2000",
        "2000国家大地坐标系": "CGCS2000",
        "GCJ-02": "GCJ02",
        "火星坐标系": "GCJ02",
        "高德": "GCJ02",
        "BD-09": "BD09",
        "百度": "BD09",
    },
    schema.VENUE_TIERS: {"市级": "市级中心", "区县级": "区县级中心"},
}
