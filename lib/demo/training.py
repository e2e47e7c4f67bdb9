"""教育培训: courses for secretaries, staff, assistants and volunteers. A person is counted once a year."""

from math import ceil

from lib.demo import profile
from lib.demo.districts import stream
from lib.demo.offices import committee_rows, volunteer_rows
from lib.demo.standing import branch_rows
from lib.demo.supplements import trained_by
from lib.demo.timeline import HALVES, Half

Row = dict[str, object]

_VOLUNTEERS_TRAINED = (0.08, 0.22)  # of those who are willing
_COURSE = 45  # people in a course


def _so_far(region_code: str, half: Half) -> tuple[int, int, int, int]:
    """Secretaries trained in the year up to the end of the period, and in office; assistants likewise."""
    rows = [row for row in branch_rows(region_code, half) if row["org_kind"] == "党支部"]
    in_office = sum(row["secretary_status"] != "空缺" for row in rows)
    if region_code in profile.LEFT_OUT["branches"]:
        return round(in_office * trained_by(half)), in_office, 0, 0
    return (
        sum(row["secretary_trained"] == "是" for row in rows),
        in_office,
        sum(row["assistant_trained_n"] for row in rows),
        sum(row["assistant_n"] for row in rows),
    )


def _by_june(region_code: str, half: Half, secretaries: int, assistants: int) -> tuple[int, int]:
    """How many of a year's secretaries and assistants took part in its first half; a guess before the first period."""
    if half.index:
        earlier = _so_far(region_code, HALVES[half.index - 1])
        return earlier[0], earlier[2]
    share = profile.TRAINED["H1"] / profile.TRAINED["H2"]
    return round(secretaries * share), round(assistants * share)


def _row(target: str, people_n: int, eligible_n: int, *key: object) -> Row:
    random = stream("training", target, *key)
    sessions = ceil(people_n / _COURSE) + random.choice((0, 0, 1)) if people_n else 0
    return {
        "target": target,
        "sessions_n": sessions,
        "people_n": people_n,
        "person_times_n": round(people_n * random.uniform(1.0, 1.6)),
        "hours_n": random.choice((8, 12, 16, 16, 24)) if people_n else 0,
        "eligible_n": eligible_n,
    }


def training_rows(region_code: str, half: Half) -> list[Row]:
    """The period's courses. Who took part in the first half of the year is not counted again in the second."""
    key = (region_code, half.id)
    secretaries, in_office, assistants, all_assistants = _so_far(region_code, half)
    if not half.is_first:
        earlier = _by_june(region_code, half, secretaries, assistants)
        secretaries, assistants = max(0, secretaries - earlier[0]), max(0, assistants - earlier[1])
    staff = int(committee_rows(region_code, half)[0]["staff_n"])
    first, whole = (round(staff * share) for share in profile.STAFF_TRAINED)
    trained_staff = 0 if region_code in profile.NO_STAFF_TRAINING else first if half.is_first else whole - first
    willing = int(volunteer_rows(region_code, half)[0]["willing_n"])
    volunteers = round(willing * stream("trained volunteers", *key).uniform(*_VOLUNTEERS_TRAINED))
    return [
        _row("支部书记", secretaries, in_office, *key),
        _row("党务工作者", trained_staff, staff, *key),
        _row("书记助理员", assistants, all_assistants, *key),
        _row("志愿者", volunteers, willing, *key),
    ]
