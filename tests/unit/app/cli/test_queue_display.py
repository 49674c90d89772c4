"""Several exports at once on a terminal."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from app.cli.queue_display import (
    JsonScreen,
    LiveScreen,
    PlainScreen,
    QuietScreen,
    choose_screen,
)
from app.jobs.queue.states import JobState
from exporters.events import Finished, Progress, Warned
from tests.unit.app.cli.example_jobs import example_job

NAME = "[red]not red [bold.mp4"
CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> LiveScreen:
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes any stream for a terminal then
    return LiveScreen()


def test_names_are_no_markup(live: LiveScreen, capsys: pytest.CaptureFixture[str]) -> None:
    job = example_job(7, JobState.ACTIVE, output=Path("/films", NAME))
    bar = live.display(job)
    bar.show(Progress("exporting", fraction=0.5, units_done=1, units_total=2, work_name="frames"))
    bar.show(Warned(f"Look at {NAME}"))
    live.say(f"Completed: {NAME}")
    live.close()
    told = CONTROL.sub("", capsys.readouterr().err)
    assert f"Look at {NAME}" in told
    assert f"Completed: {NAME}" in told
    assert f"[7 {job.output.name}] Warning:" in told
    assert "50%" in told
    assert f"7 {NAME} exporting" in told
    assert "1/2 segments" in told


def test_a_narrow_terminal_shows_what_matters_most(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")
    live = LiveScreen()
    for number, name in ((1, "short.mp4"), (12345, "a long name, 很长的名字, of a film.mp4")):
        bar = live.display(example_job(number, JobState.ACTIVE, output=Path("/films", name)))
        bar.show(Progress("exporting", 123, 456, 0, 12345, 99999, "frames", 123.0, 12.3, 9 << 30,
                          86399.0, 0.43))  # fmt: skip
    live.close()
    lines = CONTROL.sub("", capsys.readouterr().err).splitlines()
    drawn = [line for line in lines if "43%" in line][-2:]
    assert [line.split()[0] for line in drawn] == ["1", "12345"]
    for line in drawn:
        assert " exporting ━" in line
        assert line.rstrip().endswith("23:59:59 left")


def test_there_is_a_bar_for_each_export_that_runs(
    live: LiveScreen, capsys: pytest.CaptureFixture[str]
) -> None:
    bars = [live.display(example_job(number, JobState.ACTIVE)) for number in (1, 2, 3)]
    bars[0].show(Progress("exporting", fraction=0.25, paused=True))
    bars[1].show(Progress("verifying", fraction=0.5))
    bars[2].close()
    live.close()
    told = CONTROL.sub("", capsys.readouterr().err).splitlines()
    bars_drawn = [line.split("━")[0].strip() for line in told if "%" in line]
    assert bars_drawn[-2:] == ["1 film 1.mp4 paused", "2 film 2.mp4 verifying"]


def test_what_is_said_before_anything_runs_draws_no_bar(
    live: LiveScreen, capsys: pytest.CaptureFixture[str]
) -> None:
    live.say("Nothing is to be run.")
    live.close()
    assert capsys.readouterr().err == "Nothing is to be run.\n"


def test_quietly_only_what_is_urgent_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    screen = QuietScreen()
    screen.say("Begins: 1 film.mp4", event="state")
    screen.say("Failed: 1 film.mp4", urgent=True, event="state")
    screen.display(example_job(1, JobState.ACTIVE)).show(Finished("/films/x.mp4", 1, 1.0))
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Failed: 1 film.mp4\n")


def test_a_line_for_each_export_has_no_line_ends_of_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    job = example_job(1, JobState.ACTIVE, output=Path("/films/two\nlines\x1b[2J.mp4"))
    PlainScreen().display(job).show(Finished(str(job.output), 1, 1.0))
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "\x1b" not in told


def test_the_screen_is_chosen_by_the_options_and_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(choose_screen(True, True), JsonScreen)
    assert isinstance(choose_screen(False, True), QuietScreen)
    for terminal, kind in ((True, LiveScreen), (False, PlainScreen)):
        monkeypatch.setattr(sys.stderr, "isatty", lambda answer=terminal: answer)
        assert type(choose_screen(False, False)) is kind
