"""Take the pictures in docs/pages/ again, and write docs/pages.md around them: `python docs/screenshots.py [page ...]`.

Needs Chromium and a Chinese font; shows the demo city, whatever database is configured.
"""

import contextlib
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lib.demo import build  # noqa: E402
from lib.settings import DEMO_BOUNDARIES, DEMO_DATABASE, DEMO_URL  # noqa: E402
from lib.ui.contents import OVERVIEW, PAGES  # noqa: E402

PICTURES, GALLERY = ROOT / "docs" / "pages", ROOT / "docs" / "pages.md"
SIZES = ((1920, 1080), (1366, 768))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
MOST_BYTES = 250_000
STILL_MS, PATIENCE = 700, 40
# What is asked for beside the page; and pictures beside those of the pages.
CHOICES = {
    "portrait": "?district=檀汐区",
    "indicator": "?key=sponsored_pass_rate",
    "what_if": "?if-secretary=all&if-deputy=all",
}
MORE = {
    "siting": ("活动室选址", "what_if?rooms=5"),
    "meeting": ("总览，会议模式", "?mode=meeting"),
    "meeting-coverage": ("支部覆盖，会议模式", "coverage?mode=meeting"),
}
HEAD = """# Pages

What a reader sees first, without scrolling, at 1920 × 1080 and 1366 × 768. The city and all its figures are invented
(演示数据). `python docs/screenshots.py` takes the pictures again.
"""


def places() -> dict[str, tuple[str, str]]:
    """Title and address below that of the server, by name of the picture."""
    found = {}
    for key, page in PAGES.items():
        path = "" if page is OVERVIEW else Path(page.path).stem
        found[key] = (page.title, path + CHOICES.get(key, ""))
    return found | MORE


@contextlib.contextmanager
def product(folder: str) -> Iterator[str]:
    """The product on a free port, with a desk of its own in the folder: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "lib/server.py", "--server.port", str(port)]
    chosen = {"DASHBOARD_DATABASE_URL": DEMO_URL, "DASHBOARD_BOUNDARIES": str(DEMO_BOUNDARIES)}
    chosen |= {"DASHBOARD_DESK_URL": f"sqlite:///{folder}/desk.sqlite"}
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | chosen, stdout=subprocess.DEVNULL)
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


def still(page: Page) -> bytes:
    """The page as soon as two pictures in a row are alike."""
    page.wait_for_selector("h1")
    before = b""
    for _ in range(PATIENCE):
        page.wait_for_timeout(STILL_MS)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        now = page.screenshot()
        if now == before:
            return now
        before = now
    raise SystemExit(f"{page.url} does not come to rest")


def save(picture: bytes, path: Path) -> None:
    """As it is, or with 256 colours where it would be large; the rare ones are kept, the yellow of a mark too."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} is too large: {path.stat().st_size:,} bytes")


def gallery() -> str:
    parts = [HEAD]
    for name, (title, _) in places().items():
        pictures = " ".join(f"![{title}, {width} × {height}](pages/{name}-{width}.png)" for width, height in SIZES)
        parts.append(f"## {title}\n\n{pictures}\n")
    return "\n".join(parts)


def main() -> None:
    wanted = sys.argv[1:] or list(places())
    if not DEMO_DATABASE.exists():
        build.build(DEMO_DATABASE)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, product(folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for width, height in SIZES:
            page = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height}).new_page()
            for name in wanted:
                page.goto(f"{url}/{places()[name][1]}")
                save(still(page), PICTURES / f"{name}-{width}.png")
        browser.close()
    GALLERY.write_text(gallery(), encoding="utf-8")


if __name__ == "__main__":
    main()
