// The cards of a page. Words are set as text; the line is a picture that the server drew. The 口径 opens above everything
// (the browser's own popover: Esc or a click elsewhere closes it).
const made = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const below = (said) => {
  const line = made("p", "below");
  said.forEach(([text, red], place) => {
    if (place) line.append("；");
    line.append(red ? made("span", "red", text) : text);
  });
  return line;
};

const definition = (card, id) => {
  const told = made("div", "told");
  told.id = id;
  told.popover = "auto";
  told.setAttribute("role", "dialog");
  told.setAttribute("aria-label", `${card.name}的口径`);
  told.append(made("strong", "", card.name), made("p", "", card.definition));
  card.facts.forEach((fact) => told.append(made("p", "fact", fact)));
  return told;
};

const opener = (told) => {
  const button = made("button", "quiet", "口径");
  button.type = "button";
  button.popoverTargetElement = told;
  told.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    const place = button.getBoundingClientRect();
    const room = document.documentElement.clientWidth - told.offsetWidth - 8;
    const under = place.bottom + 4;
    told.style.left = `${Math.max(8, Math.min(place.left, room))}px`;
    told.style.top = `${under + told.offsetHeight < window.innerHeight ? under : Math.max(8, place.top - told.offsetHeight - 4)}px`;
  });
  return button;
};

const link = (card) => {
  const anchor = made("a", "quiet", "明细");
  leadsTo(anchor, card.address);
  return anchor;
};

const drawn = (card, place) => {
  const box = made("div", "card");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", card.label);
  box.append(
    made("p", card.red ? "red" : "", card.label),
    made("p", card.figure.length > 8 ? "figure long" : "figure", card.figure),
    made("p", card.moved ? "moved" : "moved none", card.moved || "\u00a0"),
  );
  if (!card.key) return box;
  const line = made("div", "line");
  line.innerHTML = card.line;
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", card.trend);
  const told = definition(card, `told-${place}`);
  const ways = made("div", "ways");
  ways.append(link(card), opener(told), told);
  box.append(below(card.below), line, ways);
  return box;
};

export default function ({ data, parentElement }) {
  const row = parentElement.querySelector("#cards");
  const shown = JSON.stringify(data);
  if (row.shown === shown) return;
  row.shown = shown;
  row.style.setProperty("--cards", data.length);
  row.replaceChildren(...data.map(drawn));
}
