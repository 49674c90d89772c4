from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.errors import ExportError
from exporters.interchange import fcpxml
from exporters.interchange.fcpxml.urls import media_url
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.checking import checked
from exporters.timeline.readers import fcpxml as reader
from exporters.timeline.readers.fcpxml.values import parse_time
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Generator,
    Look,
    Marker,
    Media,
    Problem,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests.examples import examples

DTDS = Path("/work/shared/samples/dtd")
NTSC = Fraction(30000, 1001)
FILM = Fraction(24000, 1001)

AV = Media(
    "film",
    url="file:///footage/film.mov",
    start=Fraction(3600),
    duration=Fraction(40),
    rate=Fraction(25),
    width=1920,
    height=1080,
    channels=(2,),
    sample_rate=48000,
)
SILENT = replace(AV, name="silent", url="file:///footage/silent.mov", channels=(), sample_rate=0)
MUSIC = Media(
    "music",
    url="file:///footage/music.wav",
    duration=Fraction(100),
    has_video=False,
    channels=(2,),
    sample_rate=44100,
)
PHOTO = Media("photo", url="file:///footage/photo.png", still=True, width=3000, height=2000)


def edit(*video: Track, audio: tuple[Track, ...] = (), **others: Any) -> Sequence:
    end = max(clip.end for track in (*video, *audio) for clip in track.clips)
    values = {"duration": end, **others}
    return Sequence("Edit", Fraction(25), 1920, 1080, video=video, audio=audio, **values)


def one(clip: Clip, **others: Any) -> Sequence:
    return edit(Track(clips=(clip,)), **others)


def options(version: str = "1.10", editor: str = "") -> WriteOptions:
    return WriteOptions(version, Path("/projects/edit.fcpxml"), editor)


def write(folder: Path, sequence: Sequence, chosen: WriteOptions | None = None) -> etree._Element:
    path = folder / "edit.fcpxml"
    path.unlink(missing_ok=True)
    fcpxml.write(sequence, path, chosen or options())
    return etree.parse(str(path)).getroot()


def round_trip(
    folder: Path, sequence: Sequence, chosen: WriteOptions | None = None
) -> tuple[Sequence, Edit]:
    write(folder, sequence, chosen)
    found = checked(reader.read(folder / "edit.fcpxml", ReadOptions()))
    return found.sequence, found


def only(root: etree._Element, path: str) -> etree._Element:
    (found,) = root.findall(path)
    return found


def linked(clip: Clip, number: int = 1) -> tuple[Clip, Clip]:
    """A picture and its sound."""
    return replace(clip, link=number), replace(clip, link=number)


RICH_NESTED = Sequence(
    "Inner",
    NTSC,
    1280,
    720,
    60,
    start=107892,
    drop_frame=True,
    video=(Track(clips=(Clip(0, 60, replace(AV, rate=NTSC, name="inner"), name="i", link=1),)),),
    audio=(Track(clips=(Clip(0, 60, replace(AV, rate=NTSC, name="inner"), name="i", link=1),)),),
)


def rich() -> Sequence:
    """An edit with a bit of everything."""
    first, sound = linked(Clip(25, 50, AV, Fraction(2), name="first"), 1)
    second, other = linked(Clip(75, 50, AV, Fraction(10), name="second"), 2)
    nested, heard = linked(Clip(125, 30, RICH_NESTED, name="nested"), 3)
    look = Look((0.1, 0.2, 0.0, 0.05), "fill", 0.5, 0.6, 20.0, 0.1, -0.2, 0.8, 5, 6)
    return edit(
        Track(
            clips=(
                replace(first, markers=(Marker(3, "m", note="n"), Marker(4, "todo", color="red"))),
                replace(second, look=look),
                nested,
            ),
            transitions=(
                Transition(75, 5, 5, "dissolve", "Cross Dissolve"),
                Transition(155, 10, 0, "wipe", "Wipe"),
            ),
        ),
        Track(
            "Titles & more",
            clips=(
                Clip(0, 40, Generator("text", "#ff8000", "two\nlines <&>", 0.05), name="title"),
                Clip(60, 20, PHOTO, name="photo", look=replace(look, fit="none")),
                Clip(80, 20, Generator("color", "#0033ff"), name="blue", enabled=False),
                Clip(120, 30, SILENT, Fraction(1), Fraction(2), name="fast"),
            ),
            transitions=(Transition(80, 3, 4, "dissolve", "Cross Dissolve"),),
        ),
        Track(clips=(Clip(90, 20, AV, Fraction(20), Fraction(-1), name="back"),)),
        audio=(
            Track(
                clips=(replace(sound, sound=Sound(-6.0, 0.25, 2, 3)), other, heard),
                transitions=(Transition(75, 5, 5, "dissolve", "Cross Dissolve"),),
            ),
            Track(
                "Music",
                clips=(
                    Clip(0, 100, MUSIC, Fraction(1, 3), name="m1", sound=Sound(mute=True)),
                    Clip(100, 90, MUSIC, Fraction(50), name="m2"),
                ),
                transitions=(Transition(100, 10, 10, "dissolve", "Audio Crossfade"),),
            ),
        ),
        captions=(
            CaptionTrack("", (Caption(10, 20, "eins\nzwei"), Caption(40, 5, "drei")), "de"),
            CaptionTrack("Forced", (Caption(10, 20, "un"),), "fr"),
        ),
        markers=(Marker(30, "Chapter 1"), Marker(160, "Chapter 2", note="end")),
        start=90000,
    )


dtds = sorted(DTDS.glob("fcpxml-*.dtd")) if DTDS.is_dir() else []


