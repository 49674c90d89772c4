"""The queue as people and scripts meet it: one process that runs it, and others that steer it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner, Result

from app.cli.main import reprise as command_line
from tests import media_factory as media
from tests.commands import Running, command, companions, digest, gone, reprise, succeed

SLOW = ("--encoder-preset", "veryslow", "--segment-seconds", "1", "--workers", "2")
SOUND = ("--video-encoder", "none")
Act = Callable[[Running], object]
Run = Callable[..., Running]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are POSIX's")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    pictures, sound = media.pictures(3, size="320x180"), media.tone(3)
    media.ffmpeg(*pictures, *sound, *media.X264, *media.AAC, path)
    return path


@pytest.fixture(scope="module")
def undisturbed(film: Path) -> str:
    """Digest of the film's export with ``SLOW``."""
    output = film.with_name("undisturbed.mp4")
    succeed("export", film, "-o", output, *SLOW)
    return digest(output)


@pytest.fixture(autouse=True)
def _own_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))


@pytest.fixture
def run() -> Iterator[Run]:
    """Starts ``queue start`` in a process of its own, which does not outlive the test."""
    running: list[Running] = []

    def run(*arguments: object, act: Any = None) -> Running:
        running.append(Running("queue", "start", *arguments, act=act))
        return running[-1]

    yield run
    for one in running:
        if one.process.poll() is None:
            one.kill()
            one.wait()


def queue(*arguments: object) -> Result:
    """A command in this process: to the one that runs the queue it is another."""
    words = [os.fspath(one) if isinstance(one, Path) else str(one) for one in arguments]
    return CliRunner().invoke(command_line, ["queue", *words])


def done(*arguments: object) -> str:
    """What a command in this process, which must succeed, prints."""
    result = queue(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(*arguments, "--json").splitlines()]


def add(*arguments: object) -> None:
    done("add", "--no-report", *arguments)


def states() -> list[str]:
    return [job["state"] for job in told("list")]


def start(*arguments: object) -> list[dict[str, Any]]:
    """Events of a run, in a process of its own, that ends with all exported."""
    output = succeed("queue", "start", *arguments, "--json")
    return [json.loads(line) for line in output.splitlines()]


