"""What is going on in the invented city: every rate, trend and trouble, in one place.

Rates are invented. They were chosen so that the newest period shows each question a director may ask: a target
narrowly missed, posts not filled, branches too large, rooms missing, one office silent.
"""

from lib.demo.districts import BY_SHORT, CITY_CODE

PERIODS = ("2023H2", "2024H1", "2024H2", "2025H1", "2025H2")
NEWEST = len(PERIODS) - 1


def _codes(*short_names: str) -> frozenset[str]:
    return frozenset(BY_SHORT[name].code for name in short_names)


# ---- offices -----------------------------------------------------------------------------------------------------

SILENT = _codes("岑堰")  # sends nothing in the newest period
NO_VOLUNTEERING = _codes("槿坪")  # its volunteering sheet is missing in the newest period
# Some offices add the age bands to the 单位底册, and some of these how many of each band took part.
WITH_ACTIVE = _codes("檀汐", "蘅渚", "漪垣", "楸墩", "葭泽", "芰浦", "苕岸", "霭溪") | {CITY_CODE}
WITH_BANDS = WITH_ACTIVE | _codes("翊桥", "樨湾", "高新区", "荻塬")
FORGETFUL = _codes("蓼陂", "栩岭")  # leave some cells blank in every period
BLANK_SHARE = 0.06

# How well party building is done, in standard deviations around the city's mean. Unequal on purpose.
QUALITY = {
    CITY_CODE: 0.10,
    **{
        BY_SHORT[name].code: value
        for name, value in {
            "檀汐": 0.40,
            "蘅渚": 0.15,
            "漪垣": -0.20,
            "翊桥": 0.30,
            "黛筠": -0.35,
            "樨湾": -0.05,
            "楸墩": 0.20,
            "高新区": 0.55,
            "葭泽": 0.20,
            "芰浦": -0.10,
            "荻塬": -0.35,
            "栩岭": -0.60,
            "槿坪": 0.00,
            "苕岸": 0.35,
            "岑堰": -0.30,
            "蓼陂": -0.55,
            "箬皋": 0.10,
            "霭溪": -0.15,
        }.items()
    },
}

# ---- work committees: a post is vacant from the date on ------------------------------------------------

SECRETARY_VACANT = {  # three without 书记
    BY_SHORT["黛筠"].code: "2023-10-16",
    BY_SHORT["栩岭"].code: "2024-11-04",
    BY_SHORT["霭溪"].code: "2025-09-08",
}
DEPUTY_VACANT = {  # 栩岭 lacks both; three of the four others are vacant, the fourth is 兼职
    BY_SHORT["栩岭"].code: "2024-06-17",
    BY_SHORT["荻塬"].code: "2025-03-10",
    BY_SHORT["樨湾"].code: "2025-08-25",
}
DEPUTY_PART_TIME = _codes("蓼陂", "芰浦")
# Vacant until this period.
DEPUTY_FILLED = {BY_SHORT["箬皋"].code: 3, BY_SHORT["漪垣"].code: 2, BY_SHORT["楸墩"].code: 1}
SECRETARY_FILLED = {BY_SHORT["槿坪"].code: 2, BY_SHORT["葭泽"].code: 1}
MERGED_FROM = {  # 归并组织部门 from this period on
    BY_SHORT["漪垣"].code: 0,
    BY_SHORT["荻塬"].code: 0,
    BY_SHORT["槿坪"].code: 1,
    BY_SHORT["黛筠"].code: 2,
    BY_SHORT["蓼陂"].code: 3,
}
MERGER_EFFECT = {BY_SHORT["黛筠"].code: 0.68, BY_SHORT["蓼陂"].code: 0.72}  # effort after the merger, 1 = as before
NOT_APPROVED = _codes("芰浦")


def effort(region_code: str, index: int) -> float:
    """What is left of an office's effort in a period once it has been merged, 1 = all."""
    merged = index >= MERGED_FROM.get(region_code, NEWEST + 1)
    return MERGER_EFFECT.get(region_code, 1.0) if merged else 1.0


# ---- people ------------------------------------------------------------------------------------------------------

