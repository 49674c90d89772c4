"""Subtitles in, subtitles out: texts and times against what was written into the source."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from pathlib import Path

import av
import pytest

from exporters.media.probe import probe
from exporters.media.subtitle_part import shown_packets
from exporters.media.subtitle_text import read_text
from exporters.timeline.sequence import Caption, CaptionTrack, Clip, Sequence
from tests import media_factory as media
from tests.commands import companions, digest, reprise, succeed
from tests.edits import frames_of, medium, sequence, write_edit
from tests.end_to_end.test_killed_exports import kill_until_done

pytestmark = pytest.mark.soak
"""Long: run by `make soak`, not in the suite."""


FAST = {
    "mkv": ("--encoder-preset", "ultrafast"),
    "mp4": ("--encoder-preset", "ultrafast"),
    "mov": ("--encoder-preset", "ultrafast"),
    "webm": ("--set", "deadline=realtime", "--set", "cpu-used=8"),
}
MILLISECOND = Fraction(1, 1000)
SRT = """1
00:00:00,200 --> 00:00:00,900
gone before the start

2
00:00:00,500 --> 00:00:02,000
Grüße <i>aus</i> 北京

3
00:00:01,500 --> 00:00:02,750
beside it
on two lines

4
00:00:02,750 --> 00:00:09,000
over the end

5
00:00:08,000 --> 00:00:09,000
never seen
"""
VTT = """WEBVTT

first
00:00.250 --> 00:01.750 line:0 align:start
<v Anna>Fish &amp; <b>chips</b></v>

00:02.000 --> 00:02.001
blink
"""
STYLE_FORMAT = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, "
    "Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, "
    "Shadow, Alignment, MarginL, MarginR, MarginV, Encoding"
)
ASS = r"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
{STYLE_FORMAT}
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1
Style: Song,Arial,20,&H0000FFFF,&H0,&H0,&H0,0,-1,0,0,100,100,0,0,1,1,0,8,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.10,0:00:01.00,Default,,0,0,0,,{\pos(10,10)\b1}One{\b0}, two\Nthree
Dialogue: 0,0:00:02.00,0:00:03.00,Song,,0,0,0,,la la
""".replace("{STYLE_FORMAT}", STYLE_FORMAT)
Shown = tuple[Fraction, Fraction, str]
SECOND_AND_END = ("--start", "1", "--end", "3.5")
CUT = [
    (Fraction(0), Fraction(1), "Grüße aus 北京"),
    (Fraction(1, 2), Fraction(7, 4), "beside it\non two lines"),
    (Fraction(7, 4), Fraction(5, 2), "over the end"),
]
FLAT = [
    (Fraction(0), Fraction(1, 2), "Grüße aus 北京"),
    (Fraction(1, 2), Fraction(1), "Grüße aus 北京\nbeside it\non two lines"),
    (Fraction(1), Fraction(7, 4), "beside it\non two lines"),
    (Fraction(7, 4), Fraction(5, 2), "over the end"),
]


def shown_in(path: Path, number: int) -> list[Shown]:
    """Begin, end and text of a track, counted from the first picture."""
    made = []
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        zero = min(p.pts * p.time_base for p in container.demux(video) if p.pts is not None)
    with av.open(str(path)) as container:
        stream = container.streams.subtitles[number]
        codec = stream.codec_context.codec.canonical_name
        header = bytes(stream.codec_context.extradata or b"")
        for packet in shown_packets(container, stream):
            start = packet.pts * packet.time_base - zero
            text = "".join(run.text for run in read_text(codec, bytes(packet), header))
            made.append((start, start + packet.duration * packet.time_base, text))
    return made


def payloads(path: Path, number: int) -> list[bytes]:
    with av.open(str(path)) as container:
        stream = container.streams.subtitles[number]
        return [bytes(packet) for packet in shown_packets(container, stream)]


