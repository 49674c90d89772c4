"""Exports of which nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.checkpoints.untracked import NOT_RESUMABLE, untracked
from exporters.checkpoint.lock import ExportLock
from exporters.engine.options import ExportOptions
from exporters.errors import Cancelled, ExportError, SourceError, StateBusy, UsageError
from exporters.events import Event, Warned
from tests.stopped_export import job_of, stop_after
from tests.unit.app.jobs.checkpoints.conftest import Stopped

OPTIONS = ExportOptions(workers=1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_output_is_the_same_and_nothing_else_is_left(stopped: Stopped, tmp_path: Path) -> None:
    output = tmp_path / "new" / "out.mp4"
    output.parent.mkdir()
    job = job_of(stopped.film, output)
    job.tracked = False
    told: list[Event] = []
    seen: list[list[str]] = []

    def watch(event: Event) -> None:
        told.append(event)
        seen.append(names(output.parent))

    job.run(watch)
    assert output.read_bytes() == stopped.expected
    assert names(output.parent) == ["out.mp4"]
    assert Warned(NOT_RESUMABLE) in told
    assert not any(name.endswith((".export_state", ".export_parts")) for row in seen
                   for name in row)  # fmt: skip


def test_a_stop_leaves_nothing(stopped: Stopped, tmp_path: Path) -> None:
    output = tmp_path / "new" / "out.mp4"
    output.parent.mkdir()
    job = job_of(stopped.film, output)
    job.tracked = False
    with pytest.raises(ExportError, match="Nothing of it is kept") as failure:
        stop_after(job, 1)
    assert not isinstance(failure.value, Cancelled)
    assert names(output.parent) == []


def test_what_an_earlier_run_has_left_is_neither_used_nor_touched(stopped: Stopped) -> None:
    before = names(stopped.output.parent), stopped.journal.read_bytes()
    job = job_of(stopped.film, stopped.output)
    job.tracked = False
    job.run(lambda event: None)
    assert stopped.output.read_bytes() == stopped.expected
    stopped.output.unlink()
    assert (names(stopped.output.parent), stopped.journal.read_bytes()) == before
    assert stopped.finish() == stopped.expected


@pytest.mark.parametrize("error", [KeyboardInterrupt, SourceError, RuntimeError])
def test_the_folder_goes_however_it_ends(error: type[BaseException], tmp_path: Path) -> None:
    def fail() -> None:
        with untracked(tmp_path / "out.mp4", OPTIONS) as options:
            assert options.state_path is not None
            options.state_path.write_text("x")
            assert len(names(tmp_path)) == 2
            raise error("x")

    with pytest.raises(error):
        fail()
    assert names(tmp_path) == []


def test_what_cannot_be_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "there.mp4").touch()
    for output in (tmp_path / "there.mp4", tmp_path / "no" / "out.mp4"):
        with pytest.raises(UsageError), untracked(output, OPTIONS):
            pass
    with (
        ExportLock(tmp_path / "out.mp4.export_state.lock"),
        pytest.raises(StateBusy),
        untracked(tmp_path / "out.mp4", OPTIONS),
    ):
        pass
    assert names(tmp_path) == ["there.mp4"]