@pytest.mark.parametrize("path", dtds, ids=lambda path: str(path.stem))
@pytest.mark.parametrize("editor", ["", "finalcut", "resolve"])
def test_projects_are_valid_by_apples_dtds(tmp_path: Path, path: Path, editor: str) -> None:
    version = path.stem.partition("-")[2]
    dtd = etree.DTD(str(path))
    for sequence in (rich(), edit(audio=rich().audio), edit(*rich().video)):
        root = write(tmp_path, sequence, options(version, editor))
        assert dtd.validate(root), str(dtd.error_log)
        assert root.get("version") == version


def test_the_rich_edit_comes_back_as_it_was(tmp_path: Path) -> None:
    sequence, found = round_trip(tmp_path, rich())
    assert canonical(sequence) == canonical(rich())
    assert found.problems == ()


def test_the_same_edit_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.fcpxml", "b.fcpxml")]
    for path in paths:
        fcpxml.write(rich(), path, options())
    assert paths[0].read_bytes() == paths[1].read_bytes()
    identifiers = etree.parse(str(paths[0])).xpath("//resources/*/@id")
    assert sorted(identifiers, key=lambda one: int(one[1:])) == [
        f"r{number}" for number in range(1, len(identifiers) + 1)
    ]


def test_1_10_is_the_usual_version() -> None:
    assert fcpxml.FORMAT.version == "1.10"
    assert fcpxml.FORMAT.versions == ("1.13", "1.12", "1.11", "1.10", "1.9")
    assert find_writer(Path("x.fcpxml")) is fcpxml


def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Could not write"):
        fcpxml.write(rich(), tmp_path / "nowhere" / "edit.fcpxml", options())


def test_assets_begin_at_their_time_code_and_name_their_file_in_media_rep(tmp_path: Path) -> None:
    root = write(tmp_path, one(Clip(0, 50, AV, Fraction(2))))
    asset = only(root, ".//asset")
    assert (asset.get("start"), asset.get("duration"), asset.get("src")) == ("3600s", "40s", None)
    assert only(asset, "media-rep").get("src") == "file:///footage/film.mov"
    clip = only(root, ".//spine/asset-clip")
    assert (clip.get("offset"), clip.get("start")) == ("0s", "3602s")
    assert {name: asset.get(name) for name in ("hasVideo", "hasAudio", "audioChannels")} == {
        "hasVideo": "1", "hasAudio": "1", "audioChannels": "2",
    }  # fmt: skip


def test_offsets_count_the_time_code_of_the_sequence_only(tmp_path: Path) -> None:
    root = write(tmp_path, one(Clip(10, 50, AV, Fraction(2)), start=90000))
    assert only(root, ".//project/sequence").get("tcStart") == "3600s"
    gap, clip = only(root, ".//project/sequence/spine")
    assert (gap.tag, gap.get("offset"), gap.get("duration")) == ("gap", "3600s", "10/25s")
    assert clip.get("offset") == "90010/25s"


def test_dates_are_left_out(tmp_path: Path) -> None:
    assert write(tmp_path, rich()).xpath("//@modDate") == []


def test_times_are_exact_at_fractional_rates(tmp_path: Path) -> None:
    media = replace(AV, rate=NTSC, start=Fraction(0))
    track = Track(clips=(Clip(0, 7, media, 3 / NTSC), Clip(7, 5, media)))
    root = write(tmp_path, replace(edit(track), rate=NTSC, drop_frame=True))
    sequence = only(root, ".//project/sequence")
    assert (sequence.get("tcFormat"), sequence.get("duration")) == ("DF", "12012/30000s")
    first, second = only(sequence, "spine")
    assert (first.get("start"), first.get("duration")) == ("1001/10000s", "7007/30000s")
    assert second.get("offset") == "7007/30000s"
    assert only(root, ".//format").get("frameDuration") == "1001/30000s"
    assert first.get("tcFormat") == "NDF"


@pytest.mark.parametrize("rate", [NTSC, 2 * NTSC, FILM, Fraction(25)])
def test_no_clip_reaches_past_its_medium(tmp_path: Path, rate: Fraction) -> None:
    # Lengths that are no whole number of frames, and clips rounded up to whole ones.
    media = replace(AV, rate=rate, duration=Fraction("87.321"))
    frames = int(media.duration * rate) if media.duration else 0
    clips = [
        Clip(0, 30, media, (frames - 29) / rate),
        Clip(30, 30, media, (frames - Fraction(299, 10)) / rate),
        Clip(60, 10, media, Fraction(-1, 3) / rate),
    ]
    root = write(tmp_path, replace(edit(Track(clips=tuple(clips))), rate=rate))
    starts = []
    for element in root.findall(".//spine/asset-clip"):
        start, length = (
            parse_time(element.get("start", "")),
            parse_time(element.get("duration", "")),
        )
        assert start is not None
        assert length is not None
        assert Fraction(3600) <= start
        assert start + length <= Fraction(3600) + Fraction("87.321")
        starts.append((start - 3600) * rate)
    assert starts == [frames - 30, frames - 30, 0]
    assert fcpxml.losses(replace(edit(Track(clips=tuple(clips))), rate=rate), options()) == []


def test_what_its_medium_does_not_have_of_a_clip_is_left_out_and_told(tmp_path: Path) -> None:
    sequence = edit(
        Track(clips=(Clip(0, 50, AV, Fraction(39), name="late"), Clip(50, 5, AV, Fraction(50)))),
        audio=(Track(clips=(Clip(0, 50, MUSIC, Fraction(-1), name="early"),)),),
    )
    found, _ = round_trip(tmp_path, sequence)
    assert [(clip.start, clip.duration) for clip in found.video[0].clips] == [(0, 25)]
    assert [(clip.start, clip.duration) for clip in found.audio[0].clips] == [(25, 25)]
    assert found.duration == 55
    assert [str(problem) for problem in fcpxml.losses(sequence, options())] == [
        "V1 “late” at 00:00:00:00: The clip reaches past its medium: 25 frames are left out.",
        "A1 “early” at 00:00:00:00: The clip reaches past its medium: 25 frames are left out.",
        "V1 “film” at 00:00:02:00: The clip lies outside its medium and is left out.",
    ]


