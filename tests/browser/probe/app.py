"""One of every widget whose built-in texts are English, with Chinese wherever Streamlit takes a parameter."""

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from lib.errors import DatabaseError

st.set_page_config(page_title="试页", page_icon="📊", layout="wide")
st.title("试页")
with st.sidebar:
    st.write("菜单")

rows = pd.DataFrame({"区县": ["甲区", "乙县", "丙区"], "人数": [3, 5, 8]})
st.dataframe(rows, key="rows", on_select="ignore")
st.dataframe(rows.iloc[:0])
edited = st.data_editor(rows, num_rows="dynamic", key="edited")
chart = alt.Chart(rows).mark_bar().encode(x=alt.X("区县", sort=None), y="人数", color="区县")
st.altair_chart(chart, width="stretch")

st.selectbox("单选", ["甲区", "乙县"], index=None)
st.multiselect("多选", ["甲区", "乙县", "丙区"], max_selections=2)
st.file_uploader("台账", type=["xlsx"], accept_multiple_files=True)
st.date_input("日期", date(2026, 6, 30), min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))
st.date_input("期间", (date(2026, 1, 1), date(2026, 6, 30)), max_value=date(2026, 12, 31))
st.time_input("时间", "09:00")
st.number_input("数值", min_value=0, max_value=10, value=3, help="零到十")
st.text_input("备注", help="随手记")
st.text_area("说明")
st.text_input("口令", type="password")
st.pagination(5)
with st.form("表单"):
    st.text_input("表内备注")
    st.form_submit_button("提交")
st.tabs(["一", "二"])
st.metric("人数", 8, "2", help="合计", chart_data=[1, 2, 3])
st.feedback("thumbs")


@st.dialog("对话框")
def ask() -> None:
    st.write("确认吗")


if st.button("打开对话框"):
    ask()
if st.button("出错"):
    raise RuntimeError("secret detail")
if st.button("库不可用"):
    raise DatabaseError("数据库打不开，请联系管理员。")
if st.button("通知"):
    st.toast("已保存")
