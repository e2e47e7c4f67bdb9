"""What a load costs: the newest period of the demo city through the intake, in a process of its own.

Run by hand (`make bench`), never as a test. Needs Linux or macOS for the peak of memory.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from yardstick import print_table  # noqa: E402

from lib import database  # noqa: E402
from lib.demo import build, world  # noqa: E402
from lib.intake import city, load, standards  # noqa: E402

_CHILD = "--in-this-process"


def load_newest(folder: Path) -> dict[str, float]:
    """CPU and wall seconds of the load, peak memory of this whole process in MB, files read."""
    engine = database.writer(f"sqlite:///{folder / 'bench.sqlite'}")
    city.init(engine, build.LEDGERS / "区划名录.xlsx")
    standards.replace(engine, build.LEDGERS / "标准.toml")
    period = world.PERIODS[-1]
    files = sorted((build.LEDGERS / period).glob("*.xlsx"))
    wall, cpu = time.perf_counter(), time.process_time()
    load.load(engine, period, files)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {**spent, "peak": peak, "files": len(files)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, _CHILD, folder]
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    remark = f"{found['files']} workbooks, {found['wall']:.1f} s by the clock, peak {found['peak']:.0f} MB"
    print_table([("load of the newest demo period", found["cpu"] * 1000, remark)])


if __name__ == "__main__":
    if sys.argv[1:2] == [_CHILD]:
        print(json.dumps(load_newest(Path(sys.argv[2]))))
    else:
        main()
