"""What dead jobs have left in a folder, and what is still in use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporters.checkpoint.lock import ExportLock
from exporters.leftovers import find_leftovers, temporary_owner, unfinished_owner

DEAD = 4194399
"""More than a system's process ids."""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    for name in ("film.mp4.export_parts", "film.mp4.export_backups/mine"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "film.mp4.export_state").touch()
    return tmp_path / "film.mp4"


@pytest.fixture
def running(film: Path) -> Iterator[None]:
    with ExportLock(film.with_name(f"{film.name}.export_state.lock")):
        yield


def kinds(folder: Path, include_resumable: bool = True) -> list[str]:
    return [item.kind for item in find_leftovers(folder, include_resumable)]


def test_names_tell_whose_a_temporary_file_is() -> None:
    assert temporary_owner(".reprise-12-3.mp4") == 12
    assert unfinished_owner("unfinished-12-000003.mp4") == 12
    assert temporary_owner("film.mp4") is unfinished_owner("film.mp4") is None


def test_what_an_export_could_go_on_from_is_listed_when_asked_for(film: Path) -> None:
    assert kinds(film.parent) == ["backups", "parts", "journal"]
    assert kinds(film.parent, include_resumable=False) == []


@pytest.mark.usefixtures("running")
def test_nothing_of_a_running_export_is_listed(film: Path) -> None:
    assert kinds(film.parent) == []


def test_backups_are_in_use_while_one_is_made(film: Path) -> None:
    backups = film.with_name(f"{film.name}.export_backups")
    (backups / f".reprise-{os.getpid()}-0.backup").mkdir()
    (backups / f".reprise-{DEAD}-0.backup").mkdir()
    found = find_leftovers(film.parent, include_resumable=True)
    assert [item.path.name for item in found if item.kind == "temporary"] == [
        f".reprise-{DEAD}-0.backup"
    ]
    assert "backups" not in [item.kind for item in found]
