// Widths and cells of a table (grid.js). Words from the data are set as text.
const ROW = 26, HEAD = 34, WHOLE = 200, SPARE = 12; // pixels twice; rows that are drawn all at once; rows out of sight
const PADDING = 13, TRACK = 60, MARK = 14; // pixels
// Pixels: up to which no text is cut; the least and the most of one that is.
const WHOLLY = 120, LEAST = 180, MOST = 330;
const pen = document.createElement("canvas").getContext("2d");

const made = (name, className = "", text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const value = (cell) => (Array.isArray(cell) ? cell[1] : cell);
const said = (cell, unknown) => (cell === null ? unknown : String(Array.isArray(cell) ? cell[0] : cell));

// ---- the box ---------------------------------------------------------------------------------------------------------

// To ask the box makes the browser lay out the whole page at once, so it is asked only where its layout is done.
const sized = (grid) => {
  grid.room = grid.box.clientWidth;
  grid.sight = grid.box.clientHeight;
};

const toTop = (grid) => {
  if (grid.scrolled) grid.box.scrollTop = grid.scrolled = 0;
};

// ---- widths ----------------------------------------------------------------------------------------------------------

const weight = (text) => {
  let sum = 0;
  for (let place = 0; place < text.length && place < 80; place++) sum += text.charCodeAt(place) > 0x2e7f ? 2 : 1;
  return sum;
};

// The heaviest text of a column, and one that nine in ten are no heavier than.
const weighed = (rows, column, unknown) => {
  const found = rows.map((row) => said(row[column], unknown)).map((text) => [weight(text), text]);
  found.sort(([one], [other]) => one - other);
  return [found.at(-1), found[Math.floor(0.9 * (found.length - 1))]].map((item) => item?.[1].slice(0, 80) ?? "");
};

// Of each column the width in which nothing is cut, and the usual one; only texts may be cut.
const measured = (grid) => {
  if (!grid.font) {
    const { fontSize, fontFamily } = getComputedStyle(grid.table);
    grid.font = `${fontSize} ${fontFamily}`;
  }
  pen.font = grid.font;
  return grid.data.columns.map((column, place) => {
    const texts = weighed(grid.data.rows, place, grid.data.unknown);
    const held = texts.map((text) => Math.ceil(pen.measureText(text).width));
    const head = Math.ceil(pen.measureText(column.label).width), more = { bar: TRACK, mark: MARK }[column.kind] ?? 0;
    const [full, usual] = held.map((width) => Math.max(width + more, head) + PADDING);
    if (column.kind === "bar") grid.figures[place] = held[0];
    if (column.kind !== "text") return { full, usual: full, head: full };
    return { full, usual: Math.max(usual, Math.min(full, WHOLLY)), head: head + PADDING };
  });
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// Room to spare goes to all columns. Where it is short, first what is unusually long is cut, then the longest texts to
// one width; where that would leave too little of them, the table is wider than its box.
const given = (widths, room) => {
  const full = widths.map((width) => width.full), usual = widths.map((width) => width.usual);
  const cut = (most) => widths.map(({ usual: width, head }) => Math.max(head, Math.min(width, most)));
  if (sum(full) <= room) return full.map((width) => (width * room) / sum(full));
  if (sum(usual) <= room) {
    const part = (room - sum(usual)) / (sum(full) - sum(usual));
    return widths.map((width) => width.usual + part * (width.full - width.usual));
  }
  if (sum(cut(LEAST)) > room) return cut(MOST);
  let [low, high] = [LEAST, room];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    [low, high] = sum(cut(middle)) > room ? [low, middle] : [middle, high];
  }
  return cut(low);
};

const fit = (grid) => {
  const { room } = grid;
  if (!room || !grid.widths.length) return;
  const widths = given(grid.widths, room);
  widths.forEach((width, place) => (grid.cols[place].style.width = `${width}px`));
  grid.table.style.width = `${Math.max(room, sum(widths))}px`;
  grid.box.classList.toggle("wide", sum(widths) > room + 1);
};

// ---- cells -----------------------------------------------------------------------------------------------------------

const fill = {
  bar(td, cell, column, grid, place) {
    td.textContent = said(cell, grid.data.unknown);
    if (value(cell) === null) return;
    td.style.setProperty("--figure", `${grid.figures[place]}px`);
    td.style.setProperty("--share", Math.max(0, Math.min(1, value(cell) / column.most)));
  },
  mark(td, cell, column, grid) {
    const text = said(cell, grid.data.unknown), tone = column.tones?.[text];
    if (tone || (text && value(cell) !== null)) td.appendChild(made("span", tone ?? "", text));
    else td.textContent = text;
  },
};

const line = (grid, place, number) => {
  const { columns, rows, unknown, choice } = grid.data, row = made("tr");
  row.place = place;
  if (grid.many) row.ariaRowIndex = number + 2;
  if (choice) row.tabIndex = place === grid.at ? 0 : -1;
  if (choice === "state") row.ariaSelected = String(place === grid.chosen);
  columns.forEach((column, index) => {
    const cell = rows[place][index], empty = value(cell) === null;
    const td = made("td", `${column.kind}${empty ? " none" : ""}${cell?.[2] === true ? " red" : ""}`);
    (fill[column.kind] ?? ((to) => (to.textContent = said(cell, unknown))))(td, cell, column, grid, index);
    row.append(td);
  });
  return row;
};

const space = (grid, rows) => {
  const row = made("tr", "space"), td = row.appendChild(made("td"));
  row.ariaHidden = "true";
  td.colSpan = grid.data.columns.length;
  td.style.height = `${rows * ROW}px`;
  return row;
};

// Draws the rows in sight; `anew`: also where they have not moved.
const draw = (grid, anew) => {
  const all = grid.order.length, first = grid.many ? Math.floor(grid.scrolled / ROW) : 0;
  const last = grid.many ? Math.min(all, first + Math.ceil(grid.sight / ROW)) : all;
  if (!anew && first >= grid.from && last <= grid.to) return;
  const here = grid.box.getRootNode().activeElement?.closest?.("tr")?.place;
  grid.from = Math.max(0, grid.many ? first - SPARE : 0);
  grid.to = Math.min(all, last + SPARE);
  const shown = grid.order.slice(grid.from, grid.to);
  if (grid.data.choice && !shown.includes(grid.at)) grid.at = grid.order[Math.min(first, all - 1)];
  const lines = shown.map((place, number) => line(grid, place, grid.from + number));
  if (grid.from) lines.unshift(space(grid, grid.from));
  if (grid.to < all) lines.push(space(grid, all - grid.to));
  grid.body.replaceChildren(...lines);
  if (here !== undefined) lines.find((row) => row.place === here)?.focus({ preventScroll: true });
};
