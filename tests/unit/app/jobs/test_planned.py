"""Films become exports, each with an output of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.draft import Draft
from app.jobs.planned import Target, plan_exports
from app.jobs.presets import find_preset
from app.jobs.reasons import Refused
from app.jobs.requests import make_request

DRAFT = Draft.of(find_preset("web-720p"))


def test_no_two_films_get_the_same_output(tmp_path: Path) -> None:
    films = [tmp_path / name for name in ("a.mov", "a.mkv", "A.avi", "b.mov")]
    planned = plan_exports(DRAFT, films, {}, Target(folder=tmp_path), [tmp_path / "b.mp4"])
    assert [export.output.name for export in planned] == ["a.mp4", "a 2.mp4", "A 3.mp4", "b 2.mp4"]
    for export in planned:
        assert export.request == make_request(export.source, export.output, DRAFT.preset, {})


def test_without_a_folder_outputs_lie_beside_their_sources(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    films = [tmp_path / "one" / "a.mov", tmp_path / "two" / "a.mov"]
    target = Target()
    target.check_folders(films)
    outputs = [export.output for export in plan_exports(DRAFT, films, {}, target)]
    assert outputs == [film.with_suffix(".mp4") for film in films]
    with pytest.raises(Refused, match="does not exist"):
        target.check_folders([*films, tmp_path / "three" / "a.mov"])


@pytest.mark.parametrize("replace", [True, False])
def test_a_source_is_not_written_over(tmp_path: Path, replace: bool) -> None:
    film = tmp_path / "a.mp4"
    film.touch()
    [export] = plan_exports(DRAFT, [film], {}, Target(replace=replace))
    assert export.output == tmp_path / "a 2.mp4"
