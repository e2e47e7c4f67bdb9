"""The sides of a rate that stand one after the other: 应召开862个，已召开770个，占89.3%."""

import re
from dataclasses import replace

from lib.speech.drafts.matching_scores import Candidate
from lib.speech.drafts.matching_words import How

EACH = re.compile("分别|依次")
# 应召开组织生活会的支部 are all that should, not those that did.
_DUE = re.compile("(?<![对相适响供反理])应(?![用急对邀聘])(?!.*[未没无])")
_DONE = re.compile("(?:其中)?(?:已经?|实际|按期|如期)[^未没无应]{1,4}")
SHARE = re.compile("(?:仅|只|约|大约)?(?:占|占比|比例|比重)(?:为|达|达到|约|约为|近|了)*")


def of_all(said: str, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Behind 应 what would count those that did counts all. `said`: the clause before the number."""
    if not _DUE.search(said):
        return found
    return tuple(replace(one, how=How.DENOMINATOR) if one.how is How.NUMERATOR else one for one in found)


def other_side(earlier: Candidate, counted: str, said: str, measure: str) -> tuple[Candidate, ...]:
    """What a number is that only goes on with one side of a rate, `earlier` in the measure word `counted`: by the words
    `said` before it and its own measure word."""
    if earlier.how is How.NUMERATOR and measure == "%" and SHARE.fullmatch(said):
        return (replace(earlier, how=How.VALUE),)
    done = earlier.how is How.DENOMINATOR and measure == counted and _DONE.fullmatch(said)
    return (replace(earlier, how=How.NUMERATOR),) if done else ()
