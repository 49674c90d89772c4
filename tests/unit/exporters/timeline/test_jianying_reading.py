"""Drafts of JianYing and CapCut are read to the frame, and what is lost is told."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.errors import SourceError
from exporters.timeline.checking import checked
from exporters.timeline.readers import jianying
from exporters.timeline.reading import ReadOptions, find_reader
from exporters.timeline.sequence import (
    Caption,
    Clip,
    Edit,
    Generator,
    Media,
    Sequence,
    Sound,
    Transition,
)
from tests.jianying_drafts import (
    PLACEHOLDER,
    draft,
    film,
    keyframes,
    music,
    photo,
    placed,
    saved,
    segment,
    span,
    track,
    whole,
    words,
)


def read(folder: Path, content: dict[str, Any], **options: Any) -> Edit:
    return jianying.read(saved(folder / "draft", content), ReadOptions(**options))


def only_clip(edit: Edit) -> Clip:
    (clip,) = edit.sequence.video[0].clips
    return clip


def messages(edit: Edit) -> list[str]:
    return [problem.message for problem in edit.problems]


def one_film(folder: Path, target: object, source: object = None, **more: Any) -> Clip:
    content = draft(track("video", segment("film", target, source, **more)), videos=[film()])
    return only_clip(read(folder, content))


def test_microseconds_that_were_cut_off_are_the_frames_that_were_meant(tmp_path: Path) -> None:
    clip = one_film(tmp_path, span(433_333, 1_033_333), span(21_133_333, 1_033_333))
    assert (clip.start, clip.end) == (13, 44)
    assert clip.source_in == Fraction(634, 30)
    assert clip.speed == 1


@pytest.mark.parametrize(
    ("fps", "rate"),
    [(23.976, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)), (25, Fraction(25))],
)
def test_the_frame_rate_is_the_one_that_is_meant(
    tmp_path: Path, fps: float, rate: Fraction
) -> None:
    content = draft(track("video", segment("film", span(0, 10_010_000))), videos=[film()], fps=fps)
    edit = read(tmp_path, content)
    assert edit.sequence.rate == rate
    assert only_clip(edit).duration == round(Fraction(1001, 100) * rate)


def test_a_whole_draft(tmp_path: Path) -> None:
    edit = checked(read(tmp_path, whole()))
    sequence = edit.sequence
    assert edit.format == "JianYing draft 5.9.0"
    assert (sequence.name, sequence.width, sequence.height) == ("draft", 1920, 1080)
    assert sequence.duration == 210
    main, upper, titles = sequence.video
    assert [(clip.start, clip.duration) for clip in main.clips] == [
        (0, 60), (60, 30), (90, 30), (120, 60), (180, 30),
    ]  # fmt: skip
    assert [clip.speed for clip in main.clips] == [1, 1, 2, 1, -1]
    assert main.clips[0].source_in == Fraction(13, 30)
    assert main.clips[4].source_in == 60
    assert main.transitions == (Transition(60, 7, 8, "dissolve", "叠化"),)
    nested = main.clips[3].content
    assert isinstance(nested, Sequence)
    assert nested.video[0].clips[0].source_in == 1
    assert upper.clips[0].look.fade_in == 30
    assert isinstance(titles.clips[0].content, Generator)
    assert titles.clips[0].content.text == "Title"
    assert sequence.captions[0].captions == (Caption(30, 30, "你好"),)
    assert [(mark.start, mark.name) for mark in sequence.markers] == [(30, "here")]
    assert "Its stickers are not kept." in messages(edit)


def test_a_films_own_sound_is_a_linked_clip(tmp_path: Path) -> None:
    edit = read(tmp_path, whole())
    own, music_track = edit.sequence.audio
    pictures = edit.sequence.video[0].clips
    assert [clip.start for clip in own.clips] == [0, 90, 120, 180]
    assert [clip.link for clip in own.clips] == [
        clip.link for clip in pictures if not isinstance(clip.content, Media) or clip.link
    ]
    assert own.clips[0].sound == Sound(fade_in=3, fade_out=6)
    assert music_track.clips[0].sound.volume == pytest.approx(-6.0206, abs=1e-4)
    assert (music_track.clips[0].start, music_track.clips[0].duration) == (15, 150)


def test_a_film_whose_volume_is_0_has_no_sound(tmp_path: Path) -> None:
    content = draft(
        track("video", segment("film", span(0, 1_000_000), volume=0.0)), videos=[film()]
    )
    edit = read(tmp_path, content)
    assert edit.sequence.audio == ()
    assert only_clip(edit).link == 0


def test_muted_and_hidden_tracks(tmp_path: Path) -> None:
    content = draft(
        track("video", segment("film", span(0, 1_000_000)), attribute=1),
        track("video", segment("film", span(0, 1_000_000)), attribute=2),
        track("audio", segment("music", span(0, 1_000_000)), attribute=1 | 4),
        videos=[film()],
        audios=[music()],
    )
    sequence = read(tmp_path, content).sequence
    assert [row.enabled for row in sequence.video] == [True, False]
    assert [row.enabled for row in sequence.audio] == [False, True, False]


def test_place_size_turn_and_crop(tmp_path: Path) -> None:
    clip = placed(
        alpha=0.4, rotation=-30.0, scale={"x": 2.0, "y": 0.5}, transform={"x": 0.5, "y": 0.25}
    )
    crop = {
        "upper_left_x": 0.1, "upper_left_y": 0.2, "upper_right_x": 0.9, "upper_right_y": 0.2,
        "lower_left_x": 0.1, "lower_left_y": 0.7, "lower_right_x": 0.9, "lower_right_y": 0.7,
    }  # fmt: skip
    content = draft(
        track("video", segment("film", span(0, 1_000_000), clip=clip)), videos=[film(crop=crop)]
    )
    look = only_clip(read(tmp_path, content)).look
    assert (look.scale_x, look.scale_y, look.rotation, look.opacity) == (2.0, 0.5, -30.0, 0.4)
    assert (look.x, look.y) == (0.25, -0.125)
    assert look.crop == pytest.approx((0.1, 0.2, 0.1, 0.3))


def test_segments_that_overlap_for_a_transition_are_cut_at_its_middle(tmp_path: Path) -> None:
    """So CapCut 1.5 writes dissolves: the later segment begins before the earlier one ends."""
    content = draft(
        track(
            "video",
            segment("film", span(0, 2_000_000), span(0, 2_000_000), extra_material_refs=["mix"]),
            segment("film", span(1_533_333, 2_000_000), span(30_000_000, 2_000_000)),
        ),
        videos=[film()],
        transitions=[{"id": "mix", "name": "Mix", "duration": 466_666, "is_overlap": True}],
    )
    sequence = read(tmp_path, content).sequence
    earlier, later = sequence.video[0].clips
    assert sequence.video[0].transitions == (Transition(53, 7, 7, "dissolve", "Mix"),)
    assert (earlier.start, earlier.end, earlier.source_in) == (0, 53, 0)
    assert (later.start, later.end, later.source_in) == (53, 106, 30 + Fraction(7, 30))
    assert [clip.start for clip in sequence.audio[0].clips] == [0, 53]


def test_a_transition_through_black_becomes_two_fades(tmp_path: Path) -> None:
    content = draft(
        track(
            "video",
            segment("film", span(0, 1_000_000), extra_material_refs=["black"]),
            segment("film", span(1_000_000, 1_000_000)),
        ),
        videos=[film()],
        transitions=[{"id": "black", "name": "闪黑", "duration": 400_000, "is_overlap": False}],
    )
    row = read(tmp_path, content).sequence.video[0]
    assert row.transitions == ()
    assert (row.clips[0].look.fade_out, row.clips[1].look.fade_in) == (6, 6)


def test_a_freeze_frame_is_its_film_standing_still(tmp_path: Path) -> None:
    freeze = {"source_material_id": "film", "source_material_path": "x", "timestamp": 49_733_333}
    content = draft(
        track("video", segment("still", span(0, 3_000_000), span(0, 3_000_000))),
        videos=[film(), photo("still", freeze=freeze)],
    )
    clip = only_clip(read(tmp_path, content))
    assert isinstance(clip.content, Media)
    assert clip.content.name == "film.mp4"
    assert (clip.speed, clip.source_in) == (0, Fraction(1492, 30))


def test_a_reversed_range_lies_in_the_film_that_runs_backwards(tmp_path: Path) -> None:
    clip = one_film(tmp_path, span(0, 1_000_000), span(5_000_000, 1_000_000), reverse=True)
    assert (clip.speed, clip.source_in) == (-1, 55)


def test_a_curve_of_speed_is_its_average_and_told(tmp_path: Path) -> None:
    curve = {"id": "s", "mode": 1, "speed": 1.0, "curve_speed": {"speed_points": []}}
    content = draft(
        track(
            "video",
            segment("film", span(0, 1_000_000), span(0, 3_000_000), extra_material_refs=["s"]),
        ),
        videos=[film()],
        speeds=[curve],
    )
    edit = read(tmp_path, content)
    assert only_clip(edit).speed == 3
    assert "Its speed changes along a curve; the average is taken." in messages(edit)


def test_moving_keyframes_leave_their_first_value_and_a_loss(tmp_path: Path) -> None:
    moving = keyframes("KFTypePositionX", (0, 0.5), (1_000_000, -0.5))
    steady = keyframes("KFTypeRotation", (0, 10.0), (1_000_000, 10.0))
    content = draft(
        track("video", segment("film", span(0, 1_000_000), common_keyframes=[moving, steady])),
        videos=[film()],
    )
    edit = read(tmp_path, content)
    assert (only_clip(edit).look.x, only_clip(edit).look.rotation) == (0.25, 10.0)
    assert messages(edit) == ["Its keyframes (PositionX) are not kept; the first value is."]


def test_a_fade_by_keyframes_counts_in_the_materials_time(tmp_path: Path) -> None:
    fade = keyframes(
        "KFTypeAlpha",
        (10_000_000, 0.0), (11_000_000, 0.8), (13_000_000, 0.8), (14_000_000, 0.0),
    )  # fmt: skip
    clip = one_film(
        tmp_path, span(0, 2_000_000), span(10_000_000, 4_000_000), speed=2.0,
        common_keyframes=[fade],
    )  # fmt: skip
    assert (clip.look.fade_in, clip.look.fade_out, clip.look.opacity) == (15, 15, 0.8)


def test_a_flip_a_mask_and_an_effect_are_told_with_their_place(tmp_path: Path) -> None:
    clip = placed(flip={"horizontal": True, "vertical": False})
    content = draft(
        track(
            "video",
            segment("film", span(1_000_000, 1_000_000), clip=clip, extra_material_refs=["m", "e"]),
        ),
        videos=[film()],
        masks=[{"id": "m"}],
        video_effects=[{"id": "e", "name": "VHS"}],
    )
    told = read(tmp_path, content).problems
    assert {problem.where for problem in told} == {"V1 “film.mp4” at 00:00:01:00"}
    assert len(told) == 3


def test_a_loss_on_5000_clips_is_not_5000_sentences(tmp_path: Path) -> None:
    clip = placed(flip={"horizontal": True, "vertical": False})
    rows = [segment("film", span(n * 1_000_000, 1_000_000), clip=clip) for n in range(5000)]
    edit = read(tmp_path, draft(track("video", *rows), videos=[film()]))
    assert len(edit.sequence.video[0].clips) == 5000
    assert len(edit.problems) <= 201


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (json.dumps({"text": "第一行\n二", "styles": []}), "第一行\n二"),
        ('<size=15><color=(1,1,1,1)><font id="" path="a">[两\n行]</font></color></size>', "两\n行"),
        ('<font id=""><color=(1.0, 1.0)><size=5.0>let\'s go</size></color></font>', "let's go"),
        ("很高兴也很荣幸认识大家", "很高兴也很荣幸认识大家"),
        ("I <3 you", "I <3 you"),
    ],
)  # fmt: skip
def test_texts_of_all_versions(tmp_path: Path, content: str, expected: str) -> None:
    material = {"id": "t", "type": "subtitle", "content": content}
    made = draft(track("text", segment("t", span(0, 1_000_000))), texts=[material])
    assert read(tmp_path, made).sequence.captions[0].captions[0].text == expected


def test_many_texts_at_one_place_below_are_subtitles(tmp_path: Path) -> None:
    low = placed(transform={"x": 0.0, "y": -0.8})
    rows = [segment(f"t{n}", span(n * 1_000_000, 900_000), clip=low) for n in range(6)]
    texts = [words(f"t{n}", f"line {n}", "text") for n in range(6)]
    sequence = read(tmp_path, draft(track("text", *rows), texts=texts)).sequence
    assert [len(row.captions) for row in sequence.captions] == [6]
    assert sequence.video == ()


def test_a_title_has_its_text_colour_and_size(tmp_path: Path) -> None:
    style = {"size": 12.0, "fill": {"content": {"solid": {"color": [1.0, 0.5, 0.0]}}}}
    material = {"id": "t", "type": "text"}
    material["content"] = json.dumps({"text": "Hi", "styles": [style]})
    made = draft(track("text", segment("t", span(0, 1_000_000), clip=placed())), texts=[material])
    clip = only_clip(read(tmp_path, made))
    assert clip.content == Generator("text", "#ff8000", "Hi", 0.12)
    assert clip.look.y == pytest.approx(-0.44 + 0.06)


def test_captions_of_a_hidden_track_are_left_out_and_told(tmp_path: Path) -> None:
    made = draft(
        track("text", segment("t", span(0, 1_000_000)), attribute=2), texts=[words("t", "hidden")]
    )
    edit = read(tmp_path, made)
    assert edit.sequence.captions == ()
    assert messages(edit) == ["The track is hidden; its 1 captions are left out."]


def test_paths_in_the_drafts_folder_and_of_windows(tmp_path: Path) -> None:
    inside = film("inside", path=f"{PLACEHOLDER}/Resources/local/a.mp4")
    content = draft(
        track("video", segment("inside", span(0, 1_000_000)), segment("film", span(1_000_000, 1))),
        videos=[inside, film(path="E:\\film\\85.mp4")],
    )
    first, second = read(tmp_path, content).sequence.video[0].clips
    assert isinstance(first.content, Media)
    assert isinstance(second.content, Media)
    assert first.content.url == (tmp_path / "draft/Resources/local/a.mp4").as_posix()
    assert second.content.url == "E:\\film\\85.mp4"
    assert second.duration == 1


def test_sound_detached_from_a_film_is_the_films_medium(tmp_path: Path) -> None:
    detached = music("own", type="video_original_sound", path="C:/media/film.mp4")
    content = draft(
        track("video", segment("film", span(0, 1_000_000), volume=0.0)),
        track("audio", segment("own", span(0, 1_000_000))),
        videos=[film()],
        audios=[detached],
    )
    sequence = read(tmp_path, content).sequence
    assert sequence.audio[0].clips[0].content == sequence.video[0].clips[0].content


def test_tracks_lie_as_their_render_index_says(tmp_path: Path) -> None:
    above = segment("photo", span(0, 1_000_000), track_render_index=1)
    content = draft(
        track("video", above),
        track("video", segment("film", span(0, 1_000_000), track_render_index=0)),
        videos=[film(), photo()],
    )
    listed = [row.clips[0].name for row in read(tmp_path, content).sequence.video]
    content["render_index_track_mode_on"] = True
    by_index = [row.clips[0].name for row in read(tmp_path, content).sequence.video]
    assert (listed, by_index) == (["photo.png", "film.mp4"], ["film.mp4", "photo.png"])


class TestFolders:
    def test_the_folder_and_its_files_are_recognised(self, tmp_path: Path) -> None:
        folder = saved(tmp_path / "5月16日", whole())
        for path in (folder, folder / "draft_content.json"):
            reader = find_reader(path)
            assert reader is not None
            assert reader.FORMAT.name == "jianying"

    def test_another_json_is_not(self, tmp_path: Path) -> None:
        path = tmp_path / "other.json"
        path.write_text('{"version_id": "1", "scenes": []}')
        reader = find_reader(path)
        assert reader is None or reader.FORMAT.name != "jianying"

    def test_draft_info_alone_is_read_and_its_name_comes_from_the_meta_file(
        self, tmp_path: Path
    ) -> None:
        folder = saved(tmp_path / "draft", whole(), "draft_info.json")
        (folder / "draft_meta_info.json").write_text('{"draft_name": "我的"}', "utf-8")
        assert jianying.read(folder, ReadOptions()).sequence.name == "我的"

    def test_the_main_timeline_comes_before_the_old_files(self, tmp_path: Path) -> None:
        folder = saved(tmp_path / "draft", draft(track("video", segment("film", span(0, 1)))))
        saved(folder / "Timelines/main", whole(), "draft_info.json")
        project = {"main_timeline_id": "main", "timelines": [{"id": "main", "name": "One"}]}
        (folder / "Timelines/project.json").write_text(json.dumps(project))
        edit = jianying.read(folder, ReadOptions())
        assert edit.sequence.duration == 210
        assert any("more than one edit" in message for message in messages(edit))

    def test_one_of_several_timelines_is_chosen_by_name(self, tmp_path: Path) -> None:
        folder = saved(tmp_path / "draft/Timelines/a", whole(), "draft_info.json").parents[1]
        other = draft(track("video", segment("film", span(0, 1_000_000))), videos=[film()])
        saved(folder / "Timelines/b", other, "draft_info.json")
        timelines = [{"id": "a", "name": "One"}, {"id": "b", "name": "Two"}]
        project = {"main_timeline_id": "a", "timelines": timelines}
        (folder / "Timelines/project.json").write_text(json.dumps(project))
        assert jianying.read(folder, ReadOptions()).sequence.duration == 210
        second = jianying.read(folder, ReadOptions(sequence="Two"))
        assert (second.sequence.duration, second.sequences) == (30, ("One", "Two"))
        with pytest.raises(SourceError, match="has no timeline “Three”"):
            jianying.read(folder, ReadOptions(sequence="Three"))

    def test_a_compound_clip_in_a_file_of_its_own(self, tmp_path: Path) -> None:
        content = whole()
        inner = content["materials"]["drafts"][0].pop("draft")
        path = f"{PLACEHOLDER}/subdraft/X/draft_content.json"
        content["materials"]["drafts"][0]["draft_file_path"] = path
        folder = saved(tmp_path / "draft", content)
        saved(folder / "subdraft/X", inner)
        nested = jianying.read(folder, ReadOptions()).sequence.video[0].clips[3].content
        assert isinstance(nested, Sequence)
        assert nested.duration == 60