def test_sound_that_ends_within_a_frame_keeps_its_length(tmp_path: Path) -> None:
    media = replace(MUSIC, duration=Fraction("1.99"))
    root = write(tmp_path, edit(audio=(Track(clips=(Clip(0, 50, media),)),)))
    assert only(root, ".//spine/gap/asset-clip").get("duration") == "199/100s"
    found, _ = round_trip(tmp_path, edit(audio=(Track(clips=(Clip(0, 50, media),)),)))
    assert found.audio[0].clips[0].duration == 50


def test_linked_picture_and_sound_are_one_clip(tmp_path: Path) -> None:
    picture, sound = linked(Clip(0, 50, AV, Fraction(1)))
    root = write(tmp_path, edit(Track(clips=(picture,)), audio=(Track(clips=(sound,)),)))
    clip = only(root, ".//spine/asset-clip")
    assert clip.get("srcEnable") is None
    assert clip.get("audioRole") == "dialogue.A1"
    assert len(clip) == 0


def test_sound_alone_lies_below_and_pictures_above(tmp_path: Path) -> None:
    sequence = edit(
        Track(clips=(Clip(0, 50, AV),)),
        Track(clips=(Clip(10, 20, AV),)),
        audio=(Track(clips=(Clip(5, 20, MUSIC),)), Track("Fx", clips=(Clip(5, 20, AV),))),
    )
    root = write(tmp_path, sequence)
    host = only(root, ".//spine/asset-clip")
    found = [
        (child.get("lane"), child.get("offset"), child.get("srcEnable"), child.get("audioRole"))
        for child in host
    ]
    assert found == [
        ("-2", "18001/5s", "audio", "dialogue.A2 Fx"),
        ("-1", "18001/5s", None, "dialogue.A1"),
        ("1", "18002/5s", "video", None),
    ]


def test_an_edit_of_sound_alone_hangs_on_a_gap(tmp_path: Path) -> None:
    root = write(tmp_path, edit(audio=(Track(clips=(Clip(5, 20, MUSIC),)),)))
    gap = only(root, ".//spine/gap")
    assert (gap.get("start"), gap.get("duration")) == ("3600s", "1s")
    assert gap[0].get("offset") == "18001/5s"


def test_split_edits_stay_one_clip(tmp_path: Path) -> None:
    picture = Clip(25, 50, AV, Fraction(2), name="p", link=1)
    sound = Clip(15, 70, AV, Fraction(2) - Fraction(10, 25), name="p", link=1)
    sequence = edit(Track(clips=(picture,)), audio=(Track(clips=(sound,)),))
    clip = only(write(tmp_path, sequence), ".//spine/asset-clip")
    assert (clip.get("audioStart"), clip.get("audioDuration")) == ("18008/5s", "14/5s")
    found, _ = round_trip(tmp_path, sequence)
    assert canonical(found) == canonical(sequence)


def test_a_transition_of_sound_alone_parts_the_sound_from_the_picture(tmp_path: Path) -> None:
    clips = [linked(Clip(at, 25, AV, Fraction(at)), at + 1) for at in (0, 25)]
    audio = Track(
        clips=tuple(sound for _, sound in clips),
        transitions=(Transition(25, 5, 5, "dissolve", "Audio Crossfade"),),
    )
    sequence = edit(Track(clips=tuple(picture for picture, _ in clips)), audio=(audio,))
    found, _ = round_trip(tmp_path, sequence)
    assert found.audio[0].transitions == audio.transitions
    assert found.video[0].transitions == ()
    notes = [problem for problem in fcpxml.losses(sequence, options()) if "link" in problem.message]
    assert [problem.severity for problem in notes] == ["note", "note"]


def test_media_of_another_rate_keep_their_speed(tmp_path: Path) -> None:
    media = replace(AV, rate=NTSC)
    clip = only(write(tmp_path, one(Clip(0, 50, media))), ".//spine/asset-clip")
    conform = only(clip, "conform-rate")
    assert dict(conform.attrib) == {"scaleEnabled": "0", "srcFrameRate": "29.97"}
    media = replace(AV, rate=Fraction(120))
    clip = only(write(tmp_path, one(Clip(0, 50, media))), ".//spine/asset-clip")
    assert dict(only(clip, "conform-rate").attrib) == {"scaleEnabled": "0"}
    root = write(tmp_path, one(Clip(0, 50, media)), options("1.11"))
    assert only(root, ".//conform-rate").get("srcFrameRate") == "120"


def test_25_in_24_is_conformed_as_final_cut_does(tmp_path: Path) -> None:
    clip = Clip(0, 150, AV, Fraction(0), Fraction(24, 25), name="pal", markers=(Marker(123, "m"),))
    title = Clip(25, 48, Generator("text", "#ffffff", "x"), name="t")
    sequence = replace(edit(Track(clips=(clip,)), Track(clips=(title,))), rate=Fraction(24))
    element = only(write(tmp_path, sequence), ".//spine/asset-clip")
    assert dict(only(element, "conform-rate").attrib) == {"srcFrameRate": "25"}
    assert element.find("timeMap") is None
    assert only(element, "title").get("offset") == "3601s"
    assert only(element, "marker").get("start") == "90123/25s"
    found, _ = round_trip(tmp_path, sequence)
    assert canonical(found) == canonical(sequence)


