"""Reading a written project again, and comparing its clips with those of the edit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from exporters.errors import SourceError, UnitFailed
from exporters.interchange.writing import Writer
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Media, Sequence

READERS = {"kdenlive": "mlt", "capcut": "jianying", "srt": "", "vtt": "", "ass": ""}
"""Names of readers by those of formats, where they differ; "" for formats without clips."""


def reread(path: Path, writer: Writer, sequence: Sequence) -> str:
    """Read a written project; returns a sentence when its clips are not the edit's, else "".

    Raises UnitFailed if it cannot be read.
    """
    name = READERS.get(writer.FORMAT.name, writer.FORMAT.name)
    if not name or find_reader(path, name) is None:
        return ""
    options = ReadOptions(rate=sequence.rate, size=(sequence.width, sequence.height))
    try:
        found = read_edit(path, options, name).sequence
    except SourceError as error:
        raise UnitFailed(
            f"The written project cannot be read again: {error.problem}",
            "This is a defect in the program.",
        ) from error
    meant, got = clips_of(sequence), clips_of(found)
    missing = sum((meant - got).values())
    if not missing:
        return ""
    return (
        f"Read again, the project has {missing} of {sum(meant.values())} clips at other places, "
        "or not at all."
    )


def clips_of(sequence: Sequence) -> Counter[tuple[str, int, int]]:
    """Kind, begin and length of the clips of media that are seen or heard."""
    return Counter(
        (kind, clip.start, clip.duration)
        for kind, tracks in (("V", sequence.video), ("A", sequence.audio))
        for track in tracks
        if track.enabled
        for clip in track.clips
        if clip.enabled and isinstance(clip.content, Media)
    )
