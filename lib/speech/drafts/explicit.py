"""Whether a text says plainly enough what a number measures that the number may be called wrong.

A reading that agrees with what is written is strong evidence for itself; one that does not agree is evidence that the
number was misread. So 一致 may rest on a likely reading, 不一致 and 口径或时点不同 only on an explicit one: the words
of the indicator stand in the clause of the number or at the head of its list, they leave nothing of weight there
unexplained, no limit stands at that head, and no other reading comes near.
"""

import re
from collections.abc import Sequence

from lib.indicators import INDICATORS, Kind, Ratio
from lib.speech.drafts.kinds import NumberKind
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_sides import EACH, SHARE
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.surroundings import VERB, Asked

WEIGHTLESS = 1  # a single character that no word explains (着, 都, 建) may stay, where no word is taken over
_OF_THESE = re.compile("(?:人|当)?中?已")  # 离休干部175人，已走访169人: of the 175
# 新退休11人 are not all who are retired; 新时代, 创新 and 最新 say nothing of this.
_NEWLY = re.compile("(?<![创更最革重])新(?!时代|中国|闻|媒体|区|市|县|校)")
_HEAD = re.compile(r"([^，。；：！？、\d]{1,12})[：:]\s*$")  # 联络员：35个支部有
_EACH_WITHIN = 30  # characters before a number
CLEAR_MARGIN = 1.0  # to the next reading; twice what a proposal needs


def implicit(item: Asked, asked: Sequence[Candidate], meanings: Meanings) -> str:
    """Why the first reading is not explicit; empty where it is."""
    first, name = asked[0], INDICATORS[asked[0].key].name
    if not _explained(first):
        return f"像是{name}，但句中“{first.left}”对不上"
    if len(asked) > 1 and first.score - asked[1].score < CLEAR_MARGIN and not _is_heading(item, asked, meanings):
        return f"像是{name}，也可能是{INDICATORS[asked[1].key].name}"
    if _of_another(item, first, meanings):
        return f"像是{name}，但“占”说的应是紧挨着的前一个数"
    if unclear := _of_part(item, first, meanings):
        return f"像是{name}，但{unclear}"
    if any(word in meanings.plain_clause(item) for word in first.words):
        return ""
    if _limited(item, meanings):
        return f"像是{name}，但前面另有条件"
    # 党员大会105次，党课91次，其中下半年分别开展49次和47次: of which each is, only the order tells.
    each = EACH.search(meanings.around.before(item, _EACH_WITHIN).split("。")[-1])
    return f"像是{name}，但“{each[0]}”对应的是哪一项拿不准" if each else ""


def _of_part(item: Asked, first: Candidate, meanings: Meanings) -> str:
    """Why the number may count only some of those that the words name."""
    clause, words = meanings.around.clause(item), "".join(first.words)
    changed = VERB.search(meanings.around.before(item, 8))  # 党课208次，增加25次
    if changed and first.how is How.VALUE and changed["verb"][0] not in words:
        return "说的可能是增减"
    if _OF_THESE.match(clause):
        return "说的可能是前面那些中的"
    if INDICATORS[first.key].kind is Kind.STOCK and _NEWLY.search(clause) and "新" not in words:
        return "说的是新增的"
    head = _HEAD.search(meanings.around.before(item, 16))
    left = lexicon().left(lexicon().plain(head[1]), first.words, strict=False) if head else ""
    return f"“{head[1]}”下列的可能是别的" if len(left) > WEIGHTLESS else ""


def _is_heading(item: Asked, asked: Sequence[Candidate], meanings: Meanings) -> bool:
    """The heading 社区报到率 says it all; the other reading needs a word of the text above the table as well."""
    plain = meanings.draft.paragraphs[item.paragraph].column and not asked[0].taken and not asked[0].left
    return bool(plain and asked[1].taken)


def _of_another(item: Asked, first: Candidate, meanings: Meanings) -> bool:
    """配联络员的36个，占近八成: the share is of the 36, not of what an earlier sentence counted."""
    if not SHARE.fullmatch(meanings.around.clause(item)):
        return False
    earlier = meanings.around.earlier(item)
    part = next(iter(meanings.of(earlier)), None) if earlier else None
    rate = INDICATORS[first.key].value
    same_words = part and first.taken and set(first.taken) <= set(part.words)
    counted = part and (
        part.key == first.key
        if part.how is How.NUMERATOR
        else isinstance(rate, Ratio) and INDICATORS[part.key].value == rate.numerator
    )
    return not (counted or same_words)


def _explained(one: Candidate) -> bool:
    return len(one.left) <= (0 if one.taken else WEIGHTLESS) and not any(map(str.isdigit, one.left))


def _limited(item: Asked, meanings: Meanings) -> bool:
    """正式党员过50人的支部，2023年底7个: not all branches."""
    start = meanings.around.sentence_start(item)
    return any(
        one.written.kind is NumberKind.THRESHOLD
        and one.paragraph == item.paragraph
        and start <= one.written.start < item.written.start
        for one in meanings.numbers
    )
