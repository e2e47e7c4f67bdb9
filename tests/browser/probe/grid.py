"""Tables as the pages have them, on rows of the test's own."""

from datetime import date

import streamlit as st

from lib.ui import grid, view
from lib.ui.grid import Cell, Column, Kind

PAYLOAD = "<img src=x onerror=window.__fired=1>"

st.set_page_config(page_title="试页", page_icon="📊", layout="wide")
st.title("试页")
view.pin(None, None, "probe")
many = int(st.query_params.get("rows", "0"))
if many:
    rows = [
        {"序号": number, "名称": f"第{number}支部", "日期": date(2025, 1, 1 + number % 28)} for number in range(many)
    ]
    grid.show(grid.columns_of(rows), grid.cells_of(rows), "长名单")
else:
    heads = [
        Column("区县", help="区县的口径"),
        Column("达标率", Kind.BAR, most=100),
        Column("人数", Kind.NUMBER),
        Column("书记", Kind.MARK, tones={"空缺": "red"}),
        Column("备注"),
    ]
    cells = [
        ["檀汐区", Cell("9.5%", 9.5), 1200, "配备", PAYLOAD],
        ["高新区", Cell("缺报", None), None, "缺报", "长" * 200],
        ["市直", Cell("17.7%", 17.7), 80, "空缺", None],
    ]
    grid.show(heads, cells, "短表", on_row=lambda place: st.session_state.update(followed=place))
    st.text(f"点了{st.session_state.get('followed', '没有')}")
    st.text(f"选了{grid.choose(heads, cells, '选一行', name='choose', most=2)}")
    st.button("再运行")
