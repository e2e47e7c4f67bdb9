"""What of a draft speaks of what is still to come: 下一步打算, 今年的任务, a plan of work, a sentence with 力争."""

import re

from lib.speech.drafts.matching_changes import PLANNED
from lib.speech.drafts.matching_clauses import SENTENCE_END, segment_start, sentence_start
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.text import Draft

TO_COME = "所在的这一句或这一部分说的是打算，不是已有的数"
_HAN = "[一二三四五六七八九十]"
_MARKS = (rf"{_HAN}+、", rf"[（(]{_HAN}+[)）]", r"\d{1,2}[.、．](?!\d)")  # from the highest heading to the lowest
_HEADING = re.compile(
    rf"^\s*(?:(?P<mark>{'|'.join(_MARKS)})\s*)?(?P<words>(?:20\d\d年)?[^，。；：\d]{{2,20}}\d*[^，。；：\d]{{0,12}})(?:[。：]|$)"
)
_AHEAD = re.compile(
    "下一?步|下一?阶段|打算|努力方向|明年|新的一年|怎么干|(?:任务|目标|建议|要求|安排|部署|计划|对策|设想|思路)$"
)
_PAST = re.compile("问题|不足|差距|困难|完成|进展|回顾|总结|情况")
_THIS_YEAR = re.compile("今年|新年")
_PLAN = re.compile("(?:要点|计划|方案|安排|打算|意见|任务书?|建议)(?:[（(][^（）()]*[)）])?$")
# 2025年工作总结和2026年工作安排: only its last part, which has a heading of its own, is a plan.
_REPORT = re.compile("(?:总结|情况|回顾|汇报|报告)(?:和|与|及|暨|、)")
_NEXT = re.compile(
    r"我将|将(?=[在于继着重抓开举办新推组完启实会进])|打算|要求|规定|党章|如果|假如|倘若|若按|推算|再[建推评创办增改选培配组新发造打]"
)
# What stands already, whatever the part of the draft is about.
_STANDS = re.compile(
    "去年|上年|截[至止]|目前|当前|现[有在已设]|已|仍|还有|尚有|只[有达]|仅|至今|存在|没有|空缺|逾期|一年来|共有|有的|年底(?!前)|由|从"
)
_NOW = re.compile("去年|上年|截[至止]|目前|当前|现有|已|仍有|还有|尚有")


class Plans:
    """The parts of one draft that speak of what is to come. `times`: by which this year and the last are told."""

    def __init__(self, draft: Draft, times: Times) -> None:
        self._draft, self._times = draft, times
        self._data_year = times.directory.period(times.base.period).year
        self._entire = any(_PLAN.search(line.strip()) and not _REPORT.search(line) for line in draft.head[:3])
        self._parts = self._planned()

    def _planned(self) -> frozenset[int]:
        """The paragraphs below a heading that speaks of plans, to the next one as high."""
        found, level = set(), None
        for paragraph in self._draft.paragraphs:
            heading = _HEADING.match(paragraph.text)
            if heading and heading["mark"]:
                height = next(place for place, mark in enumerate(_MARKS) if re.match(mark, heading["mark"]))
                if level is None or height <= level:
                    level = height if self._is_ahead(heading["words"]) else None
            if level is not None:
                found.add(paragraph.number)
        return frozenset(found)

    def is_part(self, paragraph: int) -> bool:
        return paragraph in self._parts

    def _is_ahead(self, words: str) -> bool:
        if _PAST.search(words):
            return False
        late = self._times.year > self._data_year
        years = [int(year) for year in re.findall(r"20\d\d", words)]
        return bool(_AHEAD.search(words) or (late and _THIS_YEAR.search(words)) or any(map(self._is_later, years)))

    def _is_later(self, year: int) -> bool:
        return year > self._data_year

    def doubt(self, paragraph: int, start: int, end: int) -> str:
        """Why a number at this place may be one that is only planned; empty where it is not."""
        text = self._draft.paragraphs[paragraph].text
        said = text[segment_start(text, start) : start]
        years = [int(year) for year in re.findall(r"(20\d\d)年", said)]
        if _NOW.search(re.split("[，、：]", said)[-1]):
            return ""
        if PLANNED.search(said) or _NEXT.search(said) or any(map(self._is_later, years)):
            return TO_COME
        planned = self._entire or paragraph in self._parts
        stop = SENTENCE_END.search(text, end)
        sentence = text[sentence_start(text, start) : stop.start() if stop else len(text)]
        return TO_COME if planned and not _STANDS.search(sentence) else ""
