"""FCPXML, Final Cut Pro's projects: versions 1.5 to 1.13, as files and as bundles (.fcpxmld).

Read: the library's first project or the one that is asked for; primary and secondary storylines,
connected clips (by lane), compound clips (as nested sequences), synchronised and multicam clips
(opened; the active angles), auditions (the active clip), gaps, titles and generators, captions,
transitions, speed (constant, reverse, freeze; gradual speed in steps), rate conforming, crop,
conform, transform, opacity, volume, panning, fades, markers (chapters become the edit's markers).
Not kept, and told: effects, colour corrections, masks, stabilisation, blend modes, animations (the
first value is held), the design of titles. Keywords, ratings and notes do not belong to an edit.

Sources: Apple's DTDs and FCPXML reference; projects that Final Cut wrote (OpenFCPXMLKit's and
OpenTimelineIO's samples) where those are silent.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.readers.fcpxml.document import Document
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.safe_xml import parse
from exporters.timeline.sequence import Edit

BUNDLED = "Info.fcpxml"
KNOWN = range(5, 14)
"""Versions 1.5 to 1.13."""
_VERSION = re.compile(r"\s*1\.(\d{1,3})\s*")


def _is_fcpxml(path: Path, head: bytes) -> bool:
    """Other programs write ".xml", too; that is the suffix of many formats."""
    return path.suffix.lower() != ".xml" or b"<fcpxml" in head.replace(b"\0", b"")


FORMAT = ReadFormat("fcpxml", "Final Cut Pro XML", (".fcpxml", ".fcpxmld", ".xml"), _is_fcpxml)


def read(path: Path, options: ReadOptions) -> Edit:
    """Read a file or a bundle; see ``exporters.timeline.reading.Reader``.

    Media carry the URLs of the file. Raises SourceError if it is no FCPXML, holds no project and no
    clip, or nothing of the name in ``options.sequence``.
    """
    file = path / BUNDLED if path.is_dir() else path
    root = parse(file)
    if root.tag != "fcpxml":
        raise SourceError(
            f"{shown(path)} is not FCPXML: it begins with <{etree.QName(root).localname[:40]}>."
        )
    document = Document(root, shown(path), options)
    version = root.get("version", "").strip()
    found = _VERSION.fullmatch(version)
    if found is None or int(found[1]) not in KNOWN:
        message = "The version of the file is not one of 1.5 to 1.13; it is read as if it were."
        document.findings.add("note", message)
    sequence = document.read()
    name = f"FCPXML {version}" if found else "FCPXML"
    problems = document.findings.problems()
    return Edit(sequence, name, path, problems, sequences=to_choose_from(document.names))