def jobs_with(kind: str, events: Sequence[dict[str, Any]]) -> list[int]:
    """The jobs of such events, in their order."""
    return [event["job"] for event in events if event["event"] == kind]


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30.0
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def at_first_unit(act: Act) -> Callable[[dict[str, Any], Running], None]:
    """For ``run``: acts once, when the first segment is finished.

    The process is held meanwhile: its encoders go on with what they have, but nothing new is
    begun, and the export cannot come to its end.
    """
    acted = []

    def acting(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and not acted:
            acted.append(True)
            running.signal(signal.SIGSTOP)
            try:
                act(running)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    running.signal(signal.SIGCONT)

    return acting


def interrupted_export(run: Run, film: Path, output: Path) -> None:
    """A job whose process was killed part of the way."""
    add(film, "-o", output, *SLOW)
    run(act=at_first_unit(lambda running: running.kill())).wait()
    assert gone(str(output.parent), 2.0)


def encoders_of(running: Running) -> list[psutil.Process]:
    children = psutil.Process(running.process.pid).children(recursive=True)
    return [child for child in children if "ffmpeg" in child.name()]


@posix
def test_another_process_pauses_and_resumes(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    add(film, "-o", output, *SLOW)

    running = run()

    def last() -> dict[str, Any]:
        return ([{"workers": [], "paused": False}, *running.of_kind("progress")])[-1]

    until(lambda: any(one["done"] for one in last()["workers"]))
    encoders: list[psutil.Process] = []
    while not encoders:  # there is none for a moment between two segments
        done("resume")
        until(lambda: not last()["paused"])
        done("pause", 1)
        until(lambda: last()["paused"])
        encoders = encoders_of(running)
    until(lambda: told("list")[0]["work_done"] == last()["work_done"])
    assert {one.status() for one in encoders} == {psutil.STATUS_STOPPED}
    before = [one.cpu_times() for one in encoders], told("list")[0]["work_done"]
    time.sleep(1.0)
    assert ([one.cpu_times() for one in encoders], told("list")[0]["work_done"]) == before
    assert states() == ["paused"]
    done("resume", 1)
    code, _ = running.wait()
    assert code == 0
    assert digest(output) == undisturbed
    assert not running.of_kind("restored")
    assert companions(output) == []


@posix
def test_what_is_paused_when_its_process_dies_stays_paused_and_goes_on(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    add(film, "-o", output, *SLOW)

    def pause_and_kill(running: Running) -> None:
        done("pause", 1)
        running.kill()

    run(act=at_first_unit(pause_and_kill)).wait()
    assert gone(str(tmp_path), 2.0)
    assert states() == ["paused"]
    assert not jobs_with("finished", start())
    assert states() == ["paused"]
    assert "reprise queue start" in queue("resume").stderr
    assert jobs_with("restored", start()) == [1]
    assert digest(output) == undisturbed


@posix
def test_another_process_stops_and_the_next_start_goes_on(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    add(film, "-o", output, *SLOW)
    code, _ = run(act=at_first_unit(lambda running: done("stop", 1))).wait()
    assert code == 75
    assert gone(str(tmp_path), 2.0)
    assert states() == ["inactive"]
    assert not output.exists()
    events = start()
    assert [event["units_done"] > 0 for event in events if event["event"] == "restored"] == [True]
    assert digest(output) == undisturbed
    assert [entry["outcome"] for entry in told("history")] == ["completed", "stopped"]


@posix
def test_others_see_who_runs_the_queue_and_steer_it(film: Path, run: Run, tmp_path: Path) -> None:
    add(film, "-o", tmp_path / "a.mp4", *SLOW)
    seen: list[Result] = []
    started: list[subprocess.CompletedProcess[str]] = []

    def work(running: Running) -> None:
        add(film, "-o", tmp_path / "b.mp4", *SOUND)
        add(film, "-o", tmp_path / "c.mp4", *SOUND)
        started.append(reprise("queue", "start", 2))
        seen.extend((queue("status"), queue("remove", 1, "--yes"), queue("remove", 3, "--yes")))

    running = run(act=at_first_unit(work))
    code, _ = running.wait()
    status, remove_active, remove_waiting = seen
    for shown in (started[0].stderr, status.stdout):
        assert f"rocess {running.process.pid} " in shown
    assert started[0].returncode == 0
    assert remove_active.exit_code == 2
    assert "it cannot be removed" in remove_active.stderr
    assert remove_waiting.exit_code == 0
    assert code == 0
    assert jobs_with("finished", running.events) == [1, 2]
    assert states() == ["completed", "completed"]
    assert "nobody" in done("status")


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_interrupts_and_the_next_start_goes_on(
    number: signal.Signals, film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    add(film, "-o", output, *SLOW)
    add(film, "-o", tmp_path / "waiting.mp4", *SOUND)
    code, error = run(act=at_first_unit(lambda running: running.signal(number))).wait()
    assert code == 75
    assert "What is finished is kept. Go on: reprise queue start" in error
    assert gone(str(tmp_path), 2.0)
    assert states() == ["interrupted", "queued"]
    assert jobs_with("restored", start("--interrupted", "continue")) == [1]
    assert digest(output) == undisturbed
    assert states() == ["completed", "completed"]


@posix
def test_what_was_killed_is_left_for_later_where_nobody_can_be_asked(
    film: Path, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    interrupted_export(run, film, output)
    ended = reprise("queue", "start")
    assert ended.returncode == 0
    assert "Left for later: 1 interrupted export" in ended.stderr
    assert states() == ["interrupted"]
    assert companions(output)
    start("--interrupted", "discard")
    assert states() == ["inactive"]
    assert companions(output) == []


@posix
def test_in_the_mode_auto_what_was_killed_goes_on_by_itself(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    done("config", "mode=auto")
    interrupted_export(run, film, output)
    ended = reprise("queue", "start")
    assert ended.returncode == 0
    assert "Continuing 1 export interrupted at " in ended.stderr
    assert "Restored" in ended.stdout
    assert digest(output) == undisturbed


def at_a_terminal(question: bytes, answers: Sequence[bytes]) -> tuple[int, bytes]:
    """Exit code of ``queue start`` and what is shown to a user who answers questions."""
    import pty

    ours, theirs = pty.openpty()
    arguments = command("queue", "start")
    process = subprocess.Popen(arguments, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown, asked = b"", 0
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        while asked < shown.count(question):
            os.write(ours, answers[asked])
            asked += 1
    code = process.wait()
    os.close(ours)
    assert asked == len(answers), shown
    return code, shown


@posix
def test_at_a_terminal_it_asks_about_each_export_that_was_interrupted(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    outputs = [tmp_path / f"{name}.mp4" for name in ("continue", "over", "discard", "later")]
    done("config", f"parallel={len(outputs)}")
    for output in outputs:
        add(film, "-o", output, *SLOW)

    def kill(event: dict[str, Any], running: Running) -> None:
        if len(set(jobs_with("unit_finished", running.events))) == len(outputs):
            running.kill()

    run(act=kill).wait()
    assert gone(str(tmp_path), 2.0)
    assert states() == ["interrupted"] * 4
    code, shown = at_a_terminal(b"later? [continue]:", [b"\n", b"start over\n", b"d\n", b"later\n"])
    assert code == 0
    for fact in (b"of 4 segments (", b"unchanged", b"ended while this export was"):
        assert shown.count(fact) == 4, fact
    assert shown.count(b"Restored") == 1
    assert states() == ["completed", "completed", "inactive", "interrupted"]
    assert [digest(output) for output in outputs[:2]] == [undisturbed] * 2
    assert [bool(companions(output)) for output in outputs] == [False, False, False, True]
    assert [output.exists() for output in outputs] == [True, True, False, False]


@posix
def test_the_question_tells_of_a_source_that_has_changed(
    film: Path, run: Run, tmp_path: Path
) -> None:
    source, output = tmp_path / "source.mp4", tmp_path / "out.mp4"
    source.write_bytes(film.read_bytes())
    interrupted_export(run, source, output)
    source.write_bytes(film.read_bytes() + b"more")
    code, shown = at_a_terminal(b"[continue]:", [b"continue\n"])
    assert b"changed" in shown
    assert code == 1
    (job,) = told("list")
    assert job["state"] == "failed"
    assert "changed" in job["message"]
    assert companions(output)


@posix
def test_starting_with_force_begins_afresh(
    film: Path, undisturbed: str, run: Run, tmp_path: Path
) -> None:
    interrupted_export(run, film, tmp_path / "out.mp4")
    events = start(1, "--force")
    assert not jobs_with("restored", events)
    assert jobs_with("finished", events) == [1]
    assert digest(tmp_path / "out.mp4") == undisturbed


def test_a_failure_stops_no_other_and_retry_takes_up_what_failed(
    film: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source.mp4"
    source.write_bytes(film.read_bytes())
    add(source, "-o", tmp_path / "a.mp4", *SOUND)
    add(film, "-o", tmp_path / "b.mp4", *SOUND)
    source.rename(tmp_path / "elsewhere.mp4")
    ended = reprise("queue", "start")
    assert ended.returncode == 1
    assert "source.mp4" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert states() == ["failed", "completed"]
    source.write_bytes(film.read_bytes())
    assert "reprise queue start" in queue("retry").stderr
    assert states() == ["queued", "completed"]
    assert jobs_with("finished", start()) == [1]


def test_jobs_run_in_the_order_that_they_were_moved_to(film: Path, tmp_path: Path) -> None:
    for name in "abcd":
        add(film, "-o", tmp_path / f"{name}.mp4", *SOUND)
    done("move", 3, 4, "--before", 1)
    done("move", 3)
    done("remove", 2, "--yes")
    assert jobs_with("finished", start()) == [4, 1, 3]


def test_several_run_at_the_same_time_where_that_is_wanted(film: Path, tmp_path: Path) -> None:
    done("config", "parallel=2")
    for name in "abc":
        add(film, "-o", tmp_path / f"{name}.mp4", *SOUND)
    events = [event for event in start() if event["event"] == "state"]
    assert [event["state"] for event in events[:3]] == ["active", "active", "completed"]
    assert states() == ["completed"] * 3
    assert len({digest(tmp_path / f"{name}.mp4") for name in "abc"}) == 1


def test_any_name_will_do(film: Path, tmp_path: Path) -> None:
    sources, folder = tmp_path / "in", tmp_path / "out 100% 'x'\n"
    sources.mkdir()
    # Quotes, a line break, a leading dash and bytes that are no text.
    every = media.hostile_copies(film, sources)
    copies = [every[place] for place in (1, 3, 4, -1)]
    expected = tmp_path / "expected.mp4"
    succeed("export", film, "-o", expected, *SOUND)
    done("config", "parallel=2")
    succeed("queue", "add", "-o", folder, "--no-report", *SOUND, "--", *copies)
    assert len(succeed("queue", "list").splitlines()) == 1 + len(copies)
    assert len(done("list", "--text", 'quote\'s "and"').splitlines()) == 2
    assert reprise("queue", "start").returncode == 0
    assert states() == ["completed"] * len(copies)
    assert {digest(path) for path in folder.iterdir()} == {digest(expected)}
    assert sorted(folder.iterdir()) == sorted(folder / path.name for path in copies)


@posix
def test_what_removes_something_asks_first(film: Path, run: Run, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    interrupted_export(run, film, output)
    for words in (("reset",), ("remove", 1), ("clear", "--all")):
        refused = queue(*words)
        assert refused.exit_code == 2, words
        assert "--yes" in refused.stderr
        assert "out.mp4" in refused.stdout
    assert "finished part" in queue("reset").stdout
    assert states() == ["interrupted"]
    assert companions(output)
    done("reset", "--yes")
    assert states() == ["inactive"]
    assert companions(output) == []
    done("clear", "--all", "--yes")
    assert states() == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("pause", 1), "Job 1 is inactive: it cannot be paused."),
        (("resume", 1), "Job 1 is inactive: it cannot be continued."),
        (("retry", 1), "Job 1 is inactive"),
        (("start", 1, 77), "There is no job 77."),
        (("move", 1, "--before", 1), "cannot be moved before itself"),
        (("move", 1, "--before", 9), "There is no job 9."),
        (("remove",), "IDS"),
        (("remove", "10" * 30), "is not the number of a job"),
        (("stop", "one"), "“one” is not the number of a job"),
        (("config", "mode=wild"), "mode is one of auto, manual"),
        (("config", "workers=0"), "workers is a whole number from 1 to 256"),
        (("config", "when_done=command"), "when_done_command"),
        (("config", "colour=red"), "no setting “colour”"),
        (("config", 1, "crf=99"), "lies between 0 and 51"),
        (("config", 1, "colour=red"), "no setting “colour”"),
        (("config", 77, "crf=20"), "There is no job 77."),
        (("clear", "--state", "active"), "stop it first"),
        (("list", "--state", "sleeping"), "--state"),
        (("start", "--interrupted", "perhaps"), "--interrupted"),
        (("add", "FILM", "-o", "OUT"), "is written by job 1 already"),
        (("add", "FILM", "-o", "OTHER", "--crf", "99"), "lies between 0 and 51"),
        (("add", "FILM", "-o", "FILM", "--overwrite"), "is the source itself"),
        (("frobnicate",), "No such command"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    arguments: tuple[object, ...], sentence: str, film: Path, tmp_path: Path
) -> None:
    paths = {"FILM": film, "OUT": tmp_path / "out.mp4", "OTHER": tmp_path / "other.mp4"}
    add(film, "-o", paths["OUT"])
    before = told("list"), told("config")
    refused = queue(*(paths.get(str(argument), argument) for argument in arguments))
    assert refused.exit_code == 2, refused.output
    assert sentence in " ".join(refused.stderr.split())
    assert (told("list"), told("config")) == before


def test_a_command_is_run_when_everything_is_done(film: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    script = tmp_path / "two words.py"
    script.write_text(
        "import os, sys\n"
        "counts = os.environ['REPRISE_COMPLETED'], os.environ['REPRISE_FAILED']\n"
        "open(sys.argv[1], 'w').write(' '.join((*counts, *sys.argv[2:])))\n"
    )
    words = f"'{sys.executable}' '{script}' '{report}' '$HOME' 'a b'"
    done("config", "when_done=command", f"when_done_command={words}")
    add(film, "-o", tmp_path / "a.mp4", *SOUND)
    add(film, "-o", tmp_path / "b.mp4", *SOUND)
    (tmp_path / "b.mp4").write_text("in the way")
    assert reprise("queue", "start").returncode == 1
    assert report.read_text() == "1 1 $HOME a b"


@posix
def test_no_command_is_run_when_a_user_has_stopped_something(
    film: Path, run: Run, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    words = f"'{sys.executable}' -c 'import sys; open(sys.argv[1], \"w\")' '{mark}'"
    done("config", "when_done=command", f"when_done_command={words}")
    add(film, "-o", tmp_path / "a.mp4", *SLOW)
    add(film, "-o", tmp_path / "b.mp4", *SOUND)
    run(act=at_first_unit(lambda running: done("stop", 1))).wait()
    assert states() == ["inactive", "completed"]
    assert not mark.exists()
    start()
    assert states() == ["completed", "completed"]
    assert mark.exists()


def test_adding_can_start_at_once_and_reports_are_written(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    succeed("queue", "add", film, "-o", output, *SOUND, "--now")
    assert states() == ["completed"]
    assert companions(output) == ["out.mp4.report.html", "out.mp4.report.json"]
