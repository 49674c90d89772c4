"""Drafts for JianYing and CapCut: what other programs read of them, to the frame."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.interchange import capcut, jianying
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.checking import checked
from exporters.timeline.readers import jianying as reader
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
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests.examples import examples

OUTPUT = Path("/drafts/My film")
FILM = Media(
    "film.mp4", path=Path("/media/film.mp4"), duration=Fraction(60), rate=Fraction(25),
    width=1920, height=1080, channels=(2,), sample_rate=48000, known=True,
)  # fmt: skip
MUSIC = Media(
    "music.mp3", path=Path("/media/music.mp3"), duration=Fraction(90), has_video=False,
    channels=(2,), sample_rate=44100, known=True,
)  # fmt: skip
PHOTO = Media("photo.png", path=Path("/media/photo.png"), still=True, width=800, height=600)


def options(editor: str = "", output: Path = OUTPUT, version: str = "5.9") -> WriteOptions:
    return WriteOptions(version, output, editor)


def edit(*video: Track, rate: Fraction = Fraction(25), **more: Any) -> Sequence:
    tracks = [*video, *more.get("audio", ())]
    end = max([clip.end for track in tracks for clip in track.clips], default=0)
    settings_: dict[str, Any] = {"duration": end, "width": 1920, "height": 1080, **more}
    return Sequence("edit", rate, video=video, **settings_)


def linked(*clips: Clip) -> tuple[Track, Track]:
    """A track of films and their sound."""
    pictures = tuple(replace(clip, link=number, name="") for number, clip in enumerate(clips, 1))
    return Track("", pictures), Track("", pictures)


def written(sequence: Sequence, folder: Path, chosen: WriteOptions | None = None) -> Path:
    path = folder / "written"
    jianying.write(sequence, path, chosen or options())
    return path


def content(sequence: Sequence, folder: Path, chosen: WriteOptions | None = None) -> Any:
    return json.loads((written(sequence, folder, chosen) / "draft_content.json").read_bytes())


def read_back(sequence: Sequence, folder: Path) -> Sequence:
    found = reader.read(written(checked_sequence(sequence), folder), ReadOptions())
    return checked(found).sequence


def checked_sequence(sequence: Sequence) -> Sequence:
    return checked(Edit(sequence, "test", Path("test"))).sequence


def segments(draft: Any, kind: str) -> list[Any]:
    return [row for track in draft["tracks"] if track["type"] == kind for row in track["segments"]]


def numbers(look: Look) -> list[float]:
    """A look's numbers, rounded: some go through sums of decimals."""
    values = (*look.crop, look.scale_x, look.scale_y, look.rotation, look.x, look.y, look.opacity)
    return [round(value, 9) for value in (*values, look.fade_in, look.fade_out)]


def everything() -> Sequence:
    within = Track("", (Clip(0, 50, FILM, Fraction(4)),))
    inner = Sequence("inner", Fraction(25), 1280, 720, 50, video=(within,))
    main, sound = linked(
        Clip(0, 50, FILM, Fraction(10)),
        Clip(50, 50, FILM, Fraction(20), Fraction(2)),
        Clip(100, 25, FILM, Fraction(0)),
    )
    look = Look(
        crop=(0.1, 0.0, 0.2, 0.0), scale_x=0.5, scale_y=0.5, rotation=12.5, x=0.25, y=-0.125,
        opacity=0.8, fade_in=5, fade_out=10,
    )  # fmt: skip
    upper = Track(
        "upper",
        (
            Clip(10, 50, PHOTO, look=look),
            Clip(60, 25, inner),
            Clip(85, 20, Generator("color", "#336699")),
        ),
    )
    titles = Track("titles", (Clip(20, 30, Generator("text", "#ffcc00", "Title\n二", 0.12)),))
    loud = Clip(5, 100, MUSIC, Fraction(3), sound=Sound(volume=-6.0, fade_in=10, fade_out=20))
    return edit(
        replace(main, transitions=(Transition(50, 6, 6), Transition(100, 5, 5))),
        upper,
        titles,
        audio=(sound, Track("music", (loud,))),
        captions=(CaptionTrack("zh", (Caption(0, 20, "检票口"), Caption(25, 10, "𠮷 a\nb"))),),
        markers=(Marker(30, "here", color="#ff0000"),),
    )


