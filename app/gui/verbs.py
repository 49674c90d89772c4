"""What can be done with exports: keys, words, icons and shortcuts, in one table for all views."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Verb:
    """Something that can be done with an export.

    Attributes:
        key: a verb of the queue's controller, or of the window ("open_file" ...).
        text: English words, to be shown through ``name_of``.
        icon: name of its icon.
        shortcut: keys, as ``QKeySequence`` reads them; "" for none.
        states: states of a job in which it is offered.
    """

    key: str
    text: object
    icon: str
    shortcut: str
    states: Collection[str]


_WAITING = ("inactive", "queued")
_BEGUN = ("paused", "interrupted", "failed")
_ENDED = ("completed", "failed")
_CHANGEABLE = ("inactive", "queued", "interrupted", "failed")
_ALL = ("inactive", "queued", "active", "paused", "interrupted", "completed", "failed")

VERBS = (
    Verb("start", QT_TRANSLATE_NOOP("Verbs", "Start"), "play", "Ctrl+Return", ("inactive",)),
    Verb("continue", QT_TRANSLATE_NOOP("Verbs", "Continue"), "play", "Ctrl+Return",
         ("interrupted",)),
    Verb("resume", QT_TRANSLATE_NOOP("Verbs", "Continue"), "play", "Ctrl+P", ("paused",)),
    Verb("pause", QT_TRANSLATE_NOOP("Verbs", "Pause"), "pause", "Ctrl+P", ("active", "queued")),
    Verb("retry", QT_TRANSLATE_NOOP("Verbs", "Try again"), "retry", "Ctrl+Return", ("failed",)),
    Verb("stop", QT_TRANSLATE_NOOP("Verbs", "Stop"), "stop", "Ctrl+.",
         ("active", "queued", "paused", "interrupted")),
    Verb("edit", QT_TRANSLATE_NOOP("Verbs", "Change settings…"), "settings", "Ctrl+E",
         _CHANGEABLE),
    Verb("show_settings", QT_TRANSLATE_NOOP("Verbs", "Show settings…"), "settings", "Ctrl+E",
         ("active", "paused", "completed")),
    Verb("start_over", QT_TRANSLATE_NOOP("Verbs", "Start over…"), "retry", "", _BEGUN),
    Verb("discard", QT_TRANSLATE_NOOP("Verbs", "Discard what is finished…"), "trash", "",
         (*_WAITING, *_BEGUN)),
    Verb("open_file", QT_TRANSLATE_NOOP("Verbs", "Open file"), "play", "Ctrl+O", ("completed",)),
    Verb("open_folder", QT_TRANSLATE_NOOP("Verbs", "Open folder"), "folder", "Ctrl+Shift+O", _ALL),
    Verb("show_report", QT_TRANSLATE_NOOP("Verbs", "Show report"), "report", "Ctrl+R",
         ("completed",)),
    Verb("show_log", QT_TRANSLATE_NOOP("Verbs", "Show log"), "report", "", ("failed",)),
    Verb("export_again", QT_TRANSLATE_NOOP("Verbs", "Export again…"), "retry", "", _ENDED),
    Verb("move_up", QT_TRANSLATE_NOOP("Verbs", "Move up"), "up", "Alt+Up", _WAITING),
    Verb("move_down", QT_TRANSLATE_NOOP("Verbs", "Move down"), "down", "Alt+Down", _WAITING),
    Verb("remove", QT_TRANSLATE_NOOP("Verbs", "Remove from the list"), "remove", "Del",
         ("inactive", "queued", "paused", "interrupted", "completed", "failed")),
)  # fmt: skip

PROMINENT = ("start", "continue", "resume", "pause", "retry", "stop", "open_file", "open_folder",
             "show_report", "show_log", "start_over", "edit")  # fmt: skip
"""Those that have a button of their own; the others stand in the menu behind it."""


def name_of(verb: Verb) -> str:
    """The verb in the language of the window."""
    return QCoreApplication.translate("Verbs", str(verb.text))


def by_shortcut() -> dict[str, list[Verb]]:
    """The verbs that have keys, by those; some keys are for several, of different states."""
    found: dict[str, list[Verb]] = {}
    for verb in VERBS:
        if verb.shortcut:
            found.setdefault(verb.shortcut, []).append(verb)
    return found


def pressed(verbs: Sequence[Verb], states: Mapping[int, str]) -> dict[str, list[int]]:
    """What keys ask for: the jobs by the verbs that they get.

    Args:
        verbs: those of the keys.
        states: of the selected jobs, by their numbers.
    """
    asked = {
        verb.key: fitting
        for verb in verbs
        if (fitting := [number for number, state in states.items() if state in verb.states])
    }
    if "pause" in asked:
        # The same keys pause and continue: what is mixed comes to rest first.
        asked.pop("resume", None)
    if "edit" in asked:
        asked.pop("show_settings", None)
    return asked


def offered(states: Collection[str]) -> list[Verb]:
    """The verbs that make sense for at least one of some jobs."""
    found = {verb.key: verb for verb in VERBS if any(state in verb.states for state in states)}
    if "edit" in found:
        # It shows them as well.
        found.pop("show_settings", None)
    return list(found.values())
