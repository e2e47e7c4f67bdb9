"""What looks like a number and is none to check: dates, ordinals, document numbers, slogans, lists, thresholds."""

import re
from collections.abc import Iterator

from lib.speech.drafts.kinds import NumberKind
from lib.speech.drafts.numerals import DIGITS, HAN

_ONE = f"(?:[0-9]{{1,4}}|{HAN})"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_MONTH = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[0-9]{1,2}|三?十[一二三四五六七八九]?|[一二]?十?[一二三四五六七八九]|二十)"
_TO = "[-—–~～至到和与、]"
_OPENING = r"(?:(?<=[。；;，,：:、！？\s（(”])|^)"

# Fixed terms of the office in which a numeral is part of a name.
_TERMS = (
    "双覆盖五规范|双覆盖|五规范|三会一课|六有一提升|一区一品|一站四群|一方隶属|四个意识|四个自信|两个维护|两个确立|"
    "两个阵地|三个机制|三个联系|五个基本|七个标准化|八个标准化|四级管理|三级联动|双述双评|一室多用|一人一策|一支部一品牌|"
    "一支一品|一张网|一帮一|一对一|五大员|五老|六好|三个代表|两学一做|三严三实|四个全面|五位一体|八项规定|三重一大|三公|"
    "三个服务|三项建设|四史|两费|两新|两委|两个文明|三项制度|五好|四好|三好|百佳|双一流|三农|一老一小|七一|八一|九三|"
    "两个待遇|两项待遇|政治生活待遇|万众一心|千方百计|千家万户|一心一意|一五一十|三番五次|四面八方|十全十美|百年|千年|"
    "一带一路|四个伟大|两个大局|十个明确|十四个坚持|三大攻坚战|六稳|六保|两个百年|第二个百年|三下乡|一刻钟|百姓|千秋"
)
_COUNTED = (
    "方面|层面|维度|环节|问题|特点|体会|意见|要求|抓手|重点|举措|措施|工作|任务|做法|经验|建议|不足|困难|短板|着力|句话"
)
_SMALL = "[一二两三四五六七八九十]"
_LISTED = (
    rf"(?:{_SMALL}|十[一二]|[0-9]{{1,2}})(?:个|项|条|点|大|类|种)?(?:主要|重点|突出|明显)?(?:{_COUNTED})"
    rf"|分{_SMALL}步走|{_SMALL}件(?:大|实|要)?事(?!故)"
)
_RANKED = "(?<!全省)(?<!全市)(?<!全国)"
_PLACED = "次|届|批|个|期|家|条|章|季度|阶段|轮|党支部|支部|代|步|时间"
_HEADING = rf"(?m)^\s*(?:{_SMALL}+、|[（(](?:{_SMALL}+|[0-9]{{1,2}})[)）]|[0-9]{{1,2}}[.、．](?![0-9])|[①-⑳])"
_PEOPLE = f"(?:{DIGITS}|[一二两三四五六七八九十百]+)[人名岁]"
_AGE = rf"(?:{DIGITS}|{HAN})(?:周?岁)?(?:{_TO}(?:{DIGITS}|{HAN}))?周?岁(?:及?以上|以下)?"
_EXCEEDING = "(?:超过?|不足|不到|不满|少于|多于|达到)?"

