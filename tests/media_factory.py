"""Small clips with the properties that real files have, made by ffmpeg out of its own sources.

Every function takes the path to write and returns it. Pictures carry a counter and noise, so
that no two frames are equal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from exporters.media.ffmpeg import FfmpegBuild, file_url, find_ffmpeg, global_arguments
from exporters.media.runner import run

HOSTILE_NAMES = (
    "two words.mp4",
    'quote\'s "and" more.mp4',
    "100%d %s.mp4",
    "line\nbreak.mp4",
    "-leading dash.mp4",
    "影片 中文.mp4",
    "[brackets], comma; semicolon: colon.mp4",
    "concat:pipe:1.mp4",
    "back\\slash.mp4",
)


@cache
def build() -> FfmpegBuild:
    return find_ffmpeg()


def ffmpeg(*arguments: str | Path) -> None:
    """Run the bundled ffmpeg; a ``Path`` stands for that file."""
    plain = [file_url(item) if isinstance(item, Path) else item for item in arguments]
    run([*global_arguments(build(), progress=False), *plain], time_limit=120)


def pictures(seconds: float = 2.0, size: str = "160x96", rate: str = "25") -> list[str]:
    """Input options for moving pictures of which no two are equal."""
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]


def tone(seconds: float = 2.0, frequency: int = 440, rate: int = 48000) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine={frequency}:duration={seconds}:sample_rate={rate}"]


X264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "12", "-bf", "3", "-pix_fmt", "yuv420p")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=12")
AAC = ("-c:a", "aac", "-b:a", "96k")
MPEG4 = ("-c:v", "mpeg4", "-q:v", "4", "-g", "12", "-bf", "2")


def constant_rate(
    path: Path, seconds: float = 2.0, rate: str = "25", codec: Sequence[str] = X264
) -> Path:
    """H.264 with B-frames and AAC; the container after the name."""
    ffmpeg(*pictures(seconds, rate=rate), *tone(seconds), *codec, *AAC, path)
    return path


def pictures_only(path: Path, codec: Sequence[str] = X264, seconds: float = 2.0) -> Path:
    """No sound."""
    ffmpeg(*pictures(seconds), *codec, path)
    return path


def variable_rate(path: Path, seconds: float = 2.0, codec: Sequence[str] = X264) -> Path:
    """Timestamps at uneven distances: some frames left out, the others moved."""
    uneven = "select='mod(n\\,7)+mod(n\\,3)',settb=1/90000,setpts='PTS+900*mod(N*N\\,5)'"
    ffmpeg(
        *pictures(seconds), *tone(seconds), "-vf", uneven, "-fps_mode", "passthrough",
        "-enc_time_base", "1/90000", *codec, *AAC, "-video_track_timescale", "90000", path,
    )  # fmt: skip
    return path


def later_start(path: Path, start: float = 5.0, seconds: float = 2.0) -> Path:
    """The first timestamp is not zero."""
    ffmpeg(*pictures(seconds), *tone(seconds), *X264, *AAC, "-output_ts_offset", str(start), path)
    return path


def transport_stream(path: Path, codec: Sequence[str] = X264, seconds: float = 2.0) -> Path:
    ffmpeg(*pictures(seconds), *tone(seconds), *codec, *AAC, "-f", "mpegts", path)
    return path


def joined_transport_streams(path: Path, seconds: float = 1.0) -> Path:
    """Two transport streams one after the other: the clock jumps back in the middle."""
    first = transport_stream(path.with_name(path.name + ".1"), seconds=seconds)
    second = transport_stream(path.with_name(path.name + ".2"), seconds=seconds)
    path.write_bytes(first.read_bytes() + second.read_bytes())
    first.unlink()
    second.unlink()
    return path


def avi(path: Path, codec: Sequence[str] = MPEG4, seconds: float = 2.0) -> Path:
    """AVI, which stores no presentation times."""
    ffmpeg(*pictures(seconds), *tone(seconds), *codec, "-c:a", "pcm_s16le", "-f", "avi", path)
    return path


def avi_h264(path: Path, seconds: float = 2.0) -> Path:
    return avi(path, X264, seconds)


def avi_mjpeg(path: Path, seconds: float = 2.0) -> Path:
    return avi(path, ("-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"), seconds)


def flv(path: Path, seconds: float = 2.0) -> Path:
    ffmpeg(*pictures(seconds), *tone(seconds, rate=44100), *X264, *AAC, "-f", "flv", path)
    return path


def edit_list(path: Path, seconds: float = 2.0) -> Path:
    """MP4 whose edit list begins between key frames: some stored frames are not shown."""
    whole = constant_rate(path.with_name("whole " + path.name), seconds)
    ffmpeg("-ss", "0.3", "-i", whole, "-c", "copy", "-map", "0", path)
    whole.unlink()
    return path


def rotated(path: Path, degrees: int = 90, seconds: float = 1.0) -> Path:
    """A display matrix that turns the picture by ``degrees`` counter-clockwise."""
    upright = constant_rate(path.with_name("upright " + path.name), seconds)
    ffmpeg("-display_rotation", str(degrees), "-i", upright, "-c", "copy", path)
    upright.unlink()
    return path


def odd_size(path: Path, seconds: float = 1.0) -> Path:
    """161 by 97 pixels."""
    ffmpeg(*pictures(seconds, size="161x97"), *X264, "-pix_fmt", "yuv444p", path)
    return path


def hdr(path: Path, seconds: float = 1.0) -> Path:
    """HEVC with 10 bits, BT.2020, PQ, mastering display and content light level."""
    display = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    tags = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:range=limited"
    options = f"log-level=error:keyint=12:{tags}:master-display={display}:max-cll=1000,400:hdr10=1"
    ffmpeg(
        *pictures(seconds), "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
        "-x265-params", options, "-color_primaries", "bt2020", "-color_trc", "smpte2084",
        "-colorspace", "bt2020nc", "-color_range", "tv", "-tag:v", "hvc1", path,
    )  # fmt: skip
    return path


def two_languages(path: Path, seconds: float = 2.0) -> Path:
    """Two tracks of sound, German the second, and two chapters."""
    chapters = path.with_name(path.name + ".chapters")
    half, end = int(seconds * 500), int(seconds * 1000)
    chapters.write_text(
        ";FFMETADATA1\ntitle=Two languages\n"
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND={half}\ntitle=One\n"
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={half}\nEND={end}\ntitle=Two\n"
    )
    ffmpeg(
        *pictures(seconds), *tone(seconds), *tone(seconds, 880), "-i", chapters,
        "-map", "0:v", "-map", "1:a", "-map", "2:a", "-map_metadata", "3",
        "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu",
        "-metadata:s:a:1", "title=Kommentar", *X264, *AAC, path,
    )  # fmt: skip
    chapters.unlink()
    return path


def longer_sound(path: Path, seconds: float = 1.0, sound: float = 1.7) -> Path:
    """Sound of another length than the pictures."""
    ffmpeg(*pictures(seconds), *tone(sound), *X264, *AAC, path)
    return path


def cover_art(path: Path, seconds: float = 1.0) -> Path:
    """A cover as the first video stream (MKV: as an attachment), moving pictures as the second."""
    image, film = path.with_name(path.name + ".png"), path.with_name("plain " + path.name)
    ffmpeg(
        *pictures(0.04, size="64x64"), "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", image
    )
    constant_rate(film, seconds)
    if path.suffix == ".mkv":
        attached = ["-attach", image, "-metadata:s:t", "mimetype=image/png"]
        ffmpeg("-i", film, *attached, "-c", "copy", path)
    else:
        order = ["-map", "0:v", "-map", "1:v", "-map", "1:a", "-disposition:v:0", "attached_pic"]
        ffmpeg("-i", image, "-i", film, *order, "-c", "copy", path)
    image.unlink()
    film.unlink()
    return path


def sound_only(path: Path, seconds: float = 1.0) -> Path:
    ffmpeg(*tone(seconds), *AAC, path)
    return path


def one_frame(path: Path) -> Path:
    ffmpeg(*pictures(1), "-frames:v", "1", *X264, path)
    return path


def truncated(path: Path, whole: Callable[[Path], Path] | None = None, share: float = 0.6) -> Path:
    """The first ``share`` of a file; of an MP4 with its index at the front by default."""
    if whole is None:
        complete = path.with_name("complete " + path.name)
        sound, options = tone(3), ("-movflags", "+faststart")
        ffmpeg(*pictures(3), *sound, *X264, *AAC, *options, complete)
    else:
        complete = whole(path.with_name("complete " + path.name))
    path.write_bytes(complete.read_bytes()[: int(complete.stat().st_size * share)])
    complete.unlink()
    return path


def interlaced(path: Path, seconds: float = 1.0) -> Path:
    """H.264 flagged as interlaced, top field first."""
    filters = ("-vf", "tinterlace=interleave_top,fieldorder=tff", "-flags", "+ildct+ilme")
    ffmpeg(*pictures(seconds, rate="50"), *filters, *X264, "-x264-params", "tff=1", path)
    return path


def anamorphic(path: Path, seconds: float = 1.0) -> Path:
    """Pixels of 16 to 11."""
    ffmpeg(*pictures(seconds), "-vf", "setsar=16/11", *X264, path)
    return path


def vp9(path: Path, seconds: float = 2.0) -> Path:
    """VP9 with hidden frames, and Opus."""
    options = ("-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-b:v", "200k")
    lag = ("-auto-alt-ref", "1", "-lag-in-frames", "16", "-g", "24")
    ffmpeg(*pictures(seconds), *tone(seconds), *options, *lag, "-c:a", "libopus", path)
    return path


def unreadable_bytes(path: Path, size: int = 50_000) -> Path:
    """A file that is no media file."""
    path.write_bytes(bytes(range(7, 256)) * (size // 249))
    return path


def _printed(path: Path, output: Sequence[str], before: Sequence[str] = ()) -> list[list[str]]:
    """The table that one of ffmpeg's frame muxers prints, comments left out."""
    source = [*before, "-i", file_url(path)]
    command = [*global_arguments(build(), progress=False), *source, *output, "pipe:1"]
    printed = run(command, capture=True, time_limit=120).stdout.decode()
    lines = [line for line in printed.splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in line.split(",")] for line in lines]


