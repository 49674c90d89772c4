"""Every operation on the disk of an export is a point where the process, or the power, dies."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.engine.options import Surroundings
from exporters.errors import DiskFull, ExportError
from tests.engine_bench import OPTIONS, SURROUNDINGS, Bench
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.synthetic_exporter import REQUEST, SyntheticExporter

SMALL = {**REQUEST, "units": 3, "size": 20}
# What a process that dies while it begins a journal leaves; `reprise clean` finds it.
TEMPORARY = ".reprise-*.tmp"
PART = re.compile(r"[0-9a-f]{16}-[0-9]{6}-")
Loss = Callable[[FaultyStorage], None]

LOSSES: dict[str, Loss] = {
    "process killed": lambda storage: None,
    "power cut": lambda storage: storage.lose_unsynced(),
    "names saved, contents half": lambda storage: storage.lose_unsynced(names=False, tail="half"),
    "names lost, contents saved": lambda storage: storage.lose_unsynced(contents=False),
    "contents are zeros": lambda storage: storage.lose_unsynced(names=False, tail="zeros"),
}


def faulty(storage: FaultyStorage) -> Surroundings:
    # One worker and a journal without a thread: every run has the same operations.
    return replace(SURROUNDINGS, storage=storage, synchronous_journal=True)


def a_bench(folder: Path) -> Bench:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    bench = Bench(folder)
    bench.options = replace(OPTIONS, save_interval=1e6)
    return bench


def run(bench: Bench, stop_at: int | None, **options: bool) -> FaultyStorage:
    storage = FaultyStorage(bench.folder, stop_at)
    bench.surroundings = faulty(storage)
    try:
        bench.export(SMALL, **options)
    except SimulatedCrash:
        assert stop_at is not None
    bench.surroundings = SURROUNDINGS
    return storage


def finished_by_sync(storage: FaultyStorage) -> int:
    """Units whose part was renamed and whose folder was synced before the stop."""
    done = [name for name, path in storage.operations[:-1] if path.name.endswith("export_parts")]
    return done.count("sync_folder")


SPARE = 4


def recover(bench: Bench, **options: bool) -> None:
    """Export again, unless the run that stopped had done all but tell so."""
    if bench.journal.exists() or not bench.output.exists() or options:
        assert bench.export(SMALL, **options) == bench.output


@pytest.mark.parametrize("loss", LOSSES)
def test_an_export_recovers_from_a_stop_before_any_operation(tmp_path: Path, loss: str) -> None:
    total = len(run(a_bench(tmp_path / "x"), None).operations)
    assert total > 25
    for stop_at in range(total):
        bench = a_bench(tmp_path / "x")
        storage = run(bench, stop_at)
        if not storage.crashed:
            # Progress records depend on the time: a run may have an operation or two fewer.
            assert stop_at >= total - SPARE
            break
        LOSSES[loss](storage)
        parts = len({path.name[:24] for path in bench.parts.glob("*") if PART.match(path.name)})
        bench.go_on()
        recover(bench)
        assert bench.is_complete(SMALL, TEMPORARY), (
            stop_at,
            storage.operations[-1],
            list(tmp_path.rglob("*")),
        )
        # Of what had been made durable nothing was done again.
        assert sum(bench.exporter.begun.values()) <= 3 - parts, stop_at
        if loss == "power cut":
            assert parts >= finished_by_sync(storage) or not bench.exporter.begun


@pytest.mark.parametrize("loss", ["process killed", "power cut"])
def test_recovering_may_itself_be_stopped(tmp_path: Path, loss: str) -> None:
    first_run = len(run(a_bench(tmp_path / "x"), None).operations)
    for first in range(3, first_run, 4):
        second = 0
        while True:
            bench = a_bench(tmp_path / "x")
            LOSSES[loss](run(bench, first))
            if bench.output.exists() and not bench.journal.exists():
                break
            storage = run(bench, second)
            if not storage.crashed:
                break
            LOSSES[loss](storage)
            recover(bench)
            assert bench.is_complete(SMALL, TEMPORARY), (first, second)
            second += 3


@pytest.mark.parametrize("loss", ["process killed", "power cut"])
def test_an_old_output_stays_until_the_new_one_replaces_it(tmp_path: Path, loss: str) -> None:
    def with_old() -> Bench:
        bench = a_bench(tmp_path / "x")
        bench.output.write_bytes(b"the old one")
        return bench

    total = len(run(with_old(), None, overwrite=True).operations)
    for stop_at in range(total):
        bench = with_old()
        storage = run(bench, stop_at, overwrite=True)
        if not storage.crashed:
            assert stop_at >= total - SPARE
            break
        LOSSES[loss](storage)
        old = bench.output.read_bytes()
        assert old == b"the old one" or bench.output.stat().st_size == 63
        bench.export(SMALL, overwrite=True)
        assert bench.is_complete(SMALL, TEMPORARY), stop_at


def test_dropping_an_old_state_may_be_stopped(tmp_path: Path) -> None:
    def interrupted() -> Bench:
        bench = a_bench(tmp_path / "x")
        run(bench, 20)
        bench.exporter = SyntheticExporter()
        return bench

    total = len(run(interrupted(), None, resume="never").operations)  # type: ignore[arg-type]
    for stop_at in range(total):
        bench = interrupted()
        storage = run(bench, stop_at, resume="never")  # type: ignore[arg-type]
        if not storage.crashed:
            assert stop_at >= total - SPARE
            break
        storage.lose_unsynced()
        recover(bench)
        assert bench.is_complete(SMALL, TEMPORARY), stop_at


@pytest.mark.parametrize("error", [DiskFull("Full."), ExportError("Could not write.")])
def test_one_operation_that_fails_never_harms_the_output(
    tmp_path: Path, error: ExportError
) -> None:
    total = len(run(a_bench(tmp_path / "x"), None).operations)
    for stop_at in range(total):
        bench = a_bench(tmp_path / "x")
        storage = FaultyStorage(bench.folder, stop_at, fail_with=error)
        bench.surroundings = faulty(storage)
        try:
            bench.export(SMALL)
        except ExportError:
            bench.surroundings = SURROUNDINGS
            recover(bench)
        left = {path.name for path in bench.folder.iterdir()}
        assert bench.output.name in left
        if not bench.is_complete(SMALL, TEMPORARY):
            # Cleaning up is what failed: the next run does it.
            bench.surroundings = SURROUNDINGS
            bench.export(SMALL, overwrite=True)
            assert bench.is_complete(SMALL, TEMPORARY), (stop_at, storage.operations[stop_at], left)
