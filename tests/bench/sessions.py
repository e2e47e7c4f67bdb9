"""What fifty idle sessions cost: the memory of the server before and after they have opened a page. Run by hand, on
Linux, never as a test.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lib.demo import build  # noqa: E402
from lib.settings import DEMO_DATABASE, DEMO_URL  # noqa: E402

SESSIONS = 50
FIRST = 5  # opened beforehand: what everybody shares is loaded by then
PAGES = ("", "branches", "venues")  # in turn
LEAST_BYTES = 30_000  # of a page with numbers
BUDGET_MB = 1.0
REST_SECONDS = 35  # the server collects its garbage every thirty


@contextlib.contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The product on the demo data: its address without the scheme, and the process."""
    if not DEMO_DATABASE.exists():
        build.build(DEMO_DATABASE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "streamlit", "run", "lib/server.py", "--server.port", address.rpartition(":")[2]]
    environment = {"DASHBOARD_DATABASE_URL": DEMO_URL, **os.environ}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=1):
                break
            time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def session(address: str, page: str) -> Iterator[None]:
    """An open session that has been sent the whole page; fails where that was none, or where it did not stay open."""
    url, origin = f"ws://{address}/_stcore/stream", f"http://{address}"
    with connect(url, origin=origin, subprotocols=["streamlit"], max_size=None) as connection:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        connection.send(asked.SerializeToString())
        answer, received = ForwardMsg(), 0
        while answer.WhichOneof("type") != "script_finished":
            message = connection.recv(timeout=60)
            received += len(message)
            answer.ParseFromString(message)
        if received < LEAST_BYTES:
            raise SystemExit(f"the page /{page} has only {received} bytes")
        yield
        connection.ping().wait(10)
        if connection.close_code is not None:
            raise SystemExit("a session did not stay open")


def resident_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    with serving() as (address, process), contextlib.ExitStack() as opened:
        for number in range(FIRST * len(PAGES)):
            with session(address, PAGES[number % len(PAGES)]):
                pass
        time.sleep(REST_SECONDS)
        before = resident_mb(process)
        for number in range(SESSIONS):
            opened.enter_context(session(address, PAGES[number % len(PAGES)]))
        time.sleep(REST_SECONDS)
        after = resident_mb(process)
    each = (after - before) / SESSIONS
    print(f"{SESSIONS} idle sessions: {before:.0f} MB → {after:.0f} MB, {each:.2f} MB each (budget {BUDGET_MB:.0f} MB)")


if __name__ == "__main__":
    main()
