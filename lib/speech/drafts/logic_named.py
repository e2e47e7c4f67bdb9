"""Small counts beside what they count: “四个到位”：认识到位、人员到位…; 党史宣讲、文化文艺两类."""

import re
from collections.abc import Iterator

from lib.speech.drafts.lines import Fault, Line
from lib.speech.drafts.numerals import figure

_SMALL = "[两二三四五六七八九十]"
# “四个到位”：each of the items that follow says 到位.
_SLOGAN = re.compile(
    rf"[“\"]?(?P<count>{_SMALL})个(?P<what>[\u4e00-\u9fff]{{1,3}})[”\"]?(?:上下功夫|上用力)?[：:，,](?P<items>[^。！？\n]+)"
)
_KINDS = "大?类|个?方面|个?领域|个环节|个区县|项(?=合计|共|均|都|指标|工作|任务|要求|达标)"
_LISTED = re.compile(rf"(?P<names>[^，。；：:\0（）()\n]+)(?P<said>(?P<count>{_SMALL})(?:{_KINDS}))(?![是要])")
# One name that stands for two, or a list that goes on.
_SEVERAL_IN_ONE = re.compile(
    "等|企事业|市县|县区|区县|县乡|乡镇|城乡|男女|省市|中省|党政|除|每|各|至|到|[—·0-9“”《》-]"
)
_NO_NAME = re.compile("(?:[、和与及第前后另余这上下]|其他|其它)$")
_FOREMOST = re.compile(
    rf"(?:居|列|排名?|位居|位列|排在)(?:全市)?前(?P<count>{_SMALL})[位名]?的(?:区县|县市区|单位)?(?:分别|依次)?[是为有]"
    r"(?P<names>(?:[^，。；：！？（）()\n]|[（(][^（）()]*[）)])+)(?=[，。；！？])"
)
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
_NAMES = re.compile("、|和|与|以?及")
_LONGEST = 9  # characters of a name: a longer one holds more than the name
_ITEM = re.compile("[、，,；;]")


def slogans(line: Line) -> Iterator[Fault]:
    """As many items say the word as the slogan counts."""
    for match in _SLOGAN.finditer(line.plain):
        saying = [match["what"] in item for item in _ITEM.split(match["items"])]
        count = int(figure(match["count"])[0])
        found = saying.index(False) if False in saying else len(saying)
        if found > 1 and found != count and not any(saying[found:]):
            end = match.start("items")
            yield Fault(match.start(), end - 1, "条数不符", f"这里说{count}个，后面列了{found}个")


def counted(line: Line) -> Iterator[Fault]:
    """甲、乙、丙三类: as many names as are counted."""
    for match in _LISTED.finditer(line.plain):
        names = match["names"]
        marks, joining = names.count("、"), len(re.findall("和|与|及", names))
        if not marks or _SEVERAL_IN_ONE.search(names) or _NO_NAME.search(names):
            continue
        count, fewest, most = int(figure(match["count"])[0]), marks + 1, marks + 1 + joining
        even = len(names) <= _LONGEST * most
        if even and not fewest <= count <= most:
            why = f"前面列了{fewest if fewest == most else f'{fewest}至{most}'}个，这里说{count}个"
            yield Fault(match.start("said"), match.end("said"), "条数不符", why)


def foremost(line: Line) -> Iterator[Fault]:
    """居前三位的是甲、乙、丙: as many names as places."""
    for match in _FOREMOST.finditer(line.plain):
        names = [name.strip() for name in _NAMES.split(_BRACKETED.sub("", match["names"]))]
        count = int(figure(match["count"])[0])
        plain = all(re.fullmatch("[\u4e00-\u9fff]{2,8}", name) for name in names)
        if plain and len(names) != count and not match["names"].endswith("等"):
            why = f"这里说前{match['count']}位，后面列了{len(names)}个"
            yield Fault(match.start(), match.end(), "条数不符", why)


RULES = (slogans, counted, foremost)