def test_speed_maps_the_whole_medium(tmp_path: Path) -> None:
    clip = only(
        write(tmp_path, one(Clip(0, 50, AV, Fraction(10), Fraction(2)))), ".//spine/asset-clip"
    )
    points = [(point.get("time"), point.get("value")) for point in only(clip, "timeMap")]
    assert points == [("1800s", "3600s"), ("1820s", "3640s")]
    assert clip.get("start") == "1805s"


def test_reverse_and_freeze_come_back(tmp_path: Path) -> None:
    sequence = edit(
        Track(
            clips=(
                Clip(0, 50, AV, Fraction(30), Fraction(-3, 2), name="back"),
                Clip(50, 50, AV, Fraction(7), Fraction(0), name="still"),
            )
        )
    )
    found, _ = round_trip(tmp_path, sequence)
    assert found.video == sequence.video


def test_children_stand_in_the_order_of_the_dtd(tmp_path: Path) -> None:
    look = Look((0.1, 0, 0, 0), "fill", 2.0, 2.0, opacity=0.5)
    picture, sound = linked(Clip(0, 50, AV, Fraction(1), Fraction(2), markers=(Marker(1, "m"),)))
    sequence = edit(
        Track(clips=(replace(picture, look=look),)),
        Track(clips=(Clip(0, 10, PHOTO),)),
        audio=(Track(clips=(replace(sound, markers=(), sound=Sound(-3.0, 0.5)),)),),
    )
    clip = only(write(tmp_path, sequence), ".//spine/asset-clip")
    assert [child.tag for child in clip] == [
        "timeMap", "adjust-crop", "adjust-conform", "adjust-transform", "adjust-blend",
        "adjust-volume", "adjust-panner", "video", "marker",
    ]  # fmt: skip


def test_volumes_have_a_unit_but_not_for_resolve(tmp_path: Path) -> None:
    sequence = edit(
        Track(clips=(Clip(0, 50, SILENT),)),
        audio=(
            Track(clips=(Clip(0, 50, MUSIC, sound=Sound(-13.1)),)),
            Track(clips=(Clip(0, 50, MUSIC, sound=Sound(mute=True)),)),
        ),
    )
    for editor, expected in (("", ["-96dB", "-13.1dB"]), ("resolve:18.5", ["-96", "-13.1"])):
        root = write(tmp_path, sequence, options(editor=editor))
        assert root.xpath("//adjust-volume/@amount") == expected
        found, _ = round_trip(tmp_path, sequence, options(editor=editor))
        assert canonical(found) == canonical(sequence)


def test_media_that_are_missing_have_a_format_with_a_frame_duration(tmp_path: Path) -> None:
    bare = Media("gone", url="file:///gone.mov")
    sequence = edit(Track(clips=(Clip(0, 5, bare), Clip(5, 5, PHOTO), Clip(10, 5, MUSIC))))
    root = write(tmp_path, sequence)
    for asset in root.findall(".//asset[@hasVideo]"):
        shape = only(root, f".//format[@id='{asset.get('format')}']")
        assert shape.get("frameDuration") == "1/25s"


def test_stills_that_are_there_have_final_cuts_own_format(tmp_path: Path) -> None:
    there = replace(PHOTO, path=Path("/footage/photo.png"))
    root = write(tmp_path, one(Clip(0, 5, there)))
    asset = only(root, ".//asset")
    shape = only(root, f".//format[@id='{asset.get('format')}']")
    assert (shape.get("name"), shape.get("frameDuration"), shape.get("width")) == (
        "FFVideoFormatRateUndefined", None, "3000",
    )  # fmt: skip
    assert asset.get("duration") == "0s"
    assert only(root, ".//spine/video").get("start") == "3600s"


def test_media_of_unknown_length_are_as_long_as_they_are_used(tmp_path: Path) -> None:
    media = replace(AV, duration=None)
    sequence = edit(
        Track(clips=(Clip(0, 50, media, Fraction(1)), Clip(50, 25, media, Fraction(7))))
    )
    root = write(tmp_path, sequence)
    assert only(root, ".//asset").get("duration") == "201/25s"


def test_media_that_are_counted_by_time_code_begin_where_they_are_used(tmp_path: Path) -> None:
    media = replace(AV, start=Fraction(0), duration=None, by_timecode=True)
    root = write(
        tmp_path,
        edit(
            Track(clips=(Clip(0, 25, media, Fraction(3610)), Clip(25, 25, media, Fraction(3605))))
        ),
    )
    asset = only(root, ".//asset")
    assert (asset.get("start"), asset.get("duration")) == ("3605s", "151/25s")
    starts = [clip.get("start") for clip in root.findall(".//spine/asset-clip")]
    assert starts == ["3610s", "3605s"]


def test_rotated_video_is_declared_as_it_is_shown(tmp_path: Path) -> None:
    upright = replace(AV, width=1080, height=1920)
    root = write(tmp_path, one(Clip(0, 5, upright)))
    asset = only(root, ".//asset")
    shape = only(root, f".//format[@id='{asset.get('format')}']")
    assert (shape.get("width"), shape.get("height"), shape.get("name")) == ("1080", "1920", None)


def test_drop_frame_is_a_way_to_number_whatever_the_rate(tmp_path: Path) -> None:
    # Final Cut Camera numbers 30 frames a second so (buttercut#123).
    media = replace(AV, rate=Fraction(30), drop_frame=True, start=Fraction(298851, 5))
    root = write(tmp_path, one(Clip(0, 5, media)))
    assert only(root, ".//asset").get("start") == "298851/5s"
    assert only(root, ".//spine/asset-clip").get("tcFormat") == "DF"
    assert only(root, ".//project/sequence").get("tcFormat") == "NDF"


