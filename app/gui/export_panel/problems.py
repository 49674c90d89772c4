"""What is in the way of an export, in words, by the field where it can be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.gui import reason_words
from app.jobs.draft import check_source
from app.jobs.planned import Target
from app.jobs.reasons import Refused
from exporters.errors import UsageError
from exporters.media.source import Source
from exporters.video.request import VideoRequest

translate = QCoreApplication.translate

FIELDS = {
    "starts_after_end": "start",
    "no_track": "sound",
    "nothing_left": "sound",
    "source_has_no_sound": "sound",
    "container_cannot_hold_audio": "sound",
    "container_cannot_hold_copy": "sound",
}
"""Fields by reason; all else is said at the encoder."""


def of_target(target: Target, sources: Sequence[Path]) -> dict[str, str]:
    """Sentences for "name" and "folder"."""
    found = {}
    for field, check in (
        ("name", target.check_pattern),
        ("folder", lambda: target.check_folders(sources)),
    ):
        try:
            check()
        except Refused as error:
            found[field] = reason_words.problem(error)
    return found


def of_sources(
    settings: VideoRequest, facts: Mapping[Path, Source], several: bool
) -> dict[str, str]:
    """Sentences for what does not fit a film, which is named where there are ``several``."""
    found: dict[str, str] = {}
    for path, source in facts.items():
        try:
            check_source(settings, source)
        except UsageError as error:
            key = error.reason.key if isinstance(error, Refused) else ""
            sentence = reason_words.problem(error)
            if several:
                text = translate("ExportPanel", "{film}: {problem}")
                sentence = text.format(film=path.name, problem=sentence)
            found.setdefault(FIELDS.get(key, "encoder"), sentence)
    return found