KEEPS_RELATIONS = 0.47  # share of units whose members stay in an own branch; small units hand theirs to communities
RETIRED_LARGE, RETIRED_SMALL = 82, 9  # usual numbers of retired cadres of the two sorts
RETIRED_SIGMA = 0.55
RETIRED_GROWTH = (0.004, 0.020)  # per half-year
PARTY_SHARE = (0.56, 0.80)
COMMUNITY_SHARE = (0.08, 0.26)
LIXIU_MEAN = 0.75  # per unit of weight, first period
LIXIU_SURVIVAL = 0.945  # per half-year
LIXIU_AGE = (92, 99)
CHECKIN = {"市直": 0.44, "区县直": 0.58, "乡镇街道": 0.74, "企业": 0.52}  # share of members, first period
CHECKIN_TREND = 0.022
BAND_SHARES = (0.055, 0.155, 0.225, 0.215, 0.15, 0.105, 0.065, 0.03)
BAND_ACTIVE = (0.38, 0.66, 0.74, 0.70, 0.55, 0.31, 0.15, 0.06)  # the young feel young, the old cannot come
GIANTS = {  # one branch for all: the sizes of the newest period
    "霁榆市人民医院": 137,
    "霁榆市公共交通集团有限公司": 121,
    "檀汐区教育局": 112,
    "葭泽市人民医院": 104,
}

# ---- branches ----------------------------------------------------------------------------------------------------

BRANCH_CAP = (36, 50)  # a unit splits its members at this size …
OVERSIZE_SHARE, OVERSIZE_CAP = 0.17, (60, 94)  # … but some do not
SPLIT_SHARE = 0.12  # units of several branches that had one less at first
NEW_UNIT_SHARE = 0.07  # units that got their branch only in one of the periods
COMMUNITY_BRANCHES, COMMUNITY_MEMBERS = 0.29, (9, 46)
MIXED_SHARE, MIXED_SHARE_HIGH = 0.24, 0.55  # of units with one branch; where it is high, of all units
MIXED_HIGH = _codes("翊桥", "箬皋")
JOINT_SHARE = 0.45  # of towns' branches
JOINT_CITY, JOINT_COMMUNITY = 0.3, 0.4  # of 市直 units with one branch, of communities'
FUNCTIONAL_PER_DISTRICT = (1, 4)
TEMPORARY = _codes("檀汐", "蘅渚", "葭泽", "苕岸", "楸墩", "霭溪") | {CITY_CODE}
LIXIU_ONLY = {  # units with a branch of 离休 alone, and their 离休 in the first period
    "霁榆市人民政府办公室": 7,
    "霁榆市人大常委会机关": 5,
    "霁榆市公安局": 4,
    "檀汐区人民政府办公室": 4,
    "葭泽市委办公室": 3,
}
COMMITTEE_BRANCH_FROM, GENERAL_BRANCH_FROM = 6, 3  # branches from which a unit has a 党委, a 党总支
SPONSORED_SHARE = 0.42
SPONSORED_GROWTH = 0.02  # of the share, per half-year before the newest

SECRETARY_VACANCY, SECRETARY_TREND = 0.040, 0.006  # newest period; more in each one before
SECRETARY_PART_TIME = 0.12
LIAISON, LIAISON_TREND = 0.68, 0.05
NO_ROOM, NO_ROOM_TREND = 0.067, 0.012
ROOM_SHARES = {"自有": 0.36, "共享": 0.78}  # cumulative; the rest 借用
NO_COMMITTEE_SHARE = 0.012  # seven and more members, yet no 支委会

ELECTION_LATE = 0.24  # share of terms that end without an election in time
ELECTION_DELAY = (80, 720)  # days
EXTENSION_SHARE = 0.42  # of the late: extension approved
EXTENSION_DAYS = (120, 180, 180, 365, 365, 540)  # the last breaks the one-year limit

# A norm is met when quality + noise > threshold; 基本保障 and 作用发挥 are the weak ones.
NORM_THRESHOLD = {
    "norm_setting": -1.02,
    "norm_member_mgmt": -0.84,
    "norm_org_life": -0.53,
    "norm_function": 0.43,
    "norm_support": -0.15,
}
NORM_SHARED, NORM_OWN = 0.62, 0.80  # how much a branch's items agree, and how much they differ
NORM_TREND = 0.10  # per half-year
UNRATED_SHARE, UNRATED_TREND = 0.06, 0.025
MODEL_MARGIN = 0.55  # all five met with this much to spare: 示范

