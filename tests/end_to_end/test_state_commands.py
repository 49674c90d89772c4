"""The checkpoint tools on the command line, with exports that were really killed."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from exporters.checkpoint.journal import read_journal
from tests import media_factory as media
from tests.commands import (
    Running,
    command,
    companions,
    digest,
    gone,
    kill_after,
    reprise,
    succeed,
)

SETTINGS = ("--encoder-preset", "ultrafast", "--segment-seconds", "0.5", "--workers", "1")


@dataclass
class Killed:
    """A film, its export that was killed, and the digest of an undisturbed one."""

    film: Path
    output: Path
    expected: str

    @property
    def journal(self) -> Path:
        return self.output.with_name(self.output.name + ".export_state")

    @property
    def parts(self) -> list[Path]:
        folder = self.output.with_name(self.output.name + ".export_parts")
        return sorted(folder.glob("[0-9a-f]*-*-*.*"))

    def names(self) -> list[str]:
        return sorted(path.name for path in self.output.parent.iterdir())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    folder = tmp_path_factory.mktemp("killed")
    film = media.constant_rate(folder / "film.mp4", seconds=4)
    succeed("export", film, "-o", folder / "reference.mp4", *SETTINGS)
    expected = digest(folder / "reference.mp4")
    (folder / "reference.mp4").unlink()
    killed = Killed(film, folder / "out.mp4", expected)
    # The kill may come before the third record, or after the fourth part.
    while not (killed.journal.exists() and len(read_journal(killed.journal).finished) == 3
               and len(killed.parts) == 3):  # fmt: skip
        succeed("clean", folder, "--all", "--yes")
        killed.output.unlink(missing_ok=True)
        Running("export", film, "-o", killed.output, *SETTINGS, act=kill_after(3)).wait()
        assert gone(str(folder), 2.0)
    return killed


@pytest.fixture
def killed(original: Killed, tmp_path: Path) -> Killed:
    folder = tmp_path / "case"
    shutil.copytree(original.output.parent, folder)
    return Killed(folder / "film.mp4", folder / "out.mp4", original.expected)


Inside = Callable[..., tuple[int, str, str]]


@pytest.fixture
def inside(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inside:
    """Runs the command line in this process; exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"?" * 20)


def test_backup_corrupt_restore_continue_gives_the_same_output(killed: Killed) -> None:
    assert "as “safe”" in succeed("state", "backup", killed.output, "--name", "safe", "--copy")
    spoil(killed.journal)
    for part in killed.parts:
        spoil(part)
    assert reprise("state", "verify", killed.output).returncode == 1
    told = succeed("state", "restore", killed.output)
    assert "Restored “safe”" in told
    assert "before-restore-" in told
    succeed("state", "verify", killed.output)
    assert "Restored 3 of 9" in succeed("resume", killed.output)
    assert digest(killed.output) == killed.expected
    listed = succeed("state", "list-backups", killed.output).splitlines()
    assert listed[0].startswith("safe ")
    assert len(listed) == 2


def test_a_backup_of_a_running_export_outlives_its_kill(killed: Killed, tmp_path: Path) -> None:
    output = tmp_path / "other.mp4"
    backed_up: list[subprocess.CompletedProcess[str]] = []

    def act(event: dict[str, Any], running: Running) -> None:
        units = len(running.of_kind("unit_finished"))
        if units >= 2 and not backed_up:
            running.signal(19)  # SIGSTOP: as it is now
            backed_up.append(reprise("state", "backup", output, "--name", "now", "--json"))
            # What has the lock can be told, and restoring has to wait.
            backed_up.append(reprise("state", "restore", output, "--name", "now"))
            running.signal(18)
        elif units >= 4:
            running.kill()

    while not output.with_name("other.mp4.export_state").exists():
        output.unlink(missing_ok=True)
        shutil.rmtree(output.with_name("other.mp4.export_backups"), ignore_errors=True)
        backed_up.clear()
        Running("export", killed.film, "-o", output, *SETTINGS, act=act).wait()
    assert gone(str(output), 2.0)
    made, refused = backed_up
    assert made.returncode == 0, made.stderr
    assert refused.returncode == 1
    assert "is being exported by process" in refused.stderr
    succeed("export", killed.film, "-o", output, *SETTINGS, "--no-resume")
    assert digest(output) == killed.expected
    output.unlink()
    succeed("state", "restore", output, "--name", "now")
    units = json.loads(made.stdout)["units_done"]
    assert units >= 2
    assert f"Restored {units} of 9" in succeed("export", killed.film, "-o", output, *SETTINGS)
    assert digest(output) == killed.expected


