"""Whether a draft holds together, by itself and with what the database has; everything wrong at once."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.errors import IntakeError
from lib.indicators import INDICATORS
from lib.intake.issues import Issue
from lib.intake.standards import referring
from lib.intake.standards.fields import UnfitError, check_share, value
from lib.intake.standards.reading import Draft, Entry, about
from lib.intake.standards.referring import Known, Pairs, Values, was_refused
from lib.intake.standards.sections import DUTIES, FRAMEWORKS, RULES, SECTIONS, TARGETS
from lib.intake.values import clean


def check(draft: Draft, known: Known) -> dict[str, list[Values]]:
    """The entries by section, ready for their tables. IntakeError with all problems, each with its cell."""
    checker = _Checker(draft, known, list(draft.issues))
    found = {section.key: checker.section(section.key) for section in SECTIONS if section.key in draft.entries}
    if checker.issues:
        listed = "\n".join(map(str, checker.issues))
        raise IntakeError(f"{draft.file}有{len(checker.issues)}处问题，没有改动：\n{listed}")
    return found


@dataclass
class _Checker:
    draft: Draft
    known: Known
    issues: list[Issue]

    def section(self, key: str) -> list[Values]:
        pairs = [(entry, self._values(entry)) for entry in self.draft.entries[key]]
        self._unique(pairs)
        checks: dict[str, Callable[[Pairs], None]] = {
            RULES.key: self._rules,
            TARGETS.key: self._targets,
            FRAMEWORKS.key: lambda found: referring.frameworks(found, self.known, self._refuse, self._about),
            DUTIES.key: lambda found: referring.duties(found, self.known, self._refuse, self._about),
        }
        if key in checks:
            checks[key](pairs)
        return [values for _, values in pairs]

    def _refuse(self, entry: Entry, key: str, problem: str, remedy: str) -> None:
        self.issues.append(entry.issue(self.draft.file, key, problem, remedy))

    def _about(self, sheet: str, problem: str, remedy: str) -> None:
        self.issues.append(about(self.draft.file, sheet, problem, remedy))

    def _values(self, entry: Entry) -> Values:
        """The values of one entry; a field that is refused is None."""
        found: Values = {}
        for item in entry.section.fields:
            try:
                found[item.key] = value(item, entry.values.get(item.key))
            except UnfitError as error:
                found[item.key] = None
                self._refuse(entry, item.key, error.problem, error.remedy)
        return found

    def _unique(self, pairs: Pairs) -> None:
        for key in pairs[0][0].section.unique if pairs else ():
            seen: dict[str, str] = {}
            for entry, values in pairs:
                name = clean(values[key]).casefold()
                if name and name in seen:
                    label = entry.section.by_key[key].label
                    self._refuse(entry, key, f"与{seen[name]}重复", f"{label}不能重复，请删去或改正其中一处")
                elif name:
                    seen[name] = entry.cells[key] if entry.sheet == entry.section.title else entry.sheet

    def _rules(self, pairs: Pairs) -> None:
        targets = self._listed_targets()
        for entry, values in pairs:
            if not was_refused(entry, values, "indicator_key", "op", "threshold", "force"):
                self._rule(entry, values, targets)

    def _rule(self, entry: Entry, values: Values, targets: set[str]) -> None:
        key, op, threshold = values["indicator_key"], values["op"], values["threshold"]
        if key is None:
            for alone in ("op", "threshold"):
                if values[alone] is not None:
                    self._refuse(entry, alone, "没有指标，无从判断", "请填由哪个指标判断，或把这一格留空")
        elif (op is None) != (threshold is None):
            empty = "op" if op is None else "threshold"
            label = entry.section.by_key[empty].label
            self._refuse(entry, empty, "“何时算违反”和“界限”只填了一个", f"请补填“{label}”")
        elif op is None and values["force"] != "目标":
            self._refuse(entry, "threshold", "有指标而没有界限", "请填“何时算违反”和“界限”，或把指标留空")
        elif op is None and key not in targets:
            self._refuse(entry, "threshold", "没有界限，目标里也没有这个指标", "请填界限，或在目标里补上这个指标")
        else:
            self._share(entry, "threshold", threshold, key)

    def _share(self, entry: Entry, field_key: str, number: object, key: str | None) -> None:
        try:
            check_share(number, INDICATORS.get(key))
        except UnfitError as error:
            self._refuse(entry, field_key, error.problem, error.remedy)

    def _listed_targets(self) -> set[str]:
        """The indicators whose targets will hold: those of the draft where it has any, else the present ones."""
        if TARGETS.key not in self.draft.entries:
            return set(self.known.targets)
        names = {clean(item.name): key for key, item in INDICATORS.items()}
        written = [clean(entry.values.get("indicator_key")) for entry in self.draft.entries[TARGETS.key]]
        return {names.get(text, text) for text in written}

    def _targets(self, pairs: Pairs) -> None:
        for entry, values in pairs:
            for bound in ("value_lo", "value_hi"):
                self._share(entry, bound, values[bound], values["indicator_key"])
            if not was_refused(entry, values, "op", "value_lo", "value_hi"):
                self._range(entry, values)
        missing = self.known.judged_by_target - self._listed_targets()
        if missing and RULES.key not in self.draft.entries:
            names = "、".join(INDICATORS[key].name if key in INDICATORS else key for key in sorted(missing))
            problem = f"有规则以“{names}”的目标判断，不能删去这个目标"
            self._about(TARGETS.title, problem, "请保留目标，或同时修改规则")

    def _range(self, entry: Entry, values: Values) -> None:
        low, high, is_range = values["value_lo"], values["value_hi"], values["op"] == "区间"
        if is_range and high is None:
            self._refuse(entry, "value_hi", "比较方式为区间而没有上限", "请填目标上限")
        elif is_range and low is not None and high <= low:
            self._refuse(entry, "value_hi", "上限不大于下限", "请核对两个数")
        elif not is_range and high is not None:
            self._refuse(entry, "value_hi", "比较方式不是区间，不应有上限", "请删去上限，或把比较方式改为区间")
