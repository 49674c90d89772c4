from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from exporters.engine.options import ExportOptions, Places
from tests import media_factory
from tests.stopped_export import finish, stopped_export


@dataclass
class Stopped:
    """A film, its export that was stopped after two units, and what must come out."""

    film: Path
    output: Path
    expected: bytes

    @property
    def places(self) -> Places:
        return Places.of(self.output, ExportOptions(workers=1))

    @property
    def journal(self) -> Path:
        return self.places.journal

    @property
    def parts(self) -> list[Path]:
        return sorted(self.places.parts.iterdir())

    def finish(self) -> bytes:
        return finish(self.film, self.output)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("stopped")
    film = media_factory.constant_rate(folder / "film.mp4", seconds=3)
    expected = finish(film, folder / "reference.mp4")
    (folder / "reference.mp4").unlink()
    stopped_export(film, folder / "out.mp4")
    return folder, expected


@pytest.fixture
def stopped(original: tuple[Path, bytes], tmp_path: Path) -> Stopped:
    folder, expected = original
    shutil.copytree(folder, tmp_path / "case")
    return Stopped(tmp_path / "case" / "film.mp4", tmp_path / "case" / "out.mp4", expected)
