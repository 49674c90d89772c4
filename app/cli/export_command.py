"""``reprise export``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from app.cli.display import choose_display
from app.cli.ending import DONE, FAILED, errors_told, leave
from app.cli.options import FILE, output_options, run_options, set_up_log
from app.cli.running import ask_to_resume, run_job


def _pairs(ctx: click.Context, option: click.Parameter, values: tuple[str, ...]) -> Any:
    pairs = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key or not text:
            raise click.BadParameter(f"“{value}” is not KEY=VALUE.")
        pairs[key] = text
    return pairs or None


@click.command("export")
@click.argument("inputs", type=FILE, nargs=-1, required=True)
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE|DIR",
    help="The file to write; its suffix says which kind. A folder for several inputs.",
)
@click.option("--preset", "-p", metavar="NAME", help="Settings to start from; see `presets`.")
@click.option(
    "--video-encoder",
    metavar="NAME",
    help="libx264, libx265, libsvtav1, libvpx-vp9, prores_ks, dnxhd, ffv1 or none.",
)
@click.option("--crf", type=float, metavar="N", help="Quality; a smaller number is better.")
@click.option("--encoder-preset", metavar="NAME", help="Speed: medium, slow ... or 8, 6 ...")
@click.option("--pix-fmt", "pixel_format", metavar="NAME", help="Pixel format.")
@click.option(
    "--set",
    "video_options",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_pairs,
    help="An option of the encoder's own, such as tune=film. May be repeated.",
)
@click.option("--scale", metavar="SIZE", help="720p, 1280x720 (fit into it), 1280x720! (exactly).")
@click.option("--fps", metavar="RATE", help="Convert to a constant frame rate (25, 30000/1001).")
@click.option("--deinterlace", is_flag=True, default=None, help="Remove interlacing.")
@click.option("--denoise", is_flag=True, default=None, help="Reduce noise over time.")
@click.option(
    "--audio",
    "audio_tracks",
    metavar="all|first|none|LIST",
    help="Tracks of sound, by number from 1 in a list [all].",
)
@click.option(
    "--audio-encoder", metavar="NAME", help="aac, libopus, flac, pcm_s16le, pcm_s24le or copy."
)
@click.option("--audio-bitrate", metavar="RATE", help="Of a track, for example 160k.")
@click.option("--start", metavar="TIME", help="Where to begin: seconds or H:MM:SS.")
@click.option("--end", metavar="TIME", help="Where to end, counted as --start is.")
@click.option("--segment-seconds", type=float, metavar="S", help="Wished length of a segment [10].")
@click.option("--in-order", is_flag=True, help="Read the source from front to back.")
@click.option(
    "--allow-truncated", is_flag=True, default=None, help="A source that is cut off is no failure."
)
@click.option(
    "--resume/--no-resume",
    "resume",
    default=None,
    help="Go on with an interrupted export, or start over [ask].",
)
@run_options
@output_options
def command(
    inputs: tuple[Path, ...],
    output: str,
    preset: str | None,
    resume: bool | None,
    run: dict[str, Any],
    ffmpeg: str | None,
    as_json: bool,
    quiet: bool,
    log_file: Path | None,
    debug: bool,
    in_order: bool,
    **settings: Any,
) -> None:
    """Export INPUTS, in segments that survive any interruption.

    Start the same command again after a crash, and it goes on where it was.
    """
    set_up_log(log_file, debug)
    from app.cli.batch_display import run_batch
    from app.jobs import requests
    from app.jobs.batch import Batch, is_folder, outputs_for
    from app.jobs.export_job import ExportJob
    from app.jobs.presets import find_preset
    from app.jobs.run_options import export_options

    with errors_told(debug):
        if in_order:
            settings["reading"] = "ordered"
        for name, read in (
            ("start", requests.seconds),
            ("end", requests.seconds),
            ("audio_bitrate", requests.bitrate),
            ("fps", requests.frame_rate),
        ):
            if settings[name] is not None:
                settings[name] = read(settings[name])
        chosen = find_preset(preset) if preset else None
        pairs = outputs_for(inputs, output, chosen.container if chosen else "mp4")
        jobs = [
            ExportJob(
                target,
                requests.make_request(source, target, chosen, settings),
                export_options(**run),
                ffmpeg,
            )
            for source, target in pairs
        ]
        if len(jobs) > 1 or is_folder(inputs, output):
            if run["state"] or run["parts"]:
                raise click.UsageError("--state and --parts name one place, for a single input.")
            leave(run_batch(Batch(Path(output), jobs, resume), as_json, quiet, debug))
        job = jobs[0]
        answer = ask_to_resume(job.saved(), resume)
        job.options = export_options(**run, resume=answer)
        display = choose_display(as_json, quiet)
        hint = f"Start the same command again, or: reprise resume {shlex.quote(str(job.output))}"
        whole = run_job(job, display, hint)
        leave(DONE if whole else FAILED)
