"""The native charts of a workbook, beside their tables."""

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib.charts.theme import text_on
from lib.exports import look
from lib.exports.report import Chart, Kind, Part

_UNSAID = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_WIDTH, _LEAST_HEIGHT, _ROW, _FRAME = 20, 7.5, 0.55, 3.2  # centimetres


def draw(sheet: Worksheet, part: Part, top: int) -> None:
    """The chart of a part to the right of its table, whose header is in row `top`."""
    if not part.table.rows:
        return
    chart, is_line = part.chart, _is_line(part)
    drawn = _line() if is_line else _bars(chart)
    for label, colour in zip(chart.columns, look.series_colours(chart), strict=True):
        drawn.series.append(_series(sheet, part, label, colour, top))
    drawn.title = _title(part)
    drawn.width = _WIDTH
    drawn.height = _LEAST_HEIGHT if is_line else max(_LEAST_HEIGHT, _FRAME + _ROW * len(part.table.rows))
    drawn.legend = drawn.legend if len(chart.columns) > 1 else None
    if drawn.legend:
        drawn.legend.position, drawn.legend.txPr = "b", _words(900)
    sheet.add_chart(drawn, f"{get_column_letter(len(part.table.columns) + 2)}{top}")


def _is_line(part: Part) -> bool:
    """Excel would draw the word 缺报 as 0: as a bar that is nothing, as a line a fall."""
    return part.chart.kind is Kind.LINE and all(None not in part.table.drawn(label) for label in part.chart.columns)


def _bars(chart: Chart) -> BarChart:
    """Bars from top to bottom in the order of the table."""
    bars = BarChart()
    bars.type, bars.gapWidth = "bar", 45
    if chart.kind is Kind.STACKED:
        bars.grouping, bars.overlap = "percentStacked" if chart.share else "stacked", 100
    bars.x_axis.scaling.orientation = "maxMin"
    _plain_axes(bars)
    bars.x_axis.tickLblSkip = 1
    bars.y_axis.delete = True
    bars.y_axis.scaling.min = 0
    return bars


def _line() -> LineChart:
    line = LineChart()
    _plain_axes(line)
    return line


def _plain_axes(chart: BarChart | LineChart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl leaves it open, and Excel then draws none
        axis.txPr = _words(900)
        axis.majorGridlines = None
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=look.plain_hex(look.FAINT)))


def _series(sheet: Worksheet, part: Part, label: str, colour: str, top: int) -> Series:
    place, values = part.table.place(label) + 1, part.table.drawn(label)
    column = Reference(sheet, min_col=place, min_row=top + 1, max_row=top + len(values))
    names = Reference(sheet, min_col=1, min_row=top + 1, max_row=top + len(values))
    series = Series(
        val=NumDataSource(numRef=NumRef(f=str(column))),
        tx=SeriesLabel(strRef=StrRef(str(Reference(sheet, min_col=place, min_row=top)))),
        cat=AxDataSource(strRef=StrRef(str(names))),
    )
    hue = look.plain_hex(colour)
    if _is_line(part):
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=hue, w=28575))
        series.smooth = False
    else:
        series.graphicalProperties = GraphicalProperties(solidFill=hue)
        series.dPt = [_point(number, hue) for number, hue in look.apart(part, label)]
    series.dLbls = _labels(part, values, colour)
    return series


def _labels(part: Part, values: tuple[float | None, ...], colour: str) -> DataLabelList:
    """The numbers at their bars as in their cells; none where a number is not known, or is a part of nothing."""
    stacked = part.chart.kind is Kind.STACKED
    silent = dict.fromkeys((*_UNSAID, "showVal"), False)
    unsaid = (None, 0) if stacked else (None,)
    mute = [DataLabel(idx=number, **silent) for number, value in enumerate(values) if value in unsaid]
    words = _words(900, text_on(colour) if stacked else look.INK)
    return DataLabelList(dLbl=mute, **{**silent, "showVal": True}, txPr=words)


def _point(number: int, colour: str) -> DataPoint:
    point = DataPoint(idx=number)
    point.graphicalProperties = GraphicalProperties(solidFill=look.plain_hex(colour))
    return point


def _title(part: Part) -> Title:
    goal = f"（{part.chart.target_label}，红色为未达到）" if part.chart.target_label else ""
    style = _style(1100, bold=True)
    run = RegularTextRun(rPr=style, t=part.heading + goal)
    title = Title(overlay=False, layout=Layout(ManualLayout(xMode="edge", yMode="edge", x=0.01, y=0.01)))
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=style), r=[run])]))
    return title


def _words(size: int, colour: str = look.INK) -> RichText:
    """`size` in hundredths of a point."""
    style = _style(size, colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=style), endParaRPr=style)])


def _style(size: int, colour: str = look.INK, *, bold: bool = False) -> CharacterProperties:
    font = Font(typeface=look.SANS)
    return CharacterProperties(sz=size, b=bold, latin=font, ea=font, solidFill=look.plain_hex(colour))