def written(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"texts.{name}")
        paths[-1].write_text(text, "utf-8")
    return paths


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Matroska with SubRip (German), ASS (Chinese, forced, with a font) and WebVTT."""
    folder = tmp_path_factory.mktemp("films")
    texts = written(folder, srt=SRT, ass=ASS, vtt=VTT)
    font = folder / "letters.ttf"
    font.write_bytes(bytes(range(256)) * 9)
    path = folder / "film.mkv"
    inputs = [item for text in texts for item in ("-i", text)]
    maps = ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map", "4"]
    media.ffmpeg(
        *media.pictures(5), *media.tone(5), *inputs, *maps, *media.X264, *media.AAC,
        "-c:s:0", "subrip", "-c:s:1", "ass", "-c:s:2", "copy",
        "-metadata:s:s:0", "language=ger", "-metadata:s:s:1", "language=chi",
        "-metadata:s:s:1", "title=歌 é", "-disposition:s:0", "0",
        "-disposition:s:1", "default+forced", "-disposition:s:2", "0",
        "-attach", str(font), "-metadata:s:t", "mimetype=font/ttf",
        "-metadata:s:t", "filename=letters.ttf", path,
    )  # fmt: skip
    return path


@pytest.mark.parametrize("container", FAST)
def test_texts_are_carried_into_every_container(container: str, film: Path, tmp_path: Path) -> None:
    output = tmp_path / f"film.{container}"
    succeed("export", film, "-o", output, *FAST[container], *SECOND_AND_END)
    found = probe(output).subtitle_tracks
    made = {"mkv": ["subrip", "ass", "webvtt"], "webm": ["webvtt"] * 3}
    assert [track.codec for track in found] == made.get(container, ["mov_text"] * 3)
    assert [track.language for track in found[:2]] == ["ger", "chi"]
    assert found[1].title == "歌 é"
    assert ["default" in track.disposition for track in found] == [False, True, False]
    assert ("forced" in found[1].disposition) == (container != "mov")
    assert shown_in(output, 0) == (FLAT if container in ("mp4", "mov") else CUT)
    assert [text for _, _, text in shown_in(output, 1)] == ["la la"]
    assert shown_in(output, 2) == [
        (Fraction(0), Fraction(3, 4), "Fish & chips"), (Fraction(1), Fraction(1001, 1000), "blink")
    ]  # fmt: skip


@pytest.mark.parametrize("container", ["mkv", "webm"])
def test_what_is_copied_stays_what_it_is(container: str, film: Path, tmp_path: Path) -> None:
    output = tmp_path / f"film.{container}"
    succeed("export", film, "-o", output, *FAST[container])
    same = [0, 1, 2] if container == "mkv" else [2]
    for number in same:
        assert payloads(output, number) == payloads(film, number)
        assert shown_in(output, number) == shown_in(film, number)
    with av.open(str(output)) as made, av.open(str(film)) as source:
        settings = [
            [bytes(side) for packet in opened.demux(opened.streams.subtitles[2])
             for side in packet.iter_sidedata()]
            for opened in (made, source)
        ]  # fmt: skip
        assert settings[0] == settings[1] == [b"first", b"line:0 align:start"]
        if container == "mkv":
            (font,) = made.streams.attachments
            assert (font.metadata["filename"], font.mimetype) == ("letters.ttf", "font/ttf")
            assert bytes(font.data) == bytes(source.streams.attachments[0].data)
            header = made.streams.subtitles[1].codec_context.extradata
            assert bytes(header) == bytes(source.streams.subtitles[1].codec_context.extradata)
        else:
            assert not made.streams.attachments


@pytest.mark.soak
def test_timed_text_of_mp4_goes_to_mp4_and_back(film: Path, tmp_path: Path) -> None:
    first, second, back = (tmp_path / name for name in ("1.mp4", "2.mp4", "3.mkv"))
    succeed("export", film, "-o", first, *FAST["mp4"])
    succeed("export", first, "-o", second, *FAST["mp4"])
    succeed("export", first, "-o", back, *FAST["mkv"])
    for number in range(3):
        assert payloads(second, number) == payloads(first, number)
        assert shown_in(second, number) == shown_in(first, number)
        assert shown_in(back, number) == shown_in(first, number)
    assert payloads(back, 0)[0] == b"gone before the start"
    assert "Grüße <i>aus</i> 北京".encode() in payloads(back, 0)
    assert payloads(back, 1)[1] == b'<font color="#ffff00"><i>la la</i></font>'
    assert probe(back).subtitle_tracks[1].title == "歌 é"


@pytest.mark.soak
def test_tracks_are_chosen_and_what_cannot_be_is_said(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "film.mp4"
    succeed("export", film, "-o", output, *FAST["mp4"], "--subtitles", "3,1")
    assert [text for _, _, text in shown_in(output, 0)] == ["Fish & chips", "blink"]
    assert probe(output).subtitle_tracks[1].language == "ger"
    done = reprise("export", film, "-o", tmp_path / "no.mp4", "--subtitles", "4")
    assert done.returncode == 2
    assert "track 4 does not exist" in done.stderr
    plain = tmp_path / "plain.mp4"
    told = reprise("export", film, "-o", plain, *FAST["mp4"], "--subtitles", "none")
    assert probe(plain).subtitles == 0
    assert "subtitles" not in told.stdout


@pytest.mark.parametrize("container", ["mkv", "mp4", "webm"])
def test_a_part_of_a_film_without_texts_has_an_empty_track(
    container: str, film: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"film.{container}"
    succeed("export", film, "-o", output, *FAST[container], "--subtitles", "2", "--start", "3.5")
    assert shown_in(output, 0) == []
    assert probe(output).subtitle_tracks[0].language == "chi"


@pytest.mark.soak
def test_pictures_are_carried_into_matroska_alone(tmp_path: Path) -> None:
    source, output, other = (tmp_path / name for name in ("film.ts", "film.mkv", "film.mp4"))
    pictures(tmp_path / "pictures.sup")
    media.ffmpeg(
        *media.pictures(6), *media.tone(6), "-fix_sub_duration", "-i", tmp_path / "pictures.sup",
        "-map", "0", "-map", "1", "-map", "2", *media.X264, *media.AAC, "-c:s", "dvbsub",
        "-f", "mpegts", source,
    )  # fmt: skip
    cut = ("--start", "1", "--end", "4")
    succeed("export", source, "-o", output, *FAST["mkv"], *cut)
    whole, kept = payloads(source, 0), payloads(output, 0)
    # The one that is shown at the start is moved there; the last two come after the end.
    assert kept == whole[:3]
    origin = probe(source).start_time
    assert origin is not None
    with av.open(str(source)) as container:
        packets = [p for p in container.demux(container.streams.subtitles[0]) if p.pts is not None]
        wanted = [max(Fraction(0), p.pts * p.time_base - origin - 1) for p in packets[:3]]
    zero = shown_in(output, 0)[0][0]
    found = [start - zero for start, _, _ in shown_in(output, 0)]
    assert all(abs(a - b) <= MILLISECOND for a, b in zip(found, wanted, strict=True))
    told = reprise("export", source, "-o", other, *FAST["mp4"], *cut)
    assert "MP4 cannot hold the source's subtitles of track 1 (dvb_subtitle)" in told.stdout
    assert probe(other).subtitles == 0


def test_discs_pictures_stay_what_they_are(tmp_path: Path) -> None:
    source, output = tmp_path / "film.mkv", tmp_path / "out.mkv"
    pictures(tmp_path / "pictures.sup")
    media.ffmpeg(
        *media.pictures(6), "-i", tmp_path / "pictures.sup", "-map", "0", "-map", "1",
        *media.X264, "-c:s", "copy", source,
    )  # fmt: skip
    succeed("export", source, "-o", output, *FAST["mkv"])
    assert probe(output).subtitle_tracks[0].codec == "hdmv_pgs_subtitle"
    assert payloads(output, 0) == payloads(source, 0)
    assert [start for start, _, _ in shown_in(output, 0)] == [
        start for start, _, _ in shown_in(source, 0)
    ]


def pictures(path: Path) -> None:
    """A Blu-ray's pictures (US patent 2009/0185789): a bar that is shown twice."""

    def segment(pts: int, kind: int, content: bytes) -> bytes:
        head = b"PG" + pts.to_bytes(4, "big") + bytes(4) + bytes([kind])
        return head + len(content).to_bytes(2, "big") + content

    def composition(number: int, shows: bool) -> bytes:
        placed = bytes([0, 0, 0, 0, 0, 10, 0, 10]) if shows else b""
        head = bytes([0, 160, 0, 96, 0x10, 0, number, 0x80 if shows else 0, 0, 0, int(shows)])
        return head + placed

    window = bytes([1, 0, 0, 10, 0, 10, 0, 16, 0, 8])
    rows = bytes([0, 0x80 | 16, 1, 0, 0]) * 8
    size = (len(rows) + 4).to_bytes(3, "big")
    made = b""
    for number, (start, stop) in enumerate(((0.5, 2.0), (3.0, 5.0))):
        begin, end = round(start * 90_000), round(stop * 90_000)
        made += segment(begin, 0x16, composition(2 * number, True))
        made += segment(begin, 0x17, window)
        made += segment(begin, 0x14, bytes([0, 0, 1, 235, 128, 128, 255]))
        made += segment(begin, 0x15, bytes([0, 0, 0, 0xC0]) + size + bytes([0, 16, 0, 8]) + rows)
        made += segment(begin, 0x80, b"")
        made += segment(end, 0x16, composition(2 * number + 1, False))
        made += segment(end, 0x17, window) + segment(end, 0x80, b"")
    path.write_bytes(made)


