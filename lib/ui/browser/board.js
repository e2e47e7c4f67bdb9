// A board on a page: the table of board_rows.js, drawn anew where what it shows is another.
export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector("#board"), text = new TextDecoder().decode(data);
  if (place.text === text) return;
  place.text = text;
  const board = JSON.parse(text), here = [...place.querySelectorAll("tr")].indexOf(place.getRootNode().activeElement);
  place.style.setProperty("--heads", board.heads);
  place.style.setProperty("--height", `${board.height}px`);
  place.replaceChildren(table(board, board.follows && ((code) => setTriggerValue("look", code))));
  if (here >= 0) place.querySelectorAll("tr")[here]?.focus({ preventScroll: true });
}
