// A board as a table: words, bars and shades, row by row (lib/charts/board). The server puts this before board.js and
// meeting.js. Words are set as text, never as markup.
const LONG = 12; // characters of a cell that stay on one line where it may break

function made(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value || value === 0) node.setAttribute(name, value);
  node.append(...children.filter((child) => child));
  return node;
}

function named(...names) {
  return names.filter((name) => name).join(" ");
}

function bar(pieces, mark) {
  const parts = pieces.map(([share, color]) => {
    const part = made("i");
    part.style.width = `${share * 100}%`;
    part.style.background = color;
    return part;
  });
  const target = mark !== undefined && made("i", { class: "mark" });
  if (target) target.style.left = `${mark * 100}%`;
  return made("div", { class: "bar" }, ...parts, target);
}

function heading(column, kind) {
  const cell = made("th", { class: kind, scope: "col" });
  if (column.mark !== undefined) {
    const place = made("span", { class: column.mark > 0.8 && "last" }, column.label);
    place.style.left = `${column.mark * 100}%`;
    cell.append(made("div", { class: "bar" }, place));
    return cell;
  }
  cell.append(column.label ?? "");
  if (column.color) {
    const key = cell.appendChild(made("i", { class: "key" }));
    key.style.background = column.color;
  }
  return cell;
}

function slot(item, column, kind) {
  const { text = "" } = item;
  const cell = made("td", { class: named(kind, item.red && "red", item.light && "light", item.framed && "framed",
    item.unknown && "unknown", text.length > LONG && "long") });
  if (item.fill) cell.style.setProperty("--fill", item.fill);
  cell.append(text);
  if (item.pieces) cell.append(bar(item.pieces, column.mark));
  return cell;
}

// Rows of which one is looked at are chosen by mouse and keyboard; one of them can be reached by the tab key.
function followed(rows, codes, look) {
  const begin = Math.max(0, rows.findIndex((row) => row.ariaSelected === "true"));
  rows.forEach((row, place) => {
    row.tabIndex = place === begin ? 0 : -1;
    row.onclick = () => look(codes[place]);
    row.onkeydown = (event) => {
      const to = rows[place + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0)];
      if (event.key === "Enter" || event.key === " ") look(codes[place]);
      else if (to && to !== row) to.focus();
      else return;
      event.preventDefault();
    };
  });
}

function table(board, look) {
  const { columns, lines, more } = board;
  const kinds = columns.map((column, place) => !column.wide ? (column.words ? "" : "number")
    : lines.some((line) => line.slots[place].pieces) ? "barred" : "shaded");
  const headed = columns.some((column) => column.label), spotlit = lines.some((line) => line.pale);
  const head = headed && made("thead", {}, made("tr", {}, ...columns.map((column, place) => heading(column, kinds[place]))));
  const rows = lines.map((line) => made("tr",
    { class: line.pale ? "pale" : spotlit && line.code ? "chosen" : "", "aria-selected": look && line.code && String(spotlit && !line.pale) },
    ...line.slots.map((item, place) => slot(item, columns[place], kinds[place]))));
  const shades = kinds.filter((kind) => kind === "shaded").length;
  const drawn = made("table", { role: look && "grid", "aria-label": board.alt ?? board.heading }, head, made("tbody", {}, ...rows));
  drawn.style.setProperty("--shade", `${100 / shades}%`);
  drawn.style.setProperty("--lines", lines.length + headed + Boolean(more));
  const touched = rows.filter((_, place) => lines[place].code);
  if (look) followed(touched, lines.map((line) => line.code).filter(Boolean), look);
  return drawn;
}
