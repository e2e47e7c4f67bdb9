"""The standing set of a period: a workbook of everything, a brief, slides of the findings and a list of alerts."""

from collections.abc import Mapping

from lib.exports import building, chapters
from lib.exports.reading import Readings
from lib.exports.report import Column, Figure, Part, Report, Table
from lib.indicators import INDICATORS, indicator
from lib.measure import Reading, State
from lib.rules import Alert
from lib.schema import SEVERITIES
from lib.speech import alerts as alert_words
from lib.speech import findings

WORKBOOK, BRIEF, FINDINGS, ALERTS = "数据总表", "工作情况简报", "主要情况", "问题预警"
_ALERT_COLUMNS = ("级别", "新增", "区县", "主题", "情况", "要求", "起于", "规则", "出处", "备注")
HEADLINES = {
    "branch_total": "党支部",
    "member_total": "党员",
    "lixiu_total": "离休干部",
    "tuixiu_total": "退休干部",
    "sponsored_pass_rate": "包抓支部达标率",
    "committee_lacking": "党工委缺配区县",
    "branch_election_overdue": "逾期未换届支部",
    "branch_no_venue": "无活动场所支部",
    "secretary_training_rate": "书记培训覆盖率",
    "vol_person_times": "志愿服务参与",
}


def workbook(known: Readings) -> Report:
    """Every indicator for the whole and for each district, a part per subject; the alerts; who has not reported."""
    whole = {item.key: item for item in known.total(*INDICATORS)}
    subjects = dict.fromkeys(item.page for item in INDICATORS.values())
    held = _by_district(known)
    parts = [_subject(known, subject, whole, held) for subject in subjects]
    parts += [one for one in (_alerts(known), _offices(known)) if one.table]
    definitions = tuple(building.definition(reading) for reading in whole.values())
    return _report(known, WORKBOOK, tuple(parts), definitions)


def _by_district(known: Readings) -> Mapping[tuple[str, str], Reading]:
    """By key and code of the district."""
    found = known.by("district", *INDICATORS)
    return {(item.key, item.group_code): item for item in found}


def _subject(
    known: Readings, subject: str, whole: Mapping[str, Reading], held: Mapping[tuple[str, str], Reading]
) -> Part:
    """An indicator per row, a district per column."""
    directory = known.snapshot.directory
    regions = [directory.region(code) for code in known.filters.region_codes(directory) if known.scope.allows(code)]
    columns = (
        *(Column("指标"), Column("单位"), Column("时点或时段")),
        Column(known.around.caption(directory), number=True),
        *(Column(region.label, number=True) for region in regions),
    )
    rows = []
    for key in (item.key for item in INDICATORS.values() if item.page == subject):
        cells = [held.get((key, region.code)) for region in regions]
        figures = [building.figure(cell) if cell else State.NOT_APPLICABLE.value for cell in cells]
        rows.append(
            (indicator(key).name, indicator(key).unit, building.when(whole[key]), building.figure(whole[key]), *figures)
        )
    return Part(subject, f"{len(rows)}个指标，全市和各区县、市直", table=Table(columns, tuple(rows)))


def brief(known: Readings) -> Report:
    """A text to read, chapter by chapter, with its tables and an 附注."""
    return _told(known, BRIEF)


def slides(known: Readings) -> Report:
    """One finding per slide."""
    return _told(known, FINDINGS)


def _told(known: Readings, what: str) -> Report:
    parts = chapters.parts(known)
    keys = building.keys_in(parts, headlines(known))
    definitions = tuple(building.definition(reading) for reading in known.now(*keys).values())
    return _report(known, what, parts, definitions)


def headlines(known: Readings) -> tuple[Figure, ...]:
    """The ten numbers with which every file begins."""
    return tuple(building.figure(reading, HEADLINES[key]) for key, reading in known.now(*HEADLINES).items())


def _report(known: Readings, what: str, parts: tuple[Part, ...], definitions: tuple) -> Report:
    period = known.snapshot.directory.period(known.filters.period)
    target = known.target("sponsored_pass_rate")
    return Report(
        what,
        known.whom,
        period.as_of,
        period.name,
        findings.overview(known.now(*findings.OVERVIEW_KEYS), target),
        building.reporting_notes(known.reporting()),
        headlines(known),
        parts,
        definitions,
        known.snapshot.version,
        f"离退休干部党建{what}",
        demo=known.snapshot.directory.is_invented,
    )


def alert_rows(known: Readings) -> list[dict[str, object]]:
    """The alerts as a list, red ones first; a row that says so where there are none."""
    fired = [one for one in known.attention if one.severity]
    rows = [_alert_row(one, known) for one in sorted(fired, key=lambda one: SEVERITIES.index(one.severity))]
    return rows or [dict.fromkeys(_ALERT_COLUMNS, "") | {"情况": chapters.alerts(known)}]


def _alert_row(one: Alert, known: Readings) -> dict[str, object]:
    since = alert_words.since(one, known.snapshot.directory)
    new, where = "新增" if one.is_new else "", one.group or "全市"
    told = (one.severity, new, where, one.subject, one.text, one.limit, since, one.rule.name, one.rule.source_doc)
    return dict(zip(_ALERT_COLUMNS, (*told, one.reason), strict=True))


def _alerts(known: Readings) -> Part:
    return Part(ALERTS, chapters.alerts(known), table=building.listed(ALERTS, alert_rows(known)).table)


def _offices(known: Readings) -> Part:
    offices = known.reporting().offices
    columns = (Column("报送单位"), Column("报送"), Column("已报", True), Column("应报", True), Column("缺报的台账"))
    rows = tuple(
        (office.label, _standing(office), len(office.sent), len(office.due), "、".join(office.absent) or "无")
        for office in offices
    )
    return Part("报送情况", findings.reports(known.reporting()), table=Table(columns, rows))


def _standing(office: object) -> str:
    if office.silent:
        return "缺报"
    return "部分缺报" if office.absent else "已报"
