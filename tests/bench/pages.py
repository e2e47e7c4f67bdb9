"""What a filter change costs on every page: CPU of the rerun, bytes sent, and milliseconds until it is painted.

Run by hand, never as a test; needs Chromium. `pages.py [--cpu] [page ...]`: only these pages; `--cpu` leaves out the
browser. Prints a Markdown table. An empty page is measured in the same run, and ratios are to it.
"""

import contextlib
import gc
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import streamlit.runtime.context

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402
from yardstick import median_ms  # noqa: E402

from lib import database  # noqa: E402
from lib.demo import build  # noqa: E402
from lib.directory import Directory  # noqa: E402
from lib.measure import open_snapshot  # noqa: E402
from lib.settings import DEMO_DATABASE, settings  # noqa: E402
from lib.ui.contents import OVERVIEW, PAGES  # noqa: E402

RERUNS = 15  # of the CPU measurement, per kind; a new one needs a district of its own
CHANGES = 6  # in the browser, per filter; the first of each is left out
QUIET_MS = 300  # without any further change: painted
BUDGET_CPU, BUDGET_MOST, BUDGET_MS, BUDGET_KB = 25, 60, 300, 300
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
EMPTY = """import streamlit as st
period = st.selectbox("期次", {periods})
districts = st.multiselect("区县", {districts})
st.query_params.from_dict({{"period": period, "district": districts}})
st.title(f"{{period}} {{districts}}")
"""
# The page's own clock: when the frame was drawn that shows the `last` change, and the `input` that set it off.
# Components live in shadow trees, which have to be watched one by one.
WATCH = """(() => {
    const seen = window.__seen = {last: 0, input: 0};
    const {port1, port2} = new MessageChannel();
    let due = false;
    port1.onmessage = () => { due = false; seen.last = performance.now(); };
    const changed = () => {
        if (!due) requestAnimationFrame(() => port2.postMessage(0));  // a message comes after the frame is drawn
        due = true;
    };
    const inMain = node => {
        const element = node.closest ? node : node.parentElement ?? node.host ?? null;
        if (!element) return false;
        if (element.closest("[data-testid=stMain]")) return true;
        const root = element.getRootNode();
        return root instanceof ShadowRoot && inMain(root.host);
    };
    const watched = {subtree: true, childList: true, characterData: true, attributes: true,
        attributeFilter: ["class", "style", "d", "x", "y", "width", "height", "transform", "src", "aria-label"]};
    const observer = new MutationObserver(changes => { if (changes.some(one => inMain(one.target))) changed(); });
    observer.observe(document, watched);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (...options) {
        const root = attach.apply(this, options);
        observer.observe(root, watched);
        return root;
    };
    for (const kind of [CanvasRenderingContext2D, window.WebGL2RenderingContext]) if (kind)
        for (const name of ["fillRect", "fillText", "drawImage", "drawArrays", "drawElements"]) {
            const original = kind.prototype[name];
            if (original) kind.prototype[name] = function () {
                changed();
                return original.apply(this, arguments);
            };
        }
    for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, event => {
        if (event.isTrusted) seen.input = performance.now();
    }, true);
})()"""
PAINTED = """([before, quiet]) => location.search !== before
    && document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
    && performance.now() - Math.max(__seen.last, __seen.input) > quiet && [__seen.last - __seen.input]"""


@dataclass
class Cost:
    """Of one page: CPU milliseconds of the server per rerun; milliseconds until the page stays as it is; what the
    browser's main thread computed for `drawing`; kilobytes per rerun."""

    seen: float = 0
    new: float = 0
    period: list[float] = field(default_factory=list)
    district: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)


# ---- CPU: the page as the server runs it, without sockets and browser ------------------------------------------------

# The library's test runs a page without a connection, and makes up a new mock for each thing that is asked of it: 2 ms
# per run that no server spends. These are the headers of a browser on this machine.
CONNECTION = SimpleNamespace(
    headers=(("Host", "127.0.0.1:8501"), ("Accept-Language", "zh-CN"), ("User-Agent", "Chromium")),
    cookies={},
    remote_ip="127.0.0.1",
)


def cpu(directory: Directory, key: str, cost: Cost) -> None:
    names = [region.name for region in directory.districts]
    page = AppTest.from_file(str(ROOT / OVERVIEW.path), default_timeout=120)
    page.run()
    if PAGES[key] is not OVERVIEW:
        page.switch_page(PAGES[key].path).run()
    gc.collect()
    gc.freeze()  # as lib/server.py does after its warm-up
    seen = itertools.cycle([[name] for name in names[:2]])
    new = ([name] for name in names[2:])
    for _ in range(4):
        _look(page, seen)
    cost.seen = median_ms(lambda: _look(page, seen), RERUNS)
    cost.new = median_ms(lambda: _look(page, new), RERUNS)
    if page.exception:
        raise SystemExit(f"{key} failed: {page.exception[0].message}")


