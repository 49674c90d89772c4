"""What the media of an edit really hold, and where the edit asks for more than that."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.errors import ExportError, SourceError
from exporters.media.probe import probe
from exporters.media.source import Source, VideoStream
from exporters.timeline.findings import Findings
from exporters.timeline.places import quoted
from exporters.timeline.reach import tell_reach
from exporters.timeline.replacing import with_media
from exporters.timeline.sequence import Edit, Media, media_in
from exporters.timeline.source_time import Counting, TimeCode, counted, shifted, time_code_of
from exporters.timeline.timecode import MAX_RATE, exact_rate

MAX_WORKERS = 8
"""Files that are read at once; more only wait for the disk."""


def describe(
    edit: Edit,
    token: CancelToken | None = None,
    workers: int | None = None,
    sources: dict[Path, Source] | None = None,
) -> Edit:
    """The edit with the facts of its found media (``Media.known``), read from the files.

    Problems are added for files that cannot be read (errors), for clips that need more than their
    medium holds (losses), and for time codes that disagree (notes). Where an edit counts from a
    medium's time code, which only the file knows, ``source_in`` is put right.

    Args:
        workers: files read at once; by default one for each processor.
        sources: gets what each file holds, so that whoever goes on need not read it again.

    Raises Cancelled.
    """
    media = [item for item in media_in(edit.sequence) if item.path is not None]
    probed = _probed(list(dict.fromkeys(item.path for item in media if item.path)), token, workers)
    if sources is not None:
        sources |= {path: found for path, found in probed.items() if isinstance(found, Source)}
    findings = Findings()
    known: dict[Media, Media] = {}
    codes: dict[Media, TimeCode] = {}
    for item in media:
        source = probed[item.path] if item.path is not None else None
        if isinstance(source, Source):
            known[item] = facts(item, source)
            code = time_code_of(source)
            if code is not None:
                codes[item] = code
        elif source is not None:
            findings.add("error", str(source), "media")
    counting = counted(edit.sequence, known, codes)
    sequence = shifted(edit.sequence, counting)
    _tell_counting(counting, findings)
    final = {item: found.media(known[item]) for item, found in counting.items()}
    sequence = with_media(sequence, {**known, **final})
    tell_reach(sequence, findings)
    problems = dict.fromkeys((*edit.problems, *findings.problems()))
    return replace(edit, sequence=sequence, problems=tuple(problems))


def _probed(
    paths: list[Path], token: CancelToken | None, workers: int | None
) -> dict[Path, Source | SourceError]:
    """What each file holds, or why it cannot be read."""

    def one(path: Path) -> Source | SourceError:
        try:
            return probe(path, token=token, stills=True)
        except SourceError as error:
            return error

    if not paths:
        return {}
    number = workers or min(os.cpu_count() or 1, MAX_WORKERS)
    with ThreadPoolExecutor(number, thread_name_prefix="probe") as pool:
        futures = [pool.submit(one, path) for path in paths]
        try:
            return {path: future.result() for path, future in zip(paths, futures, strict=True)}
        except ExportError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def facts(media: Media, source: Source) -> Media:
    """A medium as its file has it; name, URL, path and time code stay."""
    video = source.video
    still = source.format.endswith("_pipe")
    width, height, aspect = _shown(video) if video is not None else (0, 0, Fraction(1))
    return replace(
        media,
        still=still,
        duration=None if still else _duration(source),
        rate=None if still or video is None else _rate(video),
        width=width,
        height=height,
        pixel_aspect=aspect,
        has_video=video is not None,
        channels=tuple(track.channels for track in source.audio),
        sample_rate=source.audio[0].sample_rate if source.audio else 0,
        known=True,
    )


def _shown(video: VideoStream) -> tuple[int, int, Fraction]:
    """Width, height and pixel aspect of the picture as it is shown upright."""
    aspect = video.sample_aspect_ratio or Fraction(1)
    if video.rotation % 180 == 90:
        return video.height, video.width, 1 / aspect
    return video.width, video.height, aspect


def _duration(source: Source) -> Fraction | None:
    """That of the pictures; of all where it is not said, or where there are none."""
    said = source.video.duration if source.video is not None else None
    duration = said or source.duration
    return duration if duration is not None and duration > 0 else None


def _rate(video: VideoStream) -> Fraction | None:
    rate = video.average_rate or video.guessed_rate
    return exact_rate(rate) if 0 < rate <= MAX_RATE else None


def _tell_counting(counting: dict[Media, Counting], findings: Findings) -> None:
    for media, found in counting.items():
        name = quoted(media.name)
        if found.shift:
            message = f"The edit counts from the time code of the medium{name}, not from its begin."
            findings.add("note", message, "media")
        elif found.disagrees:
            message = (
                f"The time code of the medium{name} is another one in its file. The edit's is kept."
            )
            findings.add("note", message, "media")
