"""Backups of unfinished exports: made while anything happens, and put back after it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.checkpoint.backup_files import checked_name
from exporters.checkpoint.backup_restoring import RestoredBackup, restore_backup
from exporters.checkpoint.backups import Backups
from exporters.checkpoint.journal import read_journal
from exporters.checkpoint.manifest import Manifest, digest
from exporters.checkpoint.parts import digest_of, parse_name
from exporters.durable import DISK, Storage
from exporters.errors import Cancelled, ExportError, StateError, UsageError
from exporters.events import Restored, UnitFinished
from tests.engine_bench import OPTIONS, Bench
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.synthetic_exporter import REQUEST

SMALL = {**REQUEST, "units": 4, "size": 20}
LOSSES: dict[str, Callable[[FaultyStorage], None]] = {
    "process killed": lambda storage: None,
    "power cut": lambda storage: storage.lose_unsynced(),
    "names saved, contents half": lambda storage: storage.lose_unsynced(names=False, tail="half"),
    "names lost, contents saved": lambda storage: storage.lose_unsynced(contents=False),
}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def backups_of(bench: Bench, storage: Storage = DISK) -> Backups:
    folder = bench.output.with_name(bench.output.name + ".export_backups")
    return Backups(bench.output, bench.journal, bench.parts, folder, storage)


def stopped(bench: Bench, units: int, request: dict[str, object] = SMALL) -> Bench:
    """The bench after an export that was stopped once so many units were finished."""
    bench.stop_after(units)
    with pytest.raises(Cancelled):
        bench.export(request)
    bench.go_on()
    return bench


def damage(path: Path) -> None:
    """Change a file in place, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(5)
        file.write(b"????")


def begun(bench: Bench, request: dict[str, object] = SMALL) -> list[int]:
    """The units that were done by going on; the output must be right."""
    bench.export(request)
    assert bench.output.read_bytes() == b"".join(_pieces(request))
    return sorted(bench.exporter.order)


def _pieces(request: dict[str, object]) -> list[bytes]:
    from tests.synthetic_exporter import pieces

    return list(pieces(request))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_backup_corrupt_restore_continue_gives_the_same_output(bench: Bench) -> None:
    stopped(bench, 3)
    made = backups_of(bench).create("safe", copy=True)
    assert (made.name, made.units_done, made.units_total) == ("safe", 3, 4)
    bench.journal.write_bytes(b"rubbish")
    for part in bench.parts.iterdir():
        damage(part)
    done = restore_backup(backups_of(bench), "safe")
    assert done.notes == []
    assert done.before is not None
    assert begun(bench) == [3]


def test_linked_parts_take_no_room_and_outlive_a_reset(bench: Bench) -> None:
    stopped(bench, 3)
    made = backups_of(bench).create()
    parts = [path.name for path in bench.parts.iterdir()]
    assert all((made.path / "parts" / name).samefile(bench.parts / name) for name in parts)
    assert made.shared == sum(path.stat().st_size for path in bench.parts.iterdir())
    assert made.size > made.shared
    bench.stop_after(1)
    with pytest.raises(Cancelled):
        bench.export(SMALL, resume="never")
    assert len(read_journal(bench.journal).finished) == 1
    restore_backup(backups_of(bench), made.name)
    bench.go_on()
    assert begun(bench) == [3]


def test_the_bytes_of_links_are_shared_and_those_of_copies_are_not(bench: Bench) -> None:
    stopped(bench, 2)
    backups_of(bench).create("links")
    copied = backups_of(bench).create("copies", copy=True)
    assert copied.shared == 0
    part = sorted(bench.parts.iterdir())[0]
    damage(part)
    told = restore_backup(backups_of(bench), "links").notes
    assert told == [
        "One part of the backup is missing or damaged; done again when the export goes on."
    ]
    assert restore_backup(backups_of(bench), "copies").notes == []
    # And what was restored from copies does not share with them either.
    assert all(path.stat().st_nlink == 1 for path in bench.parts.iterdir())
    assert begun(bench) == [2, 3]


def test_restoring_brings_back_exactly_what_was_backed_up(bench: Bench) -> None:
    stopped(bench, 1)
    backups = backups_of(bench)
    backups.create("early")
    then = files_of(bench.parts), bench.journal.read_bytes()
    stopped(bench, 2)
    late = files_of(bench.parts), bench.journal.read_bytes()
    assert len(late[0]) > len(then[0])
    done = restore_backup(backups, "early")
    assert (files_of(bench.parts), bench.journal.read_bytes()) == then
    assert done.before is not None
    assert done.before.name.startswith("before-restore-")
    restore_backup(backups, done.before.name)
    assert (files_of(bench.parts), bench.journal.read_bytes()) == late