def test_it_comes_back_to_the_frame(tmp_path: Path) -> None:
    before, after = everything(), read_back(everything(), tmp_path)
    assert (after.rate, after.width, after.height) == (25, 1920, 1080)
    assert after.duration == before.duration
    assert [len(track.clips) for track in after.video] == [3, 3, 1]
    for old, new in zip(before.video, after.video, strict=True):
        for was, now in zip(old.clips, new.clips, strict=True):
            assert (now.start, now.duration, now.source_in, now.speed) == (
                was.start, was.duration, was.source_in, was.speed,
            )  # fmt: skip
    assert after.video[0].transitions == tuple(
        replace(one, name="叠化") for one in before.video[0].transitions
    )
    assert numbers(after.video[1].clips[0].look) == numbers(before.video[1].clips[0].look)
    assert isinstance(after.video[1].clips[1].content, Sequence)
    assert after.video[2].clips[0].content == before.video[2].clips[0].content
    assert [len(track.clips) for track in after.audio] == [3, 1]
    assert after.audio[1].clips[0].sound == before.audio[1].clips[0].sound
    assert after.captions[0].captions == before.captions[0].captions
    assert after.markers == before.markers


def test_pyjianyingdraft_loads_the_same_segments(tmp_path: Path) -> None:
    library = pytest.importorskip("pyJianYingDraft")
    folder = written(everything(), tmp_path)
    script = library.DraftFolder(str(folder.parent)).load_template(folder.name)
    assert (script.fps, script.width, script.height) == (25.0, 1920, 1080)
    kinds = [track.track_type.name for track in script.imported_tracks]
    assert kinds == ["video", "video", "text", "text", "audio"]
    main = script.imported_tracks[0]
    ranges = [(row.target_timerange.start, row.target_timerange.duration) for row in main.segments]
    assert ranges == [(0, 2_000_000), (2_000_000, 2_000_000), (4_000_000, 1_000_000)]
    sources = [(row.source_timerange.start, row.source_timerange.duration) for row in main.segments]
    assert sources == [(10_000_000, 2_000_000), (20_000_000, 4_000_000), (0, 1_000_000)]
    assert script.imported_materials["videos"][0]["path"] == "/media/film.mp4"
    for one, two in zip(main.segments, main.segments[1:], strict=False):
        assert not one.overlaps(two)


