"""Large files are saved while they grow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.durable import Storage
from exporters.engine import steady_sync
from exporters.engine.steady_sync import STEP, SteadySync
from exporters.errors import ExportError
from tests.engine_bench import SURROUNDINGS, Bench
from tests.faulty_storage import FaultyStorage
from tests.synthetic_exporter import REQUEST

AHEAD = {**REQUEST, "ahead": True, "size": 100_000}


def synced(storage: FaultyStorage) -> list[str]:
    return [path.name for name, path in storage.operations if name == "sync_file"]


def test_a_file_is_saved_at_each_step_that_it_has_grown(tmp_path: Path) -> None:
    path, storage = tmp_path / "part", FaultyStorage(tmp_path)
    saved = SteadySync(path, storage)
    saved.grown_to(2 * STEP)
    assert not synced(storage)
    path.write_bytes(b"x")
    for size in (STEP - 1, STEP, STEP + 1, 2 * STEP - 1, 2 * STEP, 2 * STEP):
        saved.grown_to(size)
    assert len(synced(storage)) == 2


def test_parts_and_the_output_are_saved_on_the_way(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steady_sync, "STEP", 1)
    storage = FaultyStorage(bench.folder)
    bench.surroundings = replace(SURROUNDINGS, storage=storage)
    bench.exporter.on_run = lambda unit, context: (context.path.write_bytes(b"x"),)
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    output = f"-{REQUEST['units']:06d}"
    assert len([name for name in synced(storage) if output in name]) > 2
    assert {f"-{number:06d}" for number in range(REQUEST["units"])} <= {
        name[-11:-4] for name in synced(storage)
    }


def test_a_part_that_cannot_be_saved_is_not_taken(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steady_sync, "STEP", 1)
    saved: list[str] = []

    class Broken(Storage):
        """Fails once, while the first part grows."""

        def sync_file(self, path: Path) -> None:
            if path.name.endswith("-000000.bin"):
                saved.append(path.name)
            if len(saved) == 1:
                raise ExportError("The disk is broken.")
            super().sync_file(path)

    bench.exporter.on_run = lambda unit, context: (context.path.write_bytes(b"x"),)
    bench.surroundings = replace(SURROUNDINGS, storage=Broken())
    with pytest.raises(ExportError, match="The disk is broken"):
        bench.export()
    bench.export()
    assert bench.is_complete()
