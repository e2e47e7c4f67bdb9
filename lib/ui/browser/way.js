// To another page of the same session, as the browser's Back goes: the address changes, nothing is loaded anew.
function leadsTo(anchor, address) {
  anchor.href = address;
  anchor.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState({}, "", anchor.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
}