def test_a_backup_of_another_plan_can_be_put_back(bench: Bench) -> None:
    other = {**SMALL, "seed": "other"}
    stopped(bench, 2)
    backups_of(bench).create("first")
    bench.stop_after(3)
    with pytest.raises(Cancelled):
        bench.export(other, resume="never")
    bench.go_on()
    restore_backup(backups_of(bench), "first")
    assert begun(bench) == [2, 3]


def test_an_export_whose_journal_is_lost_is_backed_up_by_its_parts(bench: Bench) -> None:
    stopped(bench, 2)
    bench.journal.unlink()
    made = backups_of(bench).create("parts")
    assert (made.units_done, made.units_total) == (2, 0)
    shutil.rmtree(bench.parts)
    restore_backup(backups_of(bench), "parts")
    assert not bench.journal.exists()
    assert begun(bench) == [2, 3]


def test_an_unreadable_journal_is_backed_up_as_it_is(bench: Bench) -> None:
    stopped(bench, 2)
    bench.journal.write_bytes(b"rubbish")
    made = backups_of(bench).create("x")
    assert (made.path / "journal").read_bytes() == b"rubbish"
    done = restore_backup(backups_of(bench), "x")
    assert "not a journal" in done.notes[0]
    assert begun(bench) == [2, 3]


def test_without_hard_links_parts_are_copied(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(bench, 2)
    monkeypatch.setattr(Storage, "link", lambda self, source, target: False)
    made = backups_of(bench).create("x")
    assert made.shared == 0
    for part in bench.parts.iterdir():
        damage(part)
    restore_backup(backups_of(bench), "x")
    assert begun(bench) == [2, 3]


HOSTILE = [
    "", ".", "..", "../x", "a/b", "a\\b", "/x", "-x", ".hidden", "x\n", "a\0b", "con", "NUL.txt",
    "x.", "x ", " x", "\udcff", "x" * 101, "影" * 99, "a:b", "%s%n$HOME*",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_cannot_be_a_folders_is_refused(bench: Bench, name: str) -> None:
    stopped(bench, 1)
    with pytest.raises(UsageError, match="cannot be the name"):
        checked_name(name)
    before = sorted(bench.folder.rglob("*"))
    if name:
        with pytest.raises(UsageError):
            backups_of(bench).create(name)
        with pytest.raises(UsageError):
            restore_backup(backups_of(bench), name)
        with pytest.raises(UsageError):
            backups_of(bench).remove(name)
    assert sorted(bench.folder.rglob("*")) == before


def test_usual_names_are_allowed(bench: Bench) -> None:
    stopped(bench, 1)
    for name in ("a", "Before the trip (2)", "v1.2", "影片", "2026-11-25T03-28-14", "x" * 100):
        assert backups_of(bench).create(name).name == name


def test_a_taken_name_is_refused_and_its_backup_stays(bench: Bench) -> None:
    stopped(bench, 1)
    made = backups_of(bench).create("x")
    before = files_of(made.path)
    with pytest.raises(UsageError, match="already"):
        backups_of(bench).create("x")
    assert files_of(made.path) == before
    names = {backups_of(bench).create().name for _ in range(3)}
    assert len(names) == 3


def test_without_anything_there_is_nothing_to_back_up(bench: Bench) -> None:
    with pytest.raises(StateError, match="no unfinished export"):
        backups_of(bench).create("x")
    with pytest.raises(UsageError, match="There is no backup"):
        restore_backup(backups_of(bench), "x")
    assert backups_of(bench).all() == ([], [])
    assert list(bench.folder.iterdir()) == []


def test_restoring_where_nothing_is_makes_no_backup(bench: Bench) -> None:
    stopped(bench, 2)
    backups_of(bench).create("x")
    bench.journal.unlink()
    shutil.rmtree(bench.parts)
    assert restore_backup(backups_of(bench), "x").before is None
    assert begun(bench) == [2, 3]


def test_something_that_is_no_file_in_the_journals_place_is_moved_away(bench: Bench) -> None:
    stopped(bench, 2)
    backups_of(bench).create("x")
    bench.journal.unlink()
    bench.journal.mkdir()
    (bench.journal / "mine").touch()
    done = restore_backup(backups_of(bench), "x")
    assert "was no journal" in done.notes[0]
    assert (bench.journal.with_name(bench.journal.name + ".unreadable-1") / "mine").exists()
    assert begun(bench) == [2, 3]


ENDLESS = Manifest(created=10**400, journal="").to_bytes()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 9999, b'{"version": 1, "parts": 5}', ENDLESS]
)
def test_a_backup_with_a_damaged_list_is_told_and_not_used(bench: Bench, content: bytes) -> None:
    stopped(bench, 1)
    backups = backups_of(bench)
    made = backups.create("x")
    backups.create("y")
    (made.path / "manifest.json").write_bytes(content)
    found, problems = backups.all()
    assert [backup.name for backup in found] == ["y"]
    assert len(problems) == 1
    assert "manifest.json" in problems[0]
    with pytest.raises(StateError, match="damaged"):
        restore_backup(backups, "x")
    backups.remove("x")
    assert backups.names() == ["y"]