def decoded_hashes(path: Path, stream: str = "v:0") -> list[tuple[int, str]]:
    """Timestamp, in the stream's time base, and digest of each frame that ffmpeg decodes."""
    options = ["-map", f"0:{stream}", "-copyts"]
    if stream.startswith("v"):
        options += ["-noautoscale", "-fps_mode", "passthrough", "-enc_time_base", "demux"]
    rows = _printed(path, [*options, "-f", "framehash"], ["-noautorotate"])
    return [(int(row[2]), row[5]) for row in rows]


def packet_times(path: Path, stream: str = "v:0") -> list[tuple[int, int, bool]]:
    """Presentation time, decoding time and key flag of each packet, in storage order."""
    options = ["-map", f"0:{stream}", "-c", "copy", "-copyts", "-f", "framecrc"]
    times = []
    for row in _printed(path, options):
        flags = next((part for part in row[6:] if part.startswith("F=")), "F=0x1")
        times.append((int(row[2]), int(row[1]), bool(int(flags[2:], 16) & 1)))
    return times


def hostile_copies(original: Path, folder: Path) -> list[Path]:
    """Hard links to ``original`` under every hostile name, one that is not UTF-8 included."""
    names = [os.fsencode(name) for name in HOSTILE_NAMES] + [b"latin \xe9.mp4"]
    copies = [folder / os.fsdecode(name) for name in names]
    for copy in copies:
        os.link(original, copy)
    return copies
