"""The row of filters above every page. Its widgets show what the address says and write back what is chosen."""

from dataclasses import replace

import streamlit as st

from lib.directory import Directory
from lib.filters import THIS_PERIOD, YEAR_TO_DATE, Baseline, Filters
from lib.schema import UNIT_LEVELS, UNIT_NATURES
from lib.ui import address
from lib.ui.wording import small

_WIDTHS = {"period": 148, "span": 116, "baseline": 164, "mode": 92, "units": 124}  # pixels; districts take the rest
_ONLY, _EXCEPT = "只看", "排除"
_UNIT_OPTIONS = 50
_BASELINES = {item: "较上年底/同期" if item is Baseline.YEAR else item.value for item in Baseline}


def draw(filters: Filters, directory: Directory, page: str) -> None:
    """Six widgets in one row without columns, each of which would be three elements more to render with every choice;
    a change goes into the address and the page runs again with it."""
    bar = _Bar(filters, directory, page)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {item.id: item.name for item in reversed(directory.periods)}
        st.selectbox("期次", list(names), format_func=names.get, **bar.bound("period", filters.period))
        spans = [THIS_PERIOD, YEAR_TO_DATE, *(f"1-{month}" for month in bar.months())]
        st.selectbox("时段", spans, format_func=_span_label, **bar.bound("span", filters.span))
        st.selectbox("对比", list(Baseline), format_func=_BASELINES.get, **bar.bound("baseline", filters.baseline))
        labels = {item.code: item.label for item in directory.regions}
        placeholder = f"全部{len(directory.districts)}个区县和市直"
        st.multiselect(
            "区县",
            list(labels),
            format_func=labels.get,
            placeholder=placeholder,
            select_all=False,
            **bar.bound("districts", list(filters.districts)),
        )
        st.selectbox("方式", [_ONLY, _EXCEPT], **bar.bound("mode", _EXCEPT if filters.excluded else _ONLY))
        with st.popover(_unit_label(filters, directory), width=_WIDTHS["units"]):
            bar.units()


def _span_label(span: str) -> str:
    return span if span in (THIS_PERIOD, YEAR_TO_DATE) else f"1—{span.partition('-')[2]}月"


def _unit_label(filters: Filters, directory: Directory) -> str:
    if not filters.by_unit:
        return "全部单位"
    if filters.units:
        return (
            f"{'不含' if filters.units_excluded else '单位：'}{len(filters.units)}个{'单位' * filters.units_excluded}"
        )
    return "、".join((*filters.levels, *filters.natures))


class _Bar:
    """The widgets' keys belong to one page: Streamlit then takes the value from the address on each page anew."""

    def __init__(self, filters: Filters, directory: Directory, page: str) -> None:
        self.filters = filters
        self.directory = directory
        self.page = page

    def key(self, name: str) -> str:
        return f"{self.page}-{name}"

    def bound(self, name: str, value: object) -> dict[str, object]:
        """The arguments that make a widget show `value` and report a change."""
        st.session_state[self.key(name)] = value
        return {"key": self.key(name), "on_change": self.changed, "width": _WIDTHS.get(name, "stretch")}

    def months(self) -> range:
        return range(1, self.directory.period(self.filters.period).flow_end.month)

    def units(self) -> None:
        st.pills("单位层级", UNIT_LEVELS, selection_mode="multi", **self.bound("levels", list(self.filters.levels)))
        st.pills("单位性质", UNIT_NATURES, selection_mode="multi", **self.bound("natures", list(self.filters.natures)))
        text = st.text_input("查找单位", placeholder="输入名称中的几个字", live="300ms", key=self.key("search"))
        found = self._found(text)
        options = dict.fromkeys((*self.filters.units, *found))
        st.multiselect(
            "单位",
            list(options),
            format_func=self._unit_name,
            placeholder=f"找到{len(found)}个，点此选择" if found else "先在上面查找",
            select_all=False,
            **self.bound("units", list(self.filters.units)),
        )
        st.segmented_control(
            "所选单位",
            [_ONLY, _EXCEPT],
            required=True,
            **self.bound("units-mode", _EXCEPT if self.filters.units_excluded else _ONLY),
        )
        if text and not found:
            small("没有名称含这几个字的单位，可换几个字，或放宽区县。")
        elif len(found) == _UNIT_OPTIONS:
            small(f"只列出前{_UNIT_OPTIONS}个，可再多输几个字。")

    def _found(self, text: str) -> list[str]:
        if not text.strip():
            return []
        regions = frozenset(self.filters.region_codes(self.directory))
        return [item.id for item in self.directory.search_units(text, limit=_UNIT_OPTIONS, regions=regions)]

    def _unit_name(self, unit_id: str) -> str:
        item = self.directory.units[unit_id]
        return f"{item.name}（{self.directory.region(item.region_code).label}）"

    def changed(self) -> None:
        """Called before the page runs again: what the widgets hold now becomes the address."""
        held = {
            name: st.session_state.get(self.key(name)) for name in ("period", "span", "baseline", "districts", "mode")
        }
        chosen = replace(
            self.filters,
            period=held["period"],
            span=held["span"] if held["period"] == self.filters.period else THIS_PERIOD,
            baseline=Baseline(held["baseline"]),
            districts=tuple(held["districts"]),
            excluded=held["mode"] == _EXCEPT,
            levels=tuple(st.session_state.get(self.key("levels"), ())),
            natures=tuple(st.session_state.get(self.key("natures"), ())),
            units=tuple(st.session_state.get(self.key("units"), ())),
            units_excluded=st.session_state.get(self.key("units-mode")) == _EXCEPT,
        )
        address.write(chosen, self.directory)