def test_a_list_never_names_a_file_elsewhere(bench: Bench) -> None:
    stopped(bench, 1)
    made = backups_of(bench).create("x")
    manifest = Manifest.from_bytes((made.path / "manifest.json").read_bytes())
    hostile = replace(manifest, parts={"../../../etc/passwd": 5})
    (made.path / "manifest.json").write_bytes(hostile.to_bytes())
    with pytest.raises(StateError, match="damaged"):
        restore_backup(backups_of(bench), "x")


def test_a_changed_journal_in_a_backup_is_told(bench: Bench) -> None:
    stopped(bench, 3)
    made = backups_of(bench).create("x", copy=True)
    journal = made.path / "journal"
    journal.write_bytes(journal.read_bytes()[:-30])
    done = restore_backup(backups_of(bench), "x")
    assert "has changed" in done.notes[0]
    assert begun(bench) == [3]


def test_removing_the_last_backup_removes_their_folder(bench: Bench) -> None:
    stopped(bench, 1)
    backups = backups_of(bench)
    backups.create("a")
    backups.create("b")
    backups.remove("a")
    assert backups.names() == ["b"]
    backups.remove("b")
    assert not backups.folder.exists()
    with pytest.raises(UsageError):
        backups.remove("b")


def test_what_a_killed_backup_left_is_never_listed_and_removed_by_the_next(bench: Bench) -> None:
    stopped(bench, 2)
    backups = backups_of(bench)
    made = backups.create("x")
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    leftover = backups.folder / f".reprise-{int(ended.stdout)}-0.backup"
    shutil.copytree(made.path, leftover)
    assert backups.names() == ["x"]
    backups.create("y")
    assert not leftover.exists()
    assert backups.names() == ["x", "y"]


def test_backups_may_be_made_while_the_export_runs(bench: Bench) -> None:
    request = {**REQUEST, "units": 120, "size": 50}
    backups, problems, made = backups_of(bench), [], []
    ended = threading.Event()
    started = threading.Event()

    def keep_backing_up() -> None:
        started.wait(30)
        while not ended.is_set():
            try:
                made.append(backups.create())
            except ExportError as error:
                problems.append(error)

    resumable = bench.resumable(workers=2)
    bench.exporter.on_run = lambda unit, context: started.set() or context.token.wait(0.01)  # type: ignore[func-returns-value]
    thread = threading.Thread(target=keep_backing_up)
    thread.start()
    try:
        resumable.export(request, bench.output)
    finally:
        ended.set()
        thread.join()
    # Only when it was over there was nothing any more.
    said = ("no unfinished export", "is complete")
    assert all(any(text in str(problem) for text in said) for problem in problems)
    assert len(made) >= 5
    assert len({backup.units_done for backup in made}) >= 3
    for backup in made:
        state = read_journal(backup.path / "journal")
        assert state.damage == ""
        names = {parse_name(path.name): path for path in (backup.path / "parts").iterdir()}
        there = {(name.index, name.digest) for name in names if name}
        assert {(unit.index, unit.digest) for unit in state.finished.values()} <= there
        assert all(name and digest_of(path)[1] == name.digest for name, path in names.items())
    bench.output.unlink()
    best = max(made, key=lambda backup: backup.units_done)
    restore_backup(backups, best.name)
    bench.go_on()
    assert len(begun(bench, request)) == 120 - best.units_done
    assert len(bench.seen(Restored)) == 1
    assert len(bench.seen(UnitFinished)) == 120 - best.units_done


def a_bench(folder: Path, units: int = 3) -> Bench:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    bench = Bench(folder)
    bench.options = replace(OPTIONS, save_interval=1e6)
    return stopped(bench, units)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("copy", [False, True])
