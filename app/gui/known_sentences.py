"""Sentences of the queue and the engine that the window tells in its own language: the tables.

A placeholder stands for what differs; ``sentences`` has the forms that some of them have.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES = tuple(
    str(text)
    for text in (
        # Why an export was interrupted
        QT_TRANSLATE_NOOP("Sentences", "Reprise ended while this export was running."),
        QT_TRANSLATE_NOOP("Sentences", "Reprise was closed while this export was running."),
        # What was added
        QT_TRANSLATE_NOOP("Sentences", "There are no films in {path}."),
        QT_TRANSLATE_NOOP("Sentences", "Only the first {count} films in {path} were taken."),
        QT_TRANSLATE_NOOP("Sentences", "There is no {path}."),
        # Sources
        QT_TRANSLATE_NOOP("Sentences", "{path} does not exist."),
        QT_TRANSLATE_NOOP("Sentences", "Check the name."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The source is damaged or cut off: what decodes was exported."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The file is cut off: {count} bytes are missing at its end."
        ),
        QT_TRANSLATE_NOOP("Sentences", "No picture could be decoded at the beginning."),
        QT_TRANSLATE_NOOP("Sentences", "The source's subtitles ({count} tracks) are not exported."),
        QT_TRANSLATE_NOOP("Sentences", "{count} packets could not be decoded."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{count} frames before the first key frame cannot be decoded."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The first {count} frames refer to pictures that are not there."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The last {count} frames cannot be decoded."),
        QT_TRANSLATE_NOOP("Sentences", "{count} frames had no time."),
        QT_TRANSLATE_NOOP("Sentences", "The frames' times were out of order."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The clock jumped {count} times; what follows was moved to continue."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "A few frames had the same time; they were moved by a tick."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The frames' times were unusable; even distances are assumed."
        ),
        # The disk
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The disk with {path} is full ({free} free). The export waits until {needed} are "
            "free, and then goes on by itself.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The disk with {path} is full. The export waits until {needed} are free, and then "
            "goes on by itself.",
        ),
        # Journals and parts
        QT_TRANSLATE_NOOP(
            "Sentences", "The part of unit {count} ({kind}) was damaged; it is done again."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{count} units are recorded as finished but missing or changed in the parts folder; "
            "done again.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "One unit is recorded as finished but missing or changed in the parts folder; done "
            "again.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{count} units are not in the journal but found, intact, in the parts folder.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "One unit is not in the journal but found, intact, in the parts folder."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The journal is lost; the export is restored from its finished parts."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The journal cannot be read; the export is restored from its finished parts.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} is damaged after its record {count}: what was saved later is lost."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The journal {path} could not be read; it was renamed to {other_path}."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The journal {path} belongs to another export."),
        QT_TRANSLATE_NOOP("Sentences", "The journal {path} is saved again."),
        QT_TRANSLATE_NOOP("Sentences", "The output was complete already."),
        # Sources
        QT_TRANSLATE_NOOP("Sentences", "{path} is a folder, not a video."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is not a regular file."),
        QT_TRANSLATE_NOOP("Sentences", "Save it as a file first."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is empty."),
        QT_TRANSLATE_NOOP("Sentences", "{path} may not be read."),
        QT_TRANSLATE_NOOP("Sentences", "Change its permissions."),
        QT_TRANSLATE_NOOP("Sentences", "{path} cannot be read ({reason})."),
        QT_TRANSLATE_NOOP("Sentences", "It may be damaged."),
        QT_TRANSLATE_NOOP("Sentences", "It may be damaged in that place."),
        QT_TRANSLATE_NOOP("Sentences", "What was read from {path} makes no sense."),
        QT_TRANSLATE_NOOP("Sentences", "What was read from {path} makes no sense ({reason})."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} is cut off: its table of contents (moov) is missing."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{path} is not of a kind that is opened: one file with pictures or sound in it.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} is not a video or sound file, or its beginning is damaged."
        ),
        QT_TRANSLATE_NOOP("Sentences", "{path} asks for more memory than any real file needs."),
        QT_TRANSLATE_NOOP("Sentences", "{path} cannot be opened ({reason})."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} holds neither pictures nor sound that can be decoded."
        ),
        QT_TRANSLATE_NOOP("Sentences", "{path} has no picture that can be decoded."),
        QT_TRANSLATE_NOOP("Sentences", "{path} has no pictures."),
        QT_TRANSLATE_NOOP("Sentences", "{path} has no picture."),
        QT_TRANSLATE_NOOP("Sentences", "{path} has no picture to encode."),
        QT_TRANSLATE_NOOP("Sentences", "No piece of {path} could be read there."),
        QT_TRANSLATE_NOOP("Sentences", "No picture of {path} could be decoded there."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The length of the source is not known, so that nothing can be foretold."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{path} has changed since the export was begun: nothing that is finished fits it any"
            " more.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "No frame of the source lies between the start and the end that were given.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "{path} has nothing to export with these settings."),
        QT_TRANSLATE_NOOP("Sentences", "Track {count} of {path} gave no sound."),
        # The disk, files and folders
        QT_TRANSLATE_NOOP("Sentences", "Make room on that disk; what is finished is kept."),
        QT_TRANSLATE_NOOP("Sentences", "There is no room left on the disk."),
        QT_TRANSLATE_NOOP("Sentences", "Make room, then go on."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The export needs about {needed} on the disk with {path}, and {free} are free.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "{path} could not be written: the disk is full."),
        QT_TRANSLATE_NOOP("Sentences", "{path} could not be written ({reason})."),
        QT_TRANSLATE_NOOP("Sentences", "{path} already exists."),
        QT_TRANSLATE_NOOP("Sentences", "Choose another name, or allow it to be replaced."),
        QT_TRANSLATE_NOOP("Sentences", "The folder {path} for the {purpose} does not exist."),
        QT_TRANSLATE_NOOP("Sentences", "Create it first."),
        QT_TRANSLATE_NOOP("Sentences", "The folder {path} for the {purpose} is not writable."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The folder {path} for the {purpose} cannot be used: {reason}."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The output {path} is a folder, not a file."),
        QT_TRANSLATE_NOOP("Sentences", "The output {path} is not a regular file."),
        QT_TRANSLATE_NOOP("Sentences", "The name of the output {path} is too long."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is the source itself."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is written by job {count} already."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is written by another of these already."),
        QT_TRANSLATE_NOOP("Sentences", "Choose another name for the output."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} is not a folder but stands where finished parts belong."
        ),
        QT_TRANSLATE_NOOP("Sentences", "{path} holds other files and was left in place."),
        QT_TRANSLATE_NOOP("Sentences", "Could not lock {path}: there is no such folder."),
        QT_TRANSLATE_NOOP("Sentences", "Could not lock {path}: {reason}."),
        # What was finished before
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{path} has an unfinished export that was made with other settings, another source "
            "or another version of a program.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The unfinished export of {path} was begun with another version of a program that it"
            " uses (ffmpeg, a library, or Reprise itself): new parts would not fit to those that"
            " are finished.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{path} holds {count} finished parts of an export with other settings, and their "
            "journal is lost or cannot be read.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "It was renamed to {path}."),
        QT_TRANSLATE_NOOP(
            "Sentences", "There is no journal {path} that could be read, so nothing can be resumed."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The journal's plan is damaged."),
        QT_TRANSLATE_NOOP("Sentences", "The journal's list of frames is damaged."),
        QT_TRANSLATE_NOOP("Sentences", "The journal's list of sources is damaged."),
        QT_TRANSLATE_NOOP("Sentences", "The journal's description of the source is damaged."),
        QT_TRANSLATE_NOOP("Sentences", "The export was planned by another version of Reprise."),
        QT_TRANSLATE_NOOP("Sentences", "Start over."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is not a journal of Reprise."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is not a journal of Reprise, or is damaged."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is damaged: its first record cannot be read."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} was written by a newer version of Reprise (format {count})."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Continue the export with that version."),
        QT_TRANSLATE_NOOP("Sentences", "{path} is not the journal of an interrupted video export."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The last {count} records of the journal could not be saved."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The export that was stopped has not ended its work in {path} yet."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Try again in a moment."),
        # Encoders and programs
        QT_TRANSLATE_NOOP("Sentences", "There is no ffmpeg at {path}."),
        QT_TRANSLATE_NOOP("Sentences", "The ffmpeg at {path} may not be run."),
        QT_TRANSLATE_NOOP("Sentences", "The ffmpeg at {path} does not work."),
        QT_TRANSLATE_NOOP("Sentences", "The program at {path} is not ffmpeg."),
        QT_TRANSLATE_NOOP("Sentences", "No ffmpeg was found."),
        QT_TRANSLATE_NOOP("Sentences", "The ffmpeg at {path} has no encoder {encoder}."),
        QT_TRANSLATE_NOOP("Sentences", "{encoder} does not work with these options."),
        QT_TRANSLATE_NOOP("Sentences", "{encoder} does not take an option as it was given."),
        QT_TRANSLATE_NOOP(
            "Sentences", "FFV1 cannot hold the source's pixel format “{format}” without loss."
        ),
        QT_TRANSLATE_NOOP("Sentences", "{container} cannot hold {encoder} video."),
        QT_TRANSLATE_NOOP("Sentences", "{container} cannot hold {encoder} audio."),
        QT_TRANSLATE_NOOP(
            "Sentences", "Choose one of {containers} for the output, or another encoder."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Choose one of {containers}, or another audio encoder."),
        QT_TRANSLATE_NOOP("Sentences", "{name} could not be started ({reason})."),
        QT_TRANSLATE_NOOP("Sentences", "It was looked for at {path}."),
        QT_TRANSLATE_NOOP("Sentences", "{name} was ended by {signal}."),
        QT_TRANSLATE_NOOP("Sentences", "The system may have run out of memory."),
        QT_TRANSLATE_NOOP("Sentences", "{name} failed (exit code {count})."),
        QT_TRANSLATE_NOOP("Sentences", "{name} failed (exit code {count}): {rest}"),
        QT_TRANSLATE_NOOP("Sentences", "{name} was stopped: it took longer than {number} seconds."),
        QT_TRANSLATE_NOOP("Sentences", "A program wrote more than it should."),
        QT_TRANSLATE_NOOP("Sentences", "The part {path} cannot be read ({reason})."),
        QT_TRANSLATE_NOOP("Sentences", "This is a defect: please report it."),
        QT_TRANSLATE_NOOP("Sentences", "The finished parts are kept."),
        QT_TRANSLATE_NOOP(
            "Sentences", "This is a defect in the program; what is finished is kept."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Unit {count} ({kind}) has written no result."),
        QT_TRANSLATE_NOOP("Sentences", "Assembling has written no file."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The output is complete, but its report could not be written."
        ),
        # The queue
        QT_TRANSLATE_NOOP("Sentences", "Job {count} is {state}: it cannot be {verb}."),
        QT_TRANSLATE_NOOP("Sentences", "It can be seen and steered from here all the same."),
        QT_TRANSLATE_NOOP("Sentences", "The queue {path} is not a file."),
        QT_TRANSLATE_NOOP(
            "Sentences", "See that its folder can be written and its disk is not full."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The folder {path} for the queue cannot be made ({reason})."
        ),
        QT_TRANSLATE_NOOP("Sentences", "Set REPRISE_DATA to a folder that can be written."),
        QT_TRANSLATE_NOOP("Sentences", "The queue {path} cannot be used: {reason}."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Close every window and command of Reprise, and start it again: the file is then "
            "renamed, and an empty queue begun.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "The queue was written by a newer version of Reprise."),
        QT_TRANSLATE_NOOP("Sentences", "Use that version, or set REPRISE_DATA to another folder."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The queue {path} could not be read; it was renamed to {other_path}, and an empty "
            "one was begun.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "The machine could not be made to sleep: {rest}"),
        QT_TRANSLATE_NOOP("Sentences", "The machine could not be made to shut down: {rest}"),
        QT_TRANSLATE_NOOP(
            "Sentences", "The command for when all is done, {path}, did not succeed: {rest}"
        ),
        # Presets
        QT_TRANSLATE_NOOP("Sentences", "The preset {path} cannot be read ({rest})."),
        QT_TRANSLATE_NOOP("Sentences", "The preset {path} has a title that is no text."),
        QT_TRANSLATE_NOOP("Sentences", "The preset {path} names a source."),
        QT_TRANSLATE_NOOP("Sentences", "Remove that line."),
    )
)
"""Sentences that are told as they are heard."""

INSTEAD = {
    heard: str(text)
    for heard, text in (
        # Sources
        (
            "Name the file itself.",
            QT_TRANSLATE_NOOP("Sentences", "Choose the file itself."),
        ),
        (
            "{path} cannot be read: the reader of media files was ended by {signal}.",
            QT_TRANSLATE_NOOP(
                "Sentences", "{path} cannot be read: the reader was ended by {signal}."
            ),
        ),
        (
            "{path} cannot be read: the reader of media files failed (exit code {count}).",
            QT_TRANSLATE_NOOP(
                "Sentences", "{path} cannot be read: the reader failed (exit code {count})."
            ),
        ),
        (
            "{path} cannot be read: the reader of media files {reason}.",
            QT_TRANSLATE_NOOP("Sentences", "{path} cannot be read: the reader gave no answer."),
        ),
        (
            "The source {file} is missing (looked for at {path}).",
            QT_TRANSLATE_NOOP("Sentences", "The source {path} is missing."),
        ),
        (
            "Put it back, or move the output's files to where it lies relative to them.",
            QT_TRANSLATE_NOOP("Sentences", "Put it back, or say where it is now."),
        ),
        (
            "Bring back the file as it was, or start over with --no-resume.",
            QT_TRANSLATE_NOOP("Sentences", "Bring back the file as it was, or start over."),
        ),
        (
            "See `reprise probe SOURCE` for its duration.",
            QT_TRANSLATE_NOOP("Sentences", "Choose another part in its settings."),
        ),
        (
            "See `reprise probe` for its streams.",
            QT_TRANSLATE_NOOP("Sentences", "Choose others."),
        ),
        (
            "The source has {count} audio track(s); track {number} does not exist.",
            QT_TRANSLATE_NOOP("Sentences", "The source has no audio track {number}."),
        ),
        (
            "See `reprise probe SOURCE` for the tracks.",
            QT_TRANSLATE_NOOP("Sentences", "Choose other tracks in its settings."),
        ),
        (
            "Leave it out (--audio), or choose another part of the source.",
            QT_TRANSLATE_NOOP("Sentences", "Leave it out, or choose another part of the source."),
        ),
        # The disk, files and folders
        (
            "There is no room on the disk to {action} {path}.",
            QT_TRANSLATE_NOOP("Sentences", "There is no room on the disk for {path}."),
        ),
        (
            "Make room, or keep the parts on another disk (--parts FOLDER).",
            QT_TRANSLATE_NOOP(
                "Sentences", "Make room, or let finished parts go to another disk in the settings."
            ),
        ),
        (
            "Could not {action} {path}: {reason}.",
            QT_TRANSLATE_NOOP("Sentences", "Something could not be done with {path}: {reason}."),
        ),
        (
            "Choose another name, or allow it to be replaced (--overwrite).",
            QT_TRANSLATE_NOOP("Sentences", "Choose another name, or allow it to be replaced."),
        ),
        (
            "Move it away, or name another folder for the parts.",
            QT_TRANSLATE_NOOP("Sentences", "Move it away."),
        ),
        # What was finished before
        (
            "{path} is being exported by {reason}.",
            QT_TRANSLATE_NOOP("Sentences", "Another program is exporting {path}."),
        ),
        (
            "Wait until it is done, or stop that process.",
            QT_TRANSLATE_NOOP("Sentences", "Wait until it is done, or end that program."),
        ),
        (
            "Continue it with `reprise resume` and the output's name, or start over with --no-"
            "resume.",
            QT_TRANSLATE_NOOP("Sentences", "Give it back the settings that it had, or start over."),
        ),
        (
            "Continue it with the version that it was begun with (--ffmpeg PATH for another "
            "ffmpeg), or start over with --no-resume.",
            QT_TRANSLATE_NOOP(
                "Sentences", "Continue it with the version that it was begun with, or start over."
            ),
        ),
        (
            "Give the original export command again: finished parts are found and used.",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "Export the film again to the same file: finished parts are found and used.",
            ),
        ),
        (
            "Start over with --no-resume.",
            QT_TRANSLATE_NOOP("Sentences", "Start over."),
        ),
        (
            "If it is damaged, give the original export again: finished parts are found and used.",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "If it is damaged, export the film again to the same file: finished parts are "
                "found and used.",
            ),
        ),
        (
            "Their units are found again by their parts.",
            QT_TRANSLATE_NOOP("Sentences", "What they tell of is found again by its files."),
        ),
        # Encoders and programs
        (
            "Give the path of an ffmpeg with --ffmpeg, or in REPRISE_FFMPEG.",
            QT_TRANSLATE_NOOP("Sentences", "Choose another ffmpeg in the settings."),
        ),
        (
            "Choose another encoder, or another ffmpeg with --ffmpeg.",
            QT_TRANSLATE_NOOP(
                "Sentences", "Choose another encoder, or another ffmpeg in the settings."
            ),
        ),
        (
            "Check those given with --set.",
            QT_TRANSLATE_NOOP("Sentences", "Check the options that were given for it."),
        ),
        (
            "Choose one with --pix-fmt.",
            QT_TRANSLATE_NOOP("Sentences", "Choose a pixel format."),
        ),
        (
            "Choose another audio encoder than copy, or write an MKV.",
            QT_TRANSLATE_NOOP("Sentences", "Choose another encoder of sound, or MKV."),
        ),
        (
            "Segment {count} of {path} has {reason}.",
            QT_TRANSLATE_NOOP("Sentences", "Segment {count} of {path} is not what was planned."),
        ),
        (
            "Parts of the source may be damaged; try again with --in-order, which decodes it from"
            " front to back.",
            QT_TRANSLATE_NOOP("Sentences", "Parts of the source may be damaged."),
        ),
        (
            "The assembled file for {path} has {reason}; it was not published.",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "The joined file for {path} is not what was planned; it was not put in its place.",
            ),
        ),
        # The queue
        (
            "`reprise queue stop {number}` comes first.",
            QT_TRANSLATE_NOOP("Sentences", "Stop it first."),
        ),
        (
            "`reprise queue start {number}` lets it run.",
            QT_TRANSLATE_NOOP("Sentences", "Start it."),
        ),
        (
            "`reprise queue resume {number}` goes on with it.",
            QT_TRANSLATE_NOOP("Sentences", "Continue it."),
        ),
        (
            "`reprise queue retry {number}` tries it again.",
            QT_TRANSLATE_NOOP("Sentences", "Try it again."),
        ),
        (
            "`reprise queue reset {number}` makes it ready to run again.",
            QT_TRANSLATE_NOOP("Sentences", "Export the film again."),
        ),
        (
            "There is no job {count}.",
            QT_TRANSLATE_NOOP("Sentences", "That export is not in the queue any more."),
        ),
        (
            "`reprise queue list` shows those that there are.",
            "",
        ),
        (
            "The queue is run by {owner} already.",
            QT_TRANSLATE_NOOP("Sentences", "Another program runs the queue already."),
        ),
    )
}
"""Sentences that talk of the command line or of inner things, and what the window tells instead."""

PARTS = frozenset(
    str(text)
    for text in (
        QT_TRANSLATE_NOOP("SentenceParts", "Permission denied"),
        QT_TRANSLATE_NOOP("SentenceParts", "Operation not permitted"),
        QT_TRANSLATE_NOOP("SentenceParts", "Read-only file system"),
        QT_TRANSLATE_NOOP("SentenceParts", "No such file or directory"),
        QT_TRANSLATE_NOOP("SentenceParts", "Input/output error"),
        QT_TRANSLATE_NOOP("SentenceParts", "Is a directory"),
        QT_TRANSLATE_NOOP("SentenceParts", "Not a directory"),
        QT_TRANSLATE_NOOP("SentenceParts", "File name too long"),
        QT_TRANSLATE_NOOP("SentenceParts", "No space left on device"),
        QT_TRANSLATE_NOOP("SentenceParts", "Too many open files"),
        QT_TRANSLATE_NOOP("SentenceParts", "Stale file handle"),
        QT_TRANSLATE_NOOP("SentenceParts", "Transport endpoint is not connected"),
        QT_TRANSLATE_NOOP("SentenceParts", "output"),
        QT_TRANSLATE_NOOP("SentenceParts", "journal"),
        QT_TRANSLATE_NOOP("SentenceParts", "finished parts"),
        QT_TRANSLATE_NOOP("SentenceParts", "video"),
        QT_TRANSLATE_NOOP("SentenceParts", "audio"),
        QT_TRANSLATE_NOOP("SentenceParts", "changed"),
        QT_TRANSLATE_NOOP("SentenceParts", "started"),
        QT_TRANSLATE_NOOP("SentenceParts", "paused"),
        QT_TRANSLATE_NOOP("SentenceParts", "continued"),
        QT_TRANSLATE_NOOP("SentenceParts", "stopped"),
        QT_TRANSLATE_NOOP("SentenceParts", "reset"),
        QT_TRANSLATE_NOOP("SentenceParts", "tried again"),
        QT_TRANSLATE_NOOP("SentenceParts", "removed"),
        QT_TRANSLATE_NOOP("SentenceParts", "inactive"),
        QT_TRANSLATE_NOOP("SentenceParts", "queued"),
        QT_TRANSLATE_NOOP("SentenceParts", "active"),
        QT_TRANSLATE_NOOP("SentenceParts", "paused"),
        QT_TRANSLATE_NOOP("SentenceParts", "interrupted"),
        QT_TRANSLATE_NOOP("SentenceParts", "completed"),
        QT_TRANSLATE_NOOP("SentenceParts", "failed"),
    )
)
"""Words in the place of a placeholder."""
