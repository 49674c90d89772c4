"""What is told of parts that an earlier run left, while they are read again."""

from __future__ import annotations

import pytest

from exporters.errors import Cancelled
from exporters.events import Restored, UnitChecked, UnitFinished
from tests.engine_bench import Bench


@pytest.fixture
def kept(bench: Bench) -> int:
    """How many units a run has left that was stopped."""
    bench.stop_after(4)
    with pytest.raises(Cancelled):
        bench.export()
    bench.go_on()
    return len(list(bench.parts.iterdir()))


def test_every_unit_that_was_kept_is_told_to_be_intact(bench: Bench, kept: int) -> None:
    bench.export()
    assert bench.is_complete()
    assert [event.intact for event in bench.seen(UnitChecked)] == [True] * kept
    checked = {event.unit for event in bench.seen(UnitChecked)}
    assert checked.isdisjoint(event.unit for event in bench.seen(UnitFinished))


def test_a_damaged_unit_is_told_and_then_finished_again(bench: Bench, kept: int) -> None:
    part = sorted(bench.parts.iterdir())[0]
    content = bytearray(part.read_bytes())
    content[-1] ^= 1
    part.write_bytes(content)
    damaged = int(part.name.split("-")[1])
    bench.export()
    assert bench.is_complete()
    told = {event.unit: event.intact for event in bench.seen(UnitChecked)}
    assert len(told) == kept
    assert [unit for unit, intact in told.items() if not intact] == [damaged]
    events = [event for event in bench.events if getattr(event, "unit", None) == damaged]
    assert [type(event) for event in events] == [UnitChecked, UnitFinished]
    assert len(bench.seen(Restored)) == 1


def test_a_first_run_checks_nothing(bench: Bench) -> None:
    bench.export()
    assert not bench.seen(UnitChecked)
