"""XML from strangers: no entities, no DTD, no network, bounded size and depth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded

MAX_BYTES = 512 << 20


def parse(path: Path) -> etree._Element:
    """The root element of an XML file, without comments and processing instructions.

    A document type may be named but is never loaded. Raises SourceError if the file cannot be
    read, is no XML, declares entities, or is too large or too deeply nested.
    """
    return parse_bytes(read_bounded(path, MAX_BYTES), shown(path))


def parse_bytes(content: bytes, name: str) -> etree._Element:
    """Like ``parse``; ``name`` stands for the file in sentences."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "no XML"
        raise SourceError(f"{name} is not valid XML ({reason}).") from error
    internal: Any = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise SourceError(f"{name} declares entities, which no project file needs.")
    return root