def test_export_import_elsewhere_continue_gives_the_same_output(
    killed: Killed, tmp_path: Path
) -> None:
    bundle = tmp_path / "carried.reprise-bundle"
    succeed("state", "export", killed.output, "-o", bundle)
    films, outputs = tmp_path / "some films", tmp_path / "deep" / "er"
    films.mkdir()
    outputs.mkdir(parents=True)
    source = shutil.move(killed.film, films / "moved.mp4")
    shutil.rmtree(killed.output.parent)
    output = outputs / "result.mp4"
    refused = reprise("state", "import", bundle, "-o", output)
    assert refused.returncode == 1
    assert "--source" in refused.stderr
    told = succeed("state", "import", bundle, "-o", output, "--source", source)
    assert f"reprise resume {output}" in told
    info = json.loads(succeed("state", "info", output, "--json"))
    assert info["source"] == str(source)
    assert info["source_match"] == "unchanged"
    assert "Restored 3 of 9" in succeed("resume", output)
    assert digest(output) == killed.expected
    assert companions(output) == []


def test_the_original_command_goes_on_with_what_was_imported(
    killed: Killed, tmp_path: Path
) -> None:
    bundle, output = tmp_path / "x", tmp_path / "to" / "out.mp4"
    output.parent.mkdir()
    succeed("state", "export", killed.output, "-o", bundle)
    succeed("state", "import", bundle, "-o", output, "--source", killed.film)
    assert "Restored 3 of 9" in succeed("export", killed.film, "-o", output, *SETTINGS)
    assert digest(output) == killed.expected


def test_info_tells_people_and_scripts_the_same(killed: Killed) -> None:
    text = succeed("state", "info", killed.output)
    told = json.loads(succeed("state", "info", killed.journal, "--json"))
    assert told["units_done"] == len(killed.parts) == 3
    assert told["units_total"] == 9
    for words in (
        "3 of 9 units (33%)",
        f"{told['segment_seconds']:g} s ({told['segment_frames']} frames)",
        "exporting, after preparing",
        told["session_id"],
        f"{killed.film} (unchanged)",
        "1 time",
    ):
        assert words in text
    assert "3/9" in succeed("state", "list", killed.output.parent)
    assert succeed("state", "list", killed.output) == succeed("status", killed.output)


def test_checks_end_with_1_when_something_is_damaged(killed: Killed) -> None:
    assert "Everything is there" in succeed("state", "check", killed.output)
    assert "Everything is intact" in succeed("state", "verify", killed.output)
    spoil(killed.parts[0])
    succeed("state", "check", killed.output)
    found = reprise("state", "verify", killed.output)
    assert found.returncode == 1
    assert killed.parts[0].name in found.stdout
    damaged = killed.parts[0]
    killed.parts[1].unlink()
    quick = reprise("state", "check", killed.output, "--json")
    assert quick.returncode == 1
    assert len(json.loads(quick.stdout)["missing"]) == 1
    repaired = reprise("state", "verify", killed.output, "--repair", "--json")
    assert repaired.returncode == 1
    assert len(json.loads(repaired.stdout)["units_again"]) == 2
    assert not damaged.exists()
    succeed("state", "verify", killed.output)
    assert "Restored 1 of 9" in succeed("resume", killed.output)
    assert digest(killed.output) == killed.expected


