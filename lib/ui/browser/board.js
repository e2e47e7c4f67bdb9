// A picture on a page: heading, switch, and the table of board_rows.js, drawn anew where what it shows is another.
function headed(place, heading, asTable, turn) {
  const [said, label] = place.children.length ? place.children : [made("strong"), made("label")];
  if (!place.children.length) {
    label.append(made("input", { type: "checkbox", role: "switch" }), "看表格");
    place.append(said, label);
  }
  said.textContent = heading;
  label.firstChild.checked = asTable;
  label.firstChild.onchange = () => turn(label.firstChild.checked);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector("#board"), text = new TextDecoder().decode(data);
  if (place.text === text) return;
  place.text = text;
  const told = JSON.parse(text), { board } = told;
  parentElement.querySelector("#picture").style.setProperty("--height", `${told.height}px`);
  headed(parentElement.querySelector("#head"), told.heading, told.table, (on) => setTriggerValue("table", on ? "on" : "off"));
  const here = [...place.querySelectorAll("tr")].indexOf(place.getRootNode().activeElement);
  place.style.setProperty("--heads", board?.heads ?? 0);
  place.replaceChildren(...(board ? [table(board, board.follows && ((code) => setTriggerValue("look", code)))] : []));
  if (here >= 0) place.querySelectorAll("tr")[here]?.focus({ preventScroll: true });
}
