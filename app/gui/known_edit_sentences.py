"""Sentences about edits and projects that the window tells in its own language: the tables.

The most frequent ones; there are many more, which stay in English.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES = tuple(
    str(text)
    for text in (
        # Media
        QT_TRANSLATE_NOOP("Sentences", "The medium “{medium}” was not found."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The medium “{medium}”, which the edit calls {path}, was not found."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The medium “{medium}” is missing; a slate is shown for it."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The medium has no pictures; nothing is seen."),
        QT_TRANSLATE_NOOP("Sentences", "The medium has no sound; nothing is heard."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The medium ends {count} frames before the clip does; its last picture is held.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The medium ends {count} frames before the clip does; there is silence."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "Its medium was not found; the application will ask for it."
        ),
        # Reading
        QT_TRANSLATE_NOOP("Sentences", "{path} is not a project file that Reprise reads."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is larger than any project file."),
        QT_TRANSLATE_NOOP("Sentences", "The file states no frame rate; 25 a second is used."),
        QT_TRANSLATE_NOOP("Sentences", "The draft does not say its frame rate; 30 is taken."),
        QT_TRANSLATE_NOOP("Sentences", "Of multicam clips the angles that are active are kept."),
        QT_TRANSLATE_NOOP("Sentences", "The font and style of this text are not kept."),
        # Films
        QT_TRANSLATE_NOOP("Sentences", "A wipe is shown as a dissolve."),
        QT_TRANSLATE_NOOP("Sentences", "A wipe is shown as a dissolve ({count} times)."),
        # Projects
        QT_TRANSLATE_NOOP("Sentences", "The languages of subtitles are not kept."),
        QT_TRANSLATE_NOOP("Sentences", "Captions are left out."),
        QT_TRANSLATE_NOOP(
            "Sentences", "Captions are left out; write them as a subtitle file beside it."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "Captions are kept for Reprise only: OpenTimelineIO has none."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "Subtitles are not kept; write them as SRT beside the project."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "Subtitles are not kept; write them as SRT beside the list."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The edit has no captions that could be written."),
        QT_TRANSLATE_NOOP("Sentences", "A transition is left out: the list has cuts only."),
        QT_TRANSLATE_NOOP("Sentences", "A gap is left out; what follows moves up."),
        QT_TRANSLATE_NOOP("Sentences", "Another speed is not kept; the same piece of the film is."),
        QT_TRANSLATE_NOOP("Sentences", "Place, size, crop, opacity and fades are not kept."),
        QT_TRANSLATE_NOOP("Sentences", "Volume, pan and fades of the sound are not kept."),
        QT_TRANSLATE_NOOP("Sentences", "Markers of the edit are left out."),
        QT_TRANSLATE_NOOP("Sentences", "Its markers are not kept."),
        QT_TRANSLATE_NOOP("Sentences", "It is written as a dissolve."),
        QT_TRANSLATE_NOOP(
            "Sentences", "A transition becomes shorter: its clips end before it does."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Crossfades of sound are not kept."),
        QT_TRANSLATE_NOOP(
            "Sentences", "Premiere does not hold the one picture; set a frame hold there."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "Titles are written as those of Final Cut Pro 7; Premiere leaves them out."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "JianYing 6 and newer encrypts the draft when it saves it: Reprise cannot read it "
            "back then.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "CapCut opens only drafts that root_meta_info.json names: put the draft into its "
            "folder of drafts, with CapCut closed.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Kdenlive has names of files, not of clips: those are left out.",
        ),
        # Jobs
        QT_TRANSLATE_NOOP("Sentences", "Media of the edit are missing."),
    )
)
"""Told as they are, in another language."""

INSTEAD = {
    heard: str(text)
    for heard, text in (
        (
            "On a Mac {name} may read only media within the draft's folder: {count} lie "
            "elsewhere. `--collect copy` puts them there.",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "On a Mac {name} may read only media within the draft's folder: {count} lie "
                "elsewhere. Copying them puts them there.",
            ),
        ),
        (
            "Rename the file, or collect the media (`--collect`), which gives safe names.",
            QT_TRANSLATE_NOOP(
                "Sentences", "Rename the file, or copy the media, which gives safe names."
            ),
        ),
        (
            "The file holds {count} timelines; the first is used. --sequence NAME takes another.",
            QT_TRANSLATE_NOOP("Sentences", "The file holds {count} timelines; the first is used."),
        ),
        (
            "Name a folder that holds them with --media-folder, or show slates with --placeholder.",
            QT_TRANSLATE_NOOP(
                "Sentences", "Export the edit again, and find them there, or show slates."
            ),
        ),
        (
            "--preflight lists all problems, --force writes it all the same.",
            QT_TRANSLATE_NOOP(
                "Sentences", "Export the edit again: problems are listed there before."
            ),
        ),
        (
            "The list states no frame rate; {number} is taken, because {reason}. Give another one "
            "with --rate.",
            QT_TRANSLATE_NOOP("Sentences", "The list states no frame rate; {number} is taken."),
        ),
        (
            "Give the right rate with --rate.",
            QT_TRANSLATE_NOOP("Sentences", "Give the right frame rate."),
        ),
        ("Give one with --rate.", QT_TRANSLATE_NOOP("Sentences", "Give its frame rate.")),
        (
            "`reprise timeline formats` lists those it reads.",
            "",
        ),
    )
}
"""Told in other words, since the window has no commands."""
