"""支部台账: the columns that were added to the form later, which some offices leave out."""

from datetime import date
from random import Random

from lib.demo import coverage, places, profile
from lib.demo.branches import Branch
from lib.demo.districts import stream
from lib.demo.profile import NEWEST
from lib.demo.timeline import Half
from lib.schema import TEMPORARY

Cells = dict[str, object]

_STARS = {"示范": ("五星", "四星"), "达标": ("四星", "三星"), "基本达标": ("三星", "无", "无")}


def trained_by(half: Half) -> float:
    """Share of secretaries and assistants that took part in a course in the year so far."""
    years_ago = (NEWEST - half.index + 1) // 2
    return profile.TRAINED[half.id[4:]] * (1 - profile.TRAINED_TREND * 4 * years_ago)


def branch_cells(branch: Branch, half: Half, row: Cells, *, zeal: float, due_on: date | None) -> Cells:
    """`row`: what is known already. What was drawn once is compared with rates that move, so that states last."""
    key = (branch.unit.region_code, branch.name)
    steady, year, now = stream("more", *key), stream("more", *key, half.year), stream("more", *key, half.id)
    level = profile.effort(branch.unit.region_code, half.index)
    ago = NEWEST - half.index
    due = _duties(branch, row, zeal, level, (year, now), half)
    full = int(row["full_members_n"])
    groups = round(full / profile.GROUP_SIZE) if full > profile.GROUP_FROM and branch.is_branch else 0
    assistants = steady.random() < profile.ASSISTANT + 0.1 * zeal - profile.ASSISTANT_TREND * ago
    deputy = steady.random() < (profile.DEPUTY_MIXED if row["inservice_n"] else profile.DEPUTY_OTHER)
    helpers = (1 + (steady.random() < 0.15)) * (assistants and branch.is_branch)
    return {
        "groups_n": groups,
        "deputy_inservice_n": int(deputy and branch.is_branch),
        "assistant_n": helpers,
        "assistant_trained_n": sum(year.random() < trained_by(half) * level * 0.8 for _ in range(helpers)),
        "star": steady.choice(_STARS.get(str(row["grade"]), ("无",))),
        "due_on": due_on if branch.holds_elections else None,
        "changed_from": branch.form_in(half.index - 1) if 0 < half.index == branch.reformed else None,
        "split_from": branch.split_from if branch.split_from and half.index == branch.since else None,
        "units_covered_n": coverage.units_covered(branch.unit.region_code, half).get(branch.name),
        **_position(branch, half),
        "group_meeting_n": groups and max(0, round((4.6 + now.gauss(zeal, 1)) * level)),
        **due,
        "points_used": coverage.yes(steady.random() < profile.POINTS + 0.12 * zeal - 0.03 * ago),
    }


def _duties(branch: Branch, row: Cells, zeal: float, level: float, randoms: tuple[Random, Random], half: Half) -> Cells:
    """What is due once a year, mostly in its second half, and the months of study."""
    year, now = randoms
    in_post = row["secretary_status"] != "空缺"
    share = 0.12 if half.is_first else 0.90
    functional = not branch.holds_elections
    meets, appraises, reviews, learns = (year.random() for _ in range(4))
    held = 0 if functional else int(meets < (share + 0.05 * zeal) * level)
    return {
        "org_life_meeting_n": held,
        "appraisal_n": int(bool(held) and appraises < 0.94),
        "study_months_n": max(0, min(6, round((4.9 + now.gauss(0.5 * zeal, 0.9)) * level))),
        "dual_review": coverage.yes(not functional and reviews < profile.DUAL_REVIEW * level + 0.08 * zeal),
        "secretary_trained": coverage.yes(in_post and learns < trained_by(half) * level + 0.04 * zeal),
    }


def _position(branch: Branch, half: Half) -> Cells:
    region_code = branch.unit.region_code
    distance = {"venue_distance_m": places.venue_distance(branch, half)}
    unknown = branch.form == TEMPORARY or stream("position", region_code, branch.name).random() < profile.NO_POSITION
    if region_code in profile.LEFT_OUT["positions"]:
        return distance
    if unknown:
        return distance | {"lng": None, "lat": None, "crs": None}
    lng, lat = places.place(branch)
    return distance | {"lng": lng, "lat": lat, "crs": "WGS84"}
