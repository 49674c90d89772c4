"""The settings of an export as options, for every command that begins one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from app.cli.edit_options import EDIT_NAMES, EDIT_OPTIONS, edit_given

if TYPE_CHECKING:
    from exporters.video.request import VideoRequest

Command = TypeVar("Command", bound=Callable[..., Any])


def _pairs(ctx: click.Context, option: click.Parameter, values: tuple[str, ...]) -> Any:
    pairs = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key or not text:
            raise click.BadParameter(f"“{value}” is not KEY=VALUE.")
        pairs[key] = text
    return pairs or None


_OPTIONS = (
    click.option("--preset", "-p", metavar="NAME", help="Settings to start from; see `presets`."),
    click.option(
        "--video-encoder",
        metavar="NAME",
        help="libx264, libx265, libsvtav1, libvpx-vp9, prores_ks, dnxhd, ffv1 or none.",
    ),
    click.option("--crf", type=float, metavar="N", help="Quality; a smaller number is better."),
    click.option("--encoder-preset", metavar="NAME", help="Speed: medium, slow ... or 8, 6 ..."),
    click.option("--pix-fmt", "pixel_format", metavar="NAME", help="Pixel format."),
    click.option(
        "--set",
        "video_options",
        multiple=True,
        metavar="KEY=VALUE",
        callback=_pairs,
        help="An option of the encoder's own, such as tune=film. May be repeated.",
    ),
    click.option(
        "--scale", metavar="SIZE", help="720p, 1280x720 (fit into it), 1280x720! (exactly)."
    ),
    click.option(
        "--fps", metavar="RATE", help="Convert to a constant frame rate (25, 30000/1001)."
    ),
    click.option("--deinterlace", is_flag=True, default=None, help="Remove interlacing."),
    click.option("--denoise", is_flag=True, default=None, help="Reduce noise over time."),
    click.option(
        "--audio",
        "audio_tracks",
        metavar="all|first|none|LIST",
        help="Tracks of sound, by number from 1 in a list [all].",
    ),
    click.option(
        "--audio-encoder", metavar="NAME", help="aac, libopus, flac, pcm_s16le, pcm_s24le or copy."
    ),
    click.option("--audio-bitrate", metavar="RATE", help="Of a track, for example 160k."),
    click.option(
        "--subtitles",
        metavar="all|none|LIST",
        help="Tracks of subtitles, by number from 1 in a list [all].",
    ),
    click.option("--start", metavar="TIME", help="Where to begin: seconds or H:MM:SS."),
    click.option("--end", metavar="TIME", help="Where to end, counted as --start is."),
    click.option(
        "--smart",
        is_flag=True,
        default=None,
        help="Copy frames that are kept as they are; encode only around cuts.",
    ),
    click.option(
        "--segment-seconds", type=float, metavar="S", help="Wished length of a segment [10]."
    ),
    click.option("--in-order", is_flag=True, help="Read the source from front to back."),
    click.option(
        "--allow-truncated",
        is_flag=True,
        default=None,
        help="A source that is cut off is no failure.",
    ),
)

_NAMES = (
    "video_encoder", "crf", "encoder_preset", "pixel_format", "video_options", "scale", "fps",
    "deinterlace", "denoise", "audio_tracks", "audio_encoder", "audio_bitrate",
    "subtitles", "start", "end", "smart",
    "segment_seconds", "in_order", "allow_truncated",
)  # fmt: skip


def settings_options(command: Command) -> Command:
    """Add the options; the command gets ``preset``, a name, and the others in a map ``settings``.

    Their values are as they were typed; see ``read_settings``.
    """

    @functools.wraps(command)
    def bundled(**given: Any) -> Any:
        settings = {name: given.pop(name) for name in (*_NAMES, *EDIT_NAMES)}
        return command(settings=settings, **given)

    for option in reversed((*_OPTIONS, *EDIT_OPTIONS)):
        bundled = option(bundled)
    return cast(Command, bundled)


def read_settings(typed: dict[str, Any]) -> dict[str, Any]:
    """Fields of ``VideoRequest`` out of what was typed; None is "not given".

    Raises UsageError for a time, a bit rate or a frame rate that is none.
    """
    from app.jobs import requests

    settings = dict(typed)
    if settings.pop("in_order", False):
        settings["reading"] = "ordered"
    for name, read in (
        ("start", requests.seconds),
        ("end", requests.seconds),
        ("audio_bitrate", requests.bitrate),
        ("fps", requests.frame_rate),
    ):
        if settings.get(name) is not None:
            settings[name] = read(settings[name])
    return settings


def requests_for(
    inputs: Sequence[Path], output: str, preset: str | None, typed: dict[str, Any]
) -> list[tuple[Path, VideoRequest]]:
    """An output and a request for each input. Raises UsageError for anything that cannot be."""
    from app.jobs.batch import outputs_for
    from app.jobs.presets import find_preset
    from app.jobs.requests import make_request

    edit = edit_given(typed)
    settings = read_settings({name: typed[name] for name in _NAMES})
    chosen = find_preset(preset) if preset else None
    pairs = outputs_for(inputs, output, chosen.container if chosen else "mp4")
    return [
        (target, make_request(source, target, chosen, settings, edit)) for source, target in pairs
    ]
