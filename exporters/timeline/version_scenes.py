"""``version_data``: a version of a film as a list of its scenes, as programs hand it over.

{"version_id": …, "video_path": …, "scenes": [{"scene_id": …, "start_time": seconds, "duration":
seconds, "has_audio": true, …}]}. Scenes come one after another in the order of the list. A scene
may have its own ``video_path``, an ``end_time`` in place of its duration, ``volume``, ``speed``,
``text`` and ``name``; ``frame_rate`` (or ``fps``) and ``resolution`` may stand beside the scenes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.readers.cut_list.building import Cut, CutList, built
from exporters.timeline.readers.cut_list.fields import fields_of
from exporters.timeline.readers.cut_list.rows import cut_of, rate_of, size_of, text_of
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import Edit, Sequence

TITLE = "version_data"
_SCENES = re.compile(rb'"scenes"\s*:\s*\[')
MAX_SCENES = 1_000_000


def is_version_data(head: bytes) -> bool:
    """Whether the begin of a JSON file looks like it, by its keys."""
    if b'"version_id"' in head:
        return True
    marks = (b'"video_path"', b'"scene_id"', b'"start_time"')
    return _SCENES.search(head) is not None and all(mark in head for mark in marks)


def sequence_of(version_data: Mapping[str, Any], options: ReadOptions) -> Sequence:
    """The edit of a dictionary. Raises SourceError for one that is no ``version_data``."""
    return edit_of(version_data, options, Path("version_data.json"), Path()).sequence


def edit_of(
    version_data: Mapping[str, Any], options: ReadOptions, path: Path, folder: Path | None = None
) -> Edit:
    """The edit with its problems.

    Args:
        path: the file that it is from, for sentences.
        folder: relative paths of films start there; None for the folder of ``path``.

    Raises SourceError for what is no ``version_data``.
    """
    scenes = version_data.get("scenes") if isinstance(version_data, Mapping) else None
    if not isinstance(scenes, list | tuple):
        raise SourceError(
            "The version data has no list of scenes.",
            "It should have “video_path” and “scenes”, each with “start_time” and “duration”.",
        )
    findings = Findings()
    film = version_data.get("video_path")
    media = film.strip() if isinstance(film, str) else ""
    cuts = []
    for number, scene in enumerate(scenes[:MAX_SCENES], 1):
        cut = _scene(scene, media, number, findings)
        if cut is not None:
            cuts.append(cut)
    name = text_of(version_data.get("name")) or text_of(version_data.get("version_id"))
    stated = version_data.get("frame_rate", version_data.get("fps"))
    listed = CutList(
        name or path.stem, cuts, rate=rate_of(stated), size=size_of(dict(version_data))
    )
    return built(listed, path, options, TITLE, findings, folder)


def _scene(scene: Any, media: str, number: int, findings: Findings) -> Cut | None:
    where = f"scene {number}"
    try:
        if not isinstance(scene, Mapping):
            raise ValueError("it is no object")
        cut = cut_of(_named(scene), media, where)
    except ValueError as error:
        findings.add("loss", f"A scene is left out: {error}.", where)
        return None
    if cut is None:
        findings.add("note", "A scene that is switched off is left out.", where)
    return cut


def _named(scene: Mapping[Any, Any]) -> dict[str, Any]:
    """The scene by the meaning of its words; its own keys come before other words for the same."""
    own = {"start_time": "start", "end_time": "end", "duration": "duration", "has_audio": "sound",
           "video_path": "media", "name": "name", "scene_id": "name", "text": "text"}  # fmt: skip
    fields = fields_of(scene)
    for key, field in own.items():
        value = scene.get(key)
        if value not in (None, "") and not (key == "scene_id" and "name" in scene):
            fields[field] = value
    if "duration" in fields and "end" in fields and scene.get("end_time") in (None, ""):
        fields.pop("end")
    return fields
