"""The levers that work on branches: un-mix, divide, elect, give a secretary, a place, the last norm."""

from dataclasses import replace

from lib.formats import day, number
from lib.schema import FIVE_NORM_ITEMS
from lib.whatif.counting import COMMITTEE, COMMITTEE_FROM, MIXED, NO_VENUE, STANDALONE, Branch
from lib.whatif.draft import Draft
from lib.whatif.levers import HoldElections, OpenVenues, RaiseStandard, Split, Unmix, Where
from lib.whatif.numbers import FEWEST, sizes
from lib.whatif.outcome import Division, Election, LeftOut

SECRETARIES, COMMITTEES, COMMITTEE_MEMBERS, IN_SERVICE = "党支部书记", "支委会", "支委", "转出在职党员"
HELD, ROOMS, HOUSED, MENDED = "换届支部", "共享活动室", "安排活动场所的支部", "补齐一项的支部"
_IN_POST, _SHARED = "在岗", "共享"


def unmix(draft: Draft, lever: Unmix) -> None:
    """混建 to 单独组建: the in-service members leave, the retired ones stay."""
    regions = set(draft.regions(lever.where))
    mixed = [one for one in draft.now() if one.form == MIXED and one.region in regions]
    for one in mixed:
        if reason := _cannot_stand_alone(one):
            draft.left_out.append(_left_out(draft, one, reason))

    def alone(one: Branch) -> tuple[Branch, ...]:
        return (replace(one, form=STANDALONE, size=_retired(one), inservice=0),)

    for one in draft.change(lever.where, lambda one: one.form == MIXED and not _cannot_stand_alone(one), alone):
        draft.need(IN_SERVICE, "名", one.region, one.inservice or 0)
    changed = len(mixed) - len(draft.left_out)
    draft.formulas.append(
        f"混建改单独组建：混建支部{number(len(mixed))}个，其中离退休正式党员满{FEWEST}名的{number(changed)}个可以改"
    )
    if draft.left_out:
        draft.notes.append(
            f"{number(len(draft.left_out))}个混建支部离退休正式党员不足{FEWEST}名或人数不明，不能单独组建，可改为联合组建。"
        )


def _retired(one: Branch) -> int | None:
    """Full members without those in service; None where it is not known."""
    if one.size is None:
        return None
    if one.inservice is not None:
        return max(0, one.size - one.inservice)
    return None if one.retired is None else min(one.size, one.retired)


def _cannot_stand_alone(one: Branch) -> str:
    found = _retired(one)
    if found is None:
        return "正式党员数未填，无法判断"
    return "" if found >= FEWEST else f"离退休正式党员{found}名，不足{FEWEST}名，不能单独成立支部"


def split(draft: Draft, lever: Split) -> None:
    """Oversize branches become several. The first part keeps what the whole had; the others take over form, sponsor
    and place, get a secretary and, from seven members on, a committee, and begin without any norm assessed."""

    def divided(one: Branch) -> tuple[Branch, ...]:
        first, *rest = sizes(one.size, lever.limit)
        kept = replace(one, size=first, committee=_committee(one, first, one.committee))
        return (kept, *(_new(one, size) for size in rest))

    def oversize(one: Branch) -> bool:
        return one.above(lever.limit)

    found = draft.change(lever.where, oversize, divided)
    for one in found:
        parts = sizes(one.size, lever.limit)
        committees = _committees(one, parts)
        low, high = COMMITTEE
        draft.divisions.append(
            Division(one.origin, one.name, draft.today.labels[one.region], one.region, one.size, parts, committees)
        )
        draft.need(SECRETARIES, "名", one.region, len(parts) - 1)
        draft.need(COMMITTEES, "个", one.region, committees)
        draft.need(COMMITTEE_MEMBERS, "名", one.region, committees * low, committees * high)
    parts = sum(len(one.sizes) for one in draft.divisions)
    draft.formulas.append(
        f"拆分：正式党员超过{lever.limit}名的支部{number(len(found))}个，"
        f"各按党员数÷{lever.limit}向上取整、规模均衡，拆成{number(parts)}个，净增{number(parts - len(found))}个"
    )
    if found:
        draft.notes.append(
            "拆出的新支部计入各项比率的分母：沿用原支部的设置形式、本级包抓和活动场所，书记和应设的支委会按配齐计，"
            "五规范按未评计，联络员未配。"
        )


def _committee(one: Branch, size: int, known: int | None) -> int | None:
    """The committee a part has after all: one that has to be there is set up."""
    return COMMITTEE[0] if one.built and size >= COMMITTEE_FROM and known == 0 else known


def _new(one: Branch, size: int) -> Branch:
    assessed = one.failed is not None
    return replace(
        one,
        size=size,
        committee=_committee(one, size, 0),
        secretary=_IN_POST,
        liaison=0,
        due_on=None,
        overdue=False,
        passed=0 if assessed else None,
        failed=0 if assessed else None,
        unrated=len(FIVE_NORM_ITEMS) if assessed else None,
        gap="",
    )