# ---- venues ------------------------------------------------------------------------------------------------------

CENTRE_OPENED = {  # 区县级中心 and when it opened; three districts have none
    "檀汐": "2019-06-28",
    "蘅渚": "2020-09-18",
    "漪垣": "2022-05-20",
    "翊桥": "2021-07-01",
    "樨湾": "2023-10-20",
    "楸墩": "2021-11-11",
    "高新区": "2024-06-26",
    "葭泽": "2020-06-30",
    "芰浦": "2022-10-18",
    "荻塬": "2024-10-11",
    "槿坪": "2023-06-29",
    "苕岸": "2021-06-25",
    "箬皋": "2024-12-20",
    "霭溪": "2025-05-16",
    "蓼陂": "2025-10-29",
}
CITY_CENTRE_OPENED = "2018-10-17"
SHARED_ROOM_SHARE = 0.26  # of towns and communities
OWN_ROOM_SHARE = 0.275  # of units with a branch
OPENED_LATE = 0.22  # share of rooms opened within the five periods
NO_COORDINATES = 0.015

# ---- volunteering and support ------------------------------------------------------------------------------------

FIELD_WEIGHT = {
    "党史宣讲": 1.5,
    "捐资助学": 0.6,
    "培育新人": 1.2,
    "基层治理": 1.6,
    "乡村振兴": 0.8,
    "科技创新": 0.4,
    "文化文艺": 1.3,
    "医疗健康": 0.9,
    "矛盾调解": 0.8,
    "其他": 0.5,
}
FIELDS_PER_OFFICE = 8
# January to December: quiet around the Spring Festival, high in March (学雷锋), July (建党) and October (重阳).
SEASON = (0.45, 0.40, 1.35, 1.05, 1.05, 1.20, 1.45, 0.85, 1.05, 1.50, 1.00, 0.75)
VOLUNTEER_GROWTH = 0.045  # per half-year
ACTIVITIES = 4.6  # per field and month in a usual district
SUPPORT_SHARE = 0.42  # of units without a branch: those that report support all the same; with a branch all do
SPRING_VISITS = 1.30  # first half-year: visits before the Spring Festival

# ---- what only some offices keep, and sheets that were not sent --------------------------------------------------

LEFT_OUT = {  # offices that leave out the optional columns of a form, in every period
    "branches": _codes("栩岭"),
    "positions": _codes("蓼陂"),
    "units": _codes("蓼陂"),
    "venues": _codes("荻塬"),
    "support": _codes("芰浦"),
    "volunteers": _codes("黛筠"),
    "committee": _codes("栩岭"),
}
NOT_SENT = {  # sheets missing in the newest period
    "volunteering": NO_VOLUNTEERING,
    "training": _codes("箬皋"),
    "sites": _codes("荻塬"),
    "digital": _codes("栩岭"),
}

# ---- branches: what was added to the form later -------------------------------------------------------------------

REFORMED_SHARE = 0.11  # of units with one branch of its own: it was 与在职混建 in an earlier period
GROUP_FROM, GROUP_SIZE = 20, 11  # members from which a branch has 党小组, and members per group
ASSISTANT, ASSISTANT_TREND = 0.42, 0.05
TRAINED = {"H1": 0.13, "H2": 0.88}  # of secretaries and assistants by the end of the half-year, newest year
TRAINED_TREND = 0.015
DEPUTY_MIXED, DEPUTY_OTHER = 0.45, 0.07
DUAL_REVIEW, POINTS = 0.72, 0.41
NO_POSITION = 0.015
MEETS_AT_VENUE = 0.5  # branches that meet at the nearest venue of their office, not at their unit
BRANCH_SPREAD = 0.0035  # degrees around the unit

# ---- units: coverage, mechanisms, retirement ----------------------------------------------------------------------

