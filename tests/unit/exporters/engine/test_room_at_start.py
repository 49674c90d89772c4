from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.errors import Cancelled, DiskFull
from exporters.events import Progress, Warned
from exporters.plan import Unit, UnitContext
from tests.engine_bench import SURROUNDINGS, Bench
from tests.synthetic_exporter import REQUEST, SyntheticExporter, content

LARGE = {**REQUEST, "estimated": 1 << 30}
"""Says that it will need a gigabyte."""


def leave(bench: Bench, free: int) -> list[int]:
    """Let so many bytes be free; the list may be changed later."""
    room = [free]

    def tell(folder: Path) -> int:
        return room[0]

    bench.surroundings = replace(SURROUNDINGS, free_bytes=tell)
    return room


def test_an_export_that_clearly_cannot_fit_is_not_begun(bench: Bench) -> None:
    leave(bench, 1000)
    with pytest.raises(DiskFull, match="needs about"):
        bench.export(LARGE, check_space=True)
    assert not bench.exporter.begun
    assert not bench.journal.exists()


def test_an_export_that_was_begun_waits_for_room_and_goes_on(bench: Bench) -> None:
    bench.stop_after(3)
    with pytest.raises(Cancelled):
        bench.export(LARGE)
    bench.go_on()
    room = leave(bench, 1000)
    exporting = threading.Thread(target=lambda: bench.export(LARGE, check_space=True))
    exporting.start()
    deadline = time.monotonic() + 30
    while not any(one.waiting_for for one in bench.seen(Progress)):
        assert exporting.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert any("needs about" in one.message for one in bench.seen(Warned))
    room[0] = 1 << 40
    exporting.join(30)
    assert bench.is_complete(LARGE)


def test_a_disk_that_becomes_full_under_the_last_unit_does_not_hold_what_follows(
    bench: Bench,
) -> None:
    room = leave(bench, 1 << 40)

    class Deaf(SyntheticExporter):
        """Its units cannot be frozen."""

        def run(self, unit: Unit, context: UnitContext) -> None:
            if unit.index == REQUEST["units"] - 1:
                room[0] = 1000
                while not context.token.paused:
                    time.sleep(0.001)
            context.path.write_bytes(content(context.plan.request, unit.index))

    bench.exporter = Deaf()
    exporting = threading.Thread(target=bench.export, daemon=True)
    exporting.start()
    exporting.join(30)
    assert bench.is_complete()
