"""An MP4's or a MOV's index comes before its content, put there in one of two ways."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.plan import AssemblyContext, Plan, UnitContext
from exporters.video import assembling
from exporters.video.container import index_room
from exporters.video.exporter import VideoExporter
from exporters.video.verifying import verify
from tests import media_factory
from tests.unit.exporters.video.plans import details, real

PRORES = {"container": "mov", "video_encoder": "prores_ks", "encoder_preset": "proxy"}


def parts_of(plan: Plan, folder: Path) -> list[Path]:
    exporter = VideoExporter(media_factory.build(), folder)
    parts = [folder / f"{unit.index}{unit.suffix}" for unit in plan.units]
    for unit, part in zip(plan.units, parts, strict=True):
        exporter.run(unit, UnitContext(plan, part, CancelToken()))
    return parts


def joined(plan: Plan, parts: list[Path], path: Path) -> Path:
    context = AssemblyContext(plan, parts, path, path, CancelToken())
    assembling.assemble(details(plan), context)
    verify(details(plan), context)
    return path


def boxes(path: Path) -> dict[str, int]:
    """Sizes of the boxes of the first level, by kind, in their order."""
    found, content, place = {}, path.read_bytes(), 0
    while place < len(content):
        size, kind = struct.unpack_from(">I4s", content, place)
        found[kind.decode()] = size
        place += size
    return found


@pytest.fixture(scope="module")
def prores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, list[Path]]:
    """Two tracks of sound, chapters, and segments of half a second."""
    folder = tmp_path_factory.mktemp("prores")
    film = media_factory.two_languages(folder / "languages.mkv")
    plan = real(film, segment_seconds=0.5, audio_encoder="pcm_s16le", **PRORES)
    return plan, parts_of(plan, folder)


def test_room_for_the_index_of_large_films_is_kept_free(
    prores: tuple[Plan, list[Path]], tmp_path: Path
) -> None:
    plan, parts = prores
    found = boxes(joined(plan, parts, tmp_path / "film.mov"))
    assert list(found)[:3] == ["ftyp", "moov", "free"]
    assert found["moov"] + found["free"] == index_room(details(plan))
    assert found["moov"] * 2 < index_room(details(plan))


def test_an_index_that_does_not_fit_is_put_in_front_afterwards(
    prores: tuple[Plan, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, parts = prores
    monkeypatch.setattr(assembling, "index_room", lambda plan: 0)
    moved = joined(plan, parts, tmp_path / "moved.mov")
    assert "free" not in list(boxes(moved))[:3]
    monkeypatch.setattr(assembling, "index_room", lambda plan: 300)
    assert joined(plan, parts, tmp_path / "small.mov").read_bytes() == moved.read_bytes()


def test_no_room_is_kept_where_it_would_be_felt(clip: Path) -> None:
    assert index_room(details(real(clip))) == 0
    assert index_room(details(real(clip, container="mkv", video_encoder="prores_ks"))) == 0
