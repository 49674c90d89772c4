"""Subtitle files alone: SRT, WebVTT, SSA and ASS.

The edit has captions only. ``exporters.timeline.keeping`` cuts a film by them.

| kept | not kept |
| --- | --- |
| text, times to the nearest frame | styles, places, colours, karaoke |
| overlaps, on further tracks | |
| the language, by the file's name | names of speakers, notes, drawings |
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from exporters.errors import SourceError, UsageError
from exporters.timeline.captions import SUFFIXES, caption_tracks, on_grid, read_subtitles
from exporters.timeline.reading import ReadFormat, ReadOptions
from exporters.timeline.sequence import Edit, Problem, Sequence

DEFAULT_RATE = Fraction(25)
DEFAULT_SIZE = (1920, 1080)

FORMAT = ReadFormat("subtitles", "Subtitles (SRT, WebVTT, SSA, ASS)", SUFFIXES)


def read(path: Path, options: ReadOptions) -> Edit:
    """The captions in a subtitle file. Raises SourceError if there are none."""
    try:
        found = read_subtitles(path, options.encoding)
    except UsageError as error:
        raise SourceError(error.problem, error.advice) from error
    rate = options.rate or DEFAULT_RATE
    captions = [on_grid(cue, rate) for cue in found.cues]
    tracks, dropped = caption_tracks(captions, path.stem, found.language)
    problems = list(found.problems)
    if options.rate is None:
        message = f"Subtitles have no frame rate; {rate} frames a second are taken."
        problems.append(Problem("note", message))
    if dropped:
        problems.append(Problem("loss", f"{dropped} cues that overlap many others were left out."))
    end = max(caption.start + caption.duration for caption in captions)
    width, height = options.size or DEFAULT_SIZE
    sequence = Sequence(path.stem, rate, width, height, end, captions=tracks)
    return Edit(sequence, found.format, path, tuple(problems))
