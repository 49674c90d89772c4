"""Time and memory of the journal: ``python -m benchmarks.journal``. Prints a Markdown table."""

from __future__ import annotations

import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from exporters.checkpoint.journal import FinishedUnit, Journal, read_journal
from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.salvage import restore

PLAN_HASH = "0123456789abcdef" * 2
TIMES = 7


def median_ms(work: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds that ``work`` takes, the median of ``times`` runs."""
    results = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        results.append(time.perf_counter() - start)
    return statistics.median(results) * 1000


def peak_mb(work: Callable[[], object]) -> float:
    """Greatest memory in use during ``work``, in MB."""
    tracemalloc.start()
    kept = work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak / 1e6


def unit(index: int) -> FinishedUnit:
    return FinishedUnit(index, 1_500_000 + index, index.to_bytes(16, "big"), 250)


def create(path: Path, count: int) -> Journal:
    return Journal.create(
        path,
        plan_hash=PLAN_HASH,
        exporter="benchmark",
        unit_count=count,
        request={},
        stored_plan=b"",
        sources=[],
    )


def measure_journal(folder: Path, count: int, progress: bool) -> str:
    """One row: append in the caller, bytes a unit, load, memory."""
    path = folder / "film.export_state"
    journal = create(path, count)
    empty, spent = path.stat().st_size, []
    for index in range(count):
        one = unit(index)
        start = time.perf_counter()
        journal.unit_finished(one)
        spent.append(time.perf_counter() - start)
        if progress:
            journal.progress(index / count, {"frames": index * 250}, force=True)
    start = time.perf_counter()
    journal.close()
    closed = time.perf_counter() - start
    size = (path.stat().st_size - empty) / count
    spent.sort()
    with_progress = " with a progress record each" if progress else ""
    return (
        f"| {count:,} units{with_progress} | {statistics.median(spent) * 1e6:.1f}"
        f" | {spent[int(len(spent) * 0.99)] * 1e6:.1f} | {closed * 1000:.0f} | {size:.0f}"
        f" | {median_ms(lambda: read_journal(path)):.1f}"
        f" | {peak_mb(lambda: read_journal(path)):.1f} |"
    )


def measure_parts(folder: Path, count: int) -> str:
    """One row: finding the parts, and joining them with the journal."""
    path = folder / "film.export_state"
    parts = PartsFolder(folder / f"parts-{count}", PLAN_HASH)
    parts.prepare()
    with create(path, count) as journal:
        for index in range(count):
            one = FinishedUnit(index, 0, index.to_bytes(16, "big"), 250)
            parts.path_of(one, ".mp4").touch()
            journal.unit_finished(one)
    scan = median_ms(parts.scan_names)
    joined = median_ms(lambda: restore(path, parts, PLAN_HASH, count))
    return f"| {count:,} parts | {scan:.1f} | {joined:.1f} |"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            "| journal | append, µs (median) | append, µs (99 %) | close, ms | bytes a unit"
            " | load, ms | peak memory, MB |\n| --- | --- | --- | --- | --- | --- | --- |"
        )
        for count, progress in ((1_000, False), (10_000, False), (100_000, False), (10_000, True)):
            print(measure_journal(folder, count, progress))
        print("\n| parts folder | scan, ms | restore, ms |\n| --- | --- | --- |")
        for count in (1_000, 10_000):
            print(measure_parts(folder, count))


if __name__ == "__main__":
    main()
