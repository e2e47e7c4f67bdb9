// The menu. Its links stay where they are while only the filters that they carry along change.
function sections(told) {
  return told.map(({ title, pages }) => {
    const section = document.createElement("section"), list = document.createElement("ul");
    section.append(Object.assign(document.createElement("p"), { textContent: title }), list);
    for (const { title: name, icon, here } of pages) {
      const anchor = document.createElement("a"), sign = document.createElement("i");
      sign.dataset.icon = icon;
      sign.ariaHidden = "true";
      anchor.append(sign, name);
      if (here) anchor.setAttribute("aria-current", "page");
      list.appendChild(document.createElement("li")).append(anchor);
    }
    return section;
  });
}

export default function ({ data, parentElement }) {
  const menu = parentElement.querySelector("#menu"), shown = JSON.stringify(data.sections);
  if (menu.shown !== shown) {
    menu.shown = shown;
    menu.replaceChildren(...sections(data.sections));
  }
  const paths = data.sections.flatMap((section) => section.pages.map((page) => page.path));
  menu.querySelectorAll("a").forEach((anchor, place) => leadsTo(anchor, `./${paths[place]}${data.query}`));
}
