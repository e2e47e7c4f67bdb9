// A table of declared columns. Its headings sort it, its rows can be chosen by mouse and keyboard; of many rows only
// those in sight are in the document. Widths and cells: grid_cells.js, which the server puts before this.
const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const chinese = new Intl.Collator("zh", { numeric: true });

// ---- sorting ---------------------------------------------------------------------------------------------------------

const ordered = ({ data: { rows }, sort }) => {
  const places = rows.map((_, place) => place);
  if (sort.way === "none") return places;
  const keys = rows.map((row) => value(row[sort.column])), sign = sort.way === "ascending" ? 1 : -1;
  const empty = keys.map((key) => key === null || key === "");
  const against = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : chinese.compare(one, other);
  return places.sort((a, b) =>
    empty[a] || empty[b] ? empty[a] - empty[b] || a - b : sign * against(keys[a], keys[b]) || a - b);
};

const sortBy = (grid, column) => {
  const same = grid.sort.column === column;
  grid.sort = { column, way: NEXT[same ? grid.sort.way : "none"] };
  toTop(grid);
  arrange(grid);
  draw(grid, true);
};

const arrange = (grid) => {
  grid.order = ordered(grid);
  [...grid.head.cells].forEach((th, place) => {
    th.ariaSort = place === grid.sort.column ? grid.sort.way : "none";
  });
};

// ---- choosing --------------------------------------------------------------------------------------------------------

const choose = (grid, place) => {
  if (grid.data.choice === "state") {
    grid.chosen = place;
    for (const row of grid.body.rows) if (row.place !== undefined) row.ariaSelected = String(row.place === place);
  }
  grid.tell(place);
};

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

const step = (grid, steps) => {
  const to = Math.max(0, Math.min(grid.order.length - 1, grid.order.indexOf(grid.at) + steps)), top = to * ROW;
  const { box } = grid;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW + HEAD > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW + HEAD - box.clientHeight;
  grid.scrolled = box.scrollTop;
  grid.at = grid.order[to];
  draw(grid, false);
  for (const row of grid.body.rows) if (row.place !== undefined) row.tabIndex = row.place === grid.at ? 0 : -1;
  [...grid.body.rows].find((row) => row.place === grid.at)?.focus({ preventScroll: true });
};

const listen = (grid) => {
  let down = [0, 0];
  grid.box.onmousedown = (event) => (down = [event.clientX, event.clientY]);
  grid.box.onclick = (event) => {
    if (Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4) return; // text was marked
    const th = event.target.closest("th"), row = event.target.closest("tbody tr");
    if (th) sortBy(grid, th.cellIndex);
    else if (grid.data.choice && row?.place !== undefined) choose(grid, (grid.at = row.place));
  };
  grid.box.onkeydown = (event) => {
    const th = event.target.closest("th"), row = event.target.closest("tbody tr");
    const enter = event.key === "Enter" || event.key === " ";
    if (enter && th) sortBy(grid, th.cellIndex);
    else if (enter && row) choose(grid, row.place);
    else if (row && event.key in STEPS) step(grid, STEPS[event.key]);
    else return;
    event.preventDefault();
  };
  grid.box.onscroll = () => {
    grid.scrolled = grid.box.scrollTop;
    draw(grid, false);
  };
  grid.box.onmouseover = (event) => {
    const cell = event.target.closest("td, th");
    if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  };
  new ResizeObserver(() => (sized(grid), fit(grid), draw(grid, false))).observe(grid.box);
};

// ---- the whole -------------------------------------------------------------------------------------------------------

const begun = (parent) => {
  const box = parent.appendChild(made("div", "box")), table = box.appendChild(made("table"));
  const grid = { box, table, widths: [], figures: [], sort: { column: -1, way: "none" }, at: 0, from: 0, to: 0, scrolled: 0 };
  grid.group = table.appendChild(made("colgroup"));
  grid.head = table.createTHead().insertRow();
  grid.body = table.createTBody();
  listen(grid);
  return grid;
};

const heads = (grid) => {
  const { columns } = grid.data;
  grid.sort = { column: -1, way: "none" };
  grid.cols = columns.map(() => made("col"));
  grid.group.replaceChildren(...grid.cols);
  grid.head.replaceChildren(...columns.map(({ label, help, kind }) => {
    const th = made("th", kind === "number" ? kind : "", label);
    Object.assign(th, { scope: "col", tabIndex: 0, title: help ?? "", ariaDescription: help ?? null });
    return th;
  }));
};

const show = (grid, data) => {
  const before = grid.data, headed = JSON.stringify(data.columns.map(({ label, help, kind }) => [label, help, kind]));
  const same = grid.headed === headed;
  Object.assign(grid, { data, headed, chosen: data.chosen ?? -1, many: data.rows.length > WHOLE });
  grid.table.ariaLabel = data.alt;
  grid.table.role = data.choice ? "grid" : null;
  grid.table.ariaRowCount = grid.many ? data.rows.length + 1 : null;
  grid.box.style.setProperty("--height", `${data.height}px`);
  grid.box.classList.toggle("whole", data.height > HEAD + ROW * data.rows.length);
  if (!same) heads(grid);
  if (before && before.rows.length !== data.rows.length) toTop(grid);
  if (!before) {
    grid.at = Math.max(0, grid.chosen);
    sized(grid);
  }
  grid.widths = measured(grid);
  fit(grid);
  arrange(grid);
  draw(grid, true);
};

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const parent = parentElement.querySelector("#grid"), text = new TextDecoder().decode(data);
  const grid = (parent.grid ??= begun(parent));
  grid.tell = (place) => (grid.data.choice === "state" ? setStateValue : setTriggerValue)("row", place);
  if (grid.text === text) return;
  grid.text = text;
  show(grid, JSON.parse(text));
}
