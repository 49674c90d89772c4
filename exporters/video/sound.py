"""Encoding one track of sound, from its beginning to its end in one piece.

Lossy sound is never joined out of pieces: each would begin with an encoder's priming, which clicks
and shifts what follows.
"""

from __future__ import annotations

from fractions import Fraction

from exporters.errors import UnitFailed
from exporters.media import ffmpeg as program
from exporters.media.ffmpeg_progress import FfmpegProgress
from exporters.media.runner import run
from exporters.plan import UnitContext
from exporters.video.part_check import check_sound
from exporters.video.seeking import seek_options
from exporters.video.timestamps import round_half_up
from exporters.video.video_plan import SoundTrack, VideoPlan, sound_suffix

RUN_UP_SECONDS = 5
"""A decoder of sound needs some packets before it gives what a whole decoding would give."""
OPUS_LAYOUTS = {"5.1(side)": "5.1", "5.0(side)": "5.0", "quad(side)": "quad"}
"""libopus refuses side channels; these differ in their names only."""


def run_sound(plan: VideoPlan, track: SoundTrack, work: int, context: UnitContext) -> None:
    """Encode a track to ``context.path`` and check that its packets follow one another.

    Args:
        work: of the unit, in seconds; 0 where pictures are what is counted.
    """

    def progress(report: FfmpegProgress) -> None:
        context.report(min(work, int(report.out_time)), report.total_size)

    command = sound_command(plan, track, context)
    run(command, token=context.token, on_progress=progress, name="ffmpeg")
    packets = check_sound(context.path)
    if packets == 0:
        raise UnitFailed(
            f"Track {track.stream.index} of {plan.path} gave no sound.",
            "Leave it out (--audio), or choose another part of the source.",
        )


def sound_arguments(track: SoundTrack, container: str) -> list[list[str]]:
    """Options of the encoder and the muxer, and the filters."""
    encoder = track.encoder
    options = {"c:a": encoder.name, "threads": "1", **encoder.arguments}
    if track.bitrate:
        options["b:a"] = str(track.bitrate)
    rates = encoder.sample_rates
    if rates and track.stream.sample_rate not in rates:
        options["ar"] = str(rates[0])
    if encoder.name == "copy":
        options["output_ts_offset"] = f"{float(-track.origin):.6f}"
        del options["threads"]
        if track.end is not None:
            options["to"] = f"{float(track.end):.6f}"
    elif filters := _filters(track):
        options["filter:a"] = filters
    suffix = sound_suffix(container)
    if suffix != ".mka":
        options["movie_timescale"] = str(track.stream.sample_rate or 48000)
    options |= {
        "map_metadata": "-1",
        "map_chapters": "-1",
        "fflags": "+bitexact",
        "f": {".mp4": "mp4", ".mov": "mov"}.get(suffix, "matroska"),
    }
    return [[key, value] for key, value in options.items()]


def _filters(track: SoundTrack) -> str:
    """Cut to the sample, and let the time begin with 0."""
    rate = track.stream.sample_rate or 48000
    begin = round_half_up(track.origin * rate)
    made = []
    if begin or track.end is not None:
        until = "" if track.end is None else f":end_pts={round_half_up(track.end * rate)}"
        # What was before the origin only because the file's own start is later stays out too.
        made += [f"atrim=start_pts={begin}{until}", f"asetpts=PTS-({begin})"]
    layout = OPUS_LAYOUTS.get(track.stream.layout)
    if track.encoder.name == "libopus" and layout:
        made.append(f"channelmap=channel_layout={layout}")
    return ",".join(made)


def sound_command(plan: VideoPlan, track: SoundTrack, context: UnitContext) -> list[str]:
    """The command that writes a track to ``context.path``."""
    import ffmpeg

    options: dict[str, str | None] = {**program.input_options()}
    if context.attempt <= 2:
        options |= seek_options(_seek(plan, track))
    source = ffmpeg.input(program.node_url(plan.path), **options)
    arguments = dict(sound_arguments(track, plan.request.container))
    output = ffmpeg.output(
        source[str(track.stream.index)], program.node_url(context.path), **arguments
    )
    return program.arguments(plan.build, output, options=("-copyts",))


def _seek(plan: VideoPlan, track: SoundTrack) -> Fraction | None:
    """Seconds from the file's start to seek to."""
    start = plan.request.start_seconds
    if track.encoder.name == "copy":
        return start or None
    return start - RUN_UP_SECONDS if start > RUN_UP_SECONDS else None
