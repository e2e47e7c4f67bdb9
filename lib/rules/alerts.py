"""What needs attention in one period: every rule that is an alert, judged for each district."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.access import EVERYTHING, Scope
from lib.directory import Directory
from lib.filters import THIS_PERIOD, Filters
from lib.indicators import INDICATORS
from lib.measure import Rule, Snapshot
from lib.rules import wording
from lib.rules.comparisons import COMPARISONS
from lib.rules.deciding import blank
from lib.rules.gathering import Gathered, Needs, gather
from lib.rules.judging import verdicts
from lib.rules.questions import ESCALATED, question
from lib.rules.verdict import Outcome, Verdict
from lib.schema import SEVERITIES

_DECIDED = (Outcome.BREACHED, Outcome.KEPT)


@dataclass(frozen=True)
class Alert:
    """A rule that is broken in a district, or one that nothing could be judged by: `group` is then None.

    `id`: the question it answers, or the number of the rule. `subject`: the part of the work. `text`: what was found,
    `limit`: what is wanted. `since`: first period of the unbroken run of periods on record in which it was broken;
    `is_new`: the period before could be judged and it was not broken then. `behind`: the indicator with the 名单, empty
    of a rule without one.
    """

    id: str
    rule: Rule
    severity: str
    group: str | None
    group_code: str | None
    text: str
    limit: str
    since: str
    is_new: bool
    behind: str
    subject: str
    verdict: Verdict

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    @property
    def reason(self) -> str:
        return self.verdict.reason


def judged(
    snapshot: Snapshot, filters: Filters, scope: Scope = EVERYTHING, *, today: date | None = None
) -> tuple[Verdict, ...]:
    """Every rule that is an alert, for every district of the scope whichever are chosen, in the order of rules.
    Flows are those of the period. `today`: the day on which ledgers are overdue."""
    rules = [rule for rule in snapshot.rules if question(rule)]
    everywhere = replace(filters, districts=(), excluded=False, span=THIS_PERIOD)
    measured = [rule for rule in rules if rule.indicator_key]
    found = gather(snapshot, _needs(measured, snapshot), everywhere, scope, today or date.today())
    whole = not filters.by_unit and scope.regions is None
    return tuple(verdict for rule in rules for verdict in _of_rule(rule, found, whole=whole))


def _needs(rules: Sequence[Rule], snapshot: Snapshot) -> Needs:
    """All that these rules need together."""
    asked = [COMPARISONS[rule.id].needs for rule in rules if rule.id in COMPARISONS]
    of_city = [rule.indicator_key for rule in rules if _of_whole_city(rule, snapshot)]
    runs = [int(rule.threshold) for rule in rules if rule.id in COMPARISONS and COMPARISONS[rule.id].needs.back]
    return Needs(
        now=(*(rule.indicator_key for rule in rules), *(key for one in asked for key in one.now)),
        whole=(*of_city, *(key for one in asked for key in one.whole)),
        year=tuple(key for one in asked for key in one.year),
        then=tuple(key for one in asked for key in one.then),
        back=tuple(key for one in asked for key in one.back),
        periods=max(runs, default=0),
        units=any(one.units for one in asked),
        offices=any(one.offices for one in asked),
    )


def _of_whole_city(rule: Rule, snapshot: Snapshot) -> bool:
    goal = snapshot.goals.get(rule.indicator_key)
    return rule.threshold is None and goal is not None and goal.per == "全市"


def _of_rule(rule: Rule, found: Gathered, *, whole: bool) -> Iterator[Verdict]:
    codes = found.groups(rule.indicator_key)
    refused = found.refused.get(rule.indicator_key)
    if not codes and refused is not None:
        yield blank(rule, refused, Outcome.NOT_APPLICABLE, refused.reason)
    elif rule.id not in COMPARISONS or rule.indicator_key not in INDICATORS or rule.threshold is None:
        readings = found.by_district(rule.indicator_key)
        total = found.whole(rule.indicator_key) if _of_whole_city(rule, found.snapshot) else None
        yield from verdicts(rule, found.snapshot, [total] if total else readings, whole=whole)
    else:
        judge = COMPARISONS[rule.id].judge
        yield from (one for code in codes if (one := judge(rule, found, code)) is not None)


def alerts(
    now: Iterable[Verdict], earlier: Iterable[tuple[str, Iterable[Verdict]]], directory: Directory, period: str
) -> tuple[Alert, ...]:
    """The alerts of a period: new ones first, then by severity, then in official order and that of the rules; last, one
    for each rule by which nothing could be judged. `earlier`: the periods before, the latest first."""
    now, past = tuple(now), [(key, _outcomes(found)) for key, found in earlier]
    broken = {(verdict.rule.id, verdict.group_code) for verdict in now if verdict.outcome is Outcome.BREACHED}
    raised = {(ESCALATED[rule], code) for rule, code in broken if rule in ESCALATED}
    order = {region.code: index for index, region in enumerate(directory.regions)}
    fired = [
        _dated(verdict, past, period)
        for verdict in now
        if verdict.outcome is Outcome.BREACHED and (verdict.rule.id, verdict.group_code) not in raised
    ]
    fired.sort(key=lambda one: (not one.is_new, SEVERITIES.index(one.severity), order.get(one.group_code, -1)))
    return (*fired, *_undecided(now, period))


def _outcomes(found: Iterable[Verdict]) -> dict[tuple[str, str | None], Outcome]:
    return {(verdict.rule.id, verdict.group_code): verdict.outcome for verdict in found}


def _dated(verdict: Verdict, past: list[tuple[str, dict]], period: str) -> Alert:
    """A period in which the rule was not due yet neither breaks a run nor begins one."""
    place, since = (verdict.rule.id, verdict.group_code), period
    known = [(key, outcomes.get(place, Outcome.NO_DATA)) for key, outcomes in past]
    due = [(key, outcome) for key, outcome in known if outcome is not Outcome.NOT_DUE]
    for key, outcome in due:
        if outcome is not Outcome.BREACHED:
            break
        since = key
    return _alert(verdict, since, is_new=bool(due) and due[0][1] not in (Outcome.BREACHED, Outcome.NO_DATA))


def _undecided(now: tuple[Verdict, ...], period: str) -> Iterator[Alert]:
    """One for each rule that was decided nowhere, with the most common reason, the first where none is."""
    of_rule: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in now:
        of_rule[verdict.rule.id].append(verdict)
    for same in of_rule.values():
        if not any(verdict.outcome in _DECIDED for verdict in same):
            [(why, _)] = Counter((verdict.outcome, verdict.reason) for verdict in same).most_common(1)
            common = next(verdict for verdict in same if (verdict.outcome, verdict.reason) == why)
            yield _alert(replace(common, group=None, group_code=None), period, is_new=False)


def _alert(verdict: Verdict, since: str, *, is_new: bool) -> Alert:
    rule = verdict.rule
    behind = verdict.reading.key if verdict.reading else rule.indicator_key or ""
    subject = COMPARISONS[rule.id].subject if rule.id in COMPARISONS else ""
    return Alert(
        id=question(rule),
        rule=rule,
        severity=verdict.severity,
        group=verdict.group,
        group_code=verdict.group_code,
        text=wording.found(verdict),
        limit=wording.wanted(verdict),
        since=since,
        is_new=is_new,
        behind=behind,
        subject=subject or (INDICATORS[behind].page if behind in INDICATORS else ""),
        verdict=verdict,
    )
