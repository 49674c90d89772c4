"""Reads MLT's XML: projects of Kdenlive and Shotcut, and what melt and Flowblade write.

Kept: the profile; tracks with their names and what is hidden; clips with their place, source,
speed (timewarp, framebuffer, linear timeremap) and freezes; nested sequences; mixes within a track
(Kdenlive's double playlists, Shotcut's and melt's tractors) and dissolves between tracks; place,
scale, rotation, crop, opacity and fades; volume, pan and fades of the sound; colours and texts;
guides and markers; groups of picture and sound; Shotcut's own subtitles. Other effects, motion by
keyframes and subtitles in other files are told.

The format is documented at https://www.mltframework.org/docs/mltxml/ and in Kdenlive's
dev-docs/fileformat.md; where they are silent, MLT's and Kdenlive's sources decide.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.readers.mlt.document import Document, Element, open_document
from exporters.timeline.readers.mlt.sequences import SequenceReader
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.sequence import Edit, Sequence

EDITORS = {"kdenlive": "Kdenlive", "shotcut": "Shotcut", "": "MLT"}


def _recognises(path: Path, head: bytes) -> bool:
    return path.suffix.lower() != ".xml" or b"<mlt" in head or b"<westley" in head


FORMAT = ReadFormat(
    "mlt", "MLT, Kdenlive or Shotcut project", (".mlt", ".kdenlive", ".xml"), _recognises
)


def read(path: Path, options: ReadOptions) -> Edit:
    """The edit in a project file. Raises SourceError for what is none."""
    document = open_document(path)
    timeline = document.timeline(options.sequence)
    findings = Findings()
    _tell_profile(document, findings)
    _tell_others(document, timeline, options, findings)
    _tell_subtitles(document, timeline, findings)
    sequence = SequenceReader(document, findings).sequence(timeline)
    _refuse_unknown_lengths(sequence, document, findings)
    named = replace(sequence, name=sequence.name or path.stem)
    names = to_choose_from(map(document.title, document.sequences()))
    return Edit(named, _format(document), path, findings.problems(), sequences=names)


def _refuse_unknown_lengths(sequence: Sequence, document: Document, findings: Findings) -> None:
    """Without any clip the reason is worth more than the word that there are none."""
    clips = any(track.clips for track in (*sequence.video, *sequence.audio))
    reasons = [item.message for item in findings.problems() if item.severity == "loss"]
    if not clips and reasons:
        raise SourceError(f"{document.name} holds no clip that can be used. {reasons[0]}")


def _format(document: Document) -> str:
    """ "Kdenlive 25.12.0", "Shotcut 26.6.25", "MLT 7.12.0"."""
    root = document.properties(document.root)
    version = root.get("version", "")
    if document.editor == "shotcut":
        version = root.get("title", "").removeprefix("Shotcut version ")
    if document.editor == "kdenlive":
        version = ""
        for name in ("main_bin", "main bin"):
            element = document.by_id(name)
            if element is not None:
                known = document.properties(element)
                version = known.get("kdenlive:docproperties.kdenliveversion", "").split(" ")[0]
    return f"{EDITORS[document.editor]} {version[:20]}".strip()


def _tell_profile(document: Document, findings: Findings) -> None:
    if not document.stated:
        profile = document.profile
        findings.add(
            "note",
            "The file does not say its frame rate and size; "
            f"{float(profile.rate):g} a second and {profile.width}x{profile.height} are used, "
            "as MLT does.",
        )


def _tell_others(
    document: Document, timeline: Element, options: ReadOptions, findings: Findings
) -> None:
    others = [item for item in document.sequences() if item is not timeline]
    if others and not options.sequence:
        names = ", ".join(f"“{document.title(item)[:60] or 'nameless'}”" for item in others[:10])
        findings.add(
            "note",
            f"The project holds {len(others)} more sequences ({names}); "
            f"the one that is read is “{document.title(timeline)[:60]}”.",
        )


def _tell_subtitles(document: Document, timeline: Element, findings: Findings) -> None:
    for effect in document.filters(timeline):
        known = document.properties(effect)
        if document.service(effect) == "avfilter.subtitles":
            name = known.get("av.filename", "").rsplit("/", 1)[-1][:80]
            findings.add(
                "loss",
                f"The subtitles lie in another file (“{name}”) and are left out; "
                "Kdenlive keeps them beside the project with the suffix .srt or .ass.",
            )
