"""The blanks of a draft (X, ××, **, ____, （ ）, □, ○○ …) and what each stands for.

The order of the tests is that of the office: 字面, 名称 and 日期 come before 数量, because most of the X in a speech are
no numbers. What is in doubt is 待定, never 数量.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lib.speech.drafts.text import Draft, Paragraph


class Kind(StrEnum):
    """What a blank stands for."""

    QUANTITY = "数量"
    NAME = "名称"
    DATE = "日期"
    ANNIVERSARY = "周年"
    ORDINAL = "序号"
    LITERAL = "字面"
    OPEN = "待定"


@dataclass(frozen=True)
class Blank:
    """`start` to `end`: the characters to be replaced. `before`: 近, 超 … in front; `wan`: 万 or 亿 follow, else 1;
    `after`: 余 or 多 behind; `measure`: the measure word; `decimals`: those the blank itself shows (X.X), else None;
    `span_start`, `span_end`: the whole expression from 近 to the measure word."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: Kind
    before: str = ""
    wan: int = 1
    after: str = ""
    measure: str = ""
    decimals: int | None = None
    span_start: int = 0
    span_end: int = 0


_X = r"[XxＸ](?:[XxＸ,，.．]*[XxＸ])?"
_TOKEN = re.compile(
    rf"(?<![A-Za-z]){_X}(?![A-Za-z])"
    r"|[×╳✕✖](?:[×╳✕✖.．]*[×╳✕✖])?"
    r"|[*＊](?:[*＊.．]*[*＊])?"
    r"|[_＿](?:[_＿.．]*[_＿])?"
    r"|[□▢](?:[□▢]*[□▢])?|[○◯]{1,}"
    r"|[（(〔\[【［](?:[ 　_＿XxＸ×*＊]+|\s*(?:待填|待补|待补充|待核|待核实|待定|填数|数据|数字|此处填数)\s*)[）)〕\]】］]"
    r"|(?:…|\.{3,}|。{3,})+|[?？]{2,}|-{3,}|[?？](?=[万余多]*[个名人场次件%])"
    r"|(?<=[一-鿿])(?: {2,}|[　\xa0]+ *)(?=[一-鿿%％])"
)
_MEASURES = (
    "个百分点 百分点 人次 人份 场次 件次 车次 个月 平方米 平方公里 公里 万元 亿元 学时 课时 小时 分钟 班次 套（间） 套(间) "
    "周年 人 个 名 位 场 期 条 件 次 岁 家 元 所 处 支 套 间 项 户 批 篇 份 本 册 幅 首 堂 节 轮 类 对 组 片 枚 部 集 栏 版 台 辆 座 "
    "倍 天 年 米 ㎡ % ％ 门 种 张 句 站 门 辈 村 盒 袋 株 棵 亩 吨 斤 公斤 遍 回 顿 桌 桩 封 面 块 款 副 根 把 双 颗 届 级 层 楼 道 成"
).split()
_MEASURE = "|".join(map(re.escape, sorted(_MEASURES, key=len, reverse=True)))
_TAIL = re.compile(
    rf"(?P<wan>[万亿]?)(?P<after>[余多来]?)(?P<later>[万亿]?)(?:\s*[（(][^（）()]{{0,12}}[）)])?(?P<measure>{_MEASURE})?"
)
_APPROXIMATOR = re.compile(r"(将近|接近|近|超过|超|突破|逾|不少于|不低于|至少|不足|不到|大约|约)(?:了)?$")
# 人 is no measure word in 人大, nor 年 in 年度 or 个 in 个人; names follow these.
_NOT_MEASURE = re.compile(
    r"人(?:大|民|社|才|事|物|员)|家(?:庄|属|庭|园)|位于|名(?:称|单|为|叫)|条例|项目|本(?:市|区|县|局|单位)|部(?:门|委|队|长|署)|所在|处(?:长|级|理)|组(?:织|长)|站(?:长)?$|面(?:向|对)|道(?:路|德)|支(?:部|队(?!伍))|间(?:接)|片区|村|级|层|楼|届|回|块|根|把|成(?:员|立|为|效|果|绩)|场(?:所|馆|地)|首(?:长|创|先)|节(?:目|日)|批示|类(?:型)|年(?:级|代)|次(?:全会|会议)|版(?:块)|双|对(?:于|接|口)|辈|副(?!老花)|米|句"
)
_PLACE_NAME = re.compile(
    r"(?:自治)?(?:县|区(?!县)|市(?!县)|省|镇|乡|村|社区|街道|街|路|巷|旗|州|同志|日报|晚报|电视台|广播|新闻|老师|教授|书记|局长|副局长|部长|副部长|主任|副主任|市长|县长|区长|副市长|副县长|处长|科长|主席|院|大学|学校|学院|中学|小学|医院|公司|集团|局|委|办公室|单位(?!个)|等先进典型|精神|讲话|有关领导|领导|工作法|品牌|议事亭|工作室(?!个)|党支部(?:书记)?(?:荣获|获|被)|号文件|号文|〔|主题教育|基地|广场|公园|中心|战役|会议|大会|讲座|活动|项目|课题|文件|通知|意见|办法|规定|方案)"
)
_NAME_BEFORE = re.compile(
    r"(?:领导|视察|推动|建设|赴|到访|调研|同志|教师|党员|老人|书记|委员|顾问|专家|志愿者|服务者|工作者|模范|标兵|老师|医生|主任|局长|代表|以|像|如|即|学习|请|由|授予|命名为|题为|围绕|名为|叫做)$|[《“‘「『\"]$"
)
_PEOPLE_AFTER = re.compile(
    r"(?:、[X×*＊_＿○]+)*(?:等?[一二两三四五六七八九十\d]+(?:位|名|人)|等(?:同志|老同志|人|一批))"
)
_SERIES = re.compile(r"^[\s、，；。和与等及）)”’」』》\"!！]|^$")
_ENDS_AS_NUMBER = re.compile(
    r"(?:率|比例|占比|比重|总数|总量|数量|人数|次数|户数|数为|数|共计|合计|达到?|增至|增加到|减少到|提高到|上升到|下降到|降至|升至|为|共有?|约|近|超过?|突破|发展到|分别是)$"
)
_CONTACT = re.compile(
    r"(?:电话|手机|传真|邮编|邮箱|账号|帐号|卡号|身份证号?码?|网址|微信号?|QQ|编号|联系人)[：:号码为是\s]*$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"(?:[于在自从至到止底初]|20|19|^|[，。；（(、\s]|截[至止])$")


def blanks(draft: Draft) -> tuple[Blank, ...]:
    """Every blank of the draft in the order of its text."""
    return tuple(blank for item in draft.paragraphs for blank in _of(item))


def _of(paragraph: Paragraph) -> Iterator[Blank]:
    spans = [match.span() for match in _TOKEN.finditer(paragraph.text)]
    spans += [span for span in paragraph.underlined if not any(a < span[1] and span[0] < b for a, b in spans)]
    for start, end in sorted(spans):
        blank = _blank(paragraph, start, end)
        if blank:
            yield blank


def _blank(paragraph: Paragraph, start: int, end: int) -> Blank | None:
    text = paragraph.text
    token, before, after = text[start:end], text[:start], text[end:]
    if _is_bullet(token, before, after):
        return None
    tail = _TAIL.match(after)
    measure = tail["measure"] or ""
    if measure and _NOT_MEASURE.match(after, tail.start("measure")) and not tail["wan"]:
        measure = ""
    kind = _kind(token, before, after, measure, paragraph)
    if kind in (Kind.OPEN, Kind.NAME) and _needs_measure(token):
        return None
    near = _APPROXIMATOR.search(before)
    decimals = len(re.split(r"[.．]", token)[1]) if re.search(r"[^.．][.．][^.．]", token) else None
    size = {"万": 10_000, "亿": 100_000_000}.get(tail["wan"] or tail["later"], 1)
    money = {"万元": 10_000, "亿元": 100_000_000}.get(measure)
    quantity = kind is Kind.QUANTITY
    return Blank(
        paragraph.number,
        start,
        end,
        token,
        kind,
        before=near[1] if near and quantity else "",
        wan=(money or size) if quantity else 1,
        after=tail["after"] if quantity else "",
        measure=("元" if money else measure.replace("％", "%")) if quantity else "",
        decimals=decimals,
        span_start=near.start(1) if near and quantity else start,
        span_end=end + tail.end() if quantity and measure else end,
    )


def _is_bullet(token: str, before: str, after: str) -> bool:
    """The sign at the head of a list's entry, or a rule across the page."""
    if before.strip():
        return False
    return (token[0] in "*＊×□○-_" and after[:1] in (" ", "　", "\t")) or (set(token) <= set("-") and not after.strip())


def _is_sign(token: str, before: str, after: str) -> bool:
    """A sign that only looks like a blank: 3×4, *注, X光."""
    if token[0] in "×*＊xX" and before[-1:].isdigit() and after[:1].isdigit():
        return True
    if token[0] in "*＊" and not before.strip() and after.startswith("注"):
        return True
    return len(token) == 1 and bool(re.match(r"光|射线|染色体|型号", after)) and token[0] in "xXＸ"


def _needs_measure(token: str) -> bool:
    """Signs that are common in any text and count as a blank only where a number plainly belongs."""
    return token[0] in "….。?？- 　\xa0" or (token[0] in "○◯□▢" and len(token) == 1)


def _kind(token: str, before: str, after: str, measure: str, paragraph: Paragraph) -> Kind:
    if _is_sign(token, before, after):
        return Kind.LITERAL
    if re.search(r"[+＋]\s*$", before) or re.match(r"\s*[+＋]", after) or _CONTACT.search(before):
        return Kind.LITERAL
    if before.endswith("第"):
        ranked = re.search(r"(?:全省|全国|位列|排名|名列|位居|排)第$", before)
        return Kind.QUANTITY if ranked else Kind.ORDINAL
    if re.match(
        r"(?:届|次|号)(?:[X×*＊_＿○〇一二三四五六七八九十]*中全会|全会|党代会|代表大会|全国代表)|中全会", after
    ):
        return Kind.ORDINAL
    if re.match(r"周年|华诞", after):
        return Kind.ANNIVERSARY
    if _is_date(token, before, after):
        return Kind.DATE
    if not before.strip() and re.match(r"[、.．]", after):
        return Kind.ORDINAL
    return _name_or_quantity(before, after, measure, paragraph)


def _is_date(token: str, before: str, after: str) -> bool:
    if re.match(r"月(?!均)", after) and not before.endswith("个"):
        return True
    if re.match(r"日(?!报|均|常|程|益|子)", after) and re.search(r"月$", before):
        return True
    if re.match(r"日(?!报|均|常|程|益|子)", after) and re.search(r"[月至到—~～-]\s*$", before):
        return True
    if not re.match(r"年(?!来|级|代|均|内|间|以[上下]|度考核)", after):
        return False
    return bool(re.search(r"(?:20|19|二〇|二○)$", before)) or (
        len(token) >= 4
        or bool(re.match(r"年(?:[底末初以]|\d|[X×*＊_＿○]|[一二三四五六七八九十]+月|上半年|下半年|度)", after))
    )


def _name_or_quantity(before: str, after: str, measure: str, paragraph: Paragraph) -> Kind:
    quoted = re.search(r"[《“‘「『\"]$", before)
    if not measure and (_PLACE_NAME.match(after) or quoted):
        return Kind.NAME
    if measure and not quoted:
        return Kind.QUANTITY
    if _PEOPLE_AFTER.match(after):
        return Kind.NAME
    if re.match(r"[万亿]", after) or re.match(r"[余多](?:万|亿|[，。、；]|$)", after):
        return Kind.QUANTITY
    if (paragraph.row or paragraph.column) and not after.strip() and not before.strip():
        return Kind.QUANTITY
    if _NAME_BEFORE.search(before):
        return Kind.NAME
    if _ENDS_AS_NUMBER.search(before) and _SERIES.match(after):
        return Kind.QUANTITY
    if _SERIES.match(after) and re.search(r"[一-鿿”’」』]$", before):
        return Kind.NAME if re.search(r"[”’」』、]$|[者员人长师家]$", before) else Kind.OPEN
    return Kind.NAME if re.match(r"[一-鿿]", after) and not before.strip() else Kind.OPEN
