"""docs/formats.md tells what formats keep, and every pair of formats keeps the cuts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from exporters.timeline.sequence import Clip, Media, Sequence
from tests.formats_table import (
    FEATURES,
    FORMATS,
    SILENT,
    edit_of,
    make_film,
    places,
    read_back,
    table,
    track,
    writer_of,
    written,
)

DOCUMENT = Path(__file__).parents[4] / "docs" / "formats.md"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Media:
    return make_film(tmp_path_factory.mktemp("films"))


def test_the_table_is_what_round_trips_give(film: Media, tmp_path: Path) -> None:
    lines = table(film, tmp_path)
    assert len(lines) == len(FEATURES) + 2
    assert not [line for line in lines if SILENT in line], "something is lost and nobody is told"
    assert "\n".join(lines) in DOCUMENT.read_text("utf-8"), (
        "docs/formats.md differs; put in what `python -m tests.formats_table` prints"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_cuts_survive_each_pair_of_formats(film: Media, name: str, tmp_path: Path) -> None:
    clips, at = [], 0
    for number in range(12):
        clips.append(Clip(at, 3 + number, film, Fraction(7 * number, 25), name=film.name))
        at += 3 + number
    edit = edit_of(track(*clips))

    def through(sequence: Sequence, to: str, folder: Path) -> Sequence:
        folder.mkdir()
        path, _ = written(writer_of(to), sequence, folder)
        assert film.path is not None
        return read_back(path, sequence.rate, film.path.parent)

    first = through(edit, name, tmp_path / name)
    assert places(first) == places(edit)
    for other in FORMATS:
        assert places(through(first, other, tmp_path / f"to-{other}")) == places(edit)
