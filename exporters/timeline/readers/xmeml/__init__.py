"""Premiere's and Final Cut Pro 7's XML (xmeml, versions 1 to 5).

Kept: tracks, cuts, dissolves and wipes, fades, speed, reverse and held frames, scale, position,
rotation, crop, opacity, volume, pan, links, disabled clips and tracks, nested sequences, titles,
colours, black and bars, markers, time code. Told as lost: other effects, values that move, speed
that varies, composite modes, single channels.

OpenTimelineIO's adapter is not used: it keeps effects as plain text, reads exploded stereo tracks
as two sounds, and fails on elements that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.readers.xmeml.sequences import SequenceReader
from exporters.timeline.readers.xmeml.values import Element, text_of
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.safe_xml import parse
from exporters.timeline.sequence import Edit


def _recognises(path: Path, head: bytes) -> bool:
    return b"<xmeml" in head.replace(b"\0", b"")


FORMAT = ReadFormat("xmeml", "Premiere / Final Cut Pro 7 XML", (".xml", ".xmeml"), _recognises)


def read(path: Path, options: ReadOptions) -> Edit:
    """The sequence that ``options`` name, or the first that is not within another.

    Raises SourceError if the file is no xmeml, or holds no such sequence.
    """
    root = parse(path)
    if root.tag != "xmeml":
        raise SourceError(f"{shown(path)} is not an xmeml document.")
    found = list(_outermost(root))
    if not found:
        raise SourceError(
            f"{shown(path)} holds no sequence.", "Export the sequence itself, not only clips."
        )
    chosen = _chosen(found, options.sequence, path)
    findings = Findings()
    if len(found) > 1 and not options.sequence:
        others = ", ".join(f"“{text_of(one, 'name')[:60]}”" for one in found[1:6])
        findings.add(
            "note",
            f"The file holds {len(found)} sequences; the first is taken. Others: {others}. "
            "Choose one with --sequence.",
        )
    sequence = SequenceReader(root, shown(path), options, findings).sequence(chosen)
    version = root.get("version", "")[:10]
    names = to_choose_from(text_of(one, "name") for one in found)
    title = f"xmeml {version}".strip()
    return Edit(sequence, title, path, findings.problems(), sequences=names)


def _outermost(element: Element) -> Iterator[Element]:
    """Sequences with content, in the document's order, but none within another one or a clip."""
    pending = [element]
    while pending:
        found = pending.pop()
        if found.tag == "sequence":
            if found.find("media") is not None:
                yield found
        elif found.tag in ("xmeml", "project", "bin", "children"):
            pending += reversed(found)


def _chosen(found: list[Element], name: str, path: Path) -> Element:
    if not name:
        return found[0]
    for one in found:
        if text_of(one, "name") == name:
            return one
    known = ", ".join(f"“{text_of(one, 'name')[:60]}”" for one in found[:20])
    raise SourceError(f"{shown(path)} has no sequence “{name[:60]}”.", f"It has: {known}.")
