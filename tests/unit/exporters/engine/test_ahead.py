"""Parts are joined while later units run; nothing depends on whether that succeeds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.errors import Cancelled, DiskFull, StateBusy, UnitFailed
from exporters.events import Warned
from exporters.plan import AssemblyContext, Unit, UnitContext
from tests.engine_bench import SURROUNDINGS, Bench
from tests.synthetic_exporter import REQUEST

AHEAD = {**REQUEST, "ahead": True}
LAST = REQUEST["units"] - 1
PATIENCE = 30.0


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


class Joining:
    """Tells how often assembling has begun, and which parts it was given."""

    def __init__(self, bench: Bench) -> None:
        self.contexts: list[AssemblyContext] = []
        bench.exporter.on_assemble = self.contexts.append

    @property
    def begun(self) -> int:
        return len(self.contexts)

    @property
    def path(self) -> Path:
        return self.contexts[0].path


def joiners() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "assembler"]


def before_the_last(bench: Bench, what: Callable[[UnitContext], None]) -> None:
    """Do something before the last unit is written, when all others are finished."""

    def begin(unit: Unit, context: UnitContext) -> None:
        if unit.index == LAST:
            what(context)

    bench.exporter.on_run = begin


def test_what_is_finished_is_joined_while_the_last_unit_runs(bench: Bench) -> None:
    joining = Joining(bench)
    joined = []

    def wait(context: UnitContext) -> None:
        wait_until(lambda: joining.begun and joining.path.exists())
        joined.append(joining.path)

    before_the_last(bench, wait)
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert joining.begun == 1
    assert len(joined) == 1
    assert not joiners()


def test_a_plan_that_is_not_made_for_it_is_joined_at_the_end(bench: Bench) -> None:
    joining = Joining(bench)
    before_the_last(bench, lambda context: None if not joining.begun else pytest.fail("begun"))
    bench.export()
    assert bench.is_complete()
    assert joining.begun == 1


def test_nothing_large_is_left_where_nobody_looks_for_it(bench: Bench) -> None:
    """With parts in another folder the output is joined beside its place, at the end."""
    joining = Joining(bench)
    before_the_last(bench, lambda context: None if not joining.begun else pytest.fail("begun"))
    (bench.folder / "far").mkdir()
    bench.export(AHEAD, parts_path=bench.folder / "far" / "parts")
    assert bench.is_complete(AHEAD, but="far")
    assert joining.path.parent == bench.folder


@pytest.mark.parametrize("error", [UnitFailed("It does not fit."), DiskFull("Full."), OSError("?")])
def test_what_goes_wrong_ahead_is_done_again_at_the_end(bench: Bench, error: Exception) -> None:
    begun = []

    def fail(context: AssemblyContext) -> None:
        begun.append(context)
        context.path.write_bytes(b"half")
        if len(begun) == 1:
            raise error

    bench.exporter.on_assemble = fail
    before_the_last(bench, lambda context: wait_until(lambda: begun and not joiners()))
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert len(begun) == 2
    assert not bench.seen(Warned)


def test_a_stop_ends_it_and_leaves_no_file(bench: Bench) -> None:
    joining = Joining(bench)

    def stop(context: UnitContext) -> None:
        wait_until(lambda: joining.begun and joining.path.exists())
        bench.token.cancel()

    before_the_last(bench, stop)
    with pytest.raises(Cancelled):
        bench.export(AHEAD)
    assert not joiners()
    assert not joining.path.exists()
    bench.go_on()
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert set(bench.exporter.begun) == {LAST}


def test_while_it_does_not_stop_nobody_else_writes_to_its_file(bench: Bench) -> None:
    begun, released = threading.Event(), threading.Event()

    def hang(context: AssemblyContext) -> None:
        begun.set()
        released.wait(PATIENCE)

    def stop(context: UnitContext) -> None:
        assert begun.wait(PATIENCE)
        bench.token.cancel()

    bench.exporter.on_assemble = hang
    before_the_last(bench, stop)
    with pytest.raises(Cancelled):
        bench.export(AHEAD)
    bench.go_on()
    with pytest.raises(StateBusy):
        bench.export(AHEAD)
    released.set()
    wait_until(lambda: not joiners())
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)


def test_a_pause_holds_it(bench: Bench) -> None:
    begun: list[AssemblyContext] = []
    held = threading.Event()

    def assemble(context: AssemblyContext) -> None:
        begun.append(context)
        wait_until(lambda: context.token.paused)
        held.set()
        context.token.check()

    def pause(context: UnitContext) -> None:
        wait_until(lambda: begun)
        bench.token.pause()
        assert held.wait(PATIENCE)
        bench.token.resume()

    bench.exporter.on_assemble = assemble
    before_the_last(bench, pause)
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert len(begun) == 1


def test_it_gives_way_where_room_is_missing(bench: Bench) -> None:
    """What it has written goes first, and the units have the room."""
    joining = Joining(bench)

    def free(folder: Path) -> int:
        return 1000 if joining.begun == 1 and joining.path.exists() else 1 << 40

    bench.surroundings = replace(SURROUNDINGS, free_bytes=free)
    before_the_last(bench, lambda context: wait_until(lambda: joining.begun and not joiners()))
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert joining.begun == 2


def test_a_part_that_was_restored_is_not_used_before_it_was_read(bench: Bench) -> None:
    bench.stop_after(4)
    with pytest.raises(Cancelled):
        bench.export(AHEAD)
    bench.go_on()
    for part in bench.parts.iterdir():
        content = bytearray(part.read_bytes())
        content[-1] ^= 1
        part.write_bytes(content)
    joining = Joining(bench)
    bench.export(AHEAD)
    assert bench.is_complete(AHEAD)
    assert joining.begun == 1