def test_clearing_lists_and_asks(killed: Killed) -> None:
    refused = reprise("state", "clear", killed.output)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert str(killed.journal) in refused.stdout
    assert "3 finished parts" in refused.stdout
    assert killed.journal.exists()
    assert "Removed 2" in succeed("state", "clear", killed.output, "--yes")
    assert killed.names() == ["film.mp4"]
    assert "Nothing to clear" in succeed("state", "clear", killed.output)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")
@pytest.mark.parametrize(("answer", "cleared"), [(b"y\n", True), (b"\n", False)])
def test_at_a_terminal_clearing_asks(answer: bytes, cleared: bool, killed: Killed) -> None:
    import pty

    ours, theirs = pty.openpty()
    arguments = command("state", "clear", killed.output)
    process = subprocess.Popen(arguments, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, answer)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    assert process.wait() == 0
    os.close(ours)
    assert b"Remove these 2?" in shown
    assert killed.journal.exists() is not cleared


def test_cleaning_is_what_the_command_clean_does(killed: Killed) -> None:
    left = f"{killed.output.name}.export_state.lock"
    assert left in killed.names()
    assert reprise("state", "clean", killed.output.parent).returncode == 2
    succeed("state", "clean", killed.output.parent, "--yes")
    assert left not in killed.names()
    assert len(killed.parts) == 3


def test_places_that_were_named_are_honoured(killed: Killed, tmp_path: Path) -> None:
    state, parts = tmp_path / "state", tmp_path / "parts"
    shutil.move(killed.journal, state)
    shutil.move(killed.parts[0].parent, parts)
    places = ("--state", state, "--parts", parts)
    assert reprise("state", "info", killed.output).returncode == 1
    assert reprise("state", "info", state).returncode == 2
    assert "3 of 9" in succeed("state", "info", killed.output, *places)
    succeed("state", "backup", killed.output, "--name", "x", *places)
    for part in parts.iterdir():
        part.unlink()
    succeed("state", "restore", killed.output, *places)
    succeed("state", "verify", killed.output, *places)
    succeed("state", "clear", killed.output, *places, "--yes")
    assert not state.exists()
    assert not parts.exists()


def test_the_spellings_that_look_are_the_commands_that_look(
    killed: Killed, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*arguments: object) -> str:
        code, output, errors = inside(*arguments)
        assert code == 0, errors
        return output

    output = killed.output
    monkeypatch.chdir(output.parent)
    for spelling, arguments in (
        ("--checkpoint-info", ("info", output)),
        ("--check-progress", ("check", output)),
    ):
        expected = told("state", *arguments)
        assert told("export", spelling, "-o", output) == expected
        assert told(spelling, "-o", output) == expected
        assert told(spelling, killed.film, "--output", output) == expected
        assert told(spelling) == expected
        as_json = told("state", *arguments, "--json")
        assert told(spelling, "-o", output, "--json") == as_json
    assert succeed("--checkpoint-info", "-o", output) == told("state", "info", output)
    code, _, errors = inside("--checkpoint-info", "--check-progress", "-o", output)
    assert code == 2
    assert "exclude each other" in errors


def test_the_spellings_that_remove_ask_like_the_commands(killed: Killed) -> None:
    for spelling in ("--clean-progress", "--checkpoint-clear"):
        assert reprise(spelling, "-o", killed.output).returncode == 2
    assert killed.journal.exists()
    succeed("--clean-progress", "-o", killed.output, "--yes")
    assert killed.names() == ["film.mp4", "out.mp4.export_parts", "out.mp4.export_state"]
    succeed("--checkpoint-clear", "-o", killed.output, "-y")
    assert killed.names() == ["film.mp4"]


def test_no_resume_needs_no_word_before_it(killed: Killed) -> None:
    told = succeed("--no-resume", killed.film, "-o", killed.output, *SETTINGS)
    assert "Restored" not in told
    assert digest(killed.output) == killed.expected
    assert companions(killed.output) == []


