"""FCPXML, Final Cut Pro's projects, versions 1.9 to 1.13; Resolve reads them, too.

| of an edit | in the project |
| --- | --- |
| lowest track of pictures | the primary storyline |
| other tracks of pictures, of sound | connected clips in lanes above, below |
| linked picture and sound | one clip |
| nested sequences | compound clips |
| speed, reverse, freeze | time maps of the whole medium |
| conforming by Apple's chart (25 in 24) | conform-rate |
| crop, fit, scale, rotation, place, opacity, fades | kept; stretching becomes scaling |
| volume (-96 to 12 dB), panning, fades, mute | kept; muted is -96 dB |
| one stream of several | audio-channel-source |
| texts | Basic Title: text, size and colour |
| black, colour | the solid "Custom"; bars become grey |
| dissolves; wipes | Cross Dissolve (and Audio Crossfade); the wipe's name is kept |
| captions | SRT captions; an unknown language becomes English |
| markers of clips; of the edit | markers, to-do items (red, green); chapter markers |
| names of tracks | roles: "dialogue.A2 Music", "video.Titles" |
| disabled tracks | all their clips are disabled |
| links that are not one clip | not kept: connected clips move together anyhow |

Apple's DTDs say what is valid, not what is accepted; the rest follows what importers are known to
refuse (docs/formats.md): frames are rounded at both ends and lie within the media, media begin at
their time code, offsets do not count it, ``modDate`` is left out, addresses are percent-encoded.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.durable import reported
from exporters.interchange.fcpxml.document import Document
from exporters.interchange.fcpxml.editors import editor_of
from exporters.interchange.fcpxml.finding_losses import find_losses
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

FORMAT = WriteFormat(
    "fcpxml",
    "Final Cut Pro XML",
    (".fcpxml",),
    versions=("1.13", "1.12", "1.11", "1.10", "1.9"),
    version="1.10",
)


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the project will not hold, and what the editor would refuse."""
    return find_losses(sequence, options)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the project. Raises ExportError if the file cannot be written."""
    unit = "" if editor_of(options.editor)[0] == "resolve" else "dB"
    document = Document(sequence, options.version, unit, options.output.parent)
    with reported("write", path):
        document.write(path)
