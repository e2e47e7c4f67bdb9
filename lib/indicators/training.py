"""Training (教育培训): courses by whom they are for. Reports (报告会) are activities and not among them."""

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Tally
from lib.schema import training

_T = training.c
TRAINING = Source("training", training, listed=(_T.target, _T.sessions_n, _T.people_n))


def _flow(key: str, name: str, unit: str, definition: str, column: str, split: str = "") -> Indicator:
    value = Tally(TRAINING, column=_T[column], shown=(_T[column],))
    return Indicator(key, name, unit, Kind.FLOW, definition, value, "组织生活与教育", direction=1, split=split)


_SESSIONS = "期内举办培训场次之和，报告会另计"

INDICATORS = (
    _flow("training_session_count", "培训场次", "场", f"{_SESSIONS}。", "sessions_n"),
    _flow("training_by_target", "培训场次（按对象）", "场", f"{_SESSIONS}，按培训对象分列。", "sessions_n", "target"),
    _flow(
        "training_people_by_target",
        "培训人数（按对象）",
        "人",
        "期内各类对象参加培训的人数之和，按培训对象分列，同一人属于几类对象或跨期参加的会重复。",
        "people_n",
        "target",
    ),
    _flow(
        "training_person_times",
        "培训人次",
        "人次",
        "期内参加培训人次之和，同一人多次参加分别计数。",
        "person_times_n",
    ),
)
