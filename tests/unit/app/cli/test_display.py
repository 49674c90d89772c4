"""What is said about exports: films are made of segments, projects of files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.display import bar_note, choose_display, lines_of, progress_line
from app.cli.queue_display import PlainScreen
from app.cli.status_command import _units_of
from app.jobs.queue.states import JobState
from app.jobs.unfinished import Unfinished
from exporters.events import Progress, Restored, UnitRetried
from tests.unit.app.cli.example_jobs import example_job

FILM = Progress("exporting", 1, 14, 0, 99, 1000, "frames", 12.0, 0.49, 1_200_000, 75.0, 0.1)
PROJECT = Progress(
    "exporting", 1, 4, 0, 12_000_000, 48_000_000, "bytes", 6_000_000.0, 0.0, 12_000_000, 6.0, 0.25
)


def test_a_line_of_progress_of_a_film() -> None:
    assert progress_line(FILM) == (
        "exporting 10%  99/1000 frames  1/14 segments  12 fps  0.49x  1.2 MB  1:15 left"
    )
    assert bar_note(FILM) == "1/14 segments · 12 fps · 0.5x · 1.2 MB · 1:15 left"


def test_a_line_of_progress_of_a_project() -> None:
    assert progress_line(PROJECT) == (
        "exporting 25%  12.0 MB of 48.0 MB  1/4 files  6.0 MB/s  0:06 left"
    )
    assert bar_note(PROJECT) == "1/4 files · 6.0 MB/s · 12.0 MB of 48.0 MB · 0:06 left"
    assert bar_note(PROJECT, 45) == "1/4 files · 12.0 MB of 48.0 MB · 0:06 left"
    assert bar_note(PROJECT, 35) == "12.0 MB of 48.0 MB · 0:06 left"
    assert "1/1 file " in progress_line(replace(PROJECT, units_total=1))


def test_where_nothing_is_gathered_there_is_nothing_to_count() -> None:
    none = Progress("exporting")
    assert (progress_line(none), bar_note(none)) == ("exporting 0%", "")


def test_what_was_restored_is_counted_in_the_word_for_it() -> None:
    restored = Restored(3, 8, 0.0)
    assert lines_of(restored) == ["Restored 3 of 8 segments; continuing"]
    assert lines_of(restored, of_project=True) == ["Restored 3 of 8 files; continuing"]
    assert lines_of(Restored(0, 1, 0.0), True) == ["Restored 0 of 1 file; continuing"]
    again = UnitRetried(5, 2, 1.0, "It was not what was read.")
    assert lines_of(again)[0].startswith("Warning: segment 5 is tried again (try 2): It")
    assert lines_of(again, True)[0].startswith("Warning: file 5 is tried again")


def test_displays_know_what_they_show(capsys: pytest.CaptureFixture[str]) -> None:
    choose_display(False, False, of_project=True).show(Restored(1, 2, 0.0))
    job = example_job(7, JobState.ACTIVE, request_text='{"format": "otio"}')
    PlainScreen().display(job).show(Restored(1, 2, 0.0))
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "Restored 1 of 2 files; continuing",
        "[7 film 7.mp4] Restored 1 of 2 files; continuing",
    ]


def unfinished(exporter: str) -> Unfinished:
    return Unfinished(Path("a"), Path("b"), exporter, 1, 2, "exporting", 0.0, 0, "", "", False)


@pytest.mark.parametrize(
    ("exporters", "word"),
    [
        (["video", "edit", ""], "segments"),
        (["project"], "files"),
        (["project", "video"], "finished"),
    ],
)
def test_a_table_of_interrupted_exports_says_what_it_counts(
    exporters: list[str], word: str
) -> None:
    assert _units_of([unfinished(exporter) for exporter in exporters]) == word
