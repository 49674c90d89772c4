"""Media that are cut to what an edit uses: the same frames are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exporters.interchange.trimming import Span, cuts_of, span_of, used_spans
from exporters.media.frame_index import FrameIndex, index_frames
from exporters.media.probe import probe
from exporters.timeline.media_facts import facts
from exporters.timeline.opening import open_edit
from exporters.timeline.options import EditOptions
from exporters.timeline.sequence import Clip, Media, Sequence, Track, Transition, clips_in
from tests import media_factory as media
from tests.project_bench import RATE, ProjectBench, cut_of, film, write_edit

pytestmark = pytest.mark.soak
"""Long: run by `make soak`, not in the suite."""


OPEN_GOPS = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
             "log-level=error:keyint=12:min-keyint=12:open-gop=1:bframes=4:scenecut=0")  # fmt: skip
Make = Callable[[Path], Path]


def known(path: Path) -> Media:
    return facts(Media(path.name, path.as_uri(), path), probe(path))


@cache
def frames_of(path: Path) -> tuple[list[Fraction], list[tuple[int, str]]]:
    """When each frame of a medium is shown, from the first one on, and its digest."""
    hashes = sorted(media.decoded_hashes(path))
    index = index_frames(path)
    assert len(index) == len(hashes)
    return [(pts - index.pts[0]) * index.time_base for pts in index.pts], hashes


def shown(sequence: Sequence) -> list[list[str]]:
    """Digests of the pictures that each clip on the tracks of pictures shows, frame by frame."""
    found = []
    for track in sequence.video:
        for clip in track.clips:
            assert isinstance(clip.content, Media)
            assert clip.content.path is not None
            times, hashes = frames_of(clip.content.path)
            middles = [
                clip.source_in + (frame + Fraction(1, 2)) * clip.speed / sequence.rate
                for frame in range(clip.duration)
            ]
            places = [max(n for n, time in enumerate(times) if time <= at) for at in middles]
            found.append([hashes[place][1] for place in places])
    return found


def trimmed(edit: Path, output: Path, handles: str = "0.2") -> tuple[ProjectBench, Sequence]:
    output.parent.mkdir(exist_ok=True)
    bench = ProjectBench(edit, output, {"collect": "trim", "handles": handles})
    bench.export()
    return bench, open_edit(output, EditOptions())[0].sequence


def rare(name: str, make: Make) -> Any:
    """A case for the soak: each takes seconds."""
    return pytest.param(name, make, marks=pytest.mark.soak)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("film.mp4", lambda path: media.constant_rate(path, 6)),
        rare("ntsc.mov", lambda path: media.constant_rate(path, 6, "30000/1001")),
        ("open.mkv", lambda path: media.constant_rate(path, 6, codec=OPEN_GOPS)),
        rare("vp9.webm", lambda path: media.vp9(path, 6)),
        rare("varying.mp4", lambda path: media.variable_rate(path, 6)),
        rare("late.mp4", lambda path: media.later_start(path, seconds=6)),
    ],
)
def test_the_same_frames_are_shown(tmp_path: Path, name: str, make: Make) -> None:
    source = known(make(tmp_path / name))
    sequence = cut_of([source, source], [Fraction(7, 5), Fraction(41, 10)], length=12)
    edit = write_edit(tmp_path / "edit.otio", sequence)
    bench, found = trimmed(edit, tmp_path / "out" / "cut.otio")
    assert len(list(bench.media.iterdir())) == 2, bench.notes()
    original = source.path.stat().st_size if source.path else 0
    assert all(path.stat().st_size < original * 0.9 for path in bench.media.iterdir())
    assert shown(found) == shown(sequence)
    assert [clip.duration for clip in clips_in(found)] == [12] * 4


@pytest.mark.soak
def test_handles_and_the_reach_of_transitions_are_kept(tmp_path: Path) -> None:
    source = known(media.constant_rate(tmp_path / "film.mp4", 8))
    sequence = cut_of([source, source], [Fraction(2), Fraction(5)], length=10)
    track = replace(sequence.video[0], transitions=(Transition(10, 8, 8),))
    edit = write_edit(tmp_path / "edit.otio", replace(sequence, video=(track,)))
    _, found = trimmed(edit, tmp_path / "out" / "cut.otio", handles="0.4")
    first, second = found.video[0].clips
    assert isinstance(first.content, Media)
    assert isinstance(second.content, Media)
    assert first.content.duration is not None
    # Ten frames, eight of the transition and ten of handles.
    assert first.content.duration - first.source_in >= Fraction(28, 25)
    assert second.source_in >= Fraction(18, 25)
    assert first.content.path != second.content.path
    wide = [replace(clip, duration=18) for clip in (first,)]
    assert shown(replace(found, video=(Track("", tuple(wide)),)))[0][:10] == shown(found)[0]


@pytest.mark.soak
def test_speed_reverse_and_freeze_show_the_same_frames(tmp_path: Path) -> None:
    source = known(media.constant_rate(tmp_path / "film.mp4", 8))
    clips = (
        Clip(0, 10, source, Fraction(2), Fraction(2)),
        Clip(10, 10, source, Fraction(5), Fraction(-1)),
        Clip(20, 10, source, Fraction(13, 2), Fraction(0)),
    )
    sequence = Sequence("edit", RATE, 320, 180, 30, video=(Track("", clips),))
    edit = write_edit(tmp_path / "edit.otio", sequence)
    _, found = trimmed(edit, tmp_path / "out" / "cut.otio")
    assert shown(found)[:2] == shown(sequence)[:2]
    assert [clip.speed for clip in found.video[0].clips] == [2, -1, 0]


def test_what_cannot_be_cut_is_copied_whole_and_that_is_told(tmp_path: Path) -> None:
    made = [
        media.transport_stream(tmp_path / "stream.ts", seconds=4),
        media.sound_only(tmp_path / "tone.m4a", 4),
        media.constant_rate(tmp_path / "short.mp4", 1),
    ]
    sequence = cut_of([known(path) for path in made], [0, 1, 0], length=20)
    sequence = replace(sequence, video=(replace(sequence.video[0], clips=()),))
    edit = write_edit(tmp_path / "edit.otio", sequence)
    bench, found = trimmed(edit, tmp_path / "out" / "cut.otio")
    for path in made:
        assert (bench.media / path.name).read_bytes() == path.read_bytes()
    told = " ".join(bench.notes())
    assert "stream.ts" in told
    assert "tone.m4a" in told
    assert "short.mp4" not in told
    assert [clip.source_in for clip in clips_in(found)] == [0, 1, 0]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    source = known(media.constant_rate(tmp_path / "film.mp4", 6))
    sequence = cut_of([source, source], [1, Fraction(9, 2)], length=10)
    edit = write_edit(tmp_path / "edit.otio", sequence)
    (tmp_path / "one").mkdir()
    bench, _ = trimmed(edit, tmp_path / "one" / "cut.otio")
    other, _ = trimmed(edit, tmp_path / "two" / "cut.otio")
    assert bench.tree() == other.tree()


@pytest.mark.soak
def test_time_code_goes_on_in_the_pieces(tmp_path: Path) -> None:
    path = tmp_path / "coded.mov"
    media.ffmpeg(
        *media.pictures(6),
        *media.tone(6),
        *media.X264,
        *media.AAC,
        "-timecode",
        "10:00:00:00",
        path,
    )
    edit = tmp_path / "edit.otio"
    source = replace(known(path), start=Fraction(36000))
    write_edit(edit, cut_of([source, source], [2, Fraction(9, 2)], length=10))
    _, found = trimmed(edit, tmp_path / "out" / "cut.otio")
    starts = []
    for clip in found.video[0].clips:
        assert isinstance(clip.content, Media)
        assert clip.content.path is not None
        starts.append(clip.content.start + clip.source_in)
        code = probe(clip.content.path).metadata.get("timecode") or (
            probe(clip.content.path).video.metadata.get("timecode")  # type: ignore[union-attr]
        )
        assert code
        assert code.startswith("10:00:0")
    assert starts == [36002, 36000 + Fraction(9, 2)]


def index_of(frames: int, keys: list[int]) -> FrameIndex:
    from array import array

    return FrameIndex(
        Fraction(1, 25), array("q", range(frames)), array("q", keys), 1, "seek", (), False
    )


def test_cuts_begin_at_key_frames_and_near_ones_are_one() -> None:
    index = index_of(1000, list(range(0, 1000, 50)))
    spans = [Span(Fraction(11), Fraction(12)), Span(Fraction(30), Fraction(31)),
             Span(Fraction(12), Fraction(13))]  # fmt: skip
    cuts = cuts_of(index, spans, Fraction(1, 2), Fraction(0))
    assert [cut.key for cut in cuts] == [250, 700]
    assert [cut.end for cut in cuts] == [Fraction(27, 2), Fraction(63, 2)]
    assert cuts[0].frames == 88
    assert cuts_of(index, [Span(Fraction(0), Fraction(39))], Fraction(1), Fraction(0)) == []


def test_spans_hold_what_clips_show() -> None:
    medium = film(Path("/film.mp4"))
    clip = Clip(0, 10, medium, Fraction(4), Fraction(-2))
    assert span_of(clip, None, RATE) == Span(4 - Fraction(20, 25), Fraction(4))
    track = Track("", (clip,), (Transition(10, 3, 5),))
    assert span_of(clip, track, RATE).start == 4 - Fraction(30, 25)
    still = replace(clip, speed=Fraction(0))
    assert span_of(still, None, RATE) == Span(Fraction(4), Fraction(4) + 1 / RATE)
    inner = cut_of([medium])
    nested = Sequence("n", RATE, 10, 10, 25, video=(Track("", (Clip(0, 25, inner),)),))
    assert used_spans(nested) == {Path("/film.mp4"): [Span(Fraction(1), Fraction(2))] * 2}
