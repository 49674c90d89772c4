"""Why something cannot be chosen or done, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.encoder_words import any_encoder
from app.gui.sentences import told
from app.jobs.reasons import Reason, Refused
from exporters.errors import ExportError

translate = QCoreApplication.translate


def problem(error: ExportError) -> str:
    """Why something cannot be, in the language of the window where that is known."""
    if isinstance(error, Refused):
        return reason(error.reason)
    return told(str(error))


def reason(why: Reason) -> str:
    """A reason as a sentence."""
    values = dict(why.values)
    if "encoder" in values:
        values["encoder"] = any_encoder(values["encoder"])
    for name in values.keys() & {"containers", "placeholders"}:
        values[name] = values[name].replace(", ", translate("Reasons", ", "))
    return _sentences().get(why.key, why.sentence).format(**values)


def _sentences() -> dict[str, str]:
    """By the keys of ``app.jobs.reasons.SENTENCES``."""
    return {
        "container_holds_no_video": translate("Reasons", "{container} holds sound only."),
        "container_cannot_hold_video": translate(
            "Reasons", "{container} cannot hold {encoder} video: choose {containers}."
        ),
        "container_cannot_hold_audio": translate(
            "Reasons", "{container} cannot hold {encoder} sound: choose {containers}."
        ),
        "container_cannot_hold_copy": translate(
            "Reasons", "{container} cannot hold {codec} sound as it is."
        ),
        "nothing_left": translate("Reasons", "Without a picture there must be sound."),
        "no_picture": translate("Reasons", "There is no picture to export."),
        "no_sound": translate("Reasons", "There is no sound to export."),
        "source_has_no_picture": translate("Reasons", "The source has no picture."),
        "source_has_no_sound": translate("Reasons", "The source has no sound."),
        "no_quality": translate(
            "Reasons", "{encoder} has no quality setting: its profile decides."
        ),
        "lossless": translate(
            "Reasons", "{encoder} keeps every value: there is no quality to choose."
        ),
        "no_speed": translate("Reasons", "{encoder} has no speed to choose."),
        "profile_decides": translate(
            "Reasons", "The profile {profile} of {encoder} decides the pixel format."
        ),
        "sound_is_mixed": translate(
            "Reasons", "The sound of an edit is mixed: it cannot be taken as it is."
        ),
        "container_holds_no_subtitles": translate("Reasons", "{container} holds no subtitles."),
        "source_has_no_subtitles": translate("Reasons", "The source has no subtitles."),
        "sound_is_copied": translate("Reasons", "Copied sound keeps its bit rate."),
        "sound_is_lossless": translate(
            "Reasons", "{encoder} is lossless: its bit rate cannot be chosen."
        ),
        "several_sources": translate("Reasons", "This can be chosen for one film at a time."),
        "no_name": translate(
            "Reasons", "The output has no name: write one, it may hold {placeholders}."
        ),
        "no_placeholder": translate(
            "Reasons", "There is no placeholder {placeholder}: there are {placeholders}."
        ),
        "unsafe_character": translate(
            "Reasons", "A name cannot hold {character}: folders are chosen apart."
        ),
        "folder_missing": translate(
            "Reasons", "The folder {folder} does not exist: choose another one."
        ),
        "folder_closed": translate(
            "Reasons", "The folder {folder} cannot be written to: choose another one."
        ),
        "no_track": translate(
            "Reasons", "The source has {count} audio tracks: track {number} does not exist."
        ),
        "starts_after_end": translate(
            "Reasons", "The film ends before the start: choose an earlier one."
        ),
        "preset_name": translate(
            "Reasons",
            "“{name}” cannot be the name of a preset: use letters, digits and hyphens.",
        ),
        "preset_exists": translate(
            "Reasons",
            "There is a preset “{name}” already: choose another name, or replace it.",
        ),
        "preset_came": translate(
            "Reasons", "“{name}” is not a preset of your own: those that came stay."
        ),
    }
