"""How it is shown: frame, filter bar, cards, charts, tables. The only room besides the pages that knows Streamlit.

What a page is built from:

- `frame.open_page(key)` first, then `frame.headline(finding)`; `frame.link` leads to another page with the filters.
- `loaders`: numbers (`by_key`, `readings`, `comparisons`, `trend`, `standings`, `target`,
  `beside_target`) and lists (`behind`).
- `cards.row([Card(…)])`: numbers side by side; where a page has none, `narrowing`: before, after and change while
  districts or units are chosen or left out, as a line (`strip`, `counts`), beside a list (`columns`) or as a table
  (`left_out`).
- `pictured`: rows, words and tables of pictures, remembered while their readings are (`loaders.pictured`).
- `charts.district_bars`, `district_heatmap`, `district_parts`, `history`: an indicator or several, with the table
  behind the chart and clicks; `charts.bars` for bars of anything, `charts.show(picture, …)` for any other picture of
  `lib.charts`.
- `tables.districts`: one row per region, of the columns in `columns`; `tables.listing`: a 名单 to sort, search, count
  and take away; `grid.show`, `grid.choose`: the table itself, of any columns and rows.
- `component.component`: what we draw in the browser ourselves; its scripts and styles are in `browser/`.
- `compare.districts(keys)`: two to five districts side by side.
- `meeting.slide(draw, …)`: the one picture of the page in 会议模式, after which its run ends; at a desk nothing.
- `drill`: a click on a bar, a cell or a row looks at one district; `drill.surroundings()` are the filters of a picture
  in which the others stay.
"""
