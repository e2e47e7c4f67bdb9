// The slide of 会议模式: builds it from numbers and words, and reports the page, the district or the end asked for.
// Words are set as text, never as markup (board_rows.js stands before this); the map is an SVG of our own in which the data is escaped.
const LONGEST = 7; // characters of a card's number in the largest type
const SHORT = 17; // characters below it that stay on one line

function card(item) {
  return made("div", {},
    made("dt", {}, item.label),
    made("dd", { class: named("figure", (item.figure.length > LONGEST || item.base.length > SHORT) && "long") },
      made("b", {}, item.figure), item.moved && made("span", {}, item.moved)),
    item.base && made("dd", { class: item.breach && "red" }, item.base));
}

function rows(board, look) {
  return made("div", { id: "rows" }, table(board, look), board.more && made("p", {}, `另有${board.more}行未列`));
}

function map(picture, look) {
  const drawn = made("div"), legend = made("div", { class: "legend" });
  drawn.innerHTML = picture.svg;
  legend.innerHTML = picture.legend;
  const pick = (event) => {
    const [kind, code] = (event.target.closest("[data-pick]")?.dataset.pick ?? "").split(/:(.*)/s);
    if (kind === "district") look(code);
  };
  drawn.onclick = pick;
  drawn.onkeydown = (event) => { if (event.key === "Enter") pick(event); };
  return made("div", { id: "map" }, drawn, legend);
}

function picture(data, look) {
  const { picture } = data;
  const content = picture.svg ? map(picture, look) : picture.lines ? rows(picture, look) : made("p", {}, picture.empty);
  return made("section", { id: "picture", class: data.cards.length ? "" : "whole" },
    picture.heading && made("h2", {}, picture.heading), content);
}

function button(label, press, enabled = true) {
  const node = made("button", { type: "button", disabled: !enabled && "disabled" }, label);
  node.onclick = press;
  return node;
}

function chooser(data, look) {
  const options = [{ code: "", label: data.filtered && !data.chosen ? "已筛选" : "全市" }, ...data.districts].map(({ code, label }) => {
    const option = made("option", { value: code }, label);
    option.value = code;
    option.selected = code === data.chosen;
    return option;
  });
  const box = made("select", { "aria-label": "区县" }, ...options);
  box.onchange = () => { box.blur(); look(box.value); };
  return made("label", {}, "区县　", box);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const slide = parentElement.querySelector("#slide");
  const go = (key) => key && setTriggerValue("go", key);
  const look = (code) => setTriggerValue("look", code === data.chosen || !code ? "*" : code);
  const leave = () => setTriggerValue("leave", true);
  const whole = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  slide.replaceChildren(made("div", { id: "sheet" },
    made("header", {}, made("h1", {}, data.title)),
    made("div", { id: "scope" }, made("p", {}, data.scope), ...data.notices.map((notice) => made("p", { class: "red" }, notice))),
    data.cards.length && made("dl", { id: "cards" }, ...data.cards.map(card)),
    picture(data, look),
    made("footer", {},
      button("← 上一页", () => go(data.previous), Boolean(data.previous)),
      button("下一页 →", () => go(data.next), Boolean(data.next)),
      made("span", {}, data.page), made("span", { class: "room" }),
      chooser(data, look), data.filtered && button("返回全市", () => look("")),
      button("全屏", whole), button("退出会议模式", leave))));
  // Remote controls of projectors send PageUp and PageDown.
  slide.answer = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.composedPath()[0].tagName === "SELECT") return;
    const deed = {
      ArrowLeft: () => go(data.previous), PageUp: () => go(data.previous),
      ArrowRight: () => go(data.next), PageDown: () => go(data.next), Escape: leave,
    }[event.key];
    if (deed) { event.preventDefault(); deed(); }
  };
  if (!slide.listens) {
    slide.listens = (event) => slide.answer(event);
    document.addEventListener("keydown", slide.listens);
  }
  return () => { document.removeEventListener("keydown", slide.listens); slide.listens = null; };
}
