"""Interruptions, retries, pauses: what an export does while its units run."""

from __future__ import annotations

import _thread
import random
import signal
import threading
import time

import pytest

from exporters.checkpoint.journal import read_journal
from exporters.errors import (
    Cancelled,
    ExportError,
    ProcessFailed,
    SourceError,
    StateBusy,
    StateError,
    UnitFailed,
)
from exporters.events import Finished, Progress, Restored, UnitFinished, UnitRetried
from exporters.plan import Unit, UnitContext
from tests.engine_bench import Bench
from tests.synthetic_exporter import REQUEST, expected


@pytest.mark.parametrize("workers", [1, 2, 4, 50])
def test_the_output_does_not_depend_on_the_number_of_workers(bench: Bench, workers: int) -> None:
    assert bench.export(workers=workers) == bench.output
    assert bench.is_complete()
    assert set(bench.exporter.begun.values()) == {1}


@pytest.mark.parametrize("units", [0, 1])
def test_a_plan_may_be_as_small_as_nothing(bench: Bench, units: int) -> None:
    request = {**REQUEST, "units": units}
    bench.export(request)
    assert bench.is_complete(request)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_twenty_random_stops_change_nothing_and_lose_only_units_in_flight(
    bench: Bench, workers: int
) -> None:
    request = {**REQUEST, "units": 60}
    chance = random.Random(workers)
    for _ in range(20):
        bench.stop_after(chance.randrange(1, 4))
        with pytest.raises(Cancelled):
            bench.export(request, workers=workers)
    bench.exporter.on_run = None
    bench.export(request, workers=workers)
    assert bench.is_complete(request)
    again = sum(bench.exporter.begun.values()) - 60
    assert 0 < again <= 20 * workers


def test_after_a_stop_only_what_was_not_finished_is_run(bench: Bench) -> None:
    bench.stop_after(4)
    with pytest.raises(Cancelled):
        bench.export()
    assert sorted(read_journal(bench.journal).finished) == [0, 1, 2, 3]
    bench.go_on()
    bench.export()
    assert bench.exporter.order == [4, 5]
    assert bench.is_complete()
    (restored,) = bench.seen(Restored)
    assert (restored.units_done, restored.units_total) == (4, 6)
    assert abs(restored.saved - time.time()) < 100


def test_a_keyboard_interrupt_stops_and_keeps_what_is_finished(bench: Bench) -> None:
    interrupted = threading.Event()

    def interrupt_at_third(unit: Unit, context: UnitContext) -> None:
        if unit.index == 3 and not interrupted.is_set():
            interrupted.set()
            _thread.interrupt_main()
        if interrupted.is_set():
            # However late the main thread gets it: nothing more is finished before.
            context.token.wait(60)

    bench.exporter.on_run = interrupt_at_third
    request = {**REQUEST, "units": 2000}
    # Whoever starts the tests in the background may have Ctrl+C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            bench.export(request, workers=1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(read_journal(bench.journal).finished) >= 3
    assert not bench.output.exists()
    assert not bench.journal.with_name(bench.journal.name + ".lock").exists()


def test_units_run_by_priority_then_index(bench: Bench) -> None:
    request = {**REQUEST, "last_first": True}
    bench.export(request)
    assert bench.exporter.order == [5, 0, 1, 2, 3, 4]
    assert bench.is_complete(request)


def test_as_many_units_run_at_a_time_as_there_are_workers(bench: Bench) -> None:
    meeting = threading.Barrier(3, timeout=10)
    bench.exporter.on_run = lambda unit, context: meeting.wait() and None
    bench.export(workers=3)
    assert bench.is_complete()


@pytest.mark.parametrize("kind", [UnitFailed, ProcessFailed, SourceError])
def test_a_unit_that_fails_is_tried_again(bench: Bench, kind: type[ExportError]) -> None:
    attempts = []

    def fail_twice(unit: Unit, context: UnitContext) -> None:
        if unit.index == 2:
            attempts.append(context.attempt)
            assert not context.path.exists()
            context.path.write_bytes(b"rubbish")
            if context.attempt < 3:
                raise kind("It went wrong.")

    bench.exporter.on_run = fail_twice
    bench.export(retry_waits=(0.001, 0.002))
    assert attempts == [1, 2, 3]
    assert bench.is_complete()
    retries = [(event.attempt, event.wait, event.message) for event in bench.seen(UnitRetried)]
    assert retries == [(2, 0.001, "It went wrong."), (3, 0.002, "It went wrong.")]


def test_a_unit_that_always_fails_ends_the_export_and_the_rest_is_kept(bench: Bench) -> None:
    def fail(unit: Unit, context: UnitContext) -> None:
        if unit.index == 4:
            raise ProcessFailed("The encoder failed.", log=("line 1", "line 2"))

    bench.exporter.on_run = fail
    with pytest.raises(ProcessFailed) as failure:
        bench.export(retries=3)
    assert failure.value.log == ("line 1", "line 2")
    assert bench.exporter.begun[4] == 4
    assert set(read_journal(bench.journal).finished) >= {0, 1, 2, 3}
    bench.go_on()
    bench.export()
    assert bench.is_complete()
    assert bench.exporter.begun[0] == 0


def test_other_units_are_stopped_when_one_fails_for_good(bench: Bench) -> None:
    stopped = threading.Event()

    def run(unit: Unit, context: UnitContext) -> None:
        if unit.index == 0:
            raise UnitFailed("It is wrong.")
        if context.token.wait(60):
            stopped.set()
        context.token.check()

    bench.exporter.on_run = run
    with pytest.raises(UnitFailed):
        bench.export(workers=2, retries=0)
    assert stopped.is_set()
    assert not bench.token.cancelled


