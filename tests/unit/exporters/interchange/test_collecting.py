"""Gathering media beside a project: every file whole, named safely, nothing of others touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.durable import Storage
from exporters.engine.options import Surroundings
from exporters.errors import DiskFull, ExportError, SourceError
from exporters.interchange.collecting import same_files
from exporters.interchange.copying import chunks
from exporters.interchange.safe_names import LONGEST, candidates, folded, safe_name
from exporters.media.fingerprint import fingerprint
from exporters.os_specifics import is_device
from exporters.timeline.sequence import Clip, Sequence, clips_in
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.project_bench import (
    ProjectBench,
    collected_names,
    content,
    cut_of,
    film,
    without_reading,
    write_edit,
)

Collect = Callable[..., ProjectBench]


@pytest.fixture
def collect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collect:
    """Prepares an export that gathers files of these names and contents."""

    def prepare(files: dict[str, bytes], way: str = "copy", **asked: object) -> ProjectBench:
        for name, held in files.items():
            path = tmp_path / "sources" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
        sequence = cut_of([film(tmp_path / "sources" / name) for name in files])
        edit = write_edit(tmp_path / "edit.otio", sequence)
        without_reading(monkeypatch, sequence)
        (tmp_path / "out").mkdir()
        return ProjectBench(edit, tmp_path / "out" / "cut.otio", {"collect": way, **asked})

    return prepare


def held(bench: ProjectBench) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(bench.media.iterdir())}


def test_media_are_copied_whole_in_pieces_and_named_relative_to_the_project(
    collect: Collect,
) -> None:
    files = {"a.mp4": content(3500, 1), "b.mov": content(1000, 2), "empty.wav": b""}
    bench = collect(files)
    bench.export()
    assert held(bench) == files
    assert collected_names(bench.output) == [f"cut%20media/{name}" for name in files]
    assert sorted(path.name for path in bench.output.parent.iterdir()) == ["cut media", "cut.otio"]


def test_two_media_with_one_name_are_two_files(collect: Collect) -> None:
    bench = collect({"x/clip.mp4": b"one", "y/clip.mp4": b"two", "z/CLIP.MP4": b"three"})
    bench.export()
    assert held(bench) == {"clip.mp4": b"one", "clip 2.mp4": b"two", "CLIP 3.MP4": b"three"}


def test_equal_media_are_copied_once(collect: Collect) -> None:
    bench = collect({"x/a.mp4": content(2500, 1), "y/b.mp4": content(2500, 1)})
    bench.export()
    assert list(held(bench)) == ["a.mp4"]
    assert len(set(collected_names(bench.output))) == 1


def test_media_that_only_look_alike_are_both_copied(tmp_path: Path) -> None:
    """A fingerprint reads 16 blocks of a file; the rest may differ."""
    one, other = tmp_path / "one", tmp_path / "other"
    whole = bytearray(3 << 20)
    one.write_bytes(whole)
    whole[(1 << 20) + 200_000] = 1
    place = next(
        offset
        for offset in range(70_000, len(whole), 1000)
        if _is_unread(bytearray(3 << 20), offset, one, other)
    )
    assert place
    marks = {path: fingerprint(path) for path in (one, other)}
    assert marks[one].same_content(marks[other])
    from exporters.cancel import CancelToken

    assert same_files([one, other], marks, CancelToken()) == {one: one, other: other}


def _is_unread(whole: bytearray, offset: int, one: Path, other: Path) -> bool:
    whole[offset] = 1
    other.write_bytes(whole)
    return fingerprint(one).same_content(fingerprint(other))


def test_names_that_some_system_refuses_are_made_safe(collect: Collect) -> None:
    names = ["aux.mp4", "what?.mp4", "line\nend.mp4", ".hidden.mp4", "-o.mp4", "dots...",
             "影片 中文.mp4", "x" * 240 + ".mp4"]  # fmt: skip
    bench = collect({name: name.encode() for name in names})
    bench.export()
    found = held(bench)
    assert sorted(found.values()) == sorted(name.encode() for name in names)
    assert set(found) >= {"_aux.mp4", "what_.mp4", "line_end.mp4", "_hidden.mp4", "_o.mp4", "dots",
                          "影片 中文.mp4"}  # fmt: skip
    assert all(len(name.encode()) <= LONGEST for name in found)


@given(st.text(min_size=1, max_size=300))
def test_any_name_becomes_one_that_all_systems_take(name: str) -> None:
    made = safe_name(name)
    assert made == safe_name(made)
    assert made == normalize("NFC", made)
    assert 0 < len(made.encode()) <= LONGEST + 1
    assert not set(made) & set('<>:"/\\|?*')
    assert made.isprintable()
    assert not made.endswith((" ", "."))
    assert made[0] not in " .-"
    assert not is_device(made)


def test_candidates_differ_also_where_letters_are_not_told_apart() -> None:
    names = candidates("Film.mp4")
    found = [next(names) for _ in range(5)]
    assert found[:3] == ["Film.mp4", "Film 2.mp4", "Film 3.mp4"]
    assert folded("É.MP4") == folded("e\u0301.mp4")


def test_files_of_others_in_the_media_folder_are_left_alone(collect: Collect) -> None:
    bench = collect({"a.mp4": b"mine", "b.mp4": b"equal"})
    bench.media.mkdir()
    (bench.media / "A.mp4").write_bytes(b"somebody's")
    (bench.media / "b.mp4").write_bytes(b"equal")
    (bench.media / "notes.txt").write_bytes(b"notes")
    before = (bench.media / "b.mp4").stat().st_ino
    bench.export()
    assert held(bench) == {
        "A.mp4": b"somebody's", "a 2.mp4": b"mine", "b.mp4": b"equal", "notes.txt": b"notes"
    }  # fmt: skip
    assert (bench.media / "b.mp4").stat().st_ino == before


def test_a_media_folder_that_is_a_file_is_refused(collect: Collect) -> None:
    bench = collect({"a.mp4": b"mine"})
    bench.media.write_bytes(b"a file")
    with pytest.raises(ExportError, match="not a folder"):
        bench.export()
    assert bench.media.read_bytes() == b"a file"


def test_media_that_lie_in_the_media_folder_already_stay_there(
    collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = collect({"a.mp4": b"there", "b.mp4": b"other"})
    bench.media.mkdir()
    (bench.media / "a.mp4").write_bytes(b"there already")
    sources = bench.edit.parent / "sources"
    media = [film(bench.media / "a.mp4"), film(sources / "a.mp4"), film(sources / "b.mp4")]
    without_reading(monkeypatch, cut_of(media))
    bench.export()
    assert held(bench) == {"a.mp4": b"there already", "a 2.mp4": b"there", "b.mp4": b"other"}


def test_two_runs_give_the_same_bytes(collect: Collect) -> None:
    bench = collect({"x/clip.mp4": content(2500, 1), "y/clip.mp4": content(700, 2)})
    bench.export()
    first = bench.tree()
    for path in bench.media.iterdir():
        path.unlink()
    bench.output.unlink()
    bench.options = replace(bench.options, workers=4)
    bench.export()
    assert bench.tree() == first


class Unlinked(Storage):
    """A file system without hard links."""

    def link(self, source: Path, target: Path) -> bool:
        return False


def test_without_hard_links_media_are_copied_over(collect: Collect) -> None:
    files = {"a.mp4": content(3500, 1), "b.mp4": content(10, 2)}
    bench = collect(files)
    bench.surroundings = Surroundings(storage=Unlinked())
    bench.export()
    assert held(bench) == files
    assert sorted(path.name for path in bench.output.parent.iterdir()) == ["cut media", "cut.otio"]


def test_links_are_hard_where_that_can_be(collect: Collect) -> None:
    bench = collect({"a.mp4": b"one", "x/a.mp4": b"two"}, "link")
    bench.export()
    sources = bench.edit.parent / "sources"
    assert (bench.media / "a.mp4").samefile(sources / "a.mp4")
    assert (bench.media / "a 2.mp4").samefile(sources / "x" / "a.mp4")
    assert bench.notes() == ["2 media are hard links to their sources."]


def test_links_are_symbolic_where_hard_ones_cannot_be_and_that_is_told(collect: Collect) -> None:
    bench = collect({"a.mp4": b"one"}, "link")
    bench.surroundings = Surroundings(storage=Unlinked())
    bench.export()
    assert (bench.media / "a.mp4").is_symlink()
    assert held(bench) == {"a.mp4": b"one"}
    assert "symbolic" in bench.notes()[0]


def test_chunks_cover_a_file() -> None:
    assert chunks(0, 10) == [(0, 0)]
    assert chunks(10, 10) == [(0, 10)]
    assert chunks(25, 10) == [(0, 10), (10, 10), (20, 5)]


def test_a_source_that_has_changed_between_runs_is_refused(
    collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = collect({"a.mp4": content(5500, 1)})
    storage = FaultyStorage(bench.edit.parent, 60)
    bench.surroundings = Surroundings(storage=storage, synchronous_journal=True)
    with pytest.raises(SimulatedCrash):
        bench.export()
    bench.surroundings = Surroundings()
    (bench.edit.parent / "sources" / "a.mp4").write_bytes(content(5500, 2))
    with pytest.raises(SourceError, match="has changed"):
        bench.resume()
    with pytest.raises(ExportError, match="changed"):
        bench.export()
    assert not bench.output.exists()
    bench.options = replace(bench.options, resume="never")
    bench.export()
    assert held(bench)["a.mp4"] == content(5500, 2)


def test_a_source_that_changes_meanwhile_is_noticed(collect: Collect) -> None:
    bench = collect({"a.mp4": content(5500, 1)})
    source = bench.edit.parent / "sources" / "a.mp4"

    class Meddling(Storage):
        def write_new(self, path: Path, blocks: object) -> None:
            super().write_new(path, blocks)  # type: ignore[arg-type]
            source.write_bytes(content(5600, 3))

    bench.surroundings = Surroundings(storage=Meddling())
    with pytest.raises(ExportError, match="has changed since"):
        bench.export()
    assert not bench.output.exists()


def test_a_full_disk_is_waited_for(collect: Collect) -> None:
    files = {"a.mp4": content(2500, 1), "b.mp4": content(500, 2)}
    bench = collect(files)
    counted = FaultyStorage(bench.edit.parent)
    bench.surroundings = Surroundings(storage=counted, synchronous_journal=True)
    bench.export()
    first = bench.tree()
    writes = [n for n, (name, path) in enumerate(counted.operations)
              if name in ("write", "sync", "create_file", "link", "sync_folder")
              and ("unfinished" in path.name or path.parent == bench.media)]  # fmt: skip
    assert len(writes) > 10
    for number in writes[::3]:
        for path in [*bench.media.iterdir(), bench.output]:
            path.unlink()
        full = DiskFull("There is no room on the disk.", "Make room.")
        storage = FaultyStorage(bench.edit.parent, number, fail_with=full)
        bench.surroundings = Surroundings(
            storage=storage, synchronous_journal=True, disk_interval=0.02
        )
        bench.export()
        assert bench.tree() == first, counted.operations[number]


LOSSES: dict[str, Callable[[FaultyStorage], None]] = {
    "process killed": lambda storage: None,
    "power cut": lambda storage: storage.lose_unsynced(),
    "names saved, contents half": lambda storage: storage.lose_unsynced(names=False, tail="half"),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("linked", [True, False])
def test_a_stop_before_any_operation_is_recovered_from(
    collect: Collect, loss: str, linked: bool
) -> None:
    bench = collect({"x/a.mp4": content(2500, 1), "y/a.mp4": content(300, 2)})
    bench.options = replace(bench.options, save_interval=1e6)
    root = bench.output.parent

    class Stopping(FaultyStorage):
        def link(self, source: Path, target: Path) -> bool:
            return super().link(source, target) if linked else False

    def run(stop_at: int | None) -> FaultyStorage:
        storage = Stopping(root, stop_at)
        bench.surroundings = Surroundings(storage=storage, synchronous_journal=True)
        try:
            bench.export()
        except SimulatedCrash:
            assert stop_at is not None
        bench.surroundings = Surroundings()
        return storage

    def clear() -> None:
        for path in sorted(root.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()

    total = len(run(None).operations)
    meant = bench.tree()
    assert set(meant) == {"cut.otio", "cut media/a.mp4", "cut media/a 2.mp4"}
    assert total > 40
    for stop_at in range(3, total, 2):
        clear()
        storage = run(stop_at)
        LOSSES[loss](storage)
        if bench.output.with_name("cut.otio.export_state").exists() or not bench.output.exists():
            bench.export()
        # Temporary files carry this process's number, which lives on; a real kill's is dead.
        left = {name: held for name, held in bench.tree().items()
                if ".reprise-" not in name and "unfinished-" not in name}  # fmt: skip
        assert left == meant, (stop_at, storage.operations[-1])


def test_a_lost_journal_does_not_lose_what_was_copied(collect: Collect) -> None:
    bench = collect({"a.mp4": content(9500, 1)})
    storage = FaultyStorage(bench.edit.parent, 75)
    bench.surroundings = Surroundings(storage=storage, synchronous_journal=True)
    with pytest.raises(SimulatedCrash):
        bench.export()
    bench.surroundings = Surroundings()
    parts = list(bench.output.with_name("cut.otio.export_parts").glob("*-*.piece"))
    assert len(parts) > 1
    bench.output.with_name("cut.otio.export_state").unlink()
    bench.export()
    restored = [event for event in bench.events if type(event).__name__ == "Restored"]
    assert restored
    assert restored[0].units_done >= len(parts) - 1  # type: ignore[union-attr]
    assert held(bench) == {"a.mp4": content(9500, 1)}


def test_nested_sequences_show_the_gathered_media(
    collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = collect({"a.mp4": b"one", "b.mp4": b"two"})
    sources = bench.edit.parent / "sources"
    inner = cut_of([film(sources / "b.mp4")])
    outer = cut_of([film(sources / "a.mp4")])
    nested = Clip(25, 20, inner, Fraction(0))
    track = replace(outer.video[0], clips=(*outer.video[0].clips, nested))
    without_reading(monkeypatch, replace(outer, video=(track,), duration=45))
    bench.export()
    from exporters.timeline.reading import read_edit

    found = read_edit(bench.output).sequence
    urls = {clip.content.url for clip in clips_in(found) if not isinstance(clip.content, Sequence)}  # type: ignore[union-attr]
    assert urls == {"cut%20media/a.mp4", "cut%20media/b.mp4"}


def test_what_a_dead_run_left_in_the_media_folder_is_cleared(collect: Collect) -> None:
    bench = collect({"a.mp4": b"one"})
    bench.media.mkdir()
    # Process numbers end at 2^22 on Linux.
    (bench.media / ".reprise-9999999-0.mp4").write_bytes(b"half")
    (bench.media / f".reprise-{os.getpid()}-0.mp4").write_bytes(b"alive")
    bench.export()
    assert set(held(bench)) == {"a.mp4", f".reprise-{os.getpid()}-0.mp4"}


def test_names_that_are_no_text_are_gathered_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/so\xffrces"))
    folder.mkdir()
    path = Path(os.fsdecode(os.fsencode(folder) + b"/cl\xfeip.mp4"))
    path.write_bytes(b"film")
    sequence = cut_of([film(path)])
    edit = write_edit(tmp_path / "edit.otio", cut_of([film(tmp_path / "x.mp4")]))
    without_reading(monkeypatch, sequence)
    (folder / "out").mkdir()
    bench = ProjectBench(edit, folder / "out" / "cut.otio", {"collect": "copy"})
    bench.export()
    assert held(bench) == {"cl_ip.mp4": b"film"}
    assert collected_names(bench.output) == ["cut%20media/cl_ip.mp4"]
