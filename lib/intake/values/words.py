"""The choice or the text in a cell."""

import re
from collections.abc import Mapping

from rapidfuzz import process

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import as_typed, clean, on_one_line
from lib.intake.values.model import Status, Uncomputed, Value, missing
from lib.intake.values.states import entry_state

_JOINED = Finding("M43", Level.NOTE, "已合并单元格内的换行", "")
_SCOPE_REMARK = re.compile(r"[（(]含[^（）()]*[）)]$")
_SIMILAR = 60


def choice(raw: object, allowed: Mapping[str, str]) -> Value:
    """One of the official values; `allowed` maps every normalised spelling to its official value.

    A spelling that is allowed wins over its general meaning: 「无」 may be a value of the list.
    """
    spelling = clean(raw)
    official = allowed.get(spelling) or allowed.get("".join(spelling.split()))
    if official is not None and not isinstance(raw, Uncomputed):
        return Value(Status.PRESENT, official, findings=_line_break_notes(raw))
    return entry_state(raw, spelling) or missing(_not_allowed(spelling, allowed))


def text(raw: object) -> Value:
    """The text in a cell on one line, otherwise as written; a closing 「（含下属）」 is set aside with a warning."""
    state = entry_state(raw, clean(raw))
    if state:
        return state
    written = on_one_line(as_typed(raw))
    findings = _line_break_notes(raw)
    remark = _SCOPE_REMARK.search(written)
    if remark is None or remark.start() == 0:
        return Value(Status.PRESENT, written, findings=findings)
    warning = Finding("M43", Level.WARNING, f"名称含“{remark[0]}”，已另存", "请确认统计口径是否含下属")
    return Value(Status.PRESENT, written[: remark.start()].rstrip(), findings=(*findings, warning), aside=remark[0])


def _line_break_notes(raw: object) -> tuple[Finding, ...]:
    return (_JOINED,) if isinstance(raw, str) and len(raw.strip().splitlines()) > 1 else ()


def _not_allowed(text: str, allowed: Mapping[str, str]) -> Finding:
    """The rejection that lists what may be filled in; it repeats allowed values only, never the text itself."""
    remedy = f"可填：{'、'.join(dict.fromkeys(allowed.values()))}"
    similar = process.extractOne(text, allowed.keys(), score_cutoff=_SIMILAR)
    if similar:
        remedy += f"；是否想填“{allowed[similar[0]]}”"
    return Finding("N01", Level.REJECTION, "不在可选值内，按缺报处理", remedy)