@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_a_killed_export_has_the_same_subtitles(container: str, film: Path, tmp_path: Path) -> None:
    reference, output = tmp_path / f"reference.{container}", tmp_path / f"killed.{container}"
    told = [*FAST[container], "--segment-seconds", "0.5"]
    succeed("export", film, "-o", reference, *told, "--workers", 1)
    arguments: list[object] = ["export", film, "-o", output, *told, "--workers", 2]
    _, restored = kill_until_done(arguments, output, 3, random.Random(time.time_ns()))
    assert restored > 0
    assert digest(output) == digest(reference)
    assert companions(output) == []


@pytest.fixture
def edit(tmp_path: Path) -> Sequence:
    """Two seconds in 30000/1001, with captions that overlap in the first of two tracks."""
    source = media.constant_rate(tmp_path / "source.mp4", rate="30000/1001")
    told = (Caption(3, 20, "Hello\nworld"), Caption(13, 15, "at once"), Caption(50, 99, "last"))
    return sequence(
        Clip(0, 60, medium(source), Fraction(0)),
        rate=Fraction(30000, 1001),
        captions=(
            CaptionTrack("Main", told, "en-GB"),
            CaptionTrack("", (), "fr"),
            CaptionTrack("", (Caption(0, 60, "你好"),), "zh-Hans"),
        ),
    )