def test_usual_formats_have_final_cuts_names(tmp_path: Path) -> None:
    root = write(tmp_path, one(Clip(0, 5, replace(AV, rate=2 * NTSC, width=3840, height=2160))))
    names = [element.get("name") for element in root.findall(".//format")]
    assert names == ["FFVideoFormat1080p25", "FFVideoFormat3840x2160p5994"]


def test_nested_sequences_are_compound_clips_written_once(tmp_path: Path) -> None:
    sequence = edit(
        Track(clips=(Clip(0, 20, RICH_NESTED, name="a"), Clip(20, 20, RICH_NESTED, name="b")))
    )
    root = write(tmp_path, sequence)
    media = only(root, ".//resources/media")
    assert (media.get("name"), only(media, "sequence").get("tcFormat")) == ("Inner", "DF")
    clips = root.findall(".//project//ref-clip")
    assert [clip.get("ref") for clip in clips] == [media.get("id")] * 2
    assert [clip.get("srcEnable") for clip in clips] == ["video", "video"]


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        (Media("x", path=Path("/a b/ü&(1).mov")), "file:///a%20b/%C3%BC%26%281%29.mov"),
        (Media("x", path=Path("/a'b!$*+,;=@:[]#?%.mov")),
         "file:///a%27b%21%24%2A%2B%2C%3B%3D%40%3A%5B%5D%23%3F%25.mov"),
        (Media("x", path=Path("/bad\udcff.mov")), "file:///bad%FF.mov"),
        (Media("x", url="file:///a%20b/(c).mov"), "file:///a%20b/%28c%29.mov"),
        (Media("x", url="file://localhost/C%3a/a.mov"), "file:///C:/a.mov"),
        (Media("x", url="file://server/share/a.mov"), "file://server/share/a.mov"),
        (Media("x", url="C:\\clips\\a b.mov"), "file:///C:/clips/a%20b.mov"),
        (Media("x", url="/plain/path.mov"), "file:///plain/path.mov"),
        (Media("x", url="../media/a.mov"), "file:///media/a.mov"),
        (Media("x", url="clip.mov"), "file:///projects/clip.mov"),
        (Media("x", url="https://example.org/a.mov"), "https://example.org/a.mov"),
        (Media("a/b", url=""), "file:///a%2Fb"),
        (Media("", url=""), "file:///missing"),
    ],
)  # fmt: skip
def test_addresses_are_percent_encoded_whatever_the_name(media: Media, expected: str) -> None:
    assert media_url(media, Path("/projects")) == expected


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_and_address_can_be_written(name: str, url: str) -> None:
    address = media_url(Media(name, url=url), Path("/projects"))
    etree.Element("x", src=address)
    assert address.isprintable()


def test_names_with_impossible_characters_are_written_without_them(tmp_path: Path) -> None:
    hostile = 'a\x00\ud800\n<&>"é'
    media = replace(AV, name=hostile)
    sequence = replace(
        edit(
            Track(hostile, (Clip(0, 5, media, name=hostile, markers=(Marker(0, hostile),)),)),
            Track(hostile, (Clip(0, 5, Generator("text", "#ffffff", hostile), name=hostile),)),
            audio=(Track(hostile, (Clip(0, 5, media, name=hostile),)),),
            captions=(CaptionTrack(hostile, (Caption(0, 5, hostile),), "en"),),
        ),
        name=hostile,
    )
    found, _ = round_trip(tmp_path, sequence)
    assert found.name == 'a   <&>"é'


def test_captions_of_the_same_name_and_language_stay_apart(tmp_path: Path) -> None:
    tracks = tuple(CaptionTrack("", (Caption(at, 5, str(at)),), "en") for at in (0, 10))
    found, _ = round_trip(tmp_path, one(Clip(0, 50, AV), captions=tracks))
    assert [track.captions for track in found.captions] == [track.captions for track in tracks]


def test_disabled_tracks_have_disabled_clips(tmp_path: Path) -> None:
    sequence = edit(Track(clips=(Clip(0, 5, AV),), enabled=False))
    found, _ = round_trip(tmp_path, sequence)
    assert not found.video[0].clips[0].enabled


def test_one_stream_of_several_is_named_by_its_channels(tmp_path: Path) -> None:
    media = replace(AV, channels=(2, 2))
    for stream in (-1, 0, 1):
        sequence = edit(
            Track(clips=(Clip(0, 5, media, name="x", link=1),)),
            audio=(Track(clips=(Clip(0, 5, media, name="x", link=1, stream=stream),)),),
        )
        found, _ = round_trip(tmp_path, sequence)
        assert canonical(found) == canonical(sequence)


def test_a_stretched_picture_is_scaled_in_both_directions(tmp_path: Path) -> None:
    square = replace(AV, width=1000, height=1000)
    sequence = one(Clip(0, 5, square, look=Look(fit="stretch", scale_y=0.5)))
    transform = only(write(tmp_path, sequence), ".//adjust-transform")
    assert transform.get("scale") == "1.777777778 0.5"


def told(sequence: Sequence, editor: str = "", version: str = "1.10") -> list[str]:
    return [str(problem) for problem in fcpxml.losses(sequence, options(version, editor))]


def test_a_plain_edit_loses_nothing() -> None:
    picture, sound = linked(Clip(0, 50, AV, Fraction(1)))
    sequence = edit(Track(clips=(picture,)), audio=(Track(clips=(sound,)),))
    assert told(sequence) == told(sequence, "finalcut:10.6") == told(sequence, "resolve:18.5") == []