_FIXED = tuple(
    (kind, re.compile(pattern))
    for kind, patterns in (
        (NumberKind.DOCUMENT, (
            r"[〔\[（(][0-9]{4}[〕\]）)]\s?第?[0-9]+号(?:文件|文)?",
            r"(?:GB|DB)(?:/T)?\s?[0-9]+(?:[-—–][0-9]+)?|[0-9]+号(?:文件|文|令|楼|院|线)?",
        )),
        (NumberKind.LITERAL, (
            r"《[^》\n]*》",
            r"[0-9]+(?:\+(?:[0-9]+|[A-Za-z*×＊＿]+))+|[A-Za-z]\+[0-9]+",
            r"[“‘「『\"][^”’」』\"\n]{1,16}[”’」』\"]",
            r"(?<![0-9.,])1[3-9][0-9]{9}(?![0-9])|(?<![0-9.,])[0-9]{15,18}[0-9Xx]?(?![0-9])",
            r"(?!APP[0-9])(?<!AP)(?<!A(?=P))[A-Za-z][A-Za-z0-9.\-]*[0-9][A-Za-z0-9.\-]*|[0-9]+[A-Za-z]+[0-9]*",
        )),
        (NumberKind.DATE, (
            rf"{_YEAR}年{_MONTH}月(?:{_DAY}[日号])?(?:{_TO}{_MONTH}月(?:{_DAY}[日号])?)?(?:底|末|初)?",
            rf"{_YEAR}年{_MONTH}{_TO}{_MONTH}月",
            r"(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}",
        )),
        (NumberKind.YEAR, (rf"(?:{_YEAR}年?{_TO})?{_YEAR}年(?:度|底|末|初)?(?:[上下]半年)?",)),
        (NumberKind.DATE, (
            rf"{_MONTH}月{_DAY}[日号]|(?<![个几])[0-9]{{1,2}}月?{_TO}[0-9]{{1,2}}月份?",
            rf"(?<![个几0-9]){_MONTH}月(?:份|底|末|初|[上中下]旬)?(?!{HAN}?[次场])",
            r"第?[一二三四1-4]个?季度|[上下]午\s?[0-9]{1,2}[时点:：]?[0-9]{0,2}|[0-9]{1,2}[:：][0-9]{2}",
            rf"(?<![连每])(?:过去|今后|未来|最近|近|此前|前|后)的?{_ONE}(?:多|余)?个?(?:年|月|季度|天|周)(?:来|间|内)?",
            rf"(?<!连续){_ONE}(?:多|余)?年(?:以来|来|间|内|之内|里|前|后)",
        )),
        (NumberKind.ANNIVERSARY, (rf"{_ONE}周年",)),
        (NumberKind.ORDINAL, (
            r"十[一二三四五六]五(?=规划|时期|期间|开局|收官)",
            rf"第?(?:{_SMALL}+|[0-9]+)届(?:{_SMALL}+[中次]全会)?|第?{HAN}[中次]全会|党的{HAN}大",
            rf"二十大|十[一二三四五六七八九]大|{_RANKED}第{_ONE}|第{_ONE}(?={_PLACED})",
        )),
        (NumberKind.LISTING, (
            rf"{_OPENING}(?:{_SMALL}+是|其{_SMALL}+[，,是])",
            _HEADING,
            rf"(?:以下|下列|如下|这|以上)?(?<![0-9.,]){_LISTED}",
            rf"{_SMALL}(?:项|者|类|种)(?=合计|共|总|加起来|合起来|的|指标|对象|内容|占|都|均)|(?<=只差)一项|(?:至少|只|仅)?有?一项(?=[不没未])",
        )),
        (NumberKind.LITERAL, (
            _TERMS,
            "[两三二][个者](?=都|均|皆)",
            rf"{_SMALL}个(?={HAN}|坚持|强化|突出|着力|好(?=[，。、]))|前{_SMALL}",
        )),
        (NumberKind.THRESHOLD, (
            rf"{DIGITS}(?:米|公里)(?:的?范围|半径)?(?:以内|之内|内)?",
            rf"{DIGITS}(?:平方米|平米|万?元|场|次)(?:及?以上|以下|以内)(?=的)",
            rf"(?:不低于|不少于|达到)?{DIGITS}%以?上?的?(?:年度|工作)?(?:目标|要求|任务)",
            rf"(?<=目标)(?:值?[为是]|)(?:不低于|不少于|达到)?{DIGITS}%",
            rf"{_EXCEEDING}{_PEOPLE}(?:及?以上|以下|以内)?(?=的(?:党?支部|大支部|有|离|退|老|党员|高龄))",
            rf"{_PEOPLE}(?:及?以上|以下)(?=有|党?支部|大支部|而)",
            rf"{_AGE}(?=的|党员|离|退|老|高龄|段|年龄|不|参)",
            rf"{DIGITS}(?:周?岁)?{_TO}{DIGITS}周?岁|{DIGITS}周?岁(?:及?以上|以下)",
            rf"(?<=[率例比])(?:在|达到|达|超过|高于|低于)?{DIGITS}%(?:以上|以下)?(?=的(?:区县|县|单位|党?支部))",
        )),
    )
    for pattern in patterns
)  # fmt: skip


def fixed(text: str) -> Iterator[tuple[int, int, NumberKind]]:
    """Start, end and kind of each, an earlier row of the table before a later one; without overlaps. The text is
    narrowed."""
    taken = bytearray(len(text))
    for kind, pattern in _FIXED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end, kind