def _committees(one: Branch, parts: tuple[int, ...]) -> int:
    """How many have to be set up: the first part keeps that of the whole, if it has one or does not say."""
    due = sum(size >= COMMITTEE_FROM for size in parts) if one.built else 0
    kept = one.committee != 0 and parts[0] >= COMMITTEE_FROM
    return due - kept if due else 0


def give_secretaries(draft: Draft, where: Where) -> None:
    """Branches without a secretary get one."""

    def filled(one: Branch) -> tuple[Branch, ...]:
        return (replace(one, secretary=_IN_POST),)

    for one in draft.change(where, lambda one: one.secretary == "空缺", filled):
        draft.need(SECRETARIES, "名", one.region, 1)


def hold_elections(draft: Draft, lever: HoldElections) -> None:
    """Overdue is judged as of the end of `by`: time passes in every district, elections are held in those chosen."""
    passed = max(lever.by, draft.today.as_of)
    chosen = set(draft.regions(lever.where))

    def falls_due(one: Branch) -> bool:
        return one.elects and not one.overdue and one.due_on is not None and draft.today.as_of <= one.due_on <= passed

    def held(one: Branch) -> bool:
        return one.region in chosen and (one.overdue or (lever.also_due and falls_due(one)))

    due = [one for one in draft.now() if one.overdue or falls_due(one)]
    for one in due:
        if held(one):
            label = draft.today.labels[one.region]
            draft.elections.append(Election(one.origin, one.name, label, one.region, one.due_on, one.overdue))
            draft.need(HELD, "个", one.region, 1)
    draft.change((), lambda one: one.overdue and held(one), lambda one: (replace(one, overdue=False),))

    def late(one: Branch) -> bool:
        return falls_due(one) and one.due_on < passed and not held(one)

    draft.change((), late, lambda one: (replace(one, overdue=True),))
    _say_elections(draft, lever, sum(one.overdue for one in due), sum(not one.overdue for one in due))


def _say_elections(draft: Draft, lever: HoldElections, overdue: int, also: int) -> None:
    draft.formulas.append(
        f"换届：现逾期{number(overdue)}个，到{day(lever.by)}又有{number(also)}个届满，"
        f"其中安排换届{number(len(draft.elections))}个"
    )
    if lever.by < draft.today.as_of:
        draft.notes.append(f"换届期限{day(lever.by)}早于截至日{day(draft.today.as_of)}，没有计新届满的支部。")
    else:
        draft.notes.append(f"方案后的逾期支部数按{day(lever.by)}判断，到时届满而未安排换届的计为逾期。")
    unknown = sum(one.elects and one.due_on is None for one in draft.today.branches)
    if unknown:
        draft.notes.append(f"{number(unknown)}个支部届满时间不明，未计入换届。")


def open_venues(draft: Draft, lever: OpenVenues) -> None:
    """Rooms count as rooms; only a branch that is named, or whose district is, gets a place."""
    for code, count in lever.rooms:
        if code in draft.today.regions:
            draft.add("venue_shared_x", code, count)
            draft.add("venue_total", code, count)
            draft.need(ROOMS, "个", code, count)
    served, named = set(draft.regions(lever.served)), set(lever.branches)

    def housed(one: Branch) -> bool:
        return one.venue == NO_VENUE and (one.region in served or one.origin in named)

    homeless = {one.origin for one in draft.now() if one.venue == NO_VENUE}
    found = draft.change((), housed, lambda one: (replace(one, venue=_SHARED),))
    for _, region in dict.fromkeys((one.origin, one.region) for one in found):
        draft.need(HOUSED, "个", region, 1)
    if strangers := len(named - homeless):
        draft.notes.append(f"点选的{number(strangers)}个支部不在当前范围的无活动场所名单里，未计入。")
    if lever.rooms and not found:
        draft.notes.append("新开活动室由哪些支部使用，台账里没有，未推算无场所支部的减少；可点选支部，或用选址测算。")


def mend(draft: Draft, lever: RaiseStandard) -> None:
    """Chosen branches that are one norm short meet it."""
    named, items = set(lever.branches), set(lever.items)

    def chosen(one: Branch) -> bool:
        return one.one_short and (one.origin in named or one.gap in items)

    def met(one: Branch) -> tuple[Branch, ...]:
        return (replace(one, passed=(one.passed or 0) + 1, failed=0, gap="", mended=one.gap),)

    able = {one.origin for one in draft.now() if one.one_short}
    found = draft.change(lever.where, chosen, met)
    for one in found:
        draft.need(MENDED, "个", one.region, 1)
    draft.formulas.append(f"补齐最后一项：选中只差一项的支部{number(len(found))}个，补齐后达标")
    if strangers := len(named - able):
        draft.notes.append(f"点选的{number(strangers)}个支部不在当前范围的只差一项名单里，未计入。")


def _left_out(draft: Draft, one: Branch, reason: str) -> LeftOut:
    return LeftOut(one.origin, one.name, draft.today.labels[one.region], one.region, reason)