@pytest.mark.parametrize(
    ("editor", "version", "expected"),
    [
        ("finalcut:10.6", "1.10", None),
        ("finalcut:10.5", "1.10", "error"),
        ("finalcut:10.6.5", "1.11", "error"),
        ("finalcut:10.6.6", "1.11", None),
        ("finalcut:10.8", "1.13", "error"),
        ("finalcut:11", "1.13", None),
        ("finalcut", "1.13", "note"),
        ("finalcut", "1.10", None),
        ("resolve:18.5", "1.10", None),
        ("resolve:18.5", "1.11", "error"),
        ("resolve:18.6", "1.11", None),
        ("resolve:18.6", "1.12", "error"),
        ("resolve:19.1", "1.12", "note"),
        ("resolve:21", "1.12", None),
        ("resolve:16", "1.9", "error"),
        ("resolve", "1.12", "note"),
        ("resolve:x", "1.10", None),
        ("premiere:24", "1.10", "error"),
        ("", "1.13", None),
    ],
)
def test_editors_refuse_versions_that_they_do_not_know(
    editor: str, version: str, expected: str | None
) -> None:
    found = fcpxml.losses(one(Clip(0, 5, SILENT)), options(version, editor))
    assert [problem.severity for problem in found] == ([] if expected is None else [expected])


def test_what_is_lost_is_told_clip_by_clip() -> None:
    sequence = edit(
        Track(
            clips=(
                Clip(0, 25, Generator("bars"), name="bars"),
                Clip(25, 25, replace(AV, width=0, height=0), name="odd", look=Look((0.1, 0, 0, 0))),
                Clip(50, 25, SILENT, name="marked", markers=(Marker(0, "x", color="pink"),)),
            ),
            transitions=(Transition(50, 5, 5, "wipe", "Slide"),),
        ),
        audio=(
            Track(
                clips=(
                    Clip(0, 25, MUSIC, sound=Sound(20.0), name="loud"),
                    Clip(25, 25, MUSIC, stream=1, name="second"),
                )
            ),
        ),
        captions=(CaptionTrack(captions=(Caption(0, 5, "x"),)),),
        sample_rate=22050,
        channels=4,
    )
    assert told(sequence) == [
        "The sound of 22050 samples a second becomes one of 48000.",
        "4 channels of sound become surround sound (5.1).",
        "V1 “bars” at 00:00:00:00: Colour bars become grey: Final Cut has no such generator.",
        "V1 “odd” at 00:00:01:00: The size of the picture is not known, so that its place may be"
        " wrong.",
        "V1 “marked” at 00:00:02:00: The colours of markers are not kept.",
        "V1 “marked” at 00:00:02:00: The wipe becomes a cross dissolve.",
        "V1 “marked” at 00:00:02:00: There is too little material for the transition: it may"
        " become shorter.",
        "A1 “loud” at 00:00:00:00: The volume of 20 dB is outside Final Cut's range.",
        "A1 “second” at 00:00:01:00: The stream of sound is not known: all of them are heard.",
        "captions 1: The language of the captions is not known: they are written as English.",
    ]


def test_resolve_loses_more() -> None:
    small = replace(AV, width=1280, height=720)
    sequence = edit(
        Track(clips=(Clip(0, 25, small, name="moved", look=Look(x=0.1)),)),
        audio=(Track(clips=(Clip(0, 25, MUSIC, name="fades", sound=Sound(fade_in=5)),)),),
    )
    assert told(sequence) == []
    assert told(sequence, "resolve:18.6") == [
        "V1 “moved” at 00:00:00:00: Resolve places pictures of another size than the sequence's"
        " differently.",
        "A1 “fades” at 00:00:00:00: Resolve leaves out fades of sound.",
        "V1 “moved” at 00:00:00:00: Resolve takes its sound, too.",
    ]


def test_final_cut_has_no_odd_rates() -> None:
    sequence = replace(one(Clip(0, 5, SILENT)), rate=Fraction(25, 2))
    assert told(sequence, "finalcut") == ["Final Cut Pro has no sequences of 12.5 frames a second."]
    assert told(sequence) == []


def test_losses_in_nested_sequences_name_them() -> None:
    inner = edit(Track(clips=(Clip(0, 25, Generator("bars"), name="b"),)))
    sequence = one(Clip(0, 25, replace(inner, name="Inner")))
    assert told(sequence) == [
        "“Inner”, V1 “b” at 00:00:00:00: Colour bars become grey: Final Cut has no such generator."
    ]


def test_a_loss_of_thousands_of_clips_is_counted() -> None:
    clips = tuple(Clip(at, 1, Generator("bars")) for at in range(5000))
    found = fcpxml.losses(edit(Track(clips=clips)), options())
    assert len(found) == 201
    assert found[-1].where == "and 4800 times more"


@pytest.mark.soak
def test_a_long_edit_is_written_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    clips = tuple(Clip(at * 5, 5, AV, Fraction(at % 30)) for at in range(4000))
    sequence = edit(
        Track(clips=clips),
        Track(clips=clips),
        audio=(Track(clips=clips),),
    )
    tracemalloc.start()
    fcpxml.write(sequence, tmp_path / "long.fcpxml", options())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000 * 1500
    assert len(etree.parse(str(tmp_path / "long.fcpxml")).findall(".//asset-clip")) == 12_000


# Round trips -----------------------------------------------------------------------------------