def test_both_files_hold_the_edit_and_nothing_random(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        written(everything(), folder)
    files = (path for path in first.rglob("*") if path.is_file())
    names = sorted(path.relative_to(first).as_posix() for path in files)
    assert names == [
        "written/Resources/reprise/336699.png", "written/draft_content.json",
        "written/draft_info.json", "written/draft_meta_info.json", "written/draft_settings",
    ]  # fmt: skip
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    folder = first / "written"
    info = (folder / "draft_info.json").read_bytes()
    assert (folder / "draft_content.json").read_bytes() == info


def test_ids_are_capitals_and_differ_between_drafts(tmp_path: Path) -> None:
    draft = content(everything(), tmp_path)
    ids = [row["id"] for pool in draft["materials"].values() for row in pool]
    ids += [row["id"] for track in draft["tracks"] for row in (track, *track["segments"])]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", one) for one in ids)
    (tmp_path / "other").mkdir()
    other = content(everything(), tmp_path / "other", options(output=Path("/drafts/Second")))
    assert draft["id"] != other["id"]


@pytest.mark.parametrize(
    "rate", [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(30)]
)
def test_ranges_are_whole_microseconds_that_meet(tmp_path: Path, rate: Fraction) -> None:
    """Rounding start and length apart leaves gaps and overlaps of a microsecond."""
    clips = [Clip(n * 7, 7, FILM, Fraction(n * 7) / rate) for n in range(150)]
    draft = content(edit(Track("", tuple(clips)), rate=rate), tmp_path)
    end = 0
    for number, segment in enumerate(segments(draft, "video")):
        target = segment["target_timerange"]
        assert target["start"] == end
        end = target["start"] + target["duration"]
        assert end == (number + 1) * 7 * 1_000_000 * rate.denominator // rate.numerator
    assert draft["config"]["maintrack_adsorb"] is True


def test_no_range_ends_after_its_material(tmp_path: Path) -> None:
    short = replace(FILM, duration=Fraction(1001, 1000))
    clip = Clip(0, 26, short, Fraction(0))
    draft = content(edit(Track("", (clip,))), tmp_path)
    (segment,) = segments(draft, "video")
    source = segment["source_timerange"]
    assert source["start"] + source["duration"] == 1_001_000
    assert draft["materials"]["videos"][0]["duration"] == 1_001_000


def test_a_main_track_with_gaps_has_no_magnet(tmp_path: Path) -> None:
    """With it the application closes the gaps (pyJianYingDraft#143)."""
    gap = edit(Track("", (Clip(10, 10, FILM), Clip(30, 10, FILM))))
    assert content(gap, tmp_path)["config"]["maintrack_adsorb"] is False


def test_a_films_sound_is_in_its_own_segment(tmp_path: Path) -> None:
    main, sound = linked(Clip(0, 50, FILM), Clip(50, 50, FILM, Fraction(2)))
    quiet = replace(sound.clips[1], sound=Sound(volume=-20.0, fade_out=10))
    sequence = edit(main, audio=(replace(sound, clips=(sound.clips[0], quiet)),))
    draft = content(sequence, tmp_path)
    assert [row["volume"] for row in segments(draft, "video")] == [1.0, pytest.approx(0.1)]
    assert segments(draft, "audio") == []
    assert draft["materials"]["audio_fades"][0]["fade_out_duration"] == 400_000


def test_a_film_without_sound_is_silent_and_other_sound_is_apart(tmp_path: Path) -> None:
    detached = Clip(10, 50, FILM, Fraction(5))
    sequence = edit(Track("", (Clip(0, 50, FILM),)), audio=(Track("", (detached,)),))
    draft = content(sequence, tmp_path)
    assert [row["volume"] for row in segments(draft, "video")] == [0.0]
    (apart,) = segments(draft, "audio")
    assert apart["clip"] is None
    assert draft["materials"]["audios"][0]["type"] == "video_original_sound"


def test_a_muted_track_of_own_sound_mutes_the_video_track(tmp_path: Path) -> None:
    main, sound = linked(Clip(0, 50, FILM))
    sequence = edit(main, audio=(replace(sound, enabled=False),))
    draft = content(sequence, tmp_path)
    assert draft["tracks"][0]["attribute"] == 1
    (tmp_path / "again").mkdir()
    after = read_back(sequence, tmp_path / "again")
    assert [track.enabled for track in after.audio] == [False]


def test_media_are_listed_once_and_linked(tmp_path: Path) -> None:
    """CapCut 9 takes what is not listed for not accessible (pyCapCut#13)."""
    folder = written(everything(), tmp_path)
    meta = json.loads((folder / "draft_meta_info.json").read_bytes())
    groups = {group["type"]: group["value"] for group in meta["draft_materials"]}
    listed = {row["id"]: row["file_Path"] for row in groups[0]}
    assert sorted(listed.values()) == [
        "./Resources/reprise/336699.png", "/media/film.mp4", "/media/music.mp3",
        "/media/photo.png",
    ]  # fmt: skip
    draft = json.loads((folder / "draft_content.json").read_bytes())
    materials = [*draft["materials"]["videos"], *draft["materials"]["audios"]]
    inner = draft["materials"]["drafts"][0]["draft"]["materials"]["videos"]
    for material in (*materials, *inner):
        path = material["path"].rpartition("/")[2]
        if path:
            assert listed[material["local_material_id"]].endswith(path)
    assert meta["draft_name"] == "My film"
    assert meta["draft_fold_path"] == "/drafts/My film"
    assert meta["draft_id"] == draft["id"]


def test_media_in_the_drafts_folder_move_with_it(tmp_path: Path) -> None:
    inside = replace(FILM, path=OUTPUT / "Resources/film.mp4")
    folder = written(edit(Track("", (Clip(0, 50, inside),))), tmp_path)
    draft = json.loads((folder / "draft_content.json").read_bytes())
    path = draft["materials"]["videos"][0]["path"]
    assert re.fullmatch(r"##_draftpath_placeholder_[0-9A-F-]{36}_##/Resources/film\.mp4", path)
    after = reader.read(folder, ReadOptions()).sequence.video[0].clips[0].content
    assert isinstance(after, Media)
    assert after.url == (folder / "Resources/film.mp4").as_posix()


def test_a_missing_medium_keeps_the_path_of_its_url(tmp_path: Path) -> None:
    media = replace(FILM, path=None, url="file:///C:/a%20b/%E5%BD%B1.mp4", duration=None)
    draft = content(edit(Track("", (Clip(0, 50, media, Fraction(5)),))), tmp_path)
    material = draft["materials"]["videos"][0]
    assert material["path"] == "C:/a b/影.mp4"
    assert material["duration"] == 7_000_000


def test_ranges_of_styles_count_utf_16(tmp_path: Path) -> None:
    """In code units, not letters and not bytes (capcut-cli#85)."""
    row = CaptionTrack("", (Caption(0, 10, "𠮷a"),))
    draft = content(edit(captions=(row,), duration=10), tmp_path)
    styles = json.loads(draft["materials"]["texts"][0]["content"])["styles"]
    assert styles[0]["range"] == [0, 3]


def test_overlapping_captions_lie_on_further_tracks(tmp_path: Path) -> None:
    row = CaptionTrack("", (Caption(0, 20, "a"), Caption(10, 20, "b"), Caption(20, 5, "c")))
    draft = content(edit(captions=(row,), duration=30), tmp_path)
    texts = [track for track in draft["tracks"] if track["type"] == "text"]
    assert [len(track["segments"]) for track in texts] == [2, 1]
    assert draft["tracks"][0]["type"] == "video"


def test_black_below_all_is_a_gap_and_above_a_picture(tmp_path: Path) -> None:
    black = Clip(20, 10, Generator("black"))
    main = Track("", (Clip(0, 20, FILM), black), (Transition(20, 4, 4),))
    folder = written(edit(main, Track("", (black,))), tmp_path)
    draft = json.loads((folder / "draft_content.json").read_bytes())
    assert [len(track["segments"]) for track in draft["tracks"]] == [1, 1]
    assert draft["materials"]["transitions"] == []
    points = draft["tracks"][0]["segments"][0]["common_keyframes"][0]["keyframe_list"]
    assert [(one["time_offset"], one["values"]) for one in points] == [
        (640_000, [1.0]), (800_000, [0.0]),
    ]  # fmt: skip
    picture = (folder / "Resources/reprise/black.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


def test_a_picture_of_one_colour_can_be_decoded(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    bars = Track("", (Clip(0, 10, Generator("bars")), Clip(10, 10, Generator("color", "#102030"))))
    folder = written(edit(bars), tmp_path) / "Resources/reprise"
    with av.open(str(folder / "102030.png")) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert frame.shape == (1080, 1920, 3)
    assert (frame == [0x10, 0x20, 0x30]).all()
    with av.open(str(folder / "bars.png")) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert frame[500, 10].tolist() == [0xBF] * 3
    assert frame[500, 1900].tolist() == [0, 0, 0xBF]


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        ("fit", (1.0, 1.0)),
        ("fill", (4 / 3, 4 / 3)),
        ("stretch", (4 / 3, 1.0)),
        ("none", (5 / 9, 5 / 9)),
    ],
)
def test_how_a_picture_fits_becomes_its_scale(
    tmp_path: Path, fit: Any, expected: tuple[float, float]
) -> None:
    draft = content(edit(Track("", (Clip(0, 10, PHOTO, look=Look(fit=fit)),))), tmp_path)
    scale = segments(draft, "video")[0]["clip"]["scale"]
    assert (scale["x"], scale["y"]) == pytest.approx(expected)


def test_hidden_tracks_and_disabled_clips_stay_so(tmp_path: Path) -> None:
    off = Track("", (Clip(0, 10, FILM, enabled=False),))
    hidden = Track("", (Clip(0, 10, PHOTO),), enabled=False)
    after = read_back(edit(off, hidden), tmp_path)
    assert after.video[0].clips[0].enabled is False
    assert [track.enabled for track in after.video] == [True, False]


def test_both_applications_have_their_writers() -> None:
    assert find_writer(Path("x.jianying")) is jianying
    assert find_writer(Path("x.capcut")) is capcut
    assert find_writer(Path("x"), "capcut") is capcut
    assert jianying.FORMAT.folder
    assert jianying.FORMAT.version in jianying.FORMAT.versions


@pytest.mark.parametrize("version", capcut.FORMAT.versions)
def test_capcut_drafts_say_who_they_are_for(tmp_path: Path, version: str) -> None:
    """CapCut 8.4 and newer refuse drafts whose markers are not complete (capcut-cli#67)."""
    path = tmp_path / "draft"
    capcut.write(everything(), path, options(version=version))
    draft = json.loads((path / "draft_info.json").read_bytes())
    assert draft["platform"]["app_source"] == draft["last_modified_platform"]["app_source"] == "cc"
    assert draft["platform"]["app_version"].startswith(version)
    assert re.fullmatch(r"\d+\.0\.0", draft["new_version"])
    assert draft["version"] == 360000
    assert draft["render_index_track_mode_on"] is True
    assert draft["materials"]["transitions"][0]["name"] == "Mix"


class TestLosses:
    def told(self, sequence: Sequence, editor: str = "") -> dict[str, str]:
        found = jianying.losses(sequence, options(editor))
        return {problem.message: problem.where for problem in found}

    def test_clip_by_clip(self) -> None:
        clips = (
            Clip(0, 10, FILM, Fraction(5), Fraction(-1), name="back"),
            Clip(10, 10, FILM, Fraction(5), Fraction(0), name="still"),
            Clip(20, 10, replace(FILM, path=None), name="gone"),
        )
        sound = Clip(0, 10, MUSIC, sound=Sound(pan=0.5), stream=1)
        told = self.told(edit(Track("", clips), audio=(Track("", (sound,)),)))
        assert told["It runs backwards; it is written forwards."] == "V1 “back” at 00:00:00:00"
        still = "It stands still; it is written at a tenth of the speed."
        assert told[still] == "V1 “still” at 00:00:00:10"
        gone = "Its medium was not found; the application will ask for it."
        assert told[gone] == "V1 “gone” at 00:00:00:20"
        assert "Drafts have no panorama; its sound stays in the middle." in told
        assert "The application plays the first stream of sound, not this." in told

    def test_a_wipe_off_the_cut(self) -> None:
        row = Track("", (Clip(0, 50, FILM), Clip(50, 50, FILM)), (Transition(50, 10, 2, "wipe"),))
        told = self.told(edit(row))
        assert "It is written as a dissolve." in told
        assert "The applications put the middle of a dissolve at the cut." in told

    def test_what_versions_do(self) -> None:
        sequence = edit(Track("", (Clip(0, 50, FILM),)))
        encrypts = "JianYing 6 and newer encrypts the draft when it saves it: "
        encrypts += "Reprise cannot read it back then."
        assert encrypts in self.told(sequence, "jianying:11.4")
        assert encrypts not in self.told(sequence, "jianying:5.9")
        severities = {one.severity for one in capcut.losses(sequence, options("capcut:10.1"))}
        assert "error" in severities
        severities = {one.severity for one in capcut.losses(sequence, options("capcut:9.3"))}
        assert severities == {"note"}

    def test_a_plain_edit_loses_nothing(self) -> None:
        main, sound = linked(Clip(0, 50, FILM), Clip(50, 50, FILM))
        told = jianying.losses(edit(main, audio=(sound,)), options("jianying:5.9"))
        assert [problem.severity for problem in told] == ["note"]


class TestRoot:
    def entry(self, output: Path = OUTPUT) -> Any:
        return jianying.root_entry(everything(), options(output=output))

    def test_the_entry_names_the_draft(self, tmp_path: Path) -> None:
        entry, draft = self.entry(), content(everything(), tmp_path)
        assert entry["draft_id"] == draft["id"]
        assert entry["tm_duration"] == draft["duration"]
        assert entry["draft_json_file"] == "/drafts/My film/draft_info.json"
        assert entry["draft_root_path"] == "/drafts"

    def test_a_missing_index_is_made(self) -> None:
        index = json.loads(jianying.updated_root(b"", self.entry()))
        assert [row["draft_name"] for row in index["all_draft_store"]] == ["My film"]
        assert (index["draft_ids"], index["root_path"]) == (1, "/drafts")

    def test_the_others_stay_and_the_new_one_is_the_latest(self) -> None:
        others = [
            {"draft_id": "A", "draft_name": "其他", "tm_draft_modified": 1_788_367_617_281_499},
            "odd",
        ]
        existing = {"all_draft_store": others, "draft_ids": 9, "root_path": "/d", "more": {"a": 1}}
        raw = b"\xef\xbb\xbf" + json.dumps(existing).encode()
        index = json.loads(jianying.updated_root(raw, self.entry()))
        assert index["all_draft_store"][1:] == others
        assert index["all_draft_store"][0]["tm_draft_modified"] == 1_788_367_617_281_500
        assert (index["draft_ids"], index["root_path"], index["more"]) == (9, "/d", {"a": 1})

    def test_a_second_time_replaces_the_entry(self) -> None:
        once = jianying.updated_root(b"{}", self.entry())
        assert jianying.updated_root(once, self.entry()) == once
        index = json.loads(jianying.updated_root(once, self.entry(Path("/drafts/Other"))))
        assert [row["draft_name"] for row in index["all_draft_store"]] == ["Other", "My film"]

    @pytest.mark.parametrize("raw", [b"{", b"[]", b"\xff\xfe", b"h4g8XOe61B0b0"])
    def test_what_cannot_be_read_is_not_replaced(self, raw: bytes) -> None:
        """It lists all of the user's drafts."""
        with pytest.raises(SourceError, match="left as it is"):
            jianying.updated_root(raw, self.entry())

    @pytest.mark.parametrize("store", [None, 5, {}, "x"])
    def test_an_odd_store_is_replaced(self, store: object) -> None:
        raw = json.dumps({"all_draft_store": store, "draft_ids": "x"}).encode()
        index = json.loads(jianying.updated_root(raw, self.entry()))
        assert len(index["all_draft_store"]) == 1


@st.composite
def edits(draw: st.DrawFn) -> Sequence:
    rate = draw(st.sampled_from(["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001"]))
    tracks = []
    for _ in range(draw(st.integers(1, 3))):
        at, clips = 0, []
        for _ in range(draw(st.integers(1, 8))):
            at += draw(st.sampled_from([0, 0, 3]))
            length = draw(st.integers(1, 90))
            speed = draw(st.sampled_from(["1", "2", "1/2", "3/2", "1/3"]))
            source = draw(st.integers(0, 200)) / Fraction(rate)
            clips.append(Clip(at, length, FILM, source, Fraction(speed), name="film.mp4"))
            at += length
        tracks.append(Track("", tuple(clips)))
    pictures, sounds, number = [], [], 1
    for track in tracks:
        numbered = [replace(clip, link=number + n) for n, clip in enumerate(track.clips)]
        number += len(numbered)
        pictures.append(Track("", tuple(numbered)))
        sounds.append(Track("", tuple(numbered)))
    return edit(*pictures, audio=tuple(sounds), rate=Fraction(rate))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequence=edits())
def test_any_edit_of_films_comes_back_to_the_frame(
    sequence: Sequence, tmp_path_factory: pytest.TempPathFactory
) -> None:
    after = read_back(sequence, tmp_path_factory.mktemp("draft"))
    assert after.rate == sequence.rate
    for mine, theirs in ((sequence.video, after.video), (sequence.audio, after.audio)):
        assert len(mine) == len(theirs)
        for old, new in zip(mine, theirs, strict=True):
            assert [(clip.start, clip.end) for clip in new.clips] == [
                (clip.start, clip.end) for clip in old.clips
            ]
            for was, now in zip(old.clips, new.clips, strict=True):
                assert now.speed == was.speed
                assert abs(now.source_in - was.source_in) < Fraction(1, 100_000)