def test_a_kill_while_backing_up_leaves_a_whole_backup_or_none(
    tmp_path: Path, loss: str, copy: bool
) -> None:
    total = 999
    stop_at = 0
    while stop_at < total:
        bench = a_bench(tmp_path / "x", 2)
        parts, journal = files_of(bench.parts), bench.journal.read_bytes()
        storage = FaultyStorage(bench.folder, stop_at)
        try:
            backups_of(bench, storage).create("x", copy)
        except SimulatedCrash:
            LOSSES[loss](storage)
        else:
            total = len(storage.operations)
            assert total == stop_at
            break
        found, problems = backups_of(bench).all()
        assert problems == [], (stop_at, storage.operations[-1])
        for backup in found:
            assert backup.missing == 0
            assert (backup.path / "journal").read_bytes() == journal
            assert files_of(backup.path / "parts") == parts
        # The export itself is as it was.
        assert (files_of(bench.parts), bench.journal.read_bytes()) == (parts, journal)
        stop_at += 1
    assert stop_at >= 12


def spoilt(bench: Bench) -> None:
    bench.journal.write_bytes(b"rubbish")
    for part in bench.parts.iterdir():
        part.write_bytes(b"rubbish")


def further(bench: Bench) -> None:
    stopped(bench, 1)


def other_plan(bench: Bench) -> None:
    bench.stop_after(1)
    with pytest.raises(Cancelled):
        bench.export({**SMALL, "seed": "b"}, resume="never")
    bench.go_on()


def nothing_left(bench: Bench) -> None:
    bench.journal.unlink()
    shutil.rmtree(bench.parts)


CASES = [
    *((spoilt, loss) for loss in LOSSES),
    *((before, "process killed") for before in (further, other_plan, nothing_left)),
    *((before, "power cut") for before in (further, other_plan)),
]


@pytest.mark.parametrize(("before", "loss"), CASES)
def test_a_kill_while_restoring_leaves_an_export_that_can_go_on(
    tmp_path: Path, before: Callable[[Bench], None], loss: str
) -> None:
    stop_at = 0
    while True:
        bench = a_bench(tmp_path / "x", 2)
        backups_of(bench).create("x", copy=True)
        before(bench)
        storage = FaultyStorage(bench.folder, stop_at)
        try:
            restore_backup(backups_of(bench, storage), "x")
        except SimulatedCrash:
            LOSSES[loss](storage)
        else:
            break
        said = (stop_at, storage.operations[-1])
        found, problems = backups_of(bench).all()
        assert problems == [], said
        assert "x" in [backup.name for backup in found], said
        try:
            assert len(begun(bench)) <= 4
        except StateError:
            # The other plan's export is still the one that is there, whole.
            assert before is other_plan, said
            assert len(begun(bench, {**SMALL, "seed": "b"})) == 3, said
        if stop_at % 4 == 0:
            # Done again to its end, it is as if nothing had happened.
            bench.output.unlink()
            assert restore_backup(backups_of(bench), "x").notes == []
            bench.go_on()
            assert begun(bench) == [2, 3], said
        stop_at += 1
    assert stop_at >= 10


def test_an_error_while_restoring_changes_nothing_that_is_needed(tmp_path: Path) -> None:
    count = 0
    while True:
        bench = a_bench(tmp_path / "x", 2)
        backups_of(bench).create("x", copy=True)
        stopped(bench, 1)
        storage = FaultyStorage(bench.folder, count, ExportError("Could not."))
        result: RestoredBackup | None = None
        with contextlib.suppress(ExportError):
            result = restore_backup(backups_of(bench, storage), "x")
        if result is not None and len(storage.operations) <= count:
            break
        assert len(begun(bench)) <= 2
        count += 1
    assert count > 10


def test_digests_in_the_list_are_those_of_the_files(bench: Bench) -> None:
    stopped(bench, 2)
    made = backups_of(bench).create("x")
    manifest = Manifest.from_bytes((made.path / "manifest.json").read_bytes())
    assert manifest.journal == digest(bench.journal.read_bytes())
    assert set(manifest.parts) == {path.name for path in bench.parts.iterdir()}
    assert manifest.output == bench.output.name


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
def test_a_link_in_the_place_of_the_backups_is_not_followed(bench: Bench, tmp_path: Path) -> None:
    stopped(bench, 1)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    backups = backups_of(bench)
    backups.folder.symlink_to(elsewhere)
    with pytest.raises(StateError, match="not a folder"):
        backups.create("x")
    assert list(elsewhere.iterdir()) == []