@pytest.mark.parametrize("container", FAST)
@pytest.mark.soak
def test_captions_of_an_edit_become_tracks(container: str, edit: Sequence, tmp_path: Path) -> None:
    project, output = write_edit(edit, tmp_path / "edit.otio"), tmp_path / f"edit.{container}"
    succeed("export", project, "-o", output, *FAST[container])
    tracks = probe(output).subtitle_tracks
    made = {"mkv": "subrip", "webm": "webvtt"}.get(container, "mov_text")
    assert [track.codec for track in tracks] == [made] * 2
    chinese = "chi" if container == "mov" else "zho"
    assert [(t.language, t.title) for t in tracks] == [("eng", "Main"), (chinese, "")]
    exact = container in ("mp4", "mov")
    spans = [(3, 23, "Hello\nworld"), (13, 28, "at once"), (50, 60, "last")]
    if exact:
        spans = [(3, 13, "Hello\nworld"), (13, 23, "Hello\nworld\nat once"), (23, 28, "at once"),
                 (50, 60, "last")]  # fmt: skip
    found = shown_in(output, 0)
    assert [text for _, _, text in found] == [text for _, _, text in spans]
    for (start, stop, _), (first, last, _) in zip(found, spans, strict=True):
        for told, frame in ((start, first), (stop, last)):
            wanted = frame / edit.rate
            assert told == wanted if exact else abs(told - wanted) <= MILLISECOND / 2
    assert [text for _, _, text in shown_in(output, 1)] == ["你好"]


@pytest.mark.soak
def test_captions_are_drawn_or_left_out_when_that_is_asked_for(
    edit: Sequence, tmp_path: Path
) -> None:
    project = write_edit(edit, tmp_path / "edit.otio")
    plain = {}
    for choice in ("track", "none", "burn"):
        output = tmp_path / f"{choice}.mkv"
        succeed("export", project, "-o", output, "--video-encoder", "ffv1", "--captions", choice)
        assert probe(output).subtitles == (2 if choice == "track" else 0)
        plain[choice] = frames_of(output)
    assert plain["none"] == plain["track"]
    assert plain["burn"][0:3] == plain["none"][0:3]
    assert plain["burn"][5] != plain["none"][5]


@pytest.mark.soak
def test_a_killed_render_has_the_same_captions(edit: Sequence, tmp_path: Path) -> None:
    project = write_edit(edit, tmp_path / "edit.otio")
    reference, output = tmp_path / "reference.mp4", tmp_path / "killed.mp4"
    told = [*FAST["mp4"], "--segment-seconds", "0.5"]
    succeed("export", project, "-o", reference, *told)
    arguments: list[object] = ["export", project, "-o", output, *told, "--workers", 2]
    kill_until_done(arguments, output, 2, random.Random(time.time_ns()))
    assert digest(output) == digest(reference)
