from __future__ import annotations

from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.checkpoint.journal import Journal, read_journal
from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.salvage import Restored, restore, set_aside
from exporters.checkpoint.units import FinishedUnit
from exporters.errors import Cancelled, NewerVersion, StateError
from tests import journal_mutations as journals

PLAN, OTHER_PLAN = journals.PLAN_HASH, "f" * 32
COUNT = journals.UNIT_COUNT


class Export:
    """A journal and a parts folder with three finished units."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "film.mp4.export_state"
        self.parts = PartsFolder(folder / "film.mp4.export_parts", PLAN)
        self.parts.prepare()
        self.units = [self.accept(index) for index in range(3)]
        with journals.create(self.path) as journal:
            for unit in self.units:
                journal.unit_finished(unit)

    def accept(self, index: int, content: bytes = b"") -> FinishedUnit:
        temporary = self.parts.work_path(index, ".mp4")
        temporary.write_bytes(content or b"frames" * (index + 1))
        return self.parts.accept(index, temporary, ".mp4", work=9)

    def part(self, index: int) -> Path:
        return self.parts.path_of(self.units[index], ".mp4")

    def restore(self, plan: str = PLAN) -> Restored:
        return restore(self.path, self.parts, plan, COUNT)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


def test_an_undamaged_export_is_restored_without_reading_its_parts(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PartsFolder, "matches", None)
    restored = export.restore()
    assert restored.finished == dict(enumerate(export.units))
    assert restored.needs_digest_check == {0, 1, 2}
    assert restored.journal_usable
    assert restored.state is not None
    assert restored.state.exporter == "video"
    assert restored.notes == []


def test_nothing_is_restored_from_nothing(tmp_path: Path) -> None:
    parts = PartsFolder(tmp_path / "parts", PLAN)
    assert restore(tmp_path / "state", parts, PLAN, COUNT) == Restored()
    assert list(tmp_path.iterdir()) == []


def test_missing_and_shortened_parts_are_done_again(export: Export) -> None:
    export.part(0).unlink()
    export.part(2).write_bytes(b"fram")
    restored = export.restore()
    assert set(restored.finished) == {1}
    assert restored.voided == [0, 2]
    assert restored.notes == [
        "2 units are recorded as finished but missing or changed in the parts folder; done again."
    ]
    with Journal.open(export.path) as journal:
        restored.bring_up_to_date(journal)
        restored.bring_up_to_date(journal)
    assert set(read_journal(export.path).finished) == {1}


def test_parts_that_were_not_recorded_any_more_are_found(export: Export) -> None:
    late = export.accept(7)
    restored = export.restore()
    assert restored.finished[7] == FinishedUnit(7, late.size, late.digest, 0)
    assert restored.salvaged == [7]
    assert 7 not in restored.needs_digest_check
    assert "One unit is not in the journal but found, intact" in restored.notes[0]
    with Journal.open(export.path) as journal:
        restored.bring_up_to_date(journal)
    assert set(read_journal(export.path).finished) == {0, 1, 2, 7}


@pytest.mark.parametrize("loss", ["removed", "emptied", "overwritten", "another plan's"])
def test_the_parts_alone_are_enough(export: Export, loss: str) -> None:
    if loss == "removed":
        export.path.unlink()
    elif loss == "another plan's":
        journals.create(export.path, plan_hash=OTHER_PLAN).close()
    else:
        export.path.write_bytes(b"" if loss == "emptied" else bytes(1000))
    broken = bytearray(export.part(1).read_bytes())
    broken[3] ^= 1
    export.part(1).write_bytes(broken)
    restored = export.restore()
    assert set(restored.finished) == {0, 2}
    assert restored.needs_digest_check == set()
    assert not restored.journal_usable
    assert restored.state is None
    assert len(restored.notes) == (1 if loss == "removed" else 2)


def test_a_journal_of_another_number_of_units_is_not_used(export: Export) -> None:
    restored = restore(export.path, export.parts, PLAN, COUNT - 1)
    assert not restored.journal_usable
    assert "belongs to another export" in restored.notes[0]
    assert set(restored.finished) == {0, 1, 2}


def test_parts_of_another_plan_are_never_used(export: Export) -> None:
    parts = PartsFolder(export.parts.path, OTHER_PLAN)
    restored = restore(export.path, parts, OTHER_PLAN, COUNT)
    assert restored.finished == {}
    assert not restored.journal_usable


def test_a_damaged_journal_is_completed_from_the_parts(export: Export) -> None:
    content = bytearray(export.path.read_bytes())
    content[-60] ^= 1
    export.path.write_bytes(content)
    restored = export.restore()
    assert restored.journal_usable
    assert set(restored.finished) == {0, 1, 2}
    assert restored.salvaged
    assert "is damaged after its record" in restored.notes[0]


def test_of_two_parts_for_one_unit_the_recorded_one_is_used(export: Export) -> None:
    for content in (b"other result 1", b"other result 2"):
        export.accept(1, content)
    assert export.restore().finished[1] == export.units[1]


def test_of_two_unrecorded_parts_the_intact_one_is_used(export: Export) -> None:
    export.path.unlink()
    others = [export.accept(1, bytes([number])) for number in range(6)]
    for unit in [export.units[1], *others[:-1]]:
        export.parts.path_of(unit, ".mp4").write_bytes(b"x" * unit.size)
    found = export.restore().finished[1]
    assert (found.size, found.digest) == (others[-1].size, others[-1].digest)


def test_a_recorded_part_is_replaced_by_another_intact_one(export: Export) -> None:
    export.part(1).unlink()
    other = export.accept(1, b"other result")
    restored = export.restore()
    assert restored.finished[1].digest == other.digest
    with Journal.open(export.path) as journal:
        restored.bring_up_to_date(journal)
    assert read_journal(export.path).finished[1].digest == other.digest


def test_parts_beyond_the_plan_or_of_another_suffix_are_not_seen(export: Export) -> None:
    export.accept(COUNT)
    restored = restore(export.path, export.parts, PLAN, COUNT, suffix_of=lambda index: ".mp4")
    assert set(restored.finished) == {0, 1, 2}
    restored = restore(export.path, export.parts, PLAN, COUNT, suffix_of=lambda index: ".nut")
    assert restored.finished == {}
    assert restored.voided == [0, 1, 2]


def test_a_newer_journal_is_refused(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    from exporters.checkpoint import frames

    monkeypatch.setattr(frames, "MAJOR", 9)
    journals.create(export.path).close()
    monkeypatch.undo()
    with pytest.raises(NewerVersion):
        export.restore()


def test_a_parts_folder_that_is_none_is_refused(export: Export, tmp_path: Path) -> None:
    moved = export.parts.path.rename(tmp_path / "elsewhere")
    export.parts.path.symlink_to(moved)
    with pytest.raises(StateError, match="is not a folder"):
        export.restore()


def test_reading_parts_can_be_cancelled(export: Export) -> None:
    export.path.unlink()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        restore(export.path, export.parts, PLAN, COUNT, token=token)


def test_an_unreadable_journal_is_set_aside_under_a_free_name(export: Export) -> None:
    targets = []
    for content in (b"first", b"second"):
        export.path.write_bytes(content)
        targets.append(set_aside(export.path))
    assert [path.name for path in targets] == [
        "film.mp4.export_state.unreadable-1",
        "film.mp4.export_state.unreadable-2",
    ]
    assert [path.read_bytes() for path in targets] == [b"first", b"second"]
    assert not export.path.exists()
