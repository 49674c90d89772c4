"""What a sequence shows, frame by frame, compared with frames taken straight from its media."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exporters.rendering.sources import content_time
from exporters.timeline.sequence import Clip, Generator, Look, Media, Sequence, Track, Transition
from tests import media_factory as factory
from tests.edits import SIZE, Rendered, frames_of, medium, sequence

RATE = Fraction(25)
WIDE, HIGH = SIZE


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Media]:
    """Films of 50 frames, each read in another way, and a picture."""
    folder = tmp_path_factory.mktemp("films")
    made = {
        "mp4": factory.constant_rate(folder / "a.mp4"),
        "mkv": factory.constant_rate(folder / "b.mkv"),
        "ts": factory.constant_rate(folder / "c.ts"),
        "avi": factory.pictures_only(folder / "d.avi", codec=factory.MPEG4),
        "vfr": factory.variable_rate(folder / "e.mp4"),
        "ntsc": factory.constant_rate(folder / "f.mp4", rate="30000/1001"),
    }
    factory.ffmpeg(*factory.pictures(1), "-frames:v", "1", folder / "g.png")
    return {name: medium(path) for name, path in (*made.items(), ("png", folder / "g.png"))}


def rare(value: object) -> Any:
    """For the soak: each takes seconds."""
    return pytest.param(value, marks=pytest.mark.soak)


def shown(clip: Clip, count: int, rate: Fraction = RATE) -> list[str]:
    """What a clip must show, by the plain definition: the picture at the middle of each frame."""
    assert isinstance(clip.content, Media)
    assert clip.content.path is not None
    from tests.edits import opened

    found = opened(sequence(clip))[clip.content]
    times = [pts * found.time_base for pts in found.pts]
    all_frames = frames_of(clip.content.path)
    assert len(all_frames) == len(times)
    made = []
    for frame in range(count):
        middle = content_time(clip, frame + Fraction(1, 2), rate) + times[0]
        place = max([number for number, time in enumerate(times) if time < middle], default=0)
        made.append(all_frames[place])
    return made


@pytest.mark.parametrize("kind", ["mp4", "mkv", "ts", "avi"])
def test_cuts_show_the_frames_of_the_source(
    films: dict[str, Media], kind: str, tmp_path: Path
) -> None:
    clips = [
        Clip(0, 7, films[kind], Fraction(31, 25)),
        Clip(7, 1, films[kind], Fraction(49, 25)),
        Clip(8, 13, films[kind], Fraction(5, 25)),
    ]
    source = frames_of(films[kind].path)  # type: ignore[arg-type]
    found = Rendered(sequence(*clips), tmp_path).digests()
    assert found == [*source[31:38], source[49], *source[5:18]]


@pytest.mark.parametrize("attempt", [2, 3])
def test_later_tries_read_from_earlier_and_show_the_same(
    films: dict[str, Media], attempt: int, tmp_path: Path
) -> None:
    clip = Clip(0, 9, films["ts"], Fraction(33, 25))
    source = frames_of(films["ts"].path)  # type: ignore[arg-type]
    assert Rendered(sequence(clip), tmp_path, attempt).digests() == source[33:42]


@pytest.mark.parametrize("kind", ["mp4", "vfr", "ntsc", rare("ts"), rare("avi")])
@pytest.mark.parametrize(
    "speed", [Fraction(1), Fraction(2), rare(Fraction(1, 2)), rare(Fraction(3, 7))]
)
def test_speeds_and_rates_show_the_picture_at_the_middle_of_each_frame(
    films: dict[str, Media], kind: str, speed: Fraction, tmp_path: Path
) -> None:
    clip = Clip(0, 20, films[kind], Fraction(1, 5), speed)
    assert Rendered(sequence(clip), tmp_path).digests() == shown(clip, 20)


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(60)])
def test_a_sequence_has_its_own_rate(
    films: dict[str, Media], rate: Fraction, tmp_path: Path
) -> None:
    clip = Clip(0, 24, films["mp4"], Fraction(1, 5))
    assert Rendered(sequence(clip, rate=rate), tmp_path).digests() == shown(clip, 24, rate)


def test_backwards(films: dict[str, Media], tmp_path: Path) -> None:
    source = frames_of(films["mp4"].path)  # type: ignore[arg-type]
    clip = Clip(0, 20, films["mp4"], Fraction(40, 25), Fraction(-1))
    assert Rendered(sequence(clip), tmp_path).digests() == source[39:19:-1]
    fast = Clip(0, 12, films["mp4"], Fraction(50, 25), Fraction(-4))
    # The middle of a frame is where two pictures meet: the one that begins there is shown.
    expected = [source[48 - 4 * frame] for frame in range(12)]
    assert Rendered(sequence(fast), tmp_path).digests() == expected


def test_freezes_and_stills(films: dict[str, Media], tmp_path: Path) -> None:
    source = frames_of(films["mp4"].path)  # type: ignore[arg-type]
    held = Clip(0, 5, films["mp4"], Fraction(20, 25), Fraction(0))
    still = Clip(5, 4, films["png"])
    found = Rendered(sequence(held, still), tmp_path).digests()
    assert found[:5] == [source[20]] * 5
    assert len(set(found[5:])) == 1
    assert len(found) == 9


def test_what_the_medium_does_not_hold_is_its_last_picture(
    films: dict[str, Media], tmp_path: Path
) -> None:
    source = frames_of(films["mp4"].path)  # type: ignore[arg-type]
    clip = Clip(0, 10, films["mp4"], Fraction(45, 25))
    assert Rendered(sequence(clip), tmp_path).digests() == [*source[45:], *[source[49]] * 5]


def test_it_does_not_matter_where_segments_begin(films: dict[str, Media], tmp_path: Path) -> None:
    inner = sequence(Clip(0, 30, films["mkv"]))
    edit = sequence(
        Clip(0, 20, films["mp4"], Fraction(3, 5), look=Look(fade_in=6)),
        Clip(20, 20, films["ntsc"], Fraction(3, 5), Fraction(3, 2)),
    )
    low = Track("V1", edit.video[0].clips, (Transition(20, 5, 4),))
    above = Track(
        "V2",
        (
            Clip(8, 20, inner, look=Look(scale_x=0.5, scale_y=0.5, x=0.2, fade_out=5)),
            Clip(30, 9, Generator("bars"), look=Look(crop=(0.2, 0, 0, 0), opacity=0.5)),
        ),
    )
    edit = sequence(low, above)
    whole = Rendered(edit, tmp_path).digests()
    assert len(whole) == 40
    for cut in (22, 33):
        parts = Rendered(edit, tmp_path).digests(0, cut), Rendered(edit, tmp_path).digests(cut)
        assert [*parts[0], *parts[1]] == whole


def test_nothing_is_black_and_a_higher_track_hides_a_lower_one(
    films: dict[str, Media], tmp_path: Path
) -> None:
    source = frames_of(films["mp4"].path)  # type: ignore[arg-type]
    edit = sequence(
        Track("V1", (Clip(3, 9, films["mkv"]),)),
        Track("V2", (Clip(6, 3, films["mp4"]), Clip(9, 3, films["mp4"], enabled=False))),
        Track("V3", (Clip(0, 12, Generator("bars")),), enabled=False),
    )
    found = Rendered(edit, tmp_path)
    digests, luma = found.digests(), found.luma()
    assert (luma[:3] == 16).all()
    below = frames_of(films["mkv"].path)  # type: ignore[arg-type]
    assert digests[3:] == [*below[:3], *source[:3], *below[6:9]]


def test_a_nested_sequence_shows_what_it_holds(films: dict[str, Media], tmp_path: Path) -> None:
    source = frames_of(films["mp4"].path)  # type: ignore[arg-type]
    inner = sequence(Clip(0, 30, films["mp4"], Fraction(10, 25)))
    edit = sequence(Clip(0, 10, inner, Fraction(4, 25)))
    assert Rendered(edit, tmp_path).digests() == source[14:24]


def test_a_dissolve_mixes_by_the_middle_of_each_frame(tmp_path: Path) -> None:
    black, white = Generator("black"), Generator("color", "#ffffff")
    clips = (Clip(0, 10, black), Clip(10, 10, white))
    edit = sequence(Track("V1", clips, (Transition(10, 4, 6),)))
    luma = Rendered(edit, tmp_path).luma()[:, HIGH // 2, WIDE // 2]
    share = np.clip((np.arange(20) - 6 + 0.5) / 10, 0, 1)
    assert np.abs(luma - (16 + 219 * share)).max() <= 1.5


def test_fades_come_from_and_go_to_what_is_below(tmp_path: Path) -> None:
    white = Generator("color", "#ffffff")
    grey = Generator("color", "#808080")
    fading = Clip(0, 20, white, look=Look(fade_in=5, fade_out=10))
    luma = Rendered(sequence(Clip(0, 20, grey), Track("V2", (fading,))), tmp_path).luma()
    levels = luma[:, HIGH // 2, WIDE // 2]
    below = levels_of_grey(tmp_path)
    expected = np.concatenate(
        [(np.arange(5) + 0.5) / 5, np.ones(5), 1 - (np.arange(10) + 0.5) / 10]
    )
    assert np.abs(levels - (below + (235 - below) * expected)).max() <= 2


def levels_of_grey(folder: Path) -> int:
    clip = Clip(0, 1, Generator("color", "#808080"))
    return int(Rendered(sequence(clip), folder).luma()[0, HIGH // 2, WIDE // 2])


@pytest.mark.parametrize(
    ("look", "box"),
    [
        (Look(scale_x=0.5, scale_y=0.5), (40, 24, 120, 72)),
        (Look(scale_x=0.5, scale_y=0.5, x=0.25, y=-0.25), (80, 0, 160, 48)),
        (Look(crop=(0.25, 0, 0.25, 0), fit="none"), (40, 0, 120, 96)),
        (Look(crop=(0.25, 0, 0.25, 0), fit="stretch"), (0, 0, 160, 96)),
        (Look(rotation=90, scale_x=0.5, scale_y=0.5), (56, 8, 104, 88)),
        (Look(rotation=180, scale_x=0.5, scale_y=0.5, x=0.25), (80, 24, 160, 72)),
    ],
)
def test_a_look_puts_the_picture_where_it_says(
    look: Look, box: tuple[int, int, int, int], tmp_path: Path
) -> None:
    clip = Clip(0, 1, Generator("color", "#ffffff"), look=look)
    luma = Rendered(sequence(clip), tmp_path).luma()[0]
    rows, columns = np.nonzero(luma > 200)
    found = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    assert found == box
    inside = np.zeros_like(luma, bool)
    inside[box[1] : box[3], box[0] : box[2]] = True
    assert (luma[~inside] < 60).all()


def test_opacity(tmp_path: Path) -> None:
    white = Clip(0, 1, Generator("color", "#ffffff"), look=Look(opacity=0.25))
    luma = Rendered(sequence(white), tmp_path).luma()[0, HIGH // 2, WIDE // 2]
    assert abs(luma - (16 + 219 * 0.25)) <= 2


def test_pictures_of_another_shape_are_fitted_wholly_into_the_frame(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    path = tmp_path_factory.mktemp("square") / "square.mp4"
    white = ["-f", "lavfi", "-i", "color=white:size=64x64:rate=25:duration=1"]
    factory.ffmpeg(*white, *factory.X264, path)
    luma = Rendered(sequence(Clip(0, 2, medium(path))), tmp_path).luma()[0]
    row = luma[HIGH // 2]
    assert (row[:31] < 40).all()
    assert (row[34:126] > 220).all()
    assert (row[129:] < 40).all()


def test_a_title_is_seen_where_it_should_be(tmp_path: Path) -> None:
    text = Generator("text", "#ffffff", "Wörld {x} \\N 你好", 0.2)
    edit = sequence(Clip(0, 4, Generator("black")), Track("V2", (Clip(1, 2, text),)))
    luma = Rendered(edit, tmp_path).luma()
    brightest = luma.reshape(4, -1).max(axis=1)
    if brightest[1] < 100:
        pytest.skip("this machine has no fonts")
    assert list(brightest > 100) == [False, True, True, False]


def test_a_sequence_of_many_layers_has_the_right_number_of_frames(
    films: dict[str, Media], tmp_path: Path
) -> None:
    look = Look(scale_x=0.3, scale_y=0.3, opacity=0.9, rotation=12)
    tracks = [Track(str(n), (Clip(n, 20, films["mp4"], look=look),)) for n in range(12)]
    edit: Sequence = sequence(*tracks)
    assert len(Rendered(edit, tmp_path).digests()) == 31