def test_an_unexpected_exception_is_reported_with_its_cause_and_not_retried(bench: Bench) -> None:
    def run(unit: Unit, context: UnitContext) -> None:
        raise KeyError("missing")

    bench.exporter.on_run = run
    with pytest.raises(ExportError, match=r"Unit 0 \(bytes\) failed: KeyError: 'missing'") as error:
        bench.export()
    assert isinstance(error.value.__cause__, KeyError)
    assert bench.exporter.begun[0] == 1


def test_a_unit_that_writes_nothing_fails(bench: Bench) -> None:
    bench.exporter.run = lambda unit, context: None  # type: ignore[method-assign]
    with pytest.raises(UnitFailed, match="has written no result"):
        bench.export(retries=1)


def test_pausing_stops_units_from_being_started_and_resuming_goes_on(bench: Bench) -> None:
    first = threading.Event()
    bench.exporter.on_run = lambda unit, context: first.set()
    resumable = bench.resumable()
    bench.token.pause()
    export = threading.Thread(target=resumable.export, args=(REQUEST, bench.output))
    export.start()
    assert not first.wait(0.3)
    assert any(event.paused for event in bench.seen(Progress))
    bench.token.resume()
    export.join(10)
    assert bench.is_complete()
    assert not bench.seen(Progress)[-1].paused


def test_pausing_reaches_units_that_run(bench: Bench) -> None:
    paused, going_on = threading.Event(), threading.Event()

    def run(unit: Unit, context: UnitContext) -> None:
        if unit.index == 1:
            bench.token.pause()
            assert context.token.paused
            paused.set()
            context.token.check()
            going_on.set()

    bench.exporter.on_run = run
    export = threading.Thread(target=bench.resumable().export, args=(REQUEST, bench.output))
    export.start()
    assert paused.wait(10)
    assert not going_on.wait(0.1)
    bench.token.resume()
    export.join(10)
    assert bench.is_complete()


def test_cancelling_wakes_a_paused_export(bench: Bench) -> None:
    resumable = bench.resumable()
    bench.token.pause()
    threading.Timer(0.1, bench.token.cancel, ["Enough."]).start()
    with pytest.raises(Cancelled, match="Enough"):
        resumable.export(REQUEST, bench.output)


def test_a_token_cancelled_beforehand_starts_nothing(bench: Bench) -> None:
    resumable = bench.resumable()
    bench.token.cancel()
    with pytest.raises(Cancelled):
        resumable.export(REQUEST, bench.output)
    assert list(bench.folder.iterdir()) == []


def test_a_unit_that_does_not_stop_is_left_behind_and_keeps_the_parts(bench: Bench) -> None:
    begun, release = threading.Event(), threading.Event()

    def run(unit: Unit, context: UnitContext) -> None:
        if unit.index == 1 and not begun.is_set():
            begun.set()
            bench.token.cancel()
            release.wait(30)

    bench.exporter.on_run = run
    with pytest.raises(Cancelled):
        bench.export()
    assert not release.is_set()
    with pytest.raises(StateBusy):
        bench.export()
    release.set()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            bench.export()
            break
        except StateBusy:
            time.sleep(0.01)
    assert bench.is_complete()


def test_events_tell_the_whole_story(bench: Bench) -> None:
    bench.export(workers=2)
    assert sorted(event.unit for event in bench.seen(UnitFinished)) == list(range(6))
    last = bench.seen(Progress)[-1]
    assert last.final
    assert (last.units_done, last.work_done, last.work_total, last.fraction) == (6, 60, 60, 1.0)
    (finished,) = bench.seen(Finished)
    assert finished is bench.events[-1]
    assert finished.path == str(bench.output)
    assert finished.size == len(expected(REQUEST))


def test_the_exporter_is_closed_however_the_export_ends(bench: Bench) -> None:
    bench.stop_after(1)
    with pytest.raises(Cancelled):
        bench.export()
    bench.go_on()
    bench.export()
    assert bench.exporter.closed == 2


def test_an_idle_export_uses_no_processor_time(bench: Bench) -> None:
    used = []

    def wait(unit: Unit, context: UnitContext) -> None:
        if unit.index == 0:
            before = time.process_time()
            context.token.wait(1.0)
            used.append(time.process_time() - before)

    bench.exporter.on_run = wait
    bench.surroundings = type(bench.surroundings)(disk_interval=2.0)
    bench.export({**REQUEST, "units": 1}, workers=4)
    assert used[0] < 0.1


def test_parts_that_are_kept_elsewhere_are_asked_for_and_not_made_again(bench: Bench) -> None:
    elsewhere = bench.folder / "elsewhere"
    bench.stop_after(3)
    with pytest.raises(Cancelled):
        bench.export(parts_path=elsewhere)
    kept = len(list(elsewhere.iterdir()))
    bench.go_on()
    with pytest.raises(StateError, match="a folder of their own") as refused:
        bench.export()
    assert "--parts" in str(refused.value)
    assert not bench.exporter.begun
    bench.export(parts_path=elsewhere)
    assert bench.is_complete()
    assert sum(bench.exporter.begun.values()) == REQUEST["units"] - kept


def test_parts_that_were_kept_elsewhere_may_be_moved_beside_the_output(bench: Bench) -> None:
    elsewhere = bench.folder / "elsewhere"
    bench.stop_after(3)
    with pytest.raises(Cancelled):
        bench.export(parts_path=elsewhere)
    bench.go_on()
    elsewhere.rename(bench.parts)
    bench.export()
    assert bench.is_complete()
    assert sum(bench.exporter.begun.values()) <= REQUEST["units"] - 2
