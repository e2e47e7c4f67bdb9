// Sentences of a speech: each to copy, its round numbers to press, its numbers to open. Words are set as text.
const made = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const button = (className, text, act) => {
  const element = made("button", className, text);
  element.type = "button";
  element.onclick = act;
  return element;
};

// Without https a browser gives no clipboard: there a marked text is copied in the old way.
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const held = document.body.appendChild(made("textarea"));
  held.value = text;
  held.select();
  document.execCommand("copy");
  held.remove();
};

const copier = (text) => {
  const element = button("copy", "复制", async () => {
    await copy(text);
    element.textContent = "已复制";
    setTimeout(() => (element.textContent = "复制"), 2000);
  });
  return element;
};

const sentence = (one, send) => {
  const box = made("div", "sentence"), line = made("div", "line"), ways = made("div", "ways");
  if (one.subject) box.append(made("h3", "", one.subject));
  line.append(made("p", "", one.text), copier(one.text));
  const opener = button(one.open ? "opener open" : "opener", one.label, () => send("opened", one.open ? "" : one.id));
  opener.ariaExpanded = String(one.open);
  ways.append(opener);
  for (const number of one.rounds) {
    const press = button("round", number.label, () => send("pressed", number.id));
    press.ariaPressed = String(number.pressed);
    ways.append(press);
  }
  box.append(line, ways);
  return box;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("#sentences");
  list.send = setTriggerValue;
  const shown = JSON.stringify(data);
  if (list.shown === shown) return;
  list.shown = shown;
  const here = list.getRootNode().activeElement, place = [...list.querySelectorAll("button")].indexOf(here);
  list.replaceChildren(...data.map((one) => sentence(one, (...told) => list.send(...told))));
  if (place >= 0) list.querySelectorAll("button")[place]?.focus({ preventScroll: true });
}
