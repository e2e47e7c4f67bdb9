"""Words of a clause by which nobody can say of what it speaks: 这样的, 前一项, 新成立, 将达到."""

import re
from dataclasses import replace

from lib.indicators import INDICATORS, Kind
from lib.speech.drafts.matching_changes import FORECASTS, PLANNED
from lib.speech.drafts.matching_scores import Candidate
from lib.speech.drafts.matching_words import How

_POINTING = re.compile("(?:这样|那样|此类|这类|上述|前述|同样)的?|[前后][一两]项|[前后]者")
# 新成立志愿服务队3支 are not all there are.
_NEW = re.compile("新(?:成立|组建|建|增|设|创建|培育|命名|评|启用|打造|建成|建立|设立)")
_DEMANDED = re.compile("(?:每|要|应当?|须|确保|做到|原则上)[^，。；]*(?:不少于|不低于|不得少于|不得低于|不超过|至少)")
_LIMIT = re.compile("不(?:超过|低于|少于|多于|高于|得)")
_LISTED = re.compile("等$")  # 甲、乙等30名: those named, not all there are
_ONE_KIND = re.compile('[”"’』」]类$')  # 志愿服务“其他”类26次
_PEOPLE = ("人", "名", "位")
# 支部多了3个, 又评出5个: by how many they grew, since nobody knows when.
_GREW = re.compile("(?:净[增减添]|(?<![许更最不至])[多少]|又(?!有)[一-鿿]{0,3}|(?<!新)添)(?:加|了|出)?$")
_SINCE = "说的是新增的，库中是总数"


def doubted(found: tuple[Candidate, ...], own: str, said: str, measure: str) -> tuple[Candidate, ...]:
    """What a clause that points back (这样的, 前一项) or ahead (将达到) says is not certain. `own`: its words before
    the number, `said`: the number as it is written."""
    if PLANNED.search(own):
        found = tuple(item for item in found if item.key in FORECASTS) or found
        doubt = "" if found and found[0].key in FORECASTS else "说的是预计或计划的数"
    else:
        doubt = "说的是前面提到的哪一项拿不准" if _POINTING.search(own) else _partial(own, said, measure)
    new = _NEW.search(own)
    one_kind = "说的是其中一类" if _ONE_KIND.search(own) else ""
    return tuple(
        replace(
            item,
            doubt=item.doubt
            or doubt
            or (_SINCE if new and _is_total(item) else "")
            or ("" if item.group else one_kind)
            or _grown(own, item),
        )
        for item in found
    )


def _partial(own: str, said: str, measure: str) -> str:
    """Why the number is none of the office's, though the words fit."""
    if _DEMANDED.search(own + said) or _LIMIT.match(said):
        return "说的是要求，不是已有的数"
    return "说的是前面列出的人" if measure in _PEOPLE and _LISTED.search(own) else ""


def _grown(own: str, one: Candidate) -> str:
    """The number is a change of which the base is not said, and the reading is no change."""
    verb = _GREW.search(own)
    changes = one.how in (How.CHANGE, How.GROWTH) or (verb and any(verb[0][:2] in word for word in one.words))
    return "说的是增减，与什么时候相比拿不准" if verb and not changes else ""


def _is_total(one: Candidate) -> bool:
    """A stock by words that say nothing of what is new."""
    return INDICATORS[one.key].kind is Kind.STOCK and one.how is How.VALUE and "新" not in "".join(one.words)
