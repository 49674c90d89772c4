"""What is in the way of an export, in words, by the field where it can be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.gui import edit_words, project_words, reason_words, words
from app.gui.texts import Texts
from app.jobs.draft import check_source
from app.jobs.edit_facts import EditFacts
from app.jobs.planned import Target
from app.jobs.reasons import Refused
from exporters.errors import UsageError
from exporters.media.source import Source
from exporters.video.request import VideoRequest

translate = QCoreApplication.translate


class Problems(Texts):
    """Texts with plural forms."""


@dataclass(frozen=True)
class Problem:
    """Something that is in the way: at which field, and a sentence."""

    field: str
    sentence: str


FIELDS = {
    "starts_after_end": "start",
    "no_track": "sound",
    "nothing_left": "sound",
    "source_has_no_sound": "sound",
    "container_cannot_hold_audio": "sound",
    "container_cannot_hold_copy": "sound",
    "sound_is_mixed": "sound",
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
            _add(found, FIELDS.get(key, "encoder"), path, sentence, several)
    return found


def of_films_of_edits(edits: Mapping[Path, EditFacts], placeholder: bool) -> dict[str, str]:
    """Sentences for what is in the way of rendering edits: "missing", or at the encoder."""
    found: dict[str, str] = {}
    for facts in edits.values():
        missing = "" if placeholder else edit_words.missing_line(facts)
        if missing:
            advice = translate("ExportPanel", "Find them, or show slates.")
            _add(found, "missing", facts.path, words.sentences(missing, advice), len(edits) > 1)
        if facts.errors:
            said = edit_words.sentence(facts.errors[0])
            _add(found, "encoder", facts.path, said, len(edits) > 1)
    return found


def of_project(errors: int, editor: str, force: bool) -> dict[str, str]:
    """A sentence for "force" where an editor would refuse a project, or it would not be whole."""
    if not errors or force:
        return {}
    if editor:
        text = Problems.tr("%n problem(s) would keep the project from opening in {editor}.",
                           "", errors).format(editor=project_words.editor(editor))  # fmt: skip
    else:
        text = Problems.tr("The project would not be complete: %n problem(s).", "", errors)
    return {"force": text}


def _add(found: dict[str, str], field: str, path: Path, sentence: str, several: bool) -> None:
    if several:
        text = translate("ExportPanel", "{film}: {problem}")
        sentence = text.format(film=words.one_line(path.name), problem=sentence)
    found.setdefault(field, sentence)
