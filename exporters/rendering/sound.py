"""Mixing the sound of an edit and encoding it, in one piece from its beginning to its end."""

from __future__ import annotations

import json
from typing import Any

from exporters.errors import UnitFailed
from exporters.media import ffmpeg as program
from exporters.media.ffmpeg_progress import FfmpegProgress
from exporters.media.reading import script
from exporters.media.runner import Write, run
from exporters.plan import UnitContext
from exporters.rendering.as_film import LAYOUTS
from exporters.rendering.edit_plan import EditPlan
from exporters.rendering.mix import mix_map, pieces
from exporters.video.part_check import check_sound
from exporters.video.sound import sound_arguments
from exporters.video.video_plan import SoundTrack


def run_mix(plan: EditPlan, track: SoundTrack, work: int, context: UnitContext) -> None:
    """Write the mixed and encoded sound to ``context.path``, and check its packets.

    Args:
        work: of the unit, in seconds; 0 where pictures are what is counted.
    """
    mix = mix_map(pieces(plan.sequence, plan.media), plan.media, plan.sequence)
    described = json.dumps(mix).encode("utf-8", "surrogatepass")

    def progress(report: FfmpegProgress) -> None:
        context.report(min(work, int(report.out_time)), report.total_size)

    def feed(write: Write) -> None:
        run(
            script("mix_child.py"),
            token=context.token,
            feed=lambda give: give(described),
            on_bytes=write,
            name="The mixer of sound",
        )

    command = encoder_command(plan, track, context)
    run(command, token=context.token, on_progress=progress, feed=feed, name="ffmpeg")
    if check_sound(context.path) == 0:
        raise UnitFailed("The edit gave no sound.", "Leave the sound out (--audio none).")


def encoder_command(plan: EditPlan, track: SoundTrack, context: UnitContext) -> list[str]:
    """The command that encodes samples from its standard input."""
    import ffmpeg

    sequence = plan.sequence
    options: dict[str, Any] = {
        **program.input_options(),
        "f": "f32le",
        "sample_rate": str(sequence.sample_rate),
        "ch_layout": LAYOUTS.get(sequence.channels, "stereo"),
    }
    source = ffmpeg.input("pipe:0", **options)
    arguments = dict(sound_arguments(track, plan.video.request.container))
    output = ffmpeg.output(source["0"], program.node_url(context.path), **arguments)
    return program.arguments(plan.video.build, output, options=("-copyts",))
