"""An assembled file that is not what was planned is refused, and is not published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions
from exporters.errors import Cancelled, UnitFailed
from exporters.plan import AssemblyContext, Plan, UnitContext
from exporters.resume_export import ResumableExporter
from exporters.video.assembling import assemble
from exporters.video.exporter import VideoExporter
from exporters.video.verifying import verify
from tests import media_factory
from tests.unit.exporters.video.plans import details, real, request

WANTED = {"encoder_preset": "ultrafast", "segment_seconds": 0.6, "crf": 32}


class Assembled:
    """A plan, its parts and the file made of them."""

    def __init__(self, plan: Plan, folder: Path, container: str) -> None:
        self.plan = plan
        exporter = VideoExporter(media_factory.build(), folder)
        self.parts = [folder / f"{unit.index}{unit.suffix}" for unit in plan.units]
        for unit, part in zip(plan.units, self.parts, strict=True):
            exporter.run(unit, UnitContext(plan, part, CancelToken()))
        self.path = folder / f"whole.{container}"
        assemble(details(plan), self.context(self.path))

    def context(self, path: Path) -> AssemblyContext:
        return AssemblyContext(self.plan, self.parts, path, Path("film.out"), CancelToken())

    def verify(self, path: Path | None = None) -> list[str]:
        context = self.context(path or self.path)
        verify(details(self.plan), context)
        return context.notes


def assembled(clip: Path, folder: Path, **settings: Any) -> Assembled:
    wanted = {**WANTED, **settings}
    return Assembled(real(clip, **wanted), folder, wanted.get("container", "mp4"))


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media_factory.two_languages(tmp_path_factory.mktemp("clips") / "languages.mkv")


@pytest.fixture(scope="module")
def mp4(languages: Path, tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    return assembled(languages, tmp_path_factory.mktemp("mp4"))


@pytest.fixture(scope="module")
def mkv(languages: Path, tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    return assembled(languages, tmp_path_factory.mktemp("mkv"), container="mkv")


@pytest.fixture(scope="module")
def uneven(uneven_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    return assembled(uneven_clip, tmp_path_factory.mktemp("uneven"))


@pytest.fixture(params=["mp4", "mkv", "uneven"])
def made(request: pytest.FixtureRequest) -> Assembled:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Assembled)
    return found


def changed(made: Assembled, folder: Path, *options: str | Path) -> Path:
    """A copy of the assembled file with something done to it."""
    path = folder / ("changed" + made.path.suffix)
    media_factory.ffmpeg("-i", made.path, "-map", "0", "-c", "copy", "-copyts", *options, path)
    return path


def refused(made: Assembled, path: Path, said: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UnitFailed, match=said) as failure:
        made.verify(path)
    assert "not published" in str(failure.value) or "cannot be read" in str(failure.value)
    assert path.read_bytes() == before


def test_what_was_planned_is_accepted(made: Assembled) -> None:
    assert made.verify() == []
    planned = details(made.plan)
    assert planned.grid is not None
    assert planned.segment_count > 2
    assert len(media_factory.packet_times(made.path)) == len(planned.grid)


def test_all_frames_have_the_planned_times(mp4: Assembled, uneven: Assembled) -> None:
    for made in (mp4, uneven):
        grid = details(made.plan).grid
        assert grid is not None
        times = sorted(pts for pts, _, _ in media_factory.packet_times(made.path))
        assert times == list(grid.pts)


def test_the_pictures_are_those_of_the_segments(mp4: Assembled) -> None:
    count = details(mp4.plan).segment_count
    parts = [digest for part in mp4.parts[:count] for _, digest in hashes(part)]
    assert [digest for _, digest in hashes(mp4.path)] == parts
    assert len(set(parts)) == 50


def hashes(path: Path) -> list[tuple[int, str]]:
    return media_factory.decoded_hashes(path)


@pytest.mark.parametrize("number", [1, 20, 49])
def test_a_frame_too_few(mp4: Assembled, tmp_path: Path, number: int) -> None:
    gap = changed(mp4, tmp_path, "-bsf:v", f"noise=drop=eq(n\\,{number})")
    assert len(media_factory.packet_times(gap)) == 49
    refused(mp4, gap, "49 frames instead of 50")


def test_a_frame_too_few_in_matroska(mkv: Assembled, tmp_path: Path) -> None:
    gap = changed(mkv, tmp_path, "-bsf:v", "noise=drop=eq(n\\,20)")
    assert len(media_factory.packet_times(gap)) == 49
    refused(mkv, gap, "49 frames instead of 50")


def test_the_first_frame_missing(mp4: Assembled, tmp_path: Path) -> None:
    headless = changed(mp4, tmp_path, "-copyinkf", "-bsf:v", "noise=drop=eq(n\\,0)")
    refused(mp4, headless, "no key frame|not in the plan")


def test_times_that_are_off_by_a_tick(uneven: Assembled, tmp_path: Path) -> None:
    late = changed(
        uneven, tmp_path, "-video_track_timescale", "90000", "-bsf:v", "setts=pts=PTS+eq(N\\,20)"
    )
    refused(uneven, late, "not in the plan")


@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_a_track_missing(request: pytest.FixtureRequest, container: str, tmp_path: Path) -> None:
    made = request.getfixturevalue(container)
    refused(made, changed(made, tmp_path, "-map", "-0:a:1"), "another number of streams")
    refused(made, changed(made, tmp_path, "-map", "-0:v"), "another number of streams")


def test_a_track_too_many(mp4: Assembled, tmp_path: Path) -> None:
    refused(mp4, changed(mp4, tmp_path, "-map", "0:a:0"), "another number of streams")


def test_a_second_picture_in_the_place_of_a_track(mp4: Assembled, tmp_path: Path) -> None:
    twice = changed(mp4, tmp_path, "-map", "-0:a:1", "-map", "0:v")
    with pytest.raises(UnitFailed):
        mp4.verify(twice)


def test_another_number_of_channels(mp4: Assembled, tmp_path: Path) -> None:
    stereo = changed(mp4, tmp_path, "-c:a:1", "aac", "-ac:a:1", "2")
    refused(mp4, stereo, "2 channels instead of 1")


@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_another_size(request: pytest.FixtureRequest, container: str, tmp_path: Path) -> None:
    made = request.getfixturevalue(container)
    smaller = changed(
        made, tmp_path, "-c:v", "libx264", "-preset", "ultrafast", "-vf", "scale=80:48",
        "-enc_time_base", "1/12800", "-video_track_timescale", "12800",
    )  # fmt: skip
    refused(made, smaller, "a size of 80x48")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_that_is_cut_off(made: Assembled, tmp_path: Path, share: float) -> None:
    cut = tmp_path / made.path.name
    content = made.path.read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnitFailed):
        made.verify(cut)


def test_a_stop_is_obeyed(mp4: Assembled, tmp_path: Path) -> None:
    context = mp4.context(mp4.path)
    context.token.cancel("Enough.")
    with pytest.raises(Cancelled, match="Enough"):
        verify(details(mp4.plan), context)
    with pytest.raises(Cancelled, match="Enough"):
        assemble(details(mp4.plan), replace(context, path=tmp_path / "x.mp4"))


def test_what_could_not_be_carried_over_is_said(tmp_path: Path) -> None:
    clip = media_factory.hdr(tmp_path / "hdr.mp4", seconds=0.5)
    made = assembled(clip, tmp_path, video_encoder="libx264", container="mp4", segment_seconds=10)
    assert all("could not be carried over" in note for note in made.verify())
    tagged = changed(made, tmp_path, "-c:v", "libx264", "-vf", "setparams=color_trc=bt709",
                     "-preset", "ultrafast", "-enc_time_base", "1/12800")  # fmt: skip
    assert any("color transfer (smpte2084)" in note for note in made.verify(tagged))


class Sabotaged(VideoExporter):
    """Does something to the file that was assembled."""

    sabotage: Callable[[Path], None] | None = None

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        super().assemble(plan, context)
        if self.sabotage is not None:
            self.sabotage(context.path)


def test_a_file_that_is_refused_is_not_published_and_the_parts_are_kept(
    clip: Path, tmp_path: Path
) -> None:
    output = tmp_path / "film.mp4"
    exporter = Sabotaged(media_factory.build(), tmp_path)
    options = ExportOptions(workers=2, retries=0)
    wanted = request(source=str(clip), **WANTED).to_map()

    def drop_a_frame(path: Path) -> None:
        gap = tmp_path / "gap.mp4"
        media_factory.ffmpeg(
            "-i", path, "-map", "0", "-c", "copy", "-bsf:v", "noise=drop=eq(n\\,9)", gap
        )
        gap.replace(path)

    exporter.sabotage = drop_a_frame
    with pytest.raises(UnitFailed, match="49 frames instead of 50"):
        ResumableExporter(exporter, options=options).export(wanted, output)
    assert not output.exists()

    exporter.sabotage = None
    exporter.run = lambda unit, context: pytest.fail("a finished part was made again")  # type: ignore[method-assign]
    ResumableExporter(exporter, options=options).export(wanted, output)
    assert len(media_factory.packet_times(output)) == 50
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
