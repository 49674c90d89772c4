"""What is known of an edit, in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.gui import source_words, words
from app.gui.sentences import told
from app.gui.texts import Texts
from app.jobs.edit_facts import EditFacts
from exporters.timeline.sequence import Problem

translate = QCoreApplication.translate

_AT = re.compile(r"(.+) at ([\d:;.]+)", re.DOTALL)
_NUMBERED = re.compile(r"(captions|cut|line|scene|segment) (\d+)")
_MORE = re.compile(r"and (\d+) times more")

MOST_IN_A_TIP = 8
"""Problems that a tool tip lists; the list behind the button has all."""


class EditWords(Texts):
    """Texts with plural forms."""


@dataclass(frozen=True)
class Remark:
    """Problems of a kind: how many in few words, and a heading for the list of them."""

    short: str
    heading: str
    problems: Sequence[Problem]
    calm: bool = False


def facts_line(facts: EditFacts) -> str:
    """Format, length, picture: one line."""
    sequence = facts.sequence
    size = translate("SourceWords", "{width} × {height}")
    rate = translate("SourceWords", "{number} fps")
    return words.line(
        [
            words.one_line(facts.edit.format),
            words.duration(float(sequence.seconds)),
            size.format(width=sequence.width, height=sequence.height),
            rate.format(number=source_words.number_of(float(sequence.rate))),
        ]
    )


def contents_line(facts: EditFacts) -> str:
    """Tracks, clips and media: one line."""
    return words.line(
        [
            EditWords.tr("%n track(s)", "", facts.tracks),
            EditWords.tr("%Ln clip(s)", "", facts.clips),
            EditWords.tr("%n media", "", facts.media),
        ]
    )


def remarks(facts: EditFacts) -> list[Remark]:
    """What is odd, the worst first."""
    errors, losses, notes = facts.errors, facts.losses, facts.notes
    found = [
        Remark(
            EditWords.tr("%n error(s)", "", len(errors)),
            translate("EditWords", "This is in the way of a film:"),
            errors,
        ),
        Remark(
            EditWords.tr("%n difference(s) in a film", "", len(losses)),
            translate("EditWords", "This will look or sound otherwise in a film:"),
            losses,
        ),
        Remark(
            EditWords.tr("%n note(s)", "", len(notes)),
            translate("EditWords", "This was noticed while the edit was read:"),
            notes,
            calm=True,
        ),
    ]
    return [remark for remark in found if remark.problems]


def states_no_rate(facts: EditFacts) -> bool:
    """Whether the frame rate was guessed, and could be another one."""
    return any(
        "frame rate" in note.message and re.search(r"\b(taken|used)\b", note.message)
        for note in facts.notes
    )


def missing_line(facts: EditFacts, before: int = 0) -> str:
    """How many media are missing; "" for none.

    Args:
        before: how many were missing before a folder was looked through; 0 when none was.
    """
    now = len(facts.missing)
    if not now:
        return EditWords.tr("All %n missing media were found.", "", before) if before else ""
    text = EditWords.tr("{missing} of %n media are missing.", "", facts.media)
    line = text.format(missing=now)
    if not before:
        return line
    found = before - now
    said = (
        EditWords.tr("%n of them was or were found.", "", found)
        if found > 0
        else translate("EditWords", "None of them is in that folder.")
    )
    return words.sentences(said, line)


def missing_names(facts: EditFacts) -> list[str]:
    """What the missing media are called, and how many clips use each."""
    text = translate("EditWords", "{name} ({clips})")
    return [
        text.format(name=words.one_line(one.name), clips=EditWords.tr("%Ln clip(s)", "", one.clips))
        for one in facts.missing
    ]


def sentence(problem: Problem) -> str:
    """A problem in one line: where, and what."""
    if not problem.where or _NUMBERED.fullmatch(problem.where):
        return words.one_line(told(str(problem)))
    said = told(problem.message)
    text = translate("EditWords", "{where}: {what}")
    return words.one_line(text.format(where=_place(problem.where), what=said))


def _place(where: str) -> str:
    """Where something is: "media (3 clips use it)", "V1 “interview” at 00:00:10:00"."""
    if where.startswith("media"):
        used = re.search(r"\((one|\d+) clips? uses? it\)", where)
        media = translate("EditWords", "Media")
        if used is None:
            return media
        clips = EditWords.tr("%Ln clip(s)", "", int(used[1]) if used[1] != "one" else 1)
        return translate("EditWords", "{name} ({clips})").format(name=media, clips=clips)
    if (found := _AT.fullmatch(where)) is not None:
        return translate("EditWords", "{clip} at {time}").format(clip=found[1], time=found[2])
    if (found := _MORE.fullmatch(where)) is not None:
        return EditWords.tr("and %n times more", "", int(found[1]))
    return where


def tip_of(problems: Iterable[Problem]) -> str:
    """The first of some problems, in lines."""
    listed = [sentence(problem) for problem in problems]
    lines = listed[:MOST_IN_A_TIP]
    if len(listed) > MOST_IN_A_TIP:
        lines.append(EditWords.tr("… and %n more", "", len(listed) - MOST_IN_A_TIP))
    return "\n".join(lines)
