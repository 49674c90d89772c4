from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from app.jobs.when_done import COMMANDS, carry_out, count_down, is_due, needs_grace
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError, ProcessFailed

SHOW = "import json, os, sys; json.dump([sys.argv[1:], dict(os.environ)], open({0!r}, 'w'))"


class Recorded:
    """Takes the place of the runner; refuses the programs that it is told to."""

    def __init__(self, *refused: str) -> None:
        self.commands: list[tuple[str, ...]] = []
        self._refused = refused

    def __call__(self, command: Sequence[str], **options: Any) -> None:
        self.commands.append(tuple(command))
        if command[0] in self._refused:
            raise ProcessFailed(f"{command[0]} failed (exit code 1): no.", log=("no",))


def settings_of(action: str, *command: str) -> QueueSettings:
    return QueueSettings().changed({"when_done": action, "when_done_command": command})


@pytest.mark.parametrize("action", ["nothing", "quit"])
def test_what_the_front_end_does_itself_runs_no_program(action: str) -> None:
    run = Recorded()
    carry_out(settings_of(action), 1, 0, run=run)
    assert run.commands == []
    assert not needs_grace(action)


@pytest.mark.parametrize(("platform", "action"), COMMANDS)
def test_each_system_is_asked_in_its_own_way(
    platform: str, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    run = Recorded()
    carry_out(settings_of(action), 1, 0, run=run)
    assert run.commands == [tuple(COMMANDS[platform, action][0])]
    assert needs_grace(action)


@pytest.mark.parametrize(("action", "asked"), [("sleep", "suspend"), ("shutdown", "poweroff")])
def test_where_there_is_no_systemd_elogind_is_asked(
    action: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    run = Recorded("systemctl")
    carry_out(settings_of(action), 1, 0, run=run)
    assert [(command[0], command[-1]) for command in run.commands] == [
        ("systemctl", asked),
        ("loginctl", asked),
    ]


def test_a_machine_that_will_not_sleep_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(ExportError) as refused:
        carry_out(settings_of("sleep"), 1, 0, run=Recorded("systemctl", "loginctl"))
    assert "could not be made to sleep: systemctl failed" in str(refused.value)
    assert refused.value.log == ("no",)


def test_a_system_that_nobody_has_described_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    with pytest.raises(ExportError, match="shut down: this system offers no way to it"):
        carry_out(settings_of("shutdown"), 1, 0, run=Recorded())


def test_a_command_gets_its_arguments_untouched_the_counts_and_the_users_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OF_THE_USER", "kept")
    told = tmp_path / "told"
    hostile = ["$HOME; exit 3", "two words", "*", "-rf", "line\nbreak", "'\""]
    command = [sys.executable, "-c", SHOW.format(str(told)), *hostile]
    carry_out(settings_of("command", *command), 7, 2)
    arguments, environment = json.loads(told.read_text())
    assert arguments == hostile
    assert (environment["REPRISE_COMPLETED"], environment["REPRISE_FAILED"]) == ("7", "2")
    assert environment["OF_THE_USER"] == "kept"


def test_a_command_that_fails_is_a_sentence_with_its_log() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('The pigeon is ill.')"]
    with pytest.raises(ExportError, match="did not succeed") as failed:
        carry_out(settings_of("command", *command), 1, 0)
    assert "exit code 1" in str(failed.value)
    assert "The pigeon is ill." in failed.value.log


def test_a_command_that_there_is_not_is_a_sentence() -> None:
    with pytest.raises(ExportError, match="no-such-program"):
        carry_out(settings_of("command", "/no-such-program"), 1, 0)


def test_a_command_is_ended_by_the_token() -> None:
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    with pytest.raises(Cancelled):
        carry_out(settings_of("command", *command), 1, 0, token)


def test_there_is_time_to_say_no() -> None:
    token, seconds = CancelToken(), []

    def object_to_it(left: int) -> None:
        seconds.append(left)
        if left == 2:
            token.cancel()

    assert not count_down(token, object_to_it, seconds=3)
    assert seconds == [3, 2]


def test_silence_is_consent() -> None:
    seconds: list[int] = []
    assert count_down(CancelToken(), seconds.append, seconds=1)
    assert seconds == [1]


@given(st.lists(st.sampled_from(JobState)))
def test_nothing_is_done_after_a_run_in_which_anything_did_not_come_to_its_end(
    states: list[JobState],
) -> None:
    ended = [state for state in states if state in (JobState.COMPLETED, JobState.FAILED)]
    assert is_due(states) is (bool(states) and ended == states)
