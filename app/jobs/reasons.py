"""Why something cannot be: a key with values that a front end words, and an English sentence."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.errors import UsageError

SENTENCES = {
    "container_holds_no_video": "{container} holds sound only.",
    "container_cannot_hold_video": "{container} cannot hold {encoder} video: choose {containers}.",
    "container_cannot_hold_audio": "{container} cannot hold {encoder} sound: choose {containers}.",
    "container_cannot_hold_copy": "{container} cannot hold {codec} sound as it is.",
    "nothing_left": "Without a picture there must be sound.",
    "no_picture": "There is no picture to export.",
    "no_sound": "There is no sound to export.",
    "source_has_no_picture": "The source has no picture.",
    "source_has_no_sound": "The source has no sound.",
    "no_quality": "{encoder} has no quality setting: its profile decides.",
    "lossless": "{encoder} keeps every value: there is no quality to choose.",
    "no_speed": "{encoder} has no speed to choose.",
    "profile_decides": "The profile {profile} of {encoder} decides the pixel format.",
    "sound_is_mixed": "The sound of an edit is mixed: it cannot be taken as it is.",
    "container_holds_no_subtitles": "{container} holds no subtitles.",
    "source_has_no_subtitles": "The source has no subtitles.",
    "sound_is_copied": "Copied sound keeps its bit rate.",
    "sound_is_lossless": "{encoder} is lossless: its bit rate cannot be chosen.",
    "several_sources": "This can be chosen for one film at a time.",
    "no_name": "The output has no name: write one, it may hold {placeholders}.",
    "no_placeholder": "There is no placeholder {placeholder}: there are {placeholders}.",
    "unsafe_character": "A name cannot hold {character}: folders are chosen apart.",
    "folder_missing": "The folder {folder} does not exist: choose another one.",
    "folder_closed": "The folder {folder} cannot be written to: choose another one.",
    "no_track": "The source has {count} audio tracks: track {number} does not exist.",
    "starts_after_end": "The film ends before the start: choose an earlier one.",
    "preset_name": "“{name}” cannot be the name of a preset: use letters, digits and hyphens.",
    "preset_exists": "There is a preset “{name}” already: choose another name, or replace it.",
    "preset_came": "“{name}” is not a preset of your own: those that came stay.",
}
"""English sentences by key."""


@dataclass(frozen=True)
class Reason:
    """Why something cannot be chosen.

    Attributes:
        key: one of ``SENTENCES``.
        values: what is filled in, by name.
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """In English."""
        return SENTENCES[self.key].format(**dict(self.values))


def because(key: str, **values: str) -> Reason:
    """A reason of ``SENTENCES`` with its values."""
    return Reason(key, tuple(values.items()))


class Refused(UsageError):
    """A ``UsageError`` whose reason can be worded in another language."""

    def __init__(self, key: str, **values: str) -> None:
        self.reason = because(key, **values)
        super().__init__(self.reason.sentence)
