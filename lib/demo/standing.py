"""支部台账: how a branch stands in a period: posts, elections, norms, rooms, organisation life."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from lib.demo import profile, supplements
from lib.demo.branches import Branch, branches
from lib.demo.districts import stream
from lib.demo.profile import NEWEST
from lib.demo.timeline import HALVES, Half
from lib.schema import FIVE_NORM_ITEMS, TEMPORARY

NOT_APPLICABLE = "/"  # what an office writes where the column does not apply
_MEMBER_FIELDS = ("full_members_n", "retired_n", "lixiu_n", "inservice_n")


@dataclass(frozen=True)
class Luck:
    """What was drawn once for a branch. A draw is compared with a rate that moves, so states change rarely and one
    way. `terms`: election dates and, where an election was late, how late and the extension approved (days)."""

    sponsored: float
    secretary: float
    liaison: float
    room: float
    room_kind: float
    committee: float
    rated: float
    norms: dict[str, float]
    terms: tuple[tuple[date, int, int], ...]
    zeal: float


def _terms(branch: Branch, random: Random) -> tuple[tuple[date, int, int], ...]:
    """(election held, days between the end of the term before and it, extension of that term in days; 0: none)."""
    held = date(2021 - branch.term_years, 1, 1) + timedelta(days=random.randrange(365 * branch.term_years))
    terms = [(held.replace(day=min(held.day, 28)), 0, 0)]
    while terms[-1][0] <= HALVES[-1].as_of:
        due = _plus_years(terms[-1][0], branch.term_years)
        late = random.random() < profile.ELECTION_LATE
        days = random.randint(*profile.ELECTION_DELAY) if late else -random.randint(0, 45)
        extension = random.choice(profile.EXTENSION_DAYS) if late and random.random() < profile.EXTENSION_SHARE else 0
        held = due + timedelta(days=days)
        terms.append((held.replace(day=min(held.day, 28)), days, extension))
    return tuple(terms)


def _plus_years(day: date, years: int) -> date:
    """The same day some years on (days go to the 28th only, so it always exists)."""
    return day.replace(year=day.year + years)


def _luck(branch: Branch) -> Luck:
    random = stream("luck", branch.unit.region_code, branch.name)
    shared = random.gauss(0, profile.NORM_SHARED) + profile.QUALITY[branch.unit.region_code]
    return Luck(
        sponsored=random.random(),
        secretary=random.random(),
        liaison=random.random(),
        room=random.random(),
        room_kind=random.random(),
        committee=random.random(),
        rated=random.random(),
        norms={item: shared + random.gauss(0, profile.NORM_OWN) for item in FIVE_NORM_ITEMS},
        terms=_terms(branch, random) if branch.holds_elections else (),
        zeal=shared,
    )


@cache
def _lucks(region_code: str) -> tuple[tuple[Branch, Luck], ...]:
    return tuple((branch, _luck(branch)) for branch in branches(region_code))


def _ago(half: Half) -> int:
    return NEWEST - half.index


def _election(branch: Branch, luck: Luck, half: Half) -> dict[str, object]:
    """Last election, term and its end (V13), and the extension once the term has run out or nearly so."""
    if not luck.terms:
        return {"last_election_on": None, "term_years": None, "term_end_on": None, "extension_until": None}
    past = [number for number, (held, _, _) in enumerate(luck.terms) if held <= half.as_of]
    current = past[-1] if past else 0
    held = luck.terms[current][0]
    end = _plus_years(held, branch.term_years)
    following = luck.terms[current + 1] if current + 1 < len(luck.terms) else (None, 0, 0)
    extended = following[2] and end <= half.as_of + timedelta(days=60)
    return {
        "last_election_on": held,
        "term_years": branch.term_years,
        "term_end_on": end,
        "extension_until": end + timedelta(days=following[2]) if extended else None,
    }


def term_due(terms: tuple[tuple[date, int, int], ...], years: int, half: Half) -> date | None:
    """The end of the term that ran out within the period; None where none did."""
    ends = (_plus_years(held, years) for held, _, _ in terms)
    return next((end for end in ends if half.starts <= end <= half.as_of), None)


def _grade(results: dict[str, str], margin: float) -> str:
    if "未评" in results.values():
        return "未定级"
    failed = sum(result == "未达标" for result in results.values())
    if failed:
        return "基本达标" if failed <= 2 else "未达标"
    return "示范" if margin > profile.MODEL_MARGIN else "达标"


def _norms(branch: Branch, luck: Luck, half: Half) -> dict[str, object]:
    """The five norms and the grade that follows from them. Umbrellas, functional and temporary branches: 未评."""
    new = half.index == branch.since and branch.since > 0
    unrated = luck.rated < profile.UNRATED_SHARE + profile.UNRATED_TREND * _ago(half)
    if not branch.is_branch or not branch.holds_elections or new or unrated:
        return {item: "未评" for item in FIVE_NORM_ITEMS} | {"grade": "未定级"}
    spare = {
        item: luck.norms[item] - profile.NORM_TREND * _ago(half) - threshold
        for item, threshold in profile.NORM_THRESHOLD.items()
    }
    results = {item: "达标" if value > 0 else "未达标" for item, value in spare.items()}
    return results | {"grade": _grade(results, min(spare.values()))}


def _secretary(branch: Branch, luck: Luck, half: Half) -> str:
    vacant = profile.SECRETARY_VACANCY * (1 - 0.6 * luck.zeal) + profile.SECRETARY_TREND * _ago(half)
    if luck.secretary < vacant and branch.is_branch:
        return "空缺"
    mixed = branch.inservice_in(half.index) > 0
    return "在职兼任" if luck.secretary > 1 - profile.SECRETARY_PART_TIME * (4 if mixed else 0.6) else "在岗"


def _room(luck: Luck, half: Half) -> str:
    if luck.room < profile.NO_ROOM * (1 - 0.6 * luck.zeal) + profile.NO_ROOM_TREND * _ago(half):
        return "无"
    return next((kind for kind, limit in profile.ROOM_SHARES.items() if luck.room_kind < limit), "借用")


def _liaison(luck: Luck, half: Half) -> int:
    rate = profile.LIAISON + 0.12 * luck.zeal - profile.LIAISON_TREND * _ago(half)
    return 0 if luck.liaison > rate else 2 if luck.liaison < rate - 0.6 else 1


def _posts(branch: Branch, luck: Luck, half: Half, full: int) -> dict[str, object]:
    due = full >= 7 and not (luck.committee < profile.NO_COMMITTEE_SHARE and branch.is_branch)
    committee = 0 if not due else 7 if not branch.is_branch else 5 if full > 24 else 3
    if branch.form == TEMPORARY:
        committee = 3
    sponsored = profile.SPONSORED_SHARE * (1 - profile.SPONSORED_GROWTH * _ago(half))
    return {
        "is_sponsored": "是" if branch.is_branch and branch.holds_elections and luck.sponsored < sponsored else "否",
        "committee_n": committee,
        "secretary_status": _secretary(branch, luck, half),
        "liaison_n": _liaison(luck, half),
        "venue_relation": _room(luck, half),
    }


def _life(branch: Branch, luck: Luck, half: Half, has_committee: bool) -> dict[str, object]:
    """Organisation life of the half-year: six theme days and committee meetings, two general meetings are usual."""
    random = stream("life", branch.unit.region_code, branch.name, half.id)
    lixiu_only = branch.retired[half.index] == branch.lixiu[half.index] != 0
    level = profile.effort(branch.unit.region_code, half.index) * (0.55 if lixiu_only else 1.0)
    drive = random.gauss(0.5 * luck.zeal - 0.08 * _ago(half), 0.7)

    def times(usual: float, most: int) -> int:
        return max(0, min(most, round((usual + drive) * level)))

    return {
        "theme_day_n": times(5.4, 8),
        "general_meeting_n": times(1.9, 4),
        "committee_meeting_n": times(5.2, 7) if has_committee else 0,
        "lecture_n": times(1.7, 4),
    }


def branch_row(branch: Branch, luck: Luck, half: Half) -> dict[str, object]:
    retired = branch.retired[half.index] or 0
    inservice = branch.inservice_in(half.index)
    full = retired + inservice
    posts = _posts(branch, luck, half, full)
    row = {
        "name": branch.name,
        "unit": branch.unit.name,
        "org_kind": branch.org_kind,
        "setting_form": branch.form_in(half.index),
        "scene": branch.scene,
        "full_members_n": full,
        "retired_n": retired,
        "lixiu_n": branch.lixiu[half.index],
        "inservice_n": inservice,
    }
    row |= posts | _election(branch, luck, half) | _norms(branch, luck, half)
    row |= _life(branch, luck, half, bool(posts["committee_n"]))
    if branch.unit.region_code not in profile.LEFT_OUT["branches"]:
        due = term_due(luck.terms, branch.term_years, half)
        row |= supplements.branch_cells(branch, half, row, zeal=luck.zeal, due_on=due)
    if branch.form == TEMPORARY:
        row |= dict.fromkeys(_MEMBER_FIELDS, NOT_APPLICABLE)
    return row


def branch_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """Rows of the 支部台账 of one office: the organisations that exist in the period."""
    return [dict(row) for row in _rows(region_code, half)]


@cache
def _rows(region_code: str, half: Half) -> tuple[dict[str, object], ...]:
    blank = stream("blank branches", region_code)
    rows = []
    for branch, luck in _lucks(region_code):
        forgotten = region_code in profile.FORGETFUL and blank.random() < profile.BLANK_SHARE
        if branch.retired[half.index] is None:
            continue
        row = branch_row(branch, luck, half)
        if forgotten:
            row["liaison_n"] = None
        rows.append(row)
    return tuple(rows)
