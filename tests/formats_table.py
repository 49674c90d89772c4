"""What each format keeps of an edit, found out by writing it and reading it back.

python -m tests.formats_table > table.md     the table of docs/formats.md
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from unittest.mock import patch

from exporters.errors import SourceError
from exporters.interchange.writing import WriteOptions, Writer, all_writers
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.timeline.opening import open_edit
from exporters.timeline.options import EditOptions
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Look,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests import media_factory as factory
from tests.edits import medium

FORMATS = ("otio", "fcpxml", "xmeml", "edl", "mlt", "kdenlive", "jianying", "capcut", "losslesscut",
           "cut_list")  # fmt: skip
"""Those that are both written and read."""
NAMES = {"otio": "OTIO", "fcpxml": "FCPXML", "xmeml": "xmeml", "edl": "EDL", "mlt": "MLT",
         "kdenlive": "Kdenlive", "jianying": "JianYing", "capcut": "CapCut",
         "losslesscut": "LosslessCut", "cut_list": "cut list"}  # fmt: skip
KEPT, TOLD, SILENT = "kept", "told", "SILENT"
WIDE, HIGH = 320, 180


@dataclass(frozen=True)
class Feature:
    """Something that an edit may have.

    Attributes:
        name: as the table calls it.
        edit: an edit that has it, out of a film.
        look: what must be the same after a round trip.
    """

    name: str
    edit: Callable[[Media], Sequence]
    look: Callable[[Sequence], object]


def edit_of(
    *tracks: Track, audio: tuple[Track, ...] = (), rate: Fraction = Fraction(25), **more: object
) -> Sequence:
    """A sequence that is as long as its clips."""
    ends = [clip.end for track in (*tracks, *audio) for clip in track.clips]
    found = Sequence("Edit", rate, WIDE, HIGH, max(ends), video=tracks, audio=audio)
    return replace(found, **more)  # type: ignore[arg-type]


def track(*clips: Clip, transitions: tuple[Transition, ...] = ()) -> Track:
    return Track("V1", clips, transitions)


def two(film: Media) -> tuple[Clip, Clip]:
    """Two clips that meet, with material beyond their ends."""
    return (Clip(0, 50, film, Fraction(1), name="one"), Clip(50, 50, film, Fraction(5), name="two"))


def with_look(look: Look) -> Callable[[Media], Sequence]:
    return lambda film: edit_of(track(Clip(0, 50, film, Fraction(1), name="one", look=look)))


def with_sound(sound: Sound) -> Callable[[Media], Sequence]:
    return lambda film: edit_of(
        track(Clip(0, 50, film, Fraction(1), name="one", link=1)),
        audio=(Track("A1", (Clip(0, 50, film, Fraction(1), name="one", link=1, sound=sound),)),),
    )


def places(sequence: Sequence) -> object:
    """Each clip of the pictures: where it is, and what it shows."""
    return [
        (clip.start, clip.duration, clip.source_in, clip.content.path)
        for one in sequence.video
        for clip in one.clips
        if isinstance(clip.content, Media)
    ]


def heard(sequence: Sequence) -> object:
    return [
        (clip.start, clip.duration, clip.source_in)
        for one in sequence.audio
        for clip in one.clips
        if isinstance(clip.content, Media)
    ]


def first(sequence: Sequence) -> Clip | None:
    return next((clip for one in sequence.video for clip in one.clips), None)


def look_of(*names: str) -> Callable[[Sequence], object]:
    def found(sequence: Sequence) -> object:
        clip = first(sequence)
        if clip is None:
            return None
        values = [getattr(clip.look, name) for name in names]
        return [
            tuple(round(part, 3) for part in value) if isinstance(value, tuple) else round(value, 3)
            for value in values
        ]

    return found


def sound_of(*names: str) -> Callable[[Sequence], object]:
    def found(sequence: Sequence) -> object:
        clips = [clip for one in sequence.audio for clip in one.clips]
        return [round(getattr(clips[0].sound, name), 2) for name in names] if clips else None

    return found


def passages(sequence: Sequence) -> object:
    return [
        (item.cut, item.before, item.after, item.kind)
        for one in sequence.video
        for item in one.transitions
    ]


def generated(sequence: Sequence) -> object:
    """Generators, without the size of letters."""
    return [
        (clip.start, clip.duration, clip.content.kind, clip.content.color, clip.content.text)
        for one in sequence.video
        for clip in one.clips
        if isinstance(clip.content, Generator)
    ]


def nested(film: Media) -> Sequence:
    inner = replace(edit_of(track(*two(film))), name="Inner")
    return edit_of(track(Clip(0, 40, inner, Fraction(1), name="Inner")))


def inner_places(sequence: Sequence) -> object:
    clip = first(sequence)
    if clip is None or not isinstance(clip.content, Sequence):
        return None
    return clip.start, clip.duration, clip.source_in, places(clip.content)


def disabled(film: Media) -> Sequence:
    one, other = two(film)
    return edit_of(track(one, replace(other, enabled=False)))


def speed(value: Fraction) -> Callable[[Media], Sequence]:
    return lambda film: edit_of(track(Clip(0, 25, film, Fraction(4), value, name="one")))


def speeds(sequence: Sequence) -> object:
    return [(clip.start, clip.duration, clip.speed) for t in sequence.video for clip in t.clips]


FEATURES = (
    Feature("cuts, frame by frame", lambda film: edit_of(track(*two(film))), places),
    Feature(
        "gaps",
        lambda film: edit_of(track(Clip(10, 20, film, Fraction(1)), Clip(45, 5, film))),
        places,
    ),
    Feature(
        "linked sound",
        lambda film: edit_of(
            track(*(replace(c, link=n + 1) for n, c in enumerate(two(film)))),
            audio=(Track("A1", tuple(replace(c, link=n + 1) for n, c in enumerate(two(film)))),),
        ),
        heard,
    ),
    Feature(
        "sound of its own",
        lambda film: edit_of(
            track(*two(film)), audio=(Track("A1", (Clip(30, 40, film, Fraction(2)),)),)
        ),
        heard,
    ),
    Feature(
        "several tracks of pictures",
        lambda film: edit_of(track(*two(film)), Track("V2", (Clip(20, 30, film),))),
        lambda found: [[(c.start, c.duration) for c in t.clips] for t in found.video if t.clips],
    ),
    Feature(
        "dissolves",
        lambda film: edit_of(track(*two(film), transitions=(Transition(50, 5, 5),))),
        passages,
    ),
    Feature(
        "wipes",
        lambda film: edit_of(track(*two(film), transitions=(Transition(50, 5, 5, "wipe"),))),
        passages,
    ),
    Feature("speed", speed(Fraction(2)), speeds),
    Feature("backwards", speed(Fraction(-1)), speeds),
    Feature("freeze", speed(Fraction(0)), speeds),
    Feature("crop", with_look(Look(crop=(0.125, 0.25, 0.125, 0.0))), look_of("crop")),
    Feature("size", with_look(Look(scale_x=0.5, scale_y=0.5)), look_of("scale_x", "scale_y")),
    Feature("place", with_look(Look(x=0.25, y=-0.125)), look_of("x", "y")),
    Feature("rotation", with_look(Look(rotation=30.0)), look_of("rotation")),
    Feature("opacity", with_look(Look(opacity=0.5)), look_of("opacity")),
    Feature("fades of pictures", with_look(Look(fade_in=10, fade_out=5)),
            look_of("fade_in", "fade_out")),
    Feature("volume", with_sound(Sound(volume=-6.0)), sound_of("volume")),
    Feature("pan", with_sound(Sound(pan=0.5)), sound_of("pan")),
    Feature("fades of sound", with_sound(Sound(fade_in=10, fade_out=5)),
            sound_of("fade_in", "fade_out")),
    Feature("nested sequences", nested, inner_places),
    Feature("disabled clips", disabled,
            lambda found: [c.enabled for t in found.video for c in t.clips]),
    Feature("titles", lambda film: edit_of(track(*two(film)), Track("V2", (
        Clip(10, 20, Generator("text", "#ffffff", "Hello\nWörld"), name="t"),))), generated),
    Feature("colours", lambda film: edit_of(track(
        Clip(0, 20, Generator("color", "#204060"), name="c"), Clip(20, 20, film))), generated),
    Feature("names of clips", lambda film: edit_of(track(*two(film))),
            lambda found: [c.name for t in found.video for c in t.clips]),
    Feature("markers", lambda film: edit_of(
        track(*two(film)), markers=(Marker(10, "here"), Marker(60, "there"))),
        lambda found: [(m.start, m.name) for m in found.markers]),
    Feature("markers of clips", lambda film: edit_of(
        track(replace(two(film)[0], markers=(Marker(5, "here"),)))),
        lambda found: [(m.start, m.name) for t in found.video for c in t.clips for m in c.markers]),
    Feature("captions", lambda film: edit_of(track(*two(film)), captions=(
        CaptionTrack("en", (Caption(5, 20, "one"), Caption(30, 20, "two")), "en"),)),
        lambda found: [(c.start, c.duration, c.text) for t in found.captions for c in t.captions]),
    Feature("first time code", lambda film: edit_of(track(*two(film)), start=90000),
            lambda found: found.start),
    Feature("drop-frame at 29.97", lambda film: edit_of(
        track(*two(film)), rate=Fraction(30000, 1001), drop_frame=True),
        lambda found: (found.rate, found.drop_frame)),
    Feature("rate and size", lambda film: edit_of(track(*two(film))),
            lambda found: (found.rate, found.width, found.height)),
)  # fmt: skip


def writer_of(name: str) -> Writer:
    return next(writer for writer in all_writers() if writer.FORMAT.name == name)


def written(writer: Writer, sequence: Sequence, folder: Path) -> tuple[Path, set[str]]:
    """The project, and what was told before it was written."""
    known = writer.FORMAT
    path = folder / f"edit{'' if known.folder else known.suffixes[0]}"
    options = WriteOptions(known.version, path / known.main if known.folder else path)
    told = writer.losses(sequence, options)
    writer.write(sequence, path, options)
    return path, {problem.message for problem in told}


def read_back(path: Path, rate: Fraction, folder: Path) -> Sequence:
    """A project with its media known; formats that do not say the rate are told it."""
    options = EditOptions(rate=str(rate), size=f"{WIDE}x{HIGH}", media_folders=str(folder))
    with patch("exporters.timeline.media_facts.probe", probed):
        edit, _ = open_edit(path, options)
    return edit.sequence


@cache
def probed(path: Path, **_: object) -> Source:
    """The probe of a film that is asked for three hundred times."""
    return probe(path)


def outcome(name: str, feature: Feature, film: Media, folder: Path) -> str:
    """Whether a format keeps a feature; if not, whether that was told."""
    sequence = feature.edit(film)
    try:
        path, told = written(writer_of(name), sequence, folder)
        assert film.path is not None
        found = read_back(path, sequence.rate, film.path.parent)
    except SourceError:
        found = None
    if found is not None and feature.look(found) == feature.look(sequence):
        return KEPT
    plain = FEATURES[0].edit(film)
    if sequence != plain:
        # What is told about any edit says nothing about this one.
        told -= told_about(name, film)
    return TOLD if told else SILENT


@cache
def told_about(name: str, film: Media) -> set[str]:
    """What a writer tells about plain cuts."""
    with tempfile.TemporaryDirectory() as folder:
        return written(writer_of(name), FEATURES[0].edit(film), Path(folder))[1]


def make_film(folder: Path) -> Media:
    """In a folder of its own, which is looked through for it."""
    folder = folder / "media"
    folder.mkdir()
    path = folder / "film.mp4"
    pictures = ["-f", "lavfi", "-i", f"testsrc2=size={WIDE}x{HIGH}:rate=25:duration=10"]
    factory.ffmpeg(*pictures, *factory.tone(10), *factory.X264, *factory.AAC, path)
    return medium(path)


def table(film: Media, folder: Path) -> list[str]:
    """Lines of Markdown."""
    lines = [
        f"| | {' | '.join(NAMES[name] for name in FORMATS)} |",
        f"| --- |{' --- |' * len(FORMATS)}",
    ]
    for number, feature in enumerate(FEATURES):
        cells = []
        for name in FORMATS:
            own = folder / f"{number}-{name}"
            own.mkdir()
            cells.append(outcome(name, feature, film, own))
        shown = [{KEPT: "yes", TOLD: "–", SILENT: SILENT}[cell] for cell in cells]
        lines.append(f"| {feature.name} | {' | '.join(shown)} |")
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sys.stdout.write("\n".join(table(make_film(folder), folder)) + "\n")


if __name__ == "__main__":
    main()
