"""A text held against itself: sums, shares, growth, lists, times, words."""

from datetime import date

import pytest

from lib.speech.drafts.logic import slips

SAID_WRONG = {
    "分项大于合计": ["党员32042名，转入社区8034名、留在本单位24990名。", "支部9个，其中单独组建7个、混建4个。"],
    "分项与合计不符": [
        "党员320名，转入社区80名、留在本单位239名。",
        "阵地323个，面积5.35万平方米。按形式分，固定的111个、共享的42个、一室多用的145个、专门建立的16个。",
        "支部100个，按规模分，大的40个、小的59个。",
        "离退休干部1.20万人，其中离休干部100人，平均年龄97岁；退休干部11700人。",
    ],
    "合计不符": [
        "只缺书记的2个、只缺副书记的4个、两个都缺的1个，总计6个。",
        "慰问金6.12万元、慰问品2.04万元，两项共8.26万元。",
        "慰问金1.53万元、慰问品5100元，共计2.40万元。",
        "讲座12场、培训3场，共16场。",
        "3个没有书记，5个没有副书记，其中2个两者都没有；合计有7个没有配齐。",
    ],
    "缺额不符": ["编制58名，实有42人，缺编18名。"],
    "占比与基数不符": ["应换届20个，按期换了6个，按期换届率75%。"],
    "占比超过100%": ["机关占50%、企业占40%、事业占20%。"],
    "增减幅度不符": [
        "由120个增加到300个，翻了一番。",
        "由100个增加到300个，增长3倍。",
        "由100个增加到300个，是上年的2倍。",
        "参与50人，比上年的40人增长20%。",
        "主题党日305次，上年416次，少了121次。",
        "从去年初的18个降到11个，一年补上了9个。",
    ],
    "增减方向不符": ["参与40人，比上年的50人增长20%。"],
    "条数不符": [
        "做到“四个到位”：认识到位、人员到位、经费到位。",
        "做到“三个不”：一是不重复建，二是不空着放。",
        "围绕“三个提升”，一是甲，二是乙，三是丙，四是丁。",
        "处理好三个关系：一是甲，二是乙。",
        "抓了三项工作：一是甲，二是乙。",
        "我说四句话。第一句，感谢；第二句，家底；第三句，短处。",
        "党史宣讲、文化文艺三类活动占一半。",
        "达标率居前三位的是甲区（40%）、乙区（30%），丙县只有5%。",
    ],
    "周年不符": [
        "2025年是建党104周年，2026年则是106周年。",
        "庆祝建党103周年。",
        "该馆成立于1985年。2025年是成立41周年。",
    ],
    "日期不存在": ["11月31日召开。", "2025年13月召开。"],
    "月份与时段不符": ["上半年（1—9月）开展5场。", "下半年截至6月底开展5场。"],
    "约数自相矛盾": ["至少新建2个以上。", "大约有300人左右。"],
    "百分号与百分点": ["安装率63.8%，甲县77.6%，高于全市13.8%。", "书记轮训面85.6%，同比提高7.7%。"],
}
SAID_RIGHT = [
    "主题党日305次，上年416次，少了111次。",
    "抓了两项工作：一是甲，二是乙。",
    "党员320名，转入社区80名、留在本单位240名。",
    "阵地314个，面积5.35万平方米。按形式分，固定的111个、共享的42个、一室多用的145个、专门建立的16个。",
    "支部100个，其中大的40个、小的30个。",
    "支部47个、总支2个。其中单独组建36个。",
    "干部100名，较上年底增加48名，其中离休干部15名、退休干部85名。",
    "离退休干部1.18万人，其中离休干部100人，平均年龄97岁；退休干部11700人。",
    "达标率居前三位的是甲区（40%）、乙区（30%）和丙县（20%）。",
    "只缺书记的2个、只缺副书记的4个、两个都缺的1个，总计7个。",
    "慰问金6.12万元、慰问品2.04万元，两项共8.16万元。",
    "讲座12场、培训3场，共15场；讲座12场、培训3场，共覆盖9个社区。",
    "3个没有书记，5个没有副书记，其中2个两者都没有；合计有6个没有配齐。",
    "编制58名，实有42人，其中专职24人，缺编16名。",
    "转入社区16人、本单位50人，社区报到40人，报到率六成。",
    "机关占50%、企业占40%、事业占10%。党员占60%，女性占45%。",
    "由120个增加到240个，翻了一番，增长1倍。由100个增加到300个，是上年的3倍。",
    "参与50人，比上年的40人增长25%。",
    "做到“三个到位”：认识到位、人员到位、经费到位。落实三个机制，一是甲。",
    "党史宣讲、文化文艺和科技创新三类。企事业单位、机关三类。获国家级、省级荣誉五项。",
    "2025年是建党104周年，2026年则是105周年，去年是103周年。",
    "该馆成立于1985年。2025年是成立40周年。",
    "2月29日召开。上半年（1—6月）5场，下半年截至9月底3场。",
    "至少新建2个，20场以上活动。约谈300人。",
    "主题党日100场，党员大会35次、支委会95次，上党课31次，分别增长5.2%、12.3%、5.4%和15.1%。",
    "党支部971个，比上年底增加19个，其中单独组建726个、混建245个。",
    "安装率63.8%，甲县77.6%，高于全市的63.8%。",
]


