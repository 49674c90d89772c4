"""Opening an edit for an export: a project file, a film, or what subtitles keep of a film."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.durable import reported, shown
from exporters.errors import SourceError
from exporters.media.fingerprint import fingerprint
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.timeline.checking import checked
from exporters.timeline.film_names import is_film_name
from exporters.timeline.keeping import (
    DEFAULT_RATE,
    MEANT,
    USUAL_RATES,
    VARIABLE,
    KeepOptions,
    keep,
)
from exporters.timeline.linking import Missing, link, with_placeholders
from exporters.timeline.media_facts import describe, facts
from exporters.timeline.options import EditOptions
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import Clip, Edit, Media, Problem, Sequence, Track
from exporters.timeline.settling import settled
from exporters.timeline.timecode import MAX_RATE, exact_rate

DEFAULT_SIZE = (1920, 1080)


def open_edit(
    path: Path,
    options: EditOptions,
    token: CancelToken | None = None,
    *,
    described: bool = True,
    sources: dict[Path, Source] | None = None,
) -> tuple[Edit, tuple[Missing, ...]]:
    """The edit in ``path``, with the facts of its media, and the media that were not found.

    What is missing stays as the project names it, or is a slate where ``options`` ask for that;
    then it is not listed.

    Args:
        described: read what the media hold; otherwise they are only found.
        sources: gets what each medium's file holds.

    Raises SourceError for a file that is no edit and no film; UsageError; Cancelled.
    """
    folders = [Path(folder) for folder in options.media_folders.splitlines() if folder]
    edit = read_any(path, options, token)
    edit, missing = link(edit, folders, unpack_to=_unpacking_folder(path), token=token)
    if missing and options.placeholder:
        edit, missing = with_placeholders(edit, missing), ()
    if not described:
        return edit, missing
    # Times may have moved: an EDL counts from time codes that only the files know.
    return checked(settled(describe(edit, token, sources=sources))), missing


def _unpacking_folder(path: Path) -> Path | None:
    """Where the media of an archive are unpacked; None for what is no archive.

    The folder stays: an export that goes on later needs them.
    """
    if path.suffix.lower() != ".otioz":
        return None
    import platformdirs

    cache = platformdirs.user_cache_path("reprise", appauthor=False) / "archives"
    folder = cache / fingerprint(path).digest.hex()
    with reported("make", folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_any(path: Path, options: EditOptions, token: CancelToken | None = None) -> Edit:
    """The edit in a project file, in a film, or cut from a film by subtitles; not yet linked.

    Raises SourceError, UsageError, Cancelled.
    """
    if options.keep:
        wanted = KeepOptions(
            handle_before=options.seconds("before"),
            handle_after=options.seconds("after"),
            merge_gap=options.seconds("merge"),
            encoding=options.encoding,
            rate=options.reading().rate,
        )
        return checked(keep(path, Path(options.keep), wanted))
    if not options.format and is_film_name(path):
        return film_edit(path, options, token)
    return read_edit(path, options.reading(), options.format)


def film_edit(path: Path, options: EditOptions, token: CancelToken | None = None) -> Edit:
    """The edit of one clip that shows a whole film.

    Raises SourceError for what is no film, or has no length.
    """
    source = probe(path, token=token)
    media = facts(Media(path.name, str(path), path.absolute()), source)
    if media.duration is None:
        raise SourceError(f"The length of {shown(path)} is not known.", "Name another film.")
    wanted = options.reading()
    rate, problems = (wanted.rate, ()) if wanted.rate else _rate(source)
    frames = media.duration * rate
    duration = max(1, frames.numerator // frames.denominator)
    width, height = wanted.size or (media.width, media.height)
    if not (width and height):
        width, height = DEFAULT_SIZE
    clip = Clip(0, duration, media, name=path.stem, link=1 if media.has_video else 0)
    sounds = [replace(clip, stream=number) for number in range(len(media.channels))]
    sequence = Sequence(
        name=path.stem,
        rate=rate,
        width=width,
        height=height,
        duration=duration,
        pixel_aspect=media.pixel_aspect,
        sample_rate=media.sample_rate or 48000,
        channels=min(max([2, *media.channels]), 8),
        video=(Track("", (clip,)),) if media.has_video else (),
        audio=tuple(Track("", (sound,)) for sound in sounds),
    )
    return checked(Edit(sequence, "film", path, problems))


def _rate(source: Source) -> tuple[Fraction, tuple[Problem, ...]]:
    """Frames a second of a film's edit: the film's own, or near a varying one."""
    if source.video is None:
        return DEFAULT_RATE, ()
    average, stated = source.video.average_rate, source.video.guessed_rate
    rate = average if 0 < average <= MAX_RATE else stated
    if not 0 < rate <= MAX_RATE:
        return DEFAULT_RATE, (Problem("note", f"The film says no rate; {DEFAULT_RATE} is taken."),)
    if not stated or abs(stated - rate) <= VARIABLE * rate:
        return exact_rate(rate), ()
    usual = min(USUAL_RATES, key=lambda one: abs(one - rate))
    usual = usual if abs(usual - rate) <= MEANT * usual else exact_rate(rate)
    message = f"The film's frame rate varies; the edit has {float(usual):.5g} frames a second."
    return usual, (Problem("note", message),)
