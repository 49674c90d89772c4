"""AAF is read in a process of its own; what goes wrong there is a sentence."""

from __future__ import annotations

import contextlib
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.errors import SourceError
from exporters.timeline.readers import aaf
from exporters.timeline.readers.aaf.plain import simplified
from exporters.timeline.readers.aaf.sound import joined_channels
from exporters.timeline.reading import Edit, ReadOptions, find_reader
from exporters.timeline.sequence import Clip, Media, Sequence, Track

aaf2 = pytest.importorskip("aaf2")


def build(path: Path, name: str = "cut", drop: bool = False, gain: str = "") -> Path:
    """An AAF with two clips of pictures, and of sound on two channels, as Avid would link them.

    The first clip shows frames 10 to 60 of its file, the second one frames 0 to 25; a gap of 15
    frames lies between them.
    """
    rate = "30000/1001" if drop else "25/1"
    with aaf2.open(str(path), "w") as stream:
        masters = [_master(stream, f"{letter}.mov", rate) for letter in "ab"]
        edit = stream.create.CompositionMob(name)
        edit.usage = "Usage_TopLevel"
        stream.content.mobs.append(edit)
        code = edit.create_timeline_slot(rate)
        code["PhysicalTrackNumber"].value = 1
        code.segment = stream.create.Timecode(30 if drop else 25, drop)
        code.segment.start = 107892 if drop else 90000
        code.segment.length = 90
        for kind, slot, number in (("picture", 1, 1), ("sound", 2, 2), ("sound", 2, 3)):
            found = edit.create_timeline_slot(rate)
            found["PhysicalTrackNumber"].value = number
            sequence = stream.create.Sequence(media_kind=kind)
            first = masters[0].create_source_clip(slot, start=10, length=50, media_kind=kind)
            sequence.components.append(_gained(stream, first, gain) if kind == "sound" else first)
            sequence.components.append(stream.create.Filler(kind, 15))
            sequence.components.append(
                masters[1].create_source_clip(slot, start=0, length=25, media_kind=kind)
            )
            found.segment = sequence
    return path


def _master(stream: Any, name: str, rate: str) -> Any:
    source = stream.create.SourceMob(name)
    stream.content.mobs.append(source)
    descriptor = stream.create.CDCIDescriptor()
    descriptor["SampleRate"].value = rate
    descriptor["Length"].value = 1000
    descriptor["ComponentWidth"].value = 8
    descriptor["HorizontalSubsampling"].value = 2
    descriptor["FrameLayout"].value = "FullFrame"
    descriptor["VideoLineMap"].value = [42, 0]
    descriptor["StoredHeight"].value = 1080
    descriptor["StoredWidth"].value = 1920
    descriptor["ImageAspectRatio"].value = "16/9"
    locator = stream.create.NetworkLocator()
    locator["URLString"].value = f"file:///media/{name}"
    descriptor["Locator"].append(locator)
    source.descriptor = descriptor
    for kind in ("picture", "sound"):
        slot = source.create_timeline_slot(rate)
        slot.segment = stream.create.SourceClip(length=1000, media_kind=kind)
    master = stream.create.MasterMob(name)
    stream.content.mobs.append(master)
    for number, kind in enumerate(("picture", "sound"), 1):
        slot = master.create_timeline_slot(rate)
        slot.segment = source.create_source_clip(number, start=0, length=1000, media_kind=kind)
    return master


def _gained(stream: Any, clip: Any, gain: str) -> Any:
    if not gain:
        return clip
    definition = stream.create.OperationDef(
        "9d2ea894-0968-11d3-8a38-0050040ef7d2", "Mono Audio Gain", ""
    )
    definition["IsTimeWarp"].value = False
    definition["NumberInputs"].value = 1
    definition.media_kind = "sound"
    stream.dictionary.register_def(definition)
    amplitude = stream.create.ParameterDef(
        "e4962321-2267-11d3-8a4c-0050040ef7d2",
        "Amplitude",
        "",
        stream.dictionary.lookup_typedef("Rational"),
    )
    stream.dictionary.register_def(amplitude)
    group = stream.create.OperationGroup(definition)
    group.media_kind = "sound"
    group.length = clip.length
    group.segments.append(clip)
    group.parameters.append(stream.create.ConstantValue(amplitude, gain))
    return group


def read(path: Path, **options: Any) -> Edit:
    return aaf.read(path, ReadOptions(**options))