def canonical(sequence: Sequence) -> Any:
    """What must come back: numbers to five digits, links by what they join.

    Left out, as the writer's table says: empty tracks; whether a track or all its clips are
    disabled; links of clips that cannot be one.
    """
    video = [_track(track, True) for track in sequence.video if track.clips]
    audio = [_track(track, False) for track in sequence.audio if track.clips]
    settings = (
        sequence.name, sequence.rate, sequence.width, sequence.height, sequence.duration,
        sequence.pixel_aspect, sequence.start, sequence.drop_frame, sequence.sample_rate,
        sequence.channels,
    )  # fmt: skip
    links = sorted(
        ((number, picture.start), (other, sound.start))
        for number, track in enumerate(track for track in sequence.video if track.clips)
        for picture in track.clips
        if picture.link
        for other, sounds in enumerate(track for track in sequence.audio if track.clips)
        for sound in sounds.clips
        if sound.link == picture.link
    )
    return settings, video, audio, links, sequence.captions, sequence.markers


def _track(track: Track, picture: bool) -> Any:
    clips = [_clip(clip, picture, track.enabled) for clip in track.clips]
    return track.name, clips, track.transitions


def _clip(clip: Clip, picture: bool, enabled: bool) -> Any:
    content: Any = clip.content
    if isinstance(content, Sequence):
        content = canonical(content)
    look = clip.look
    floats = (*look.crop, look.scale_x, look.scale_y, look.rotation, look.x, look.y, look.opacity)
    seen = (tuple(round(value, 5) + 0.0 for value in floats), look.fit, look.fade_in, look.fade_out)
    return (
        clip.start, clip.duration, content, clip.source_in, clip.speed, clip.name,
        clip.enabled and enabled, seen if picture else clip.sound,
        0 if picture else clip.stream, clip.markers,
    )  # fmt: skip


RATES = [Fraction(24), Fraction(25), FILM, NTSC, 2 * NTSC]
NAMES = st.text("abc é\"<&'…漢", min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def media(draw: st.DrawFn, rate: Fraction) -> Media:
    kind = draw(st.sampled_from(["film", "silent", "other rate", "streams", "photo", "sound"]))
    number = draw(st.integers(1, 2))
    start = draw(st.sampled_from([Fraction(0), 90000 / rate, 86399 / rate]))
    found = Media(
        f"{kind} {number}",
        url=f"file:///m/{kind.replace(' ', '_')}{number}.mov",
        start=start,
        duration=Fraction(draw(st.integers(20, 40))) + Fraction(draw(st.integers(0, 999)), 1000),
        rate=rate,
        width=1920,
        height=draw(st.sampled_from([1080, 800])),
        channels=(2,),
        sample_rate=48000,
    )
    if kind == "silent":
        return replace(found, channels=(), sample_rate=0)
    if kind == "other rate":
        return replace(found, rate=draw(st.sampled_from(RATES)), start=Fraction(0))
    if kind == "streams":
        return replace(found, channels=(2, 2))
    if kind == "photo":
        return Media("photo", url="file:///m/photo.png", still=True, width=800, height=600)
    if kind == "sound":
        return Media(
            "music", url="file:///m/music.wav", start=start, duration=found.duration,
            has_video=False, channels=(1,), sample_rate=44100,
        )  # fmt: skip
    return found


def shares(low: float, high: float) -> st.SearchStrategy[float]:
    return st.integers(int(low * 1000), int(high * 1000)).map(lambda value: value / 1000)


@st.composite
def looks(draw: st.DrawFn, duration: int) -> Look:
    if draw(st.booleans()):
        return Look()
    fades = draw(st.integers(0, duration)), draw(st.integers(0, duration))
    if sum(fades) > duration:
        fades = 0, 0
    return Look(
        tuple(draw(shares(0, 0.4)) for _ in range(4)),  # type: ignore[arg-type]
        draw(st.sampled_from(["fit", "fill", "none"])),  # type: ignore[arg-type]
        draw(shares(0.1, 3)),
        draw(shares(0.1, 3)),
        draw(shares(-180, 180)),
        draw(shares(-1, 1)),
        draw(shares(-1, 1)),
        draw(shares(0, 1)),
        *fades,
    )


@st.composite
def sounds(draw: st.DrawFn, duration: int) -> Sound:
    if draw(st.booleans()):
        return Sound()
    fade = draw(st.integers(0, duration))
    if draw(st.booleans()):
        return Sound(mute=True, fade_in=fade)
    return Sound(draw(shares(-60, 12)), draw(shares(-1, 1)), fade, 0)


@st.composite
def timed_clip(draw: st.DrawFn, start: int, duration: int, rate: Fraction, picture: bool) -> Clip:
    content = draw(media(rate).filter(lambda one: one.has_video if picture else one.channels))
    name = draw(NAMES)
    if content.still:
        return Clip(start, duration, content, name=name)
    assert content.duration is not None
    speed = draw(st.sampled_from([1, 1, 1, 2, Fraction(1, 2), -1] + ([0] if picture else [])))
    shown = abs(Fraction(speed)) * duration / rate
    room = int((content.duration - shown) * rate) - 1
    source = draw(st.integers(0, max(room, 0))) / rate
    if not picture and draw(st.booleans()):
        source += Fraction(1, 48000)
    if speed < 0:
        source += shown
    stream = draw(st.sampled_from([-1, 0, 1])) if len(content.channels) > 1 and not picture else 0
    return Clip(start, duration, content, source, Fraction(speed), name, stream=stream)


@st.composite
def picture_clip(draw: st.DrawFn, start: int, duration: int, rate: Fraction, inner: Any) -> Clip:
    kind = draw(st.sampled_from(["media", "media", "media", "text", "color", "nested"]))
    if kind == "media" or (kind == "nested" and inner is None):
        clip = draw(timed_clip(start, duration, rate, True))
    elif kind == "nested":
        source = draw(st.integers(0, 3)) / rate
        clip = Clip(start, duration, inner, source, name=draw(NAMES))
    elif kind == "text":
        text = draw(st.text("abc\n <&é", min_size=1, max_size=9).filter(lambda one: one.strip()))
        size = draw(shares(0.01, 0.9))
        clip = Clip(start, duration, Generator("text", "#10a0ff", text.strip("\n"), size))
    else:
        clip = Clip(start, duration, Generator("color", "#123456"), name=draw(NAMES))
    clip = replace(clip, look=draw(looks(duration)), enabled=draw(st.integers(0, 5)) > 0)
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, duration - 1))
        color = draw(st.sampled_from(["", "red", "green"]))
        clip = replace(clip, markers=(Marker(at, draw(NAMES), 0, draw(NAMES), color),))
    return clip


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    found, at = [], 0
    for _ in range(draw(st.integers(1, 5))):
        at += draw(st.sampled_from([0, 0, 3, 20]))
        length = draw(st.integers(4, 60))
        found.append((at, length))
        at += length
    return found