def test_a_film_and_an_output_need_no_word_before_them(killed: Killed) -> None:
    assert "Restored 3 of 9" in succeed(killed.film, "-o", killed.output, *SETTINGS)
    assert digest(killed.output) == killed.expected


def test_without_progress_tracking_nothing_is_kept(killed: Killed, tmp_path: Path) -> None:
    output = tmp_path / "new" / "out.mp4"
    output.parent.mkdir()
    arguments = (killed.film, "-o", output, *SETTINGS)
    done = reprise("--no-progress-tracking", *arguments)
    assert done.returncode == 0
    assert "cannot be resumed" in done.stderr
    assert digest(output) == killed.expected
    output.unlink()

    def interrupt(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and len(running.of_kind("unit_finished")) == 2:
            running.signal(2)

    code, told = Running("export", "--no-progress-tracking", *arguments, act=interrupt).wait()
    assert (code, "Nothing of it is kept" in told) == (1, True)
    assert list(output.parent.iterdir()) == []
    # A killed one cannot remove its folder; that is found as a leftover.
    Running("export", "--no-progress-tracking", *arguments, act=kill_after(2)).wait()
    assert gone(str(output), 2.0)
    assert reprise("state", "info", output).returncode == 1
    left = [path.name for path in output.parent.iterdir()]
    assert len(left) == 2
    assert all(name.startswith((".reprise-", "out.mp4.export_state.lock")) for name in left)
    succeed("clean", output.parent, "--yes")
    assert list(output.parent.iterdir()) == []
    for option in ("--resume", "--keep-parts", "--state=x"):
        refused = reprise("export", "--no-progress-tracking", option, *arguments)
        assert refused.returncode == 2


def test_after_success_leftovers_of_others_are_removed(killed: Killed) -> None:
    other = killed.output.with_name("other.mp4")
    before = killed.names()
    told = succeed("--auto-cleanup-progress", killed.film, "-o", other, *SETTINGS)
    assert "leftovers" in told
    lock = f"{killed.output.name}.export_state.lock"
    assert set(killed.names()) == {*before, other.name} - {lock}
    assert len(killed.parts) == 3
    assert digest(other) == killed.expected


@pytest.mark.soak
def test_a_killed_batch_survives_items_added_removed_and_reordered(
    killed: Killed, tmp_path: Path
) -> None:
    sources, folder = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    films = {name: sources / f"{name}.mp4" for name in "abcd"}
    for path in films.values():
        os.link(killed.film, path)

    def run(names: str, finished: int, units: int) -> None:
        """Kill the batch once so many items, and then so many units, are finished."""

        def kill(event: dict[str, Any], running: Running) -> None:
            done = [at for at, one in enumerate(running.events) if one["event"] == "finished"]
            if len(done) == finished:
                later = running.events[done[-1] if done else 0 :]
                if sum(one["event"] == "unit_finished" for one in later) >= units:
                    running.kill()

        given = [films[name] for name in names]
        code, _ = Running("export", *given, "-o", f"{folder}/", *SETTINGS, act=kill).wait()
        assert code == -9
        assert gone(str(folder), 2.0)

    run("abc", 1, 3)
    assert (folder / "b.mp4.export_state").exists()
    # Without a, with d, in another order; b is in progress and goes on inside.
    run("dbc", 1, 1)
    assert sorted(path.name for path in folder.glob("*.mp4")) == ["a.mp4", "d.mp4"]
    told = succeed("export", films["c"], films["b"], "-o", f"{folder}/", *SETTINGS)
    assert "Restored" in told
    assert "2 exported, 0 skipped, 0 failed, 0 left" in told
    # Nothing that is finished was forgotten meanwhile.
    told = succeed("export", *films.values(), "-o", f"{folder}/", *SETTINGS)
    assert told.count("Skipped ") == 4
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.mp4" for name in "abcd"]
    assert {digest(path) for path in folder.iterdir()} == {killed.expected}


@pytest.mark.soak
def test_in_a_batch_only_what_has_changed_is_done_again(killed: Killed, tmp_path: Path) -> None:
    sources, folder = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(killed.film, sources / name)
    (sources / "c.mp4").write_bytes(b"rubbish")
    arguments = ["export", *sorted(sources.iterdir()), "-o", folder, *SETTINGS]
    assert "2 exported, 0 skipped, 1 failed" in reprise(*arguments).stdout
    media.constant_rate(sources / "b.mp4", seconds=1)
    # What is there is replaced only when that is allowed.
    refused = reprise(*arguments)
    assert "0 exported, 1 skipped, 2 failed" in refused.stdout
    assert "already exists" in refused.stderr
    again = reprise(*arguments, "--overwrite")
    assert "1 exported, 1 skipped, 1 failed" in again.stdout
    assert len(media.decoded_hashes(folder / "b.mp4")) == 25
    assert digest(folder / "a.mp4") == killed.expected


BAD: list[tuple[int, tuple[str, ...]]] = [
    (2, ("state", "fly")),
    (2, ("state", "info")),
    (1, ("state", "info", "nothing.mp4")),
    (1, ("state", "check", "film.mp4")),
    (1, ("state", "verify", "nothing.mp4")),
    (1, ("state", "backup", "nothing.mp4")),
    (2, ("state", "backup", ".")),
    (2, ("state", "restore", "nothing.mp4")),
    (2, ("state", "restore", "nothing.mp4", "--name", "../x")),
    (1, ("state", "export", "nothing.mp4")),
    (2, ("state", "import", "film.mp4")),
    (1, ("state", "import", "film.mp4", "-o", "out.mp4")),
    (1, ("state", "import", "missing", "-o", "out.mp4")),
    (2, ("state", "import", "film.mp4", "-o", "no/where.mp4")),
    (2, ("state", "clear", "x.mp4", "--backups", "--backup", "x")),
    (2, ("state", "clear", "x.mp4", "--backup", "x")),
    (2, ("--checkpoint-info",)),
    (1, ("--checkpoint-info", "-o", "nothing.mp4")),
    (2, ("--no-resume",)),
    (2, ("--no-resume", "film.mp4")),
    (2, ("--auto-cleanup-progress", "-o", "out.mp4")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "arguments"), BAD)
def test_what_cannot_be_is_refused_in_words(
    code: int,
    arguments: tuple[str, ...],
    original: Killed,
    tmp_path: Path,
    inside: Inside,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    os.link(original.film, tmp_path / "film.mp4")
    monkeypatch.chdir(tmp_path)
    found, _, told = inside(*arguments)
    assert found == code, told
    assert "Traceback" not in told
    assert len(told) > 20
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


@pytest.mark.soak
def test_a_hostile_name_goes_through_all_of_it(
    killed: Killed, tmp_path: Path, inside: Inside
) -> None:
    folder = tmp_path / "fol der"
    folder.mkdir()
    output = folder / os.fsdecode(b"-o 100% \xe9\n'\".mp4")
    for suffix in (".export_state", ".export_parts"):
        source = killed.output.with_name(killed.output.name + suffix)
        target = output.with_name(output.name + suffix)
        shutil.move(source, target)
    shutil.copy(killed.film, folder / "film.mp4")
    for arguments in (("backup", "--name", "x"), ("list-backups",), ("restore",), ("info",),
                      ("check",), ("verify",), ("export", "-o", folder / "x")):  # fmt: skip
        done = reprise("state", *arguments, "--", output)
        assert done.returncode == 0, (arguments, done.stderr)
        if len(arguments) == 1:
            code, told, errors = inside("state", *arguments, "--json", "--", output)
            assert code == 0, (arguments, errors)
            assert all(json.loads(line) for line in told.splitlines())
    assert "Restored 3 of 9" in succeed("resume", "--", output)
    assert digest(output) == killed.expected
    assert reprise("state", "clear", "--yes", "--backups", "--", output).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted([output.name, "film.mp4", "x"])