def _look(page: AppTest, choices: Iterator[list[str]]) -> None:
    page.query_params["district"] = next(choices)
    page.run()


def empty_cpu(cost: Cost, script: Path) -> None:
    page = AppTest.from_file(str(script)).run()
    cost.seen = cost.new = median_ms(page.run, RERUNS)


# ---- in the browser --------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def serving(script: Path) -> Iterator[str]:
    """`streamlit run script` on a free port: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                break
            time.sleep(0.25)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def painted(browser: Browser, url: str, directory: Directory, cost: Cost) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page, frames = context.new_page(), []
    page.add_init_script(WATCH)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(len(data))))
    clock = context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_timeout(3_000)
    periods = itertools.cycle([item.name for item in directory.periods[-2:]])
    changes = [(cost.period, "期次", next(periods)) for _ in range(CHANGES)]
    changes += [(cost.district, "区县", region.label) for region in directory.districts[:CHANGES]]
    for times, label, value in changes:
        frames.clear()
        before = _computed(clock)
        times.append(_change(page, label, value))
        cost.drawing.append(_computed(clock) - before)
        cost.sent.append(sum(frames) / 1_000)
        page.keyboard.press("Escape")
    context.close()


def _computed(clock: CDPSession) -> float:
    """CPU milliseconds of the browser's main thread so far."""
    found = {item["name"]: item["value"] for item in clock.send("Performance.getMetrics")["metrics"]}
    return found["TaskDuration"] * 1_000


def _change(page: Page, label: str, value: str) -> float:
    """Choose it as a reader does; milliseconds from the last touch until nothing on the page changes any more, by the
    page's own clock: to film the screen meanwhile takes the time that is to be measured."""
    before = page.evaluate("location.search")
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("combobox", name=label, exact=True).press_sequentially(value)
    page.get_by_role("option", name=value, exact=True).wait_for()
    page.keyboard.press("Enter")
    return page.wait_for_function(PAINTED, arg=[before, QUIET_MS], polling=50).json_value()[0]


# ---- the table -------------------------------------------------------------------------------------------------------


def third_quartile(values: Sequence[float]) -> float:
    """Of all but the first, which loads the code of what it shows."""
    return statistics.quantiles(values[1:], n=4, method="inclusive")[2]


def print_table(costs: dict[str, Cost], *, with_browser: bool) -> None:
    """Values above the budget are bold."""
    base = costs["empty"]
    head = ["page", "CPU ms, seen", "CPU ms, new", "× empty"]
    head += ["period ms", "district ms", "× empty", "browser CPU ms", "kB"] if with_browser else []
    print("|", " | ".join(head), "|")
    print("|---", "|---:" * (len(head) - 1), "|", sep="")
    for key, cost in costs.items():
        cells = ["an empty page" if key == "empty" else PAGES[key].title, _cell(cost.seen, BUDGET_CPU)]
        cells += [_cell(cost.new, BUDGET_MOST), f"{cost.seen / base.seen:.0f}"]
        if with_browser:
            period, district = third_quartile(cost.period), third_quartile(cost.district)
            cells += [_cell(period, BUDGET_MS), _cell(district, BUDGET_MS)]
            cells += [f"{period / third_quartile(base.period):.1f}", f"{statistics.median(cost.drawing):.0f}"]
            cells += [_cell(statistics.median(cost.sent), BUDGET_KB)]
        print("|", " | ".join(cells), "|", flush=True)


def _cell(value: float, budget: float) -> str:
    said = f"{value:.0f}" if value >= 10 else f"{value:.1f}"
    return f"**{said}**" if value > budget else said


def main() -> None:
    streamlit.runtime.context._get_client_context = lambda: CONNECTION
    with_browser, wanted = "--cpu" not in sys.argv, [name for name in sys.argv[1:] if name in PAGES] or list(PAGES)
    chosen = settings()
    if chosen.is_demo and not DEMO_DATABASE.exists():
        build.build(DEMO_DATABASE)
    directory = open_snapshot(database.reader(chosen.database_url)).directory
    costs = {key: Cost() for key in ("empty", *wanted)}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        names = {
            "periods": [item.name for item in directory.periods[::-1]],
            "districts": [region.label for region in directory.districts],
        }
        script.write_text(EMPTY.format(**names), encoding="utf-8")
        empty_cpu(costs["empty"], script)
        for key in wanted:
            cpu(directory, key, costs[key])
        if with_browser:
            _in_browser(directory, costs, script)
    print_table(costs, with_browser=with_browser)


def _in_browser(directory: Directory, costs: dict[str, Cost], empty: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        with serving(empty) as url:
            painted(browser, url, directory, costs["empty"])
        with serving(ROOT / "lib" / "server.py") as url:
            for key in list(costs)[1:]:
                path = "" if PAGES[key] is OVERVIEW else Path(PAGES[key].path).stem
                print(f"{PAGES[key].title}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
                painted(browser, f"{url}/{path}", directory, costs[key])
        browser.close()


if __name__ == "__main__":
    main()
