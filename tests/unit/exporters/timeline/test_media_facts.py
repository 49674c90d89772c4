from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import Cancelled
from exporters.timeline import media_facts
from exporters.timeline.media_facts import describe
from exporters.timeline.sequence import Clip, Edit, Media, Sequence, Track, media_in
from tests import media_factory as factory

NTSC = Fraction(30000, 1001)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds each: a film with sound, one with time code, a picture, sound alone."""
    made = tmp_path_factory.mktemp("media")
    factory.constant_rate(made / "film.mp4")
    factory.ffmpeg(*factory.pictures(), *factory.X264, "-timecode", "01:00:00:00",
                   made / "coded.mov")  # fmt: skip
    factory.ffmpeg(*factory.pictures(rate="30000/1001"), *factory.X264, "-timecode",
                   "01:00:00;02", made / "drop.mov")  # fmt: skip
    factory.ffmpeg(*factory.pictures(), "-frames:v", "1", made / "picture.png")
    factory.ffmpeg(*factory.tone(), made / "sound.wav")
    factory.rotated(made / "phone.mp4")
    factory.anamorphic(made / "wide.mp4")
    (made / "broken.mp4").write_bytes(b"no film" * 100)
    return made


def media(path: Path, **more: object) -> Media:
    return Media(path.name, path=path, **more)  # type: ignore[arg-type]


def edit(*clips: Clip, audio: tuple[Clip, ...] = (), rate: Fraction = Fraction(25)) -> Edit:
    end = max(clip.end for clip in (*clips, *audio))
    made = Sequence("e", rate, 640, 360, end, video=(Track("", clips),),
                    audio=(Track("", audio),))  # fmt: skip
    return Edit(made, "test", Path("/e.test"))


def fact(path: Path, **more: object) -> Media:
    return media_in(describe(edit(Clip(0, 10, media(path, **more)))).sequence)[0]


def told(found: Edit) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_the_facts_of_a_film_are_those_of_its_file(folder: Path) -> None:
    stated = media(
        folder / "film.mp4", url="file:///x", width=5, channels=(6,), duration=Fraction(9)
    )
    assert media_in(describe(edit(Clip(0, 10, stated))).sequence)[0] == Media(
        "film.mp4", "file:///x", folder / "film.mp4", duration=Fraction(2), rate=Fraction(25),
        width=160, height=96, channels=(1,), sample_rate=48000, known=True,
    )  # fmt: skip


def test_a_picture_is_a_still(folder: Path) -> None:
    found = fact(folder / "picture.png")
    assert (found.still, found.duration, found.rate) == (True, None, None)
    assert (found.width, found.height, found.has_video, found.channels) == (160, 96, True, ())


def test_sound_alone_has_no_pictures(folder: Path) -> None:
    found = fact(folder / "sound.wav")
    assert (found.has_video, found.channels, found.width, found.rate) == (False, (1,), 0, None)
    assert found.duration == 2


def test_sizes_are_those_that_are_shown(folder: Path) -> None:
    phone, wide = fact(folder / "phone.mp4"), fact(folder / "wide.mp4")
    assert (phone.width, phone.height) == (96, 160)
    assert wide.pixel_aspect != 1


def test_time_code_is_that_of_the_file(folder: Path) -> None:
    found = fact(folder / "coded.mov")
    assert (found.start, found.drop_frame) == (3600, False)
    found = fact(folder / "drop.mov")
    assert (found.start * NTSC, found.drop_frame) == (107894, True)


def test_another_start_that_the_edit_states_is_kept_and_told(folder: Path) -> None:
    found = describe(edit(Clip(0, 10, media(folder / "coded.mov", start=Fraction(60)))))
    assert media_in(found.sequence)[0].start == 60
    assert told(found) == ["media: The time code of the medium “coded.mov” is another one in its "
                           "file. The edit's is kept."]  # fmt: skip


def test_an_edit_that_counts_from_time_code_is_put_right(folder: Path) -> None:
    """An EDL names times of the tape; where that begins, only the file knows."""
    coded = media(folder / "coded.mov", by_timecode=True)
    found = describe(edit(Clip(0, 10, coded, Fraction(3601)), Clip(10, 5, coded, Fraction(3600))))
    assert [clip.source_in for clip in found.sequence.video[0].clips] == [1, 0]
    assert media_in(found.sequence)[0].start == 3600
    assert not media_in(found.sequence)[0].by_timecode
    assert [problem.severity for problem in found.problems] == ["note"]


def test_an_edit_that_counts_from_the_first_frame_stays_as_it_is(folder: Path) -> None:
    for by_timecode in (False, True):
        coded = media(folder / "coded.mov", by_timecode=by_timecode)
        found = describe(edit(Clip(0, 10, coded, Fraction(1))))
        assert found.sequence.video[0].clips[0].source_in == 1
        assert media_in(found.sequence)[0].start == 3600
        assert not found.problems


def test_whole_hours_are_taken_off_where_a_copy_has_lost_its_time_code(folder: Path) -> None:
    film = media(folder / "film.mp4", by_timecode=True)
    found = describe(edit(Clip(0, 10, film, Fraction(36001))))
    assert found.sequence.video[0].clips[0].source_in == 1


def test_describing_twice_changes_nothing_more(folder: Path) -> None:
    coded = media(folder / "coded.mov", by_timecode=True)
    once = describe(edit(Clip(0, 10, coded, Fraction(3601)), Clip(10, 90, coded, Fraction(3600))))
    assert describe(once) == once


# What clips need


def test_a_clip_that_needs_more_pictures_than_there_are_is_told(folder: Path) -> None:
    film = media(folder / "film.mp4")
    found = describe(edit(Clip(0, 50, film), Clip(50, 30, film, Fraction(1)),
                          Clip(80, 60, film, speed=Fraction(1, 2)),
                          Clip(140, 40, film, speed=Fraction(3, 2))))  # fmt: skip
    assert told(found) == [
        "V1 “film.mp4” at 00:00:02:00: The medium ends 5 frames before the clip does; its last "
        "picture is held.",
        "V1 “film.mp4” at 00:00:05:15: The medium ends 7 frames before the clip does; its last "
        "picture is held.",
    ]


def test_a_clip_that_runs_back_too_far_is_told(folder: Path) -> None:
    film = media(folder / "film.mp4")
    found = describe(edit(Clip(0, 30, film, Fraction(1), Fraction(-1))))
    assert told(found) == ["V1 “film.mp4” at 00:00:00:00: The medium begins 5 frames too late for "
                           "the clip; its first picture is held."]  # fmt: skip


def test_a_freeze_and_a_still_need_no_more(folder: Path) -> None:
    film, picture = media(folder / "film.mp4"), media(folder / "picture.png")
    found = describe(edit(Clip(0, 500, film, speed=Fraction(0)), Clip(500, 500, picture)))
    assert not found.problems


def test_sound_that_is_not_there_is_told(folder: Path) -> None:
    film, mute = media(folder / "film.mp4"), media(folder / "coded.mov")
    sound = media(folder / "sound.wav")
    audio = (Clip(0, 10, mute), Clip(10, 10, film, stream=1), Clip(20, 60, film),
             Clip(80, 51, film))  # fmt: skip
    found = describe(edit(Clip(0, 10, sound), audio=audio))
    assert told(found) == [
        "V1 “sound.wav” at 00:00:00:00: The medium has no pictures; nothing is seen.",
        "A1 “coded.mov” at 00:00:00:00: The medium has no sound; nothing is heard.",
        "A1 “film.mp4” at 00:00:00:10: The medium has only one stream of sound; nothing is heard.",
        "A1 “film.mp4” at 00:00:00:20: The medium ends 10 frames before the clip does; there is "
        "silence.",
    ]


def test_a_disabled_clip_needs_nothing(folder: Path) -> None:
    film = media(folder / "film.mp4")
    found = describe(edit(Clip(0, 10, film), Clip(10, 500, film, enabled=False)))
    assert not found.problems


def test_many_clips_that_need_more_are_told_up_to_a_limit(folder: Path) -> None:
    film = media(folder / "film.mp4")
    clips = tuple(Clip(n * 100, 51 + n % 40, film) for n in range(300))
    found = describe(edit(*clips))
    assert len(found.problems) == 201
    assert str(found.problems[-1]).startswith("and ")


# Files


def test_a_file_that_cannot_be_read_is_an_error(folder: Path) -> None:
    found = describe(edit(Clip(0, 10, media(folder / "broken.mp4")), Clip(10, 5, Media("gone"))))
    assert [problem.severity for problem in found.problems] == ["error"]
    assert "broken.mp4" in found.problems[0].message
    assert not any(item.known for item in media_in(found.sequence))


def test_each_file_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    real = media_facts.probe

    def counted(path: Path, **more: object) -> object:
        asked.append(path)
        return real(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(media_facts, "probe", counted)
    film = media(folder / "film.mp4")
    describe(edit(Clip(0, 5, film), Clip(5, 5, replace(film, name="other")), Clip(10, 5, film)))
    assert asked == [folder / "film.mp4"]


def test_reading_can_be_stopped(folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        describe(edit(Clip(0, 10, media(folder / "film.mp4"))), token)
