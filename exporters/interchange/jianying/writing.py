"""Writing a draft's folder for JianYing or CapCut.

The files are written here and not through pyJianYingDraft and pyCapCut: those make random ids, a
static ``draft_meta_info.json`` without the media (pyCapCut#13), ``draft_content.json`` alone, and
read media with pymediainfo, which would be one more dependency with a native library. They served
as the reference, with drafts that the applications saved; that what is written loads in
pyJianYingDraft is tested. In the folder are:

| file | holds |
| --- | --- |
| draft_content.json, draft_info.json | the edit, twice the same |
| draft_meta_info.json | the draft's name, and the media |
| draft_settings | times |
| Resources/reprise/ | pictures of colours and bars, where the edit has them |
"""

from __future__ import annotations

from pathlib import Path

from exporters.interchange.jianying import meta as metadata
from exporters.interchange.jianying.building import build
from exporters.interchange.jianying.ids import Ids, seed_of
from exporters.interchange.jianying.media import Register
from exporters.interchange.jianying.pools import Project
from exporters.interchange.jianying.shapes import Json
from exporters.interchange.jianying.versions import Application
from exporters.interchange.writing import WriteOptions
from exporters.timeline.sequence import Sequence

MAIN_FILE = "draft_content.json"


def write_draft(
    sequence: Sequence, path: Path, options: WriteOptions, application: Application
) -> None:
    """Make the folder ``path`` with the draft in it.

    Raises OSError.
    """
    output = options.output.absolute()
    ids = _ids(sequence, output, application)
    register = Register(output, ids)
    register.measure(sequence)
    project = Project(application, options.version, ids, register)
    content = build(sequence, project)
    packed = metadata.compact(content)
    identity, duration = content["id"], content["duration"]
    listed = metadata.meta(identity, output, duration, register.listed())
    files = {
        MAIN_FILE: packed,
        "draft_info.json": packed,
        "draft_meta_info.json": metadata.compact(listed),
        "draft_settings": metadata.settings(),
        **register.stills,
    }
    path.mkdir()
    for name, value in files.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(value)


def root_entry(sequence: Sequence, options: WriteOptions, application: Application) -> Json:
    """The entry of the draft that ``write_draft`` makes, for ``root_meta_info.json``."""
    output = options.output.absolute()
    identity = _ids(sequence, output, application).new("draft")
    duration = int(sequence.seconds * 1_000_000)
    return metadata.entry(identity, output, duration)


def _ids(sequence: Sequence, output: Path, application: Application) -> Ids:
    return Ids(seed_of(sequence, application.name, metadata.draft_name(output)))