@pytest.mark.parametrize(("rule", "said"), [(rule, said) for rule, several in SAID_WRONG.items() for said in several])
def test_what_contradicts_itself_is_found_by_its_rule_alone(rule, said):
    assert [item.rule for item in slips([said], years=(2025,))] == [rule]


@pytest.mark.parametrize("said", SAID_RIGHT)
def test_what_agrees_with_itself_is_left_alone(said):
    assert slips([said], years=(2025,)) == ()


def test_an_anniversary_may_be_that_of_the_speech_or_of_its_figures():
    said = ["庆祝建党105周年。"]
    assert slips(said, years=(2025, 2026)) == ()
    assert [item.wording for item in slips(said, years=(2025,))] == ["104周年"]
    assert slips(said) == ()  # nobody knows when


def test_a_text_does_not_reach_beyond_its_own_date():
    said = ["截至2026年3月底共5个。", "截至2025年12月31日共5个。"]
    assert [item.text for item in slips(said, written=date(2026, 1, 31))] == ["截至2026年3月"]
    assert slips(said) == ()


def test_the_last_row_of_a_table_is_the_sum_of_the_others():
    texts = ["来源", "本年", "专项", "20.5", "返还", "30.5", "合计", "52.0"]
    headings = {3: ("专项", "本年"), 5: ("返还", "本年"), 7: ("合计", "本年")}
    [found] = slips(texts, headings=headings)
    assert (found.paragraph, found.rule, found.text) == (7, "合计不符", "52.0")
    assert slips([*texts[:7], "51.0"], headings=headings) == ()
    rates = {number: (row, "达标率") for number, (row, _) in headings.items()}
    assert slips(texts, headings=rates) == ()


def test_a_rate_in_a_table_is_held_against_the_columns_that_make_it_in_the_other_rows():
    rows = (("甲", "10", "2", "20%"), ("乙", "20", "5", "25%"), ("丙", "10", "4", "40%"), ("丁", "50", "5", "15%"))
    columns = ("支部（个）", "达标（个）", "达标率")
    cells = [(row, column, value) for row, *values in rows for column, value in zip(columns, values, strict=True)]
    texts, headings = [value for *_, value in cells], {place: cell[:2] for place, cell in enumerate(cells)}
    [found] = slips(texts, headings=headings)
    assert (found.text, found.rule, found.why) == ("15%", "占比与基数不符", "5除以50为10.0%，这里写的是15%")
    assert slips(texts[:9], headings={place: headings[place] for place in range(9)}) == ()
    assert (
        slips([*texts[:3], *texts[9:]], headings={place: headings[place + 6 * (place > 2)] for place in range(6)}) == ()
    )
