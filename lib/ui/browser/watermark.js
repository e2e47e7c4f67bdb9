// The words once per tile, slanted and pale. They are set as text of an SVG of our own, escaped.
const TILE = 340; // pixels

export default function ({ data, parentElement }) {
  const escaped = data.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${TILE}" height="${TILE * 0.62}">` +
    `<text x="12" y="${TILE * 0.5}" transform="rotate(-24 12 ${TILE * 0.5})" font-size="15" ` +
    `font-family="sans-serif" fill="#1E2329" fill-opacity="0.09">${escaped}</text></svg>`;
  parentElement.querySelector("#layer").style.backgroundImage = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