UNCOVERED, UNCOVERED_TREND = 0.145, 0.02  # of units without an own branch
JOINTLY = 0.48  # of the others without one; the rest are covered by a functional branch
ASSIGNED_COMMUNITY = (0.87, 1.0)  # of members with a community, those with a branch there
ASSIGNED_UNCOVERED = (0.35, 0.75)
UNIT_WORK = {  # share of units that say yes, newest period
    "work_contacted": 0.93,
    "plan_made": 0.66,
    "responsible_set": 0.84,
    "dedicated_office": 0.33,
    "review_included": 0.71,
    "platform_connected": 0.82,
}
UNIT_WORK_TREND = 0.025
CONTACTED_UNCOVERED = 0.55
LEAVING = 0.011  # of retired cadres per half-year
NO_CEREMONY, CEREMONY = 0.34, (0.45, 0.95)  # units without any; share of those retiring elsewhere
DUE_SHARE = 0.035  # members due to retire in a year, of retired cadres
DUE_YEARS = (1.0, 0.82, 0.94, 1.06, 1.0)  # later retirement ages thin out the second year

PARTY_SHARE_OF_ALL = (0.085, 0.125)  # retired members of all party members
MEMBERS_PER_ORG = (19, 25)
REVENUE = (0.9e9, 3.6e9)  # yuan a year, times the district's size
CITY_REVENUE = 14.6e9
INSTALLED, FOLLOWING, ONLINE = (0.52, 0.82), (0.30, 0.46), (0.84, 0.97)
DIGITAL_TREND = 0.02

# Reported minus information base, and what is said about it; where nothing is said, only in the newest period. The 0
# is for an office that reports one branch's members late.
INFOBASE_GAPS = {
    ("檀汐", "党支部数"): (2, "2个功能型党支部尚未录入信息库"),
    ("翊桥", "混建支部数"): (-4, "混改单后信息库尚未更新"),
    ("箬皋", "混建支部数"): (-3, None),
    ("黛筠", "离退休党员数"): (37, "新退休党员组织关系正在接转"),
    ("樨湾", "离退休党员数"): (-11, "转出党员系统尚未减员"),
    ("荻塬", "离休干部数"): (-1, "信息库核减滞后一个季度"),
    ("栩岭", "离退休党员数"): (0, "1个支部人数待核，信息库已先行登记"),
    ("蓼陂", "党支部数"): (-2, None),
    (CITY_CODE, "离退休党员数"): (128, "改制企业党员关系集中移交，系统待补录"),
}

# ---- support, venues: what was added to the forms later -----------------------------------------------------------

STANDARD_MET = 0.78
ARREARS_SHARE = 0.10  # of units with 离休 cadres
NEW_ARREARS = {"栩岭县人民医院", "霁榆市公共交通集团有限公司"}
MEASURES = 20
UPGRADED = 0.05  # of rooms and half-year
INVEST_NEW, INVEST_UPGRADE, INVEST_USUAL = (900, 1800), (250, 600), (0, 60)  # yuan per square metre
CITY_INVEST = 0.45  # what 市直 units spend, 1 = as elsewhere

CANDIDATE_COST = {"单位场所": (500, 1100), "社区场所": (300, 800), "共建场所": (80, 260)}  # yuan per square metre
CANDIDATE_NO_COST, CANDIDATE_NO_COORDINATES = 0.08, 0.03
CANDIDATES_FAR = 1  # per district, far from everybody
CANDIDATE_ADDED = 4  # every fourth came onto the list in the newest period

# ---- training, activities, sites, awards --------------------------------------------------------------------------

STAFF_TRAINED = (0.3, 0.82)  # of the staff, by the end of the half-year
NO_STAFF_TRAINING = _codes("蓼陂")
SITE_COUNTS = {  # how many a usual district has in the newest period
    "老书记工作室": (1, 4),
    "文明实践点": (2, 6),
    "流动工作站": (0, 2),
    "党员驿站": (2, 5),
    "党性教育基地": (0, 2),
    "示范观摩点": (1, 4),
    "观摩线路": (0, 1),
    "老年大学": (1, 1),
    "党建片组": (1, 3),
}
UNIVERSITY_LEVELS = ("省级示范", "省级示范", "市级示范", "市级示范", "无")
NO_BRAND = _codes("栩岭", "蓼陂", "岑堰")
NORM_SAMPLE = 7  # branches per office of which 六有一提升 was assessed
