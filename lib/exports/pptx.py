"""A report as slides: a finding each, as title; a native chart or a table; base, as-of and source at the foot."""

import io
from collections.abc import Sequence
from dataclasses import replace

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as PresentationType
from pptx.slide import Slide
from pptx.util import Cm, Length, Pt

from lib.exports import archive, look, pptx_charts, pptx_map
from lib.exports.look import printable
from lib.exports.pptx_text import add_text, colour_of, fill, flat
from lib.exports.report import Figure, Kind, Part, Report, Table

WIDTH, HEIGHT, EDGE = Cm(33.867), Cm(19.05), Cm(1.6)
_TITLE_TOP, _TITLE_HEIGHT, _BODY_TOP = Cm(1.0), Cm(2.4), Cm(3.7)
_BODY_HEIGHT, _FOOT_TOP = Cm(13.2), Cm(17.5)
_BLANK = 6  # the layout without placeholders
_MOST_ROWS = 20  # of a table that fits a slide, its total apart
_TILES = 5  # figures in a row
_TEXT_SIZES = ((700, 24), (1000, 20), (1400, 17))  # up to how many half-width letters: points
_TITLE_SIZES = ((52, 28), (104, 24))  # up to how many half-width letters: points


def write(report: Report) -> bytes:
    """The finding with the headline figures, where there are any, and a slide per part that shows something."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    shown = [part for part in report.parts if _is_drawn(part) or _is_text(part)]
    if report.figures or not shown:
        _opening(_slide(show, report.finding, _foot(report)), report)
    elif _is_drawn(shown[0]):
        shown[0] = replace(shown[0], finding=report.finding)
    for part in shown:
        _part(_slide(show, part.finding or part.heading, _foot(report, part), part.heading), part)
    held = show.core_properties
    held.author = held.last_modified_by = printable(report.office or look.OFFICE)
    held.title, held.revision = printable(f"{report.what}（{report.scope}）"), 1
    written = io.BytesIO()
    show.save(written)
    return archive.settled(written.getvalue(), report.as_of)


def _is_drawn(part: Part) -> bool:
    return bool(part.table and part.table.every_row)


def _is_text(part: Part) -> bool:
    """Nothing but sentences; of a part with an empty table they would say nothing."""
    return bool(part.text) and part.table is None


def _foot(report: Report, part: Part | None = None) -> str:
    return "；".join(text for text in (report.foot(part), report.mark) if text)


def _slide(show: PresentationType, title: str, foot: str, heading: str = "") -> Slide:
    slide = show.slides.add_slide(show.slide_layouts[_BLANK])
    if heading and heading != title:
        add_text(slide, heading, (EDGE, Cm(0.55), WIDTH - 2 * EDGE, Cm(0.7)), 12, colour=look.RED)
    size = next((points for letters, points in _TITLE_SIZES if look.width(title) <= letters), 20)
    box = (EDGE, _TITLE_TOP + Cm(0.2), WIDTH - 2 * EDGE, _TITLE_HEIGHT)
    add_text(slide, title, box, size, bold=True, anchor=MSO_ANCHOR.MIDDLE)
    rule = slide.shapes.add_connector(1, EDGE, _BODY_TOP - Cm(0.1), WIDTH - EDGE, _BODY_TOP - Cm(0.1))
    rule.line.color.rgb, rule.line.width = colour_of(look.FAINT), Pt(1)
    flat(rule)
    number = len(show.slides)
    add_text(slide, foot, (EDGE, _FOOT_TOP, WIDTH - 2 * EDGE - Cm(2), Cm(1.2)), 10, colour=look.GREY)
    add_text(
        slide, str(number), (WIDTH - EDGE - Cm(2), _FOOT_TOP, Cm(2), Cm(1)), 10, colour=look.GREY, align=PP_ALIGN.RIGHT
    )
    return slide


def _opening(slide: Slide, report: Report) -> None:
    """The headline figures as tiles, five in a row; each with its base or what it is compared with."""
    wide, high = (WIDTH - 2 * EDGE) // _TILES, Cm(5.6)
    for number, one in enumerate(report.figures[: _TILES * 2]):
        left = EDGE + wide * (number % _TILES)
        top = _BODY_TOP + Cm(0.9) + (high + Cm(0.5)) * (number // _TILES)
        _tile(slide, one, left, top, wide - Cm(0.5))


def _tile(slide: Slide, one: Figure, left: Length, top: Length, wide: Length) -> None:
    label = one.name if one.is_rate or one.text == one.said else f"{one.name}（{one.unit}）"
    size = 30 if look.width(one.text) <= 9 else 20
    add_text(slide, label, (left, top, wide, Cm(1.0)), 14, colour=look.GREY)
    add_text(slide, one.text, (left, top + Cm(1.0), wide, Cm(1.6)), size, bold=True)
    below = "；".join(text for text in (one.base, one.note, one.when) if text)
    add_text(slide, below, (left, top + Cm(2.7), wide, Cm(2.8)), 11, colour=look.GREY)


def _part(slide: Slide, part: Part) -> None:
    box = (EDGE, _BODY_TOP + Cm(0.2), WIDTH - 2 * EDGE, _BODY_HEIGHT)
    if _is_text(part):
        _sentences(slide, part, box)
        return
    for text in part.text[:1]:
        add_text(slide, text, (EDGE, box[1], box[2], Cm(0.9)), 14, colour=look.INK)
        box = (EDGE, box[1] + Cm(1.0), box[2], box[3] - Cm(1.0))
    if part.scene:
        pptx_map.draw(slide, part.scene, box)
    elif part.chart and part.chart.kind is not Kind.HEAT:
        pptx_charts.draw(slide, part, box)
    else:
        shown, left_out = part.table.first(_MOST_ROWS)
        line = Cm(0.8) if left_out else 0
        _table(slide, replace(part, table=shown), (*box[:3], box[3] - line))
        if left_out:
            add_text(slide, left_out, (EDGE, _FOOT_TOP - line, box[2], line), 11, colour=look.GREY)


def _sentences(slide: Slide, part: Part, box: Sequence[Length]) -> None:
    """The sentences, as large as they fit."""
    said = "\n".join(part.text)
    size = next((points for letters, points in _TEXT_SIZES if look.width(said) <= letters), 14)
    add_text(slide, said, (box[0], box[1] + Cm(0.5), box[2], box[3] - Cm(0.5)), size, spaced=True)


def _table(slide: Slide, part: Part, box: Sequence[Length]) -> None:
    """A table that can be edited; the cells of a heat map are shaded by their value."""
    table, rows = part.table, part.table.every_row
    size = 14 if len(rows) <= 12 and len(table.columns) <= 6 else 10
    high = min(Cm(1.05), box[3] // (len(rows) + 1))
    wide = _widths(table, box[2])
    left, top = int(box[0]), int(box[1])
    grid = slide.shapes.add_table(len(rows) + 1, len(table.columns), left, top, sum(wide), high * (len(rows) + 1)).table
    grid.horz_banding = False
    for number, column in enumerate(table.columns):
        grid.columns[number].width = wide[number]
        _cell(grid.cell(0, number), column.heading, size, look.HEADER, right=column.number, bold=True)
    for row, cells in enumerate(rows, start=1):
        grid.rows[row].height = high
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            ground = pptx_charts.shade(part, cell, column.label) if cells is not table.total else "#FFFFFF"
            text = table.text(cell, column)
            _cell(grid.cell(row, number), text, size, ground, right=column.number, bold=cells is table.total)
    grid.rows[0].height = high


def _cell(cell: object, text: str, size: float, ground: str, *, right: bool, bold: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour_of(ground)
    cell.margin_top = cell.margin_bottom = Cm(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    fill(cell.text_frame, text, size, bold=bold, align=PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT)


def _widths(table: Table, room: Length) -> list[int]:
    """Columns as wide as their texts; where that is too much, the widest gives way."""
    letter, padding = Cm(0.21), Cm(0.6)
    wanted = []
    for number, column in enumerate(table.columns):
        texts = [table.text(row[number], column) for row in table.every_row]
        wanted.append(max(look.width(text) for text in [column.heading, *texts]) * letter + padding)
    while sum(wanted) > room:
        wanted[wanted.index(max(wanted))] -= Cm(0.3)
    spare = min(room / sum(wanted), 1.8)
    return [int(wide * spare) for wide in wanted]
