// The drawn map: shows the SVG, reports what was picked by mouse or keyboard, and whether this browser has WebGL.
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const box = parentElement.querySelector("#map");
  if (box.shown !== data.svg) {
    box.innerHTML = data.svg;
    box.shown = data.svg;
  }
  box.style.height = `${data.height}px`;
  const pick = (event) => {
    const found = event.target.closest("[data-pick]");
    if (found) setTriggerValue("picked", found.dataset.pick);
  };
  box.onclick = pick;
  box.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick(event);
  };
  if (data.ask) setStateValue("webgl", Boolean(document.createElement("canvas").getContext("webgl2")));
}
