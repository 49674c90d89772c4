"""Bundles: carried over whole, and never believed."""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.checkpoint import frames, records
from exporters.checkpoint.bundle import write_bundle
from exporters.checkpoint.bundle_reading import Bundle, unpack
from exporters.checkpoint.journal import Journal, read_journal
from exporters.checkpoint.manifest import Manifest, digest
from exporters.checkpoint.rewriting import with_header
from exporters.durable import DISK, Storage
from exporters.errors import Cancelled, ExportError, NewerVersion, StateError, UsageError
from tests.engine_bench import Bench
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.synthetic_exporter import REQUEST, pieces

SMALL = {**REQUEST, "units": 4, "size": 20}


def stopped(folder: Path, units: int = 3) -> Bench:
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(folder)
    bench.stop_after(units)
    with pytest.raises(Cancelled):
        bench.export(SMALL)
    bench.go_on()
    return bench


def pack(bench: Bench, target: Path, **options: Any) -> Path:
    write_bundle(bench.output, bench.journal, bench.parts, target, **options)
    return target


def take_out(file: Path, bench: Bench, storage: Storage = DISK) -> None:
    with Bundle(file) as bundle:
        unpack(bundle, bench.journal, bench.parts, bundle.journal, storage=storage)


def elsewhere(folder: Path) -> Bench:
    folder.mkdir(parents=True, exist_ok=True)
    return Bench(folder)


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The content of a bundle with three of four units."""
    folder = tmp_path_factory.mktemp("bundle")
    return pack(stopped(folder / "from"), folder / "x.reprise-bundle").read_bytes()


def test_an_export_goes_on_from_its_bundle(tmp_path: Path) -> None:
    file = pack(stopped(tmp_path / "from"), tmp_path / "x")
    shutil.rmtree(tmp_path / "from")
    bench = elsewhere(tmp_path / "to")
    take_out(file, bench)
    bench.export(SMALL)
    assert bench.exporter.order == [3]
    assert bench.is_complete(SMALL)


def test_a_bundle_is_a_plain_archive_that_others_can_read(tmp_path: Path) -> None:
    bench = stopped(tmp_path / "from")
    with zipfile.ZipFile(pack(bench, tmp_path / "x")) as archive:
        assert archive.testzip() is None
        assert archive.read("journal") == bench.journal.read_bytes()
        names = sorted(path.name for path in bench.parts.iterdir())
        assert archive.namelist() == ["manifest.json", "journal", *(f"parts/{n}" for n in names)]
        manifest = Manifest.from_bytes(archive.read("manifest.json"))
    assert (manifest.units_done, manifest.units_total) == (3, 4)
    assert manifest.journal == digest(bench.journal.read_bytes())


def test_an_existing_file_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    bench, target = stopped(tmp_path / "from"), tmp_path / "x"
    target.write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        pack(bench, target, on_bytes=lambda *_: pytest.fail("It was written all the same."))
    assert target.read_text() == "mine"
    pack(bench, target, overwrite=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["from", "x"]
    with Bundle(target) as bundle:
        assert len(bundle.state.finished) == 3


def test_a_damaged_part_is_not_carried(tmp_path: Path) -> None:
    bench = stopped(tmp_path / "from")
    part = next(bench.parts.iterdir())
    part.write_bytes(b"?" * part.stat().st_size)
    with pytest.raises(StateError, match="damaged"):
        pack(bench, tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["from"]


def test_without_a_readable_journal_there_is_no_bundle(tmp_path: Path) -> None:
    bench = stopped(tmp_path / "from")
    bench.journal.write_bytes(b"rubbish")
    with pytest.raises(StateError, match="not a journal"):
        pack(bench, tmp_path / "x")
    bench.journal.unlink()
    with pytest.raises(StateError, match="is lost"):
        pack(bench, tmp_path / "x")
    shutil.rmtree(bench.parts)
    with pytest.raises(StateError, match="no unfinished export"):
        pack(bench, tmp_path / "x")


def test_only_the_valid_part_of_a_journal_is_carried(tmp_path: Path) -> None:
    bench = stopped(tmp_path / "from")
    whole = bench.journal.read_bytes()
    bench.journal.write_bytes(whole + b"\x05\x00\x00")
    with Bundle(pack(bench, tmp_path / "x")) as bundle:
        assert bundle.journal == whole


def test_another_export_in_the_way_is_kept(tmp_path: Path, bundle: bytes) -> None:
    (tmp_path / "x").write_bytes(bundle)
    bench = stopped(tmp_path / "to", 1)
    before = tree(tmp_path)
    with pytest.raises(StateError, match="unfinished export already"):
        take_out(tmp_path / "x", bench)
    assert tree(tmp_path) == before
    bench.journal.unlink()
    for part in bench.parts.iterdir():
        part.rename(part.with_name("f" * 16 + part.name[16:]))
    before = tree(tmp_path)
    with pytest.raises(StateError, match="unfinished export already"):
        take_out(tmp_path / "x", bench)
    assert tree(tmp_path) == before


def test_an_import_that_fails_leaves_the_parts_that_were_there(
    tmp_path: Path, bundle: bytes
) -> None:
    (tmp_path / "x").write_bytes(bundle)
    bench = elsewhere(tmp_path / "to")
    bench.parts.mkdir()
    with zipfile.ZipFile(tmp_path / "x") as archive:
        first, *_, last = archive.namelist()[2:]
        (bench.parts / Path(first).name).write_bytes(archive.read(first))
        content = archive.read(last)
    (tmp_path / "x").write_bytes(bundle.replace(content, content[:-1] + b"?"))
    before = tree(tmp_path)
    with pytest.raises(StateError, match="damaged"):
        take_out(tmp_path / "x", bench)
    assert tree(tmp_path) == before


def test_a_kill_while_importing_can_be_made_good_by_doing_it_again(
    tmp_path: Path, bundle: bytes
) -> None:
    stop_at = 0
    while True:
        folder = tmp_path / str(stop_at)
        bench = elsewhere(folder / "to")
        (folder / "x").write_bytes(bundle)
        storage = FaultyStorage(bench.folder, stop_at)
        try:
            take_out(folder / "x", bench, storage)
        except SimulatedCrash:
            storage.lose_unsynced(tail="half")
        else:
            break
        if not bench.journal.exists():
            take_out(folder / "x", bench)
        bench.export(SMALL)
        assert bench.exporter.order == [3], storage.operations[-1]
        assert bench.is_complete(SMALL, ".reprise-*.tmp"), storage.operations[-1]
        stop_at += 1
    assert stop_at >= 20


def test_a_kill_while_writing_leaves_no_half_bundle(tmp_path: Path) -> None:
    stop_at = 0
    while True:
        bench = stopped(tmp_path / str(stop_at))
        storage = FaultyStorage(bench.folder, stop_at)
        target = bench.folder / "x"
        try:
            pack(bench, target, storage=storage)
        except SimulatedCrash:
            storage.lose_unsynced(names=False, tail="half")
        else:
            break
        if target.exists():
            take_out(target, elsewhere(tmp_path / f"to {stop_at}"))
        assert begun_by_going_on(bench) == [3]
        stop_at += 1
    assert stop_at >= 3


def begun_by_going_on(bench: Bench) -> list[int]:
    bench.export(SMALL)
    assert bench.output.read_bytes() == b"".join(pieces(SMALL))
    return bench.exporter.order


# What a hostile archive may look like: each takes the entries of a good one.
Entries = list[tuple[zipfile.ZipInfo, bytes]]


def entries_of(content: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def entry(name: str, mode: int = 0o100644, compress: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.external_attr = mode << 16
    made.compress_type = compress
    return made


def renamed_part(name: str) -> Callable[[Entries], Entries]:
    def change(entries: Entries) -> Entries:
        return [*entries[:-1], (entry(name), entries[-1][1])]

    return change


def listed_too(name: str) -> Callable[[Entries], Entries]:
    """Also in the list, so that only the name itself is wrong."""

    def change(entries: Entries) -> Entries:
        listed = Manifest.from_bytes(entries[0][1])
        parts = {**listed.parts, name.removeprefix("parts/"): 1}
        changed = replace(listed, parts=parts).to_bytes()
        return [(entries[0][0], changed), *entries[1:], (entry(name), b"x")]

    return change


def added(name: str, mode: int = 0o100644) -> Callable[[Entries], Entries]:
    return lambda entries: [*entries, (entry(name, mode), b"/etc/passwd")]


def twice(entries: Entries) -> Entries:
    return [*entries, entries[-1]]


def compressed(entries: Entries) -> Entries:
    bomb = entry(entries[-1][0].filename, compress=zipfile.ZIP_DEFLATED)
    return [*entries[:-1], (bomb, b"\0" * (50 << 20))]


def a_link(entries: Entries) -> Entries:
    name = entries[-1][0].filename
    return [*entries[:-1], (entry(name, stat.S_IFLNK | 0o777), b"/etc/passwd")]


def without(position: int) -> Callable[[Entries], Entries]:
    return lambda entries: [one for number, one in enumerate(entries) if number != position]


def other_content(entries: Entries) -> Entries:
    return [*entries[:-1], (entry(entries[-1][0].filename), b"?" * len(entries[-1][1]))]


def other_size(entries: Entries) -> Entries:
    return [*entries[:-1], (entry(entries[-1][0].filename), entries[-1][1] + b"?")]


def newer(entries: Entries) -> Entries:
    listed = replace(Manifest.from_bytes(entries[0][1]), version=2)
    return [(entries[0][0], listed.to_bytes()), *entries[1:]]


def foreign_plan(entries: Entries) -> Entries:
    return listed_too("parts/" + "f" * 16 + entries[-1][0].filename[22:])(entries)


def index_beyond_the_plan(entries: Entries) -> Entries:
    name = entries[-1][0].filename
    return listed_too(f"{name[:23]}000004{name[29:]}")(entries)


def deep_list(entries: Entries) -> Entries:
    return [(entries[0][0], b"[" * 100_000), *entries[1:]]


def other_journal(entries: Entries) -> Entries:
    return [entries[0], (entry("journal"), entries[1][1][:-1]), *entries[2:]]


PART = "parts/" + "a" * 16 + "-000000-" + "b" * 32 + ".bin"
HOSTILE: list[Callable[[Entries], Entries]] = [
    added("../../outside"), added("/outside"), added("parts/../outside"), added("C:\\outside"),
    added(PART), added("parts/"), added("link", stat.S_IFLNK | 0o777),
    listed_too("parts/../../outside"), listed_too("/outside"), listed_too("parts/x\n"),
    renamed_part("parts/..\\..\\outside"), renamed_part("parts/" + "x" * 300),
    twice, compressed, a_link, without(0), without(1), without(2), other_content, other_size,
    newer, foreign_plan, index_beyond_the_plan, deep_list, other_journal,
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("change", HOSTILE)
def test_a_hostile_archive_is_refused_and_writes_nothing(
    change: Callable[[Entries], Entries], bundle: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "x"
    with zipfile.ZipFile(file, "w") as archive:
        for made, content in change(entries_of(bundle)):
            archive.writestr(made, content)
    bench = elsewhere(tmp_path / "deep" / "to")
    before = tree(tmp_path)
    with pytest.raises(StateError) as failure:
        take_out(file, bench)
    assert '"' in failure.value.problem
    assert tree(tmp_path) == before
    assert isinstance(failure.value, NewerVersion) == (change is newer)


def test_entries_that_share_their_bytes_are_no_bomb(bundle: bytes, tmp_path: Path) -> None:
    entries = entries_of(bundle)
    listed = Manifest.from_bytes(entries[0][1])
    names = [f"{'a' * 16}-{number:06}-{'b' * 32}.bin" for number in range(2000)]
    content = b"x" * 4096
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        parts = dict.fromkeys(names, 4096)
        archive.writestr(entry("manifest.json"), replace(listed, parts=parts).to_bytes())
        archive.writestr(entry("journal"), entries[1][1])
        archive.writestr(entry("parts/" + names[0]), content)
        (first,) = archive.infolist()[2:]
        for name in names[1:]:
            again = entry("parts/" + name)
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.file_size = again.compress_size = 4096
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    (tmp_path / "x").write_bytes(plain.getvalue())
    with pytest.raises(StateError, match="not a bundle"):
        Bundle(tmp_path / "x")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\5\6" + bytes(18), b"\0" * 1000,
                                     b"PK\5\6" + b"\xff" * 16 + b"\0\0"])  # fmt: skip
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(StateError, match="not a bundle of Reprise"):
        Bundle(tmp_path / "x")


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's")
def test_a_pipe_or_a_folder_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(StateError, match="not a regular file"):
            Bundle(tmp_path / name)
    with pytest.raises(ExportError, match="Could not read"):
        Bundle(tmp_path / "nothing")


def mutations() -> st.SearchStrategy[list[tuple[str, float, bytes]]]:
    kinds = st.sampled_from(["flip", "cut", "insert", "overwrite", "double"])
    places = st.floats(0, 1, allow_nan=False)
    return st.lists(st.tuples(kinds, places, st.binary(min_size=1, max_size=40)),
                    min_size=1, max_size=4)  # fmt: skip


def mutated(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for kind, place, text in changes:
        at = int(place * len(content))
        if kind == "cut":
            content = content[:at]
        elif kind == "insert":
            content = content[:at] + text + content[at:]
        elif kind == "double":
            content = content[:at] + content[at // 2 :]
        elif kind == "overwrite":
            content = content[:at] + text + content[at + len(text) :]
        elif content:
            at %= len(content)
            content = content[:at] + bytes([content[at] ^ (1 << text[0] % 8)]) + content[at + 1 :]
    return content


def mutated_inside(content: bytes, number: int, changes: list[tuple[str, float, bytes]]) -> bytes:
    """A whole archive, in which one file was changed."""
    entries = entries_of(content)
    number %= len(entries)
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for at, (made, text) in enumerate(entries):
            archive.writestr(made, mutated(text, changes) if at == number else text)
    return plain.getvalue()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations(), inside=st.none() | st.integers(0, 4))
def test_mutated_bundles_are_read_right_or_refused_in_words(
    changes: list[tuple[str, float, bytes]], inside: int | None, bundle: bytes, tmp_path: Path
) -> None:
    for path in tmp_path.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    file, bench = tmp_path / "x", elsewhere(tmp_path / "deep" / "to")
    if inside is None:
        file.write_bytes(mutated(bundle, changes))
    else:
        file.write_bytes(mutated_inside(bundle, inside, changes))
    before = tree(tmp_path)
    try:
        take_out(file, bench)
    except ExportError:
        assert tree(tmp_path) == before
        return
    # What was changed lay in what is not used, such as a date.
    originals = {made.filename: content for made, content in entries_of(bundle)}
    assert bench.journal.read_bytes() == originals["journal"]
    assert {f"parts/{path.name}": path.read_bytes() for path in bench.parts.iterdir()} == {
        name: content for name, content in originals.items() if name.startswith("parts/")
    }
    assert set(tree(tmp_path)) - set(before) == {
        str(path.relative_to(tmp_path))
        for path in (bench.journal, bench.parts, *bench.parts.iterdir())
    }


def a_journal(path: Path) -> Iterator[Journal]:
    with Journal.create(
        path, plan_hash="a" * 32, exporter="x", unit_count=9, request={"source": "a"},
        stored_plan=b"p", sources=[{"path": "a"}], synchronous=True,
    ) as journal:  # fmt: skip
        yield journal


def test_another_header_leaves_the_history_as_it_was(tmp_path: Path) -> None:
    from exporters.checkpoint.units import FinishedUnit

    path = tmp_path / "x.export_state"
    for journal in a_journal(path):
        for index in (3, 1, 4):
            journal.unit_finished(FinishedUnit(index, 10**index, bytes([index] * 16), 5))
        journal.unit_void(1)
        journal.phase("exporting")
        journal.progress(0.5, {"a": [1, "ü"]}, force=True)
    content = path.read_bytes()
    changed = with_header(
        content + b"torn", path, request={"source": "b" * 999}, stored_plan=b"q", sources=[]
    )
    path.write_bytes(changed)
    now = read_journal(path)
    assert (now.request, now.stored_plan, now.sources) == ({"source": "b" * 999}, b"q", [])
    path.write_bytes(content)
    old = read_journal(path)
    for state in (now, old):
        state.request, state.stored_plan, state.sources = {}, b"", []
        state.finished = dict(state.finished)  # type: ignore[assignment]
    assert now == old
    # Every record after the first is there, byte for byte.
    assert payloads(changed)[1:] == payloads(content)[1:]


def payloads(content: bytes) -> list[bytes]:
    found = frames.walk(content, records.PAYLOAD_LIMITS)
    return [content[frames.payload_bounds(found, at)] for at in range(len(found.kinds))]


def test_a_header_that_cannot_be_held_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.export_state"
    for _ in a_journal(path):
        pass
    with pytest.raises(StateError):
        with_header(path.read_bytes(), path, request={"x": object()}, stored_plan=b"", sources=[])
    with pytest.raises(StateError):
        with_header(b"rubbish", path, request={}, stored_plan=b"", sources=[])
