"""What the output's container is told besides packets: options, tags, chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from exporters.video.encoders import MP4_FAMILY
from exporters.video.video_plan import VideoPlan

NOT_CARRIED = frozenset((
    "major_brand", "minor_version", "compatible_brands", "encoder", "encoded_by", "duration",
    "bps", "number_of_frames", "number_of_bytes", "timecode", "vendor_id",
))  # fmt: skip
"""Tags that describe the source's file, not its content. ``timecode`` would add a track."""
QUICKTIME_LANGUAGES = {
    "sqi": "alb", "hye": "arm", "eus": "baq", "mya": "bur", "zho": "chi", "ces": "cze",
    "nld": "dut", "fra": "fre", "kat": "geo", "deu": "ger", "ell": "gre", "isl": "ice",
    "mkd": "mac", "mri": "mao", "msa": "may", "fas": "per", "ron": "rum", "slk": "slo",
    "bod": "tib", "cym": "wel",
}  # fmt: skip
"""QuickTime knows the bibliographic codes of ISO 639-2 only; others would be lost."""
SMALLEST_PACKET = 512
"""Samples of sound in a packet at least, but for codecs of telephones."""
MOST_CUES = 10
"""Of subtitles, in a second, on average."""
BYTES_OF_SAMPLE = 40
"""In the tables of an index: size 4, times 8 and 8, chunk 12 and 8 (ISO/IEC 14496-12, 8.6, 8.7)."""
INDEX_BASE = 64 << 10
_STATISTICS = "_statistics_"


def index_room(plan: VideoPlan) -> int:
    """Bytes to keep free at the beginning of an MP4 or MOV for its index, enough in any case.

    0 for films of which the room would be felt: their index is put in front afterwards, by moving
    all that follows it. Where each frame is a key frame a film is large, the room is nothing, and
    moving takes long.
    """
    picture, grid = plan.picture, plan.grid
    if not plan.is_mp4 or picture is None or grid is None or picture.encoder.keyframe_interval > 1:
        return 0
    seconds = float(grid.duration) + 1
    samples = len(grid) + sum(
        seconds * (track.stream.sample_rate or 48_000) / SMALLEST_PACKET for track in plan.sound
    )
    # Cues come with an empty one before each; texts are repeated for QuickTime.
    samples += sum(2 * seconds * MOST_CUES for _ in plan.subtitles)
    tags = [plan.source.metadata, *(chapter.metadata for chapter in plan.source.chapters)]
    texts = sum(len(text.encode()) + 64 for one in tags for item in one.items() for text in item)
    return INDEX_BASE + 4 * texts + int(samples * BYTES_OF_SAMPLE)


def muxer_options(plan: VideoPlan, room: int) -> dict[str, str]:
    """Options of libavformat's muxer.

    Args:
        room: as ``index_room`` gives it, or 0.
    """
    if not plan.is_mp4:
        return {"fflags": "+bitexact", "cues_to_front": "0"}
    options = {"fflags": "+bitexact"}
    flags = [] if room else ["+faststart"]
    if plan.request.container == "mov":
        flags.append("+use_metadata_tags")
    if flags:
        options["movflags"] = "".join(flags)
    if room:
        options["moov_size"] = str(room)
    if plan.grid is not None:
        options["video_track_timescale"] = str(plan.grid.time_base.denominator)
    rates = [track.stream.sample_rate for track in plan.sound if track.stream.sample_rate]
    if rates:
        options["movie_timescale"] = str(rates[0])
    return options


def carried(metadata: Mapping[str, str], container: str) -> dict[str, str]:
    """The tags that still hold for the output."""
    left_out = NOT_CARRIED if container in MP4_FAMILY else NOT_CARRIED | {"handler_name"}
    kept = {
        key: value
        for key, value in sorted(metadata.items())
        if key.lower() not in left_out and not key.lower().startswith(_STATISTICS)
    }
    if container == "mov" and "language" in kept:
        kept["language"] = QUICKTIME_LANGUAGES.get(kept["language"], kept["language"])
    return kept


def chapters_of(plan: VideoPlan) -> Sequence[Mapping[str, Any]]:
    """Chapters that lie within the output, moved to its time; as PyAV takes them."""
    end = None
    if plan.request.end_seconds is not None:
        end = plan.request.end_seconds - plan.request.start_seconds
    base = Fraction(1, 1000)
    made: list[Mapping[str, Any]] = []
    for chapter in plan.source.chapters:
        start = max(Fraction(0), chapter.start - plan.origin)
        stop = chapter.end - plan.origin
        stop = stop if end is None else min(stop, end)
        if stop <= start:
            continue
        made.append(
            {
                "id": len(made) + 1,
                "start": round(start / base),
                "end": round(stop / base),
                "time_base": base,
                "metadata": dict(chapter.metadata),
            }
        )
    return made
