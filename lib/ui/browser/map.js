// The drawn map: shows the SVG, reports what was picked by mouse or keyboard, and what this browser has of WebGL.
// Without a graphics card ("slow") a map to zoom takes seconds for every change.
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const webgl = () => {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "none";
  const named = context.getExtension("WEBGL_debug_renderer_info");
  return named && SOFTWARE.test(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) ? "slow" : "fast";
};

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const box = parentElement.querySelector("#map");
  if (box.shown !== data.svg) {
    box.innerHTML = data.svg;
    box.shown = data.svg;
  }
  box.style.maxHeight = `${data.height}px`;
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
  if (data.ask) setStateValue("webgl", webgl());
}
