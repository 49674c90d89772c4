"""A checkpoint that cannot be written never stops an export; an unreadable one never blocks it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.checkpoint.journal import read_journal
from exporters.durable import AppendFile, Storage
from exporters.errors import Cancelled, DiskFull, ExportError, NewerVersion, StateError
from exporters.events import Restored, Warned
from tests.engine_bench import SURROUNDINGS, Bench
from tests.synthetic_exporter import REQUEST

SMALL = {**REQUEST, "units": 5}


class NoJournal(Storage):
    """A disk that refuses all that concerns journals, until it is mended."""

    def __init__(self) -> None:
        self.mended = False
        self.refused = 0

    def _check(self, path: Path) -> None:
        if not self.mended and ".export_state" in path.name:
            self.refused += 1
            raise DiskFull(f"There is no room for {path.name}.")

    def replace(self, source: Path, target: Path) -> None:
        self._check(target)
        super().replace(source, target)

    def open_append(self, path: Path) -> AppendFile:
        self._check(path)
        return super().open_append(path)

    def remove(self, path: Path) -> None:
        self._check(path)
        super().remove(path)


def warnings(bench: Bench) -> list[str]:
    return [event.message for event in bench.seen(Warned)]


def stopped(bench: Bench, units: int = 3) -> None:
    bench.stop_after(units)
    with pytest.raises(Cancelled):
        bench.export(SMALL)
    bench.go_on()


def test_an_export_whose_journal_cannot_be_begun_goes_on_by_its_parts(bench: Bench) -> None:
    storage = NoJournal()
    bench.surroundings = replace(SURROUNDINGS, storage=storage)
    stopped(bench)
    assert not bench.journal.exists()
    assert "cannot be saved at the moment" in warnings(bench)[0]
    assert storage.refused >= 2
    storage.mended = True
    bench.export(SMALL)
    assert bench.exporter.order == [3, 4]
    assert bench.is_complete(SMALL)


def test_a_journal_that_can_be_begun_later_has_everything(bench: Bench) -> None:
    storage = NoJournal()
    bench.surroundings = replace(SURROUNDINGS, storage=storage)
    seen: list[int] = []

    def mend(*_: object) -> None:
        seen.append(1)
        storage.mended = len(seen) >= 3
        if len(seen) == 4:
            bench.token.wait(0.5)
            bench.token.cancel()

    bench.exporter.on_run = mend
    with pytest.raises(Cancelled):
        bench.export(SMALL)
    assert any("is saved again" in sentence for sentence in warnings(bench))
    assert sorted(read_journal(bench.journal).finished) == [0, 1, 2]
    bench.go_on()
    bench.export(SMALL)
    assert bench.exporter.order == [3, 4]
    assert bench.is_complete(SMALL)


def test_a_journal_that_cannot_be_continued_stops_nothing(bench: Bench) -> None:
    stopped(bench)
    bench.surroundings = replace(SURROUNDINGS, storage=NoJournal())
    bench.export(SMALL)
    assert bench.exporter.order == [3, 4]
    assert len(bench.seen(Restored)) == 1
    assert any("cannot be saved" in sentence for sentence in warnings(bench))
    # It could not be removed either, which is told and no failure.
    assert bench.journal.exists()
    assert any("no room for" in sentence for sentence in warnings(bench))
    bench.surroundings = SURROUNDINGS
    bench.journal.unlink()
    assert bench.is_complete(SMALL)


def test_starting_over_does_not_need_the_old_journal_to_go(bench: Bench) -> None:
    stopped(bench)
    bench.surroundings = replace(SURROUNDINGS, storage=NoJournal())
    bench.export(SMALL, resume="never")
    assert sorted(bench.exporter.order) == [0, 1, 2, 3, 4]


def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "mine").touch()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def rubbish(path: Path) -> None:
    path.write_bytes(b"rubbish")


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's")
@pytest.mark.parametrize("make", [a_folder, a_pipe, a_dangling_link, rubbish])
def test_whatever_stands_in_the_journals_place_is_set_aside_and_the_parts_are_used(
    make: Callable[[Path], None], bench: Bench
) -> None:
    stopped(bench)
    bench.journal.unlink()
    make(bench.journal)
    bench.export(SMALL)
    aside = bench.journal.with_name(bench.journal.name + ".unreadable-1")
    assert os.path.lexists(aside)
    assert any(aside.name in sentence for sentence in warnings(bench))
    assert bench.exporter.order == [3, 4]
    if aside.is_dir():
        assert (aside / "mine").exists()
        shutil.rmtree(aside)
    else:
        aside.unlink()
    assert bench.is_complete(SMALL)


def test_damaged_parts_without_a_journal_block_nothing(bench: Bench) -> None:
    stopped(bench)
    bench.journal.write_bytes(b"rubbish")
    for part in bench.parts.iterdir():
        part.write_bytes(b"rubbish")
    bench.export(SMALL)
    assert sorted(bench.exporter.order) == [0, 1, 2, 3, 4]
    assert bench.is_complete(SMALL, "*.unreadable-1")


def test_parts_of_other_settings_without_a_journal_are_set_aside(bench: Bench) -> None:
    stopped(bench)
    bench.journal.unlink()
    parts = sorted(path.name for path in bench.parts.iterdir())
    other = {**SMALL, "seed": "other"}
    bench.export(other)
    aside = bench.parts.with_name(bench.parts.name + ".unreadable-1")
    assert sorted(path.name for path in aside.iterdir()) == parts
    assert any(aside.name in sentence for sentence in warnings(bench))
    assert bench.is_complete(other, "*.unreadable-1")
    # They can be used again under their old name.
    bench.output.unlink()
    aside.rename(bench.parts)
    bench.go_on()
    bench.export(SMALL)
    assert bench.exporter.order == [3, 4]


def test_a_newer_journal_is_refused_until_one_starts_over(bench: Bench) -> None:
    import zlib

    stopped(bench)
    content = bytearray(bench.journal.read_bytes())
    content[8] = 9
    content[20:24] = zlib.crc32(bytes(content[:20])).to_bytes(4, "little")
    bench.journal.write_bytes(bytes(content))
    with pytest.raises(NewerVersion, match="newer version"):
        bench.export(SMALL)
    bench.export(SMALL, resume="never")
    assert bench.is_complete(SMALL)


def test_the_same_request_with_another_program_is_told_so(bench: Bench) -> None:
    stopped(bench)
    real = bench.exporter._plan
    bench.exporter._plan = lambda *given: replace(real(*given), hash="f" * 32)  # type: ignore[method-assign]
    for go_on in (lambda: bench.export(SMALL), lambda: bench.resumable().resume(bench.output)):
        with pytest.raises(StateError, match="another version of a program") as failure:
            go_on()
        assert "--no-resume" in failure.value.advice
    with pytest.raises(ExportError, match="other settings"):
        bench.export({**SMALL, "seed": "b"})
