"""Finds ffmpeg and builds argument lists for it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from exporters.errors import ProcessFailed, UsageError
from exporters.media.runner import run

VARIABLE = "REPRISE_FFMPEG"
PROTOCOLS = "file,pipe"
STATS_PERIOD = 0.25
_RAW_NAME = "raw-name:"
_ADVICE = f"Give the path of an ffmpeg with --ffmpeg, or in {VARIABLE}."


@dataclass(frozen=True, slots=True)
class FfmpegBuild:
    """One ffmpeg.

    Args:
        path: the program.
        version: as it names itself, "7.1" for example.
        identity: digest of all it says of itself (version, configuration, libraries): 32 hex
            digits. Other builds may write other bytes.
    """

    path: Path
    version: str
    identity: str


def find_ffmpeg(chosen: str | None = None) -> FfmpegBuild:
    """The ffmpeg to use: ``chosen``, else the one in REPRISE_FFMPEG, else the bundled one.

    Raises UsageError if it is missing, cannot be run or is not ffmpeg.
    """
    path = chosen or os.environ.get(VARIABLE) or _bundled()
    # A relative path would mean another file once something runs in another folder.
    path = str(Path(path).expanduser().absolute())
    if not Path(path).is_file():
        raise UsageError(f"There is no ffmpeg at {path}.", _ADVICE)
    if not os.access(path, os.X_OK):
        raise UsageError(f"The ffmpeg at {path} may not be run.", _ADVICE)
    try:
        told = run([path, "-version"], time_limit=20, capture=True, max_output=1 << 20).stdout
    except ProcessFailed as error:
        raise UsageError(f"The ffmpeg at {path} does not work.", _ADVICE, error.log) from error
    match = re.match(rb"ffmpeg version (\S+)", told)
    if match is None:
        raise UsageError(f"The program at {path} is not ffmpeg.", _ADVICE)
    identity = hashlib.blake2b(told.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()
    return FfmpegBuild(Path(path), match[1].decode("utf-8", "replace"), identity)


def _bundled() -> str:
    import imageio_ffmpeg

    # imageio_ffmpeg tries the program out with our whole environment, FFREPORT included.
    found = sorted(Path(imageio_ffmpeg.__file__).with_name("binaries").glob("ffmpeg-*"))
    if len(found) == 1:
        return str(found[0])
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise UsageError("No ffmpeg was found.", _ADVICE) from error


def file_url(path: Path) -> str:
    """``path`` so that ffmpeg takes it for a file whatever its name looks like."""
    return f"file:{path.absolute()}"


def node_url(path: Path) -> str:
    """``file_url`` for ffmpeg-python, which takes only UTF-8; ``arguments`` undoes it."""
    url = file_url(path)
    try:
        url.encode()
    except UnicodeEncodeError:
        return _RAW_NAME + os.fsencode(url).hex()
    return url


def _real_name(argument: str) -> str:
    if not argument.startswith(_RAW_NAME):
        return argument
    return os.fsdecode(bytes.fromhex(argument.removeprefix(_RAW_NAME)))


def input_options() -> dict[str, str]:
    """Options that every input needs: nothing but the file itself may be opened."""
    return {"protocol_whitelist": PROTOCOLS}


def global_arguments(build: FfmpegBuild, progress: bool = True) -> list[str]:
    """The program and the options that stand before inputs and outputs."""
    arguments = [str(build.path), "-hide_banner", "-nostdin", "-v", "warning", "-y"]
    if progress:
        arguments += ["-progress", "pipe:1", "-nostats", "-stats_period", str(STATS_PERIOD)]
    return arguments


def arguments(
    build: FfmpegBuild, output: Any, *, progress: bool = True, options: Sequence[str] = ()
) -> list[str]:
    """A complete command.

    Args:
        build: the ffmpeg to run.
        output: an output of ffmpeg-python, ``ffmpeg.output(...)`` or ``merge_outputs(...)``.
        progress: ask for reports on standard output; False when the output itself goes there.
        options: further global options.
    """
    import ffmpeg

    made = map(_real_name, ffmpeg.get_args(output))
    return [*global_arguments(build, progress), *options, *made]


@lru_cache(maxsize=8)
def encoders(build: FfmpegBuild) -> frozenset[str]:
    """Names of the encoders that a build has. Raises ProcessFailed if it does not tell."""
    command = [str(build.path), "-hide_banner", "-v", "error", "-encoders"]
    told = run(command, time_limit=20, capture=True, max_output=4 << 20).stdout
    _, _, listed = told.decode("utf-8", "replace").partition("------")
    return frozenset(re.findall(r"^ [VAS][.A-Z]{5} (\S+)", listed, re.MULTILINE))
