from __future__ import annotations

from pathlib import Path

from exporters.checkpoint.journal import read_journal
from tests.journal_mutations import create, unit


def test_what_was_queued_by_an_interrupted_call_is_written_by_the_next_flush(
    tmp_path: Path,
) -> None:
    """Ctrl+C came after a record was queued, and before the writing thread was told."""
    path = tmp_path / "o.export_state"
    with create(path, synchronous=False) as journal:
        journal.unit_finished(unit(1))
        journal.flush()
        payload = b"\x93\xa9exporting\xc2\x01"
        journal._writer._pending.append((4, payload))
        journal.unit_finished(unit(2))
        assert journal.flush(60)
    state = read_journal(path)
    assert set(state.finished) == {1, 2}
    assert state.phase == "exporting"
    assert not state.damage