def test_cuts_lie_where_the_file_says(tmp_path: Path) -> None:
    edit = read(build(tmp_path / "cut.aaf"))
    found = edit.sequence
    assert (found.name, found.rate, found.start, found.duration) == ("cut", 25, 90000, 90)
    assert [(clip.start, clip.duration, clip.source_in) for clip in found.video[0].clips] == [
        (0, 50, Fraction(10, 25)),
        (65, 25, 0),
    ]
    content = found.video[0].clips[0].content
    assert isinstance(content, Media)
    assert (content.name, content.url) == ("a.mov", "file:///media/a.mov")
    assert edit.problems == ()
    assert edit.format == "AAF"


def test_channels_of_one_file_are_one_sound(tmp_path: Path) -> None:
    (sound,) = read(build(tmp_path / "cut.aaf")).sequence.audio
    assert [(clip.start, clip.duration, clip.stream) for clip in sound.clips] == [
        (0, 50, -1),
        (65, 25, -1),
    ]


def test_drop_frame_is_seen(tmp_path: Path) -> None:
    found = read(build(tmp_path / "cut.aaf", drop=True)).sequence
    assert (found.rate, found.drop_frame, found.start) == (Fraction(30000, 1001), True, 107892)


def test_gains_are_volumes(tmp_path: Path) -> None:
    (sound,) = read(build(tmp_path / "cut.aaf", gain="1/2")).sequence.audio
    assert [round(clip.sound.volume, 2) for clip in sound.clips] == [-6.02, 0.0]


def test_a_sequence_is_chosen_by_name(tmp_path: Path) -> None:
    path = build(tmp_path / "cut.aaf")
    named = read(path, sequence="cut")
    assert (named.sequence.name, named.sequences) == ("cut", ())
    with pytest.raises(SourceError, match="has no sequence “other”, but “cut”"):
        read(path, sequence="other")


def test_the_reader_is_found(tmp_path: Path) -> None:
    path = build(tmp_path / "cut.aaf")
    assert find_reader(path) is aaf
    path.write_bytes(b"not a compound file")
    assert find_reader(path) is not aaf


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"nothing of the kind", "no AAF that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "no AAF that can be read"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "cut.aaf"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=words):
        read(path)


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aaf, "LONGEST", 0.05)
    with pytest.raises(SourceError, match="cannot be read"):
        read(build(tmp_path / "cut.aaf"))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_bytes_only_a_source_error_is_raised(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = build(tmp_path / "cut.aaf")
    content = bytearray(path.read_bytes())
    for _ in range(60):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if seed % 3 == 0:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(bytes(content))
    with contextlib.suppress(SourceError):
        read(path)


def test_simplifying_keeps_what_is_known() -> None:
    effect = {
        "OTIO_SCHEMA": "TimeEffect.1",
        "name": "Video Speed Control",
        "metadata": {"AAF": {"Parameters": {"Speed Ratio": "3/2"}}},
    }
    plain = simplified(
        {
            "OTIO_SCHEMA": "Track.1",
            "name": "TimelineMobSlot",
            "metadata": {"AAF": {}},
            "children": [{"OTIO_SCHEMA": "Clip.2", "effects": [effect, "nonsense"]}, 5],
        }
    )
    assert plain == {
        "OTIO_SCHEMA": "Track.1",
        "name": "",
        "children": [
            {
                "OTIO_SCHEMA": "Clip.2",
                "effects": [
                    {
                        "OTIO_SCHEMA": "LinearTimeWarp.1",
                        "name": "Video Speed Control",
                        "time_scalar": 1.5,
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize("ratio", ["1/0", "nan", 5, None, "1" * 400 + "/1", {"keyframes": []}])
def test_nonsense_in_parameters_is_left(ratio: object) -> None:
    effect = {
        "OTIO_SCHEMA": "TimeEffect.1",
        "name": "Mono Audio Gain",
        "metadata": {"AAF": {"Parameters": {"Speed Ratio": ratio, "Amplitude": ratio}}},
    }
    found = simplified({"OTIO_SCHEMA": "Clip.2", "effects": [effect]})["effects"]
    assert found == [{"OTIO_SCHEMA": "TimeEffect.1", "name": "Mono Audio Gain"}]


def test_different_sounds_stay_apart() -> None:
    media = Media("a.wav", channels=(2,))
    tracks = tuple(Track(clips=(Clip(start, 10, media),)) for start in (0, 0, 5))
    found = joined_channels(Sequence("", Fraction(25), 16, 16, 15, audio=tracks))
    assert [[(clip.start, clip.stream) for clip in track.clips] for track in found.audio] == [
        [(0, -1)],
        [(5, 0)],
    ]
