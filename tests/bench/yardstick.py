"""What a benchmark figure is compared with: the CPU time of a fixed pure-Python loop in the same run.

Milliseconds differ between machines, ratios hardly do. CPU time, not wall time: a busy machine does not distort it.
"""

import statistics
import time
from collections.abc import Callable, Sequence

_STEPS = 200_000
_TIMES = 9


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call, over all threads of this process."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def median_ms(work: Callable[[], object], times: int) -> float:
    return statistics.median(cpu_ms(work) for _ in range(times))


def yardstick_ms() -> float:
    """The loop against which everything is measured."""
    return median_ms(_loop, _TIMES)


def _loop() -> int:
    total = 0
    for step in range(_STEPS):
        total += step % 7
    return total


def print_table(rows: Sequence[tuple[str, float, str]]) -> None:
    """`rows`: what, CPU milliseconds, remark; each beside its ratio to the yardstick of this run."""
    unit = yardstick_ms()
    print(f"{'what':<52}{'CPU ms':>10}{'ratio':>9}  remark")
    for what, spent, remark in (("yardstick: pure-Python loop", unit, f"{_STEPS:,} steps"), *rows):
        print(f"{what:<52}{spent:>10.1f}{spent / unit:>9.2f}  {remark}".rstrip())


if __name__ == "__main__":
    print_table([])
