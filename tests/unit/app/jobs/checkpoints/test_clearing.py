"""Giving an unfinished export up."""

from __future__ import annotations

import pytest

from app.jobs.checkpoints.backing_up import backups_of
from app.jobs.checkpoints.clearing import clear, items_of
from exporters.checkpoint.lock import ExportLock
from exporters.errors import StateBusy, UsageError
from tests.unit.app.jobs.checkpoints.conftest import Stopped


def names(stopped: Stopped) -> list[str]:
    return sorted(path.name for path in stopped.output.parent.iterdir())


def test_everything_but_backups_and_files_of_others_goes(stopped: Stopped) -> None:
    backups_of(stopped.places).create("a")
    folder = stopped.output.parent
    for name in ("out.mp4.export_state.damaged", "out.mp4.export_state.unreadable-1"):
        (folder / name).touch()
    aside = folder / "out.mp4.export_parts.unreadable-1"
    aside.mkdir()
    (aside / stopped.parts[0].name).touch()
    (folder / "out.mp4.export_state.mine").touch()
    items = items_of(stopped.places)
    assert len(items) == 5
    assert sum(item.size for item in items) > sum(part.stat().st_size for part in stopped.parts)
    assert clear(stopped.places, items) == []
    assert names(stopped) == ["film.mp4", "out.mp4.export_backups", "out.mp4.export_state.mine"]
    assert items_of(stopped.places) == []


def test_backups_go_when_that_is_asked_for(stopped: Stopped) -> None:
    for name in ("a", "b"):
        backups_of(stopped.places).create(name)
    assert len(items_of(stopped.places, all_backups=True)) == 4
    (one,) = items_of(stopped.places, backup="a")
    clear(stopped.places, [one])
    assert backups_of(stopped.places).names() == ["b"]
    assert stopped.journal.exists()
    clear(stopped.places, items_of(stopped.places, all_backups=True))
    assert names(stopped) == ["film.mp4"]
    with pytest.raises(UsageError, match="no backup"):
        items_of(stopped.places, backup="a")


def test_files_of_others_among_the_parts_stay_and_are_told(stopped: Stopped) -> None:
    mine = stopped.places.parts / "mine"
    mine.touch()
    (told,) = clear(stopped.places, items_of(stopped.places))
    assert "holds other files" in told
    assert list(stopped.places.parts.iterdir()) == [mine]


def test_a_running_export_is_not_cleared(stopped: Stopped) -> None:
    items, before = items_of(stopped.places), names(stopped)
    with ExportLock(stopped.places.lock), pytest.raises(StateBusy):
        clear(stopped.places, items)
    assert names(stopped) == before
