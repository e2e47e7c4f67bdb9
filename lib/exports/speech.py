"""The sentences of a speech as a report: a chapter per subject, and what every number is in the 附注."""

from collections.abc import Sequence
from dataclasses import replace

from lib.directory import Period
from lib.exports import building
from lib.exports.report import Definition, Part, Report
from lib.speech import sentences_telling as telling
from lib.speech.sentences_numbers import Number
from lib.speech.sentences_telling import Sentence

WHAT = "讲话数据"


def report(
    sentences: Sequence[Sentence],
    whom: str,
    period: Period,
    version: int,
    notes: tuple[str, ...],
    *,
    frozen_as: str = "",
    demo: bool = False,
) -> Report:
    """`notes`: who has not reported; `frozen_as`: the id of the snapshot of these numbers."""
    told = [one for one in sentences if one.body]
    parts = tuple(Part(subject, text=(telling.paragraph(own),)) for subject, own in telling.subjects(told).items())
    numbers = [(one, number) for one in told for number in one.numbers]
    kept = f"用数快照编号：{frozen_as}。" if frozen_as else ""
    return Report(
        WHAT,
        whom,
        period.as_of,
        period.name,
        f"以下{len(told)}句用数{len(numbers)}个，口径、分母、时点和来源见附注",
        notes=("".join(notes[:1]) + kept, *notes[1:]),
        parts=parts,
        definitions=tuple(_definition(one, number) for one, number in numbers),
        version=version,
        title=f"{whom}离退休干部工作讲话数据",
        demo=demo,
    )


def _definition(one: Sentence, number: Number) -> Definition:
    """With the number as the sentence says it, and to the last digit where that is another."""
    said = number.text if number.text == number.exact else f"{number.text}（{number.exact}）"
    held = building.definition(number.reading)
    return replace(held, name=f"{one.pattern.id} {held.name}", value=said)