def cuts(draw: st.DrawFn, clips: list[Clip], name: str) -> tuple[Transition, ...]:
    """Transitions where clips meet, each within the clips at its cut."""
    found: list[Transition] = []
    free = 0
    for earlier, later in pairwise(clips):
        if earlier.end == later.start and draw(st.integers(0, 2)) == 0:
            before = draw(st.integers(0, max(0, min(earlier.duration - free, 10))))
            after = draw(st.integers(0, min(later.duration // 2, 10)))
            if before + after:
                found.append(Transition(later.start, before, after, "dissolve", name))
                free = after
                continue
        free = 0
    return tuple(found)


def partner(draw: st.DrawFn, clip: Clip, number: int) -> tuple[Clip, Clip] | None:
    """A picture and a sound that belong together, if the picture can have one."""
    content = clip.content
    if isinstance(content, Generator) or clip.speed == 0 or draw(st.booleans()):
        return None
    if isinstance(content, Media) and (content.still or not content.channels):
        return None
    if isinstance(content, Sequence) and not content.audio:
        return None
    stream = -1 if isinstance(content, Media) and len(content.channels) > 1 else 0
    sound = replace(
        clip, look=Look(), markers=(), link=number, stream=stream, sound=draw(sounds(clip.duration))
    )
    return replace(clip, link=number), sound


@st.composite
def sequences(draw: st.DrawFn, rate: Fraction | None = None, depth: int = 1) -> Sequence:
    rate = draw(st.sampled_from(RATES)) if rate is None else rate
    inner = draw(sequences(rate, depth - 1)) if depth and draw(st.booleans()) else None
    if inner is not None:
        # Long enough for every clip of it.
        inner = replace(inner, duration=max(inner.duration, 70))
    video, audio, number = [], [], 0
    for _ in range(draw(st.integers(1, 3))):
        pictures: list[Clip] = []
        tied: list[Clip] = []
        for start, length in draw(spans()):
            clip = draw(picture_clip(start, length, rate, inner))
            pair = partner(draw, clip, number + 1)
            if pair is not None:
                number += 1
                clip = pair[0]
                tied.append(pair[1])
            pictures.append(clip)
        transitions = cuts(draw, pictures, "Cross Dissolve")
        named = any(not isinstance(clip.content, Sequence) for clip in pictures)
        name = draw(st.sampled_from(["", "Over"])) if named else ""
        video.append(Track(name, tuple(pictures), transitions))
        # Compound clips have no role, so that their sound is told apart by its lane.
        if all(not isinstance(clip.content, Sequence) for clip in tied) or len(video) == 1:
            audio.append(Track(clips=tuple(tied)))
        else:
            video[-1] = replace(video[-1], clips=tuple(replace(clip, link=0) for clip in pictures))
    while len(audio) < len(video):
        audio.append(Track())
    for _ in range(draw(st.integers(0, 2))):
        own = [draw(timed_clip(start, length, rate, False)) for start, length in draw(spans())]
        own = [replace(clip, sound=draw(sounds(clip.duration))) for clip in own]
        name = draw(st.sampled_from(["", "Music"]))
        audio.append(Track(name, tuple(own), cuts(draw, own, "Audio Crossfade")))
    kept = tuple(track for track in audio if track.clips)
    end = max(clip.end for track in (*video, *kept) for clip in track.clips)
    captions = tuple(
        CaptionTrack(
            "", tuple(Caption(start, length, "a\nb") for start, length in draw(spans())), language
        )
        for language in draw(st.sampled_from([(), ("en",), ("de", "zh-Hans")]))
    )
    ends = [one.start + one.duration for track in captions for one in track.captions]
    duration = max([end, *ends]) + draw(st.integers(0, 9))
    chapters = draw(st.sampled_from([(), (0,), (3, duration - 1)]))
    return Sequence(
        "Edit" if depth else "Inner",
        rate,
        1920,
        1080,
        duration,
        start=draw(st.sampled_from([0, 86400])),
        drop_frame=rate.denominator == 1001 and rate != FILM and draw(st.booleans()),
        video=tuple(video),
        audio=kept,
        captions=captions,
        markers=tuple(Marker(at, f"c{at}") for at in chapters),
    )


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=sequences(), version=st.sampled_from(fcpxml.FORMAT.versions))
def test_edits_come_back_as_they_were(tmp_path: Path, sequence: Sequence, version: str) -> None:
    found, edit = round_trip(tmp_path, sequence, options(version))
    assert canonical(found) == canonical(sequence)
    assert [problem for problem in edit.problems if problem.severity != "note"] == []
    dtd = DTDS / f"fcpxml-{version}.dtd"
    if dtd.is_file():
        checker = etree.DTD(str(dtd))
        assert checker.validate(etree.parse(str(tmp_path / "edit.fcpxml"))), checker.error_log
    assert all(isinstance(problem, Problem) for problem in fcpxml.losses(sequence, options()))
