"""其他规范体系: a row has to name a framework and one of its items as they are on record, else it does not count."""

from dataclasses import replace

from rapidfuzz import process

from lib.directory import Directory, Framework
from lib.intake.issues import Finding, Level
from lib.intake.values import Status, Value

UNKNOWN = "N14"
_SUBJECT = ("name", "framework", "item")
_MEND = "也可由管理员用 python -m lib standards 登记后重报"


def check(values: dict[str, Value], directory: Directory) -> dict[str, Value]:
    """The values, with a framework or an item refused where it is not on record or not filled in."""
    placed = [values[name] for name in _SUBJECT if name in values]
    if all(any(finding.code == "M17" for finding in value.findings) for value in placed):
        return values  # 无 in every one of them: the office says that it has none
    checked = dict(values)
    framework = None
    if "framework" in values:
        framework = _known(checked, "framework", "规范体系", directory)
    if "item" in values and framework is not None:
        _known_item(checked, framework)
    return checked


def _known(checked: dict[str, Value], name: str, label: str, directory: Directory) -> Framework | None:
    written = checked[name].point
    if written is None:
        _refuse(checked, name, f"没有填{label}，本行未计入", f"请填{label}")
        return None
    found = directory.framework(str(written))
    if found is None:
        known = nearest(str(written), [item.name for item in directory.frameworks])
        _refuse(checked, name, "没有登记这个规范体系，本行未计入", f"已登记的有：{known}，{_MEND}")
    return found


def _known_item(checked: dict[str, Value], framework: Framework) -> None:
    written, known = checked["item"].point, list(framework.items.values())
    if written is None:
        _refuse(checked, "item", "没有填规范项，本行未计入", "请填规范项")
    elif not known:
        _refuse(checked, "item", f"“{framework.name}”还没有登记规范项，本行未计入", _MEND)
    elif framework.item(str(written)) is None:
        listed = nearest(str(written), known)
        _refuse(checked, "item", f"“{framework.name}”没有这个规范项，本行未计入", f"各项为：{listed}，{_MEND}")


def _refuse(checked: dict[str, Value], name: str, problem: str, remedy: str) -> None:
    finding = Finding(UNKNOWN, Level.REJECTION, problem, remedy)
    checked[name] = replace(
        checked[name], status=Status.MISSING, point=None, findings=(*checked[name].findings, finding)
    )


def nearest(written: str, known: list[str]) -> str:
    """The known ones as a list, the most similar first."""
    return "、".join(found for found, *_ in process.extract(written, known, limit=None))
