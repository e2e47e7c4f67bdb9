"""The native charts of slides: their numbers are in the file and can be edited there."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.chart.series import _BaseCategorySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import Font
from pptx.util import Length, Pt

from lib.charts.theme import BLUES, text_on
from lib.exports import look
from lib.exports.look import printable
from lib.exports.report import Cell, Chart, Figure, Kind, Part
from lib.exports.xlsx_table import put_text

_SHAPES = {Kind.BAR: XL_CHART_TYPE.BAR_CLUSTERED, Kind.LINE: XL_CHART_TYPE.LINE_MARKERS}
_LIGHTEST = 5  # shades of the sequence on which black words can be read


def draw(slide: Slide, part: Part, box: Sequence[Length]) -> None:
    """The chart of a part in a box of left, top, width and height."""
    shape = _SHAPES.get(part.chart.kind, _stacked(part.chart))
    data = _data(part)
    drawn = slide.shapes.add_chart(shape, *map(int, box), data).chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_behind(data))
    _font(drawn.font, 11 if len(part.table.rows) > 12 else 13)
    drawn.has_title = bool(part.chart.target_label)
    if drawn.has_title:
        frame = drawn.chart_title.text_frame
        frame.text = f"{part.chart.target_label}，红色为未达到"
        _font(frame.paragraphs[0].runs[0].font, 11)
        frame.paragraphs[0].runs[0].font.bold = False
    drawn.has_legend = len(part.chart.columns) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _axes(drawn, part.chart)
    colours = look.series_colours(part.chart)
    for series, label, colour in zip(drawn.plots[0].series, part.chart.columns, colours, strict=True):
        _paint(series, part, label, colour)
        _labels(series, part.chart, colour)


def _stacked(chart: Chart) -> XL_CHART_TYPE:
    return XL_CHART_TYPE.BAR_STACKED_100 if chart.share else XL_CHART_TYPE.BAR_STACKED


def _data(part: Part) -> CategoryChartData:
    """The numbers as printed; one that is not known is a gap, and its name says why."""
    table, chart = part.table, part.chart
    data = CategoryChartData()
    first = table.place(chart.columns[0])
    data.categories = [
        printable(_category(row[0], None if chart.kind is Kind.LINE else row[first], part)) for row in table.rows
    ]
    for label in chart.columns:
        column = table.columns[table.place(label)]
        is_rate, decimals = column.unit == "%", _decimals(part, label)
        values = [None if value is None else value / (100 if is_rate else 1) for value in table.drawn(label)]
        places = f".{'0' * decimals}" if decimals else ""
        shown = f"0{places}%" if is_rate else f"#,##0{places}"
        shown += f";−{shown};" if chart.kind is Kind.STACKED else ""  # no label for a part of nothing
        data.add_series(printable(label), values, number_format=shown)
    return data


def _behind(data: CategoryChartData) -> bytes:
    """The workbook behind a chart, laid out as the library does. The library's own would take a name that begins with
    an equals sign for a formula, and an address for a link."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row, category in enumerate(data.categories, start=2):
        put_text(sheet.cell(row, 1), category.label)
    for column, series in enumerate(data, start=2):
        put_text(sheet.cell(1, column), series.name)
        for row, value in enumerate(series.values, start=2):
            place = sheet.cell(row, column, value)
            place.number_format = series.number_format
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _category(name: Cell, cell: Cell, part: Part) -> str:
    text = name if isinstance(name, str) else part.table.text(name, part.table.columns[0])
    unknown = isinstance(cell, Figure) and cell.value is None
    return f"{text}（{cell.text}）" if unknown else text


def _decimals(part: Part, label: str) -> int:
    place = part.table.place(label)
    of = [row[place].decimals for row in part.table.rows if isinstance(row[place], Figure)]
    return max(of, default=part.table.columns[place].decimals)


def _axes(drawn: Drawn, chart: Chart) -> None:
    """Names from top to bottom in the order of the table; the numbers stand at their bars."""
    names, numbers = drawn.category_axis, drawn.value_axis
    numbers.has_major_gridlines, numbers.visible = False, chart.kind is Kind.LINE
    numbers.minimum_scale = 0
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _colour(look.FAINT)
    if chart.kind is Kind.LINE:
        numbers.format.line.fill.background()
        numbers.major_tick_mark = XL_TICK_MARK.NONE
    else:
        names.reverse_order = True
        drawn.plots[0].gap_width = 45
    if chart.kind is Kind.STACKED:
        drawn.plots[0].overlap = 100


def _paint(series: _BaseCategorySeries, part: Part, label: str, colour: str) -> None:
    if part.chart.kind is Kind.LINE:
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = _colour(colour), Pt(2.5)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = _colour(colour)
        return
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour(colour)
    for number, hue in look.apart(part, label):
        point = series.points[number].format.fill
        point.solid()
        point.fore_color.rgb = _colour(hue)


def _labels(series: _BaseCategorySeries, chart: Chart, colour: str) -> None:
    labels = series.data_labels
    labels.show_value = True
    _font(labels.font, 11)
    if chart.kind is Kind.STACKED:
        labels.font.color.rgb = _colour(text_on(colour))
    else:
        labels.position = XL_LABEL_POSITION.ABOVE if chart.kind is Kind.LINE else XL_LABEL_POSITION.OUTSIDE_END


def _font(font: Font, size: float) -> None:
    font.size, font.name = Pt(size), look.SANS
    font.color.rgb = _colour(look.INK)
    latin = font._rPr.find(qn("a:latin"))
    latin.addnext(latin.makeelement(qn("a:ea"), {"typeface": look.SANS}))


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(look.plain_hex(text))


def shade(part: Part, cell: Cell, label: str) -> str:
    """The ground of a cell of a heat map, darker for more; white for anything else."""
    if part.chart is None or part.chart.kind is not Kind.HEAT or label not in part.chart.columns:
        return "#FFFFFF"
    value = cell.value if isinstance(cell, Figure) else None
    if value is None:
        return "#FFFFFF"
    known = [one for column in part.chart.columns for one in part.table.drawn(column) if one is not None]
    low, high = min(known), max(known)
    return BLUES[round((value - low) / (high - low) * (_LIGHTEST - 1))] if high > low else BLUES[0]
