"""Writes Kdenlive's projects: of version 1.1 (Kdenlive 23.04 and newer) or 1.04 (20.12 to 22.12).

| of an edit | in the project |
| --- | --- |
| tracks | tractors of two playlists each; the sound's tracks first, the nearest one last |
| clips | entries with the number of their bin clip; picture and sound are clips of their own |
| dissolves | mixes between the two playlists of a track, with ``kdenlive:mixcut`` |
| speed, running back | ``timewarp`` |
| freezes | the effect “Freeze” |
| place, scale, rotation, opacity | the effect “Transform” (``qtblend``) |
| crop; fades; volume, balance | Kdenlive's effects of these names |
| colours; texts | colour clips; titles |
| nested sequences | sequences of the bin (not in 1.04) |
| markers; links | guides and markers of bin clips; groups |

What melt renders, Kdenlive may refuse. Its loaders (projectitemmodel.cpp, meltBuilder.cpp,
documentchecker.cpp, kdenlivedoc.cpp) and reports of others give these rules, each with a test:

- a sequence is a tractor whose id is its ``kdenlive:uuid``, with ``kdenlive:producer_type`` 17,
  listed in ``main_bin`` and named by ``docproperties.activetimeline`` (HKUDS/CLI-Anything#216);
  the last tractor has ``kdenlive:projectTractor`` and plays it;
- ``kdenlive:uuid`` is for sequences only, else the bin leaves a clip out; all have a
  ``kdenlive:control_uuid``, the same in the bin and on the timeline;
- numbers of bin clips are unique and not 0; each entry names its own in ``kdenlive:id``;
- effects name ``mlt_service`` in a property, not in an attribute, and ``kdenlive_id``, and have
  an id (CLI-Anything#216);
- what Kdenlive makes itself has ``internal_added`` 237;
- the producer of a clip is as long as any entry needs, else the entry is dropped;
- times are clocks, not numbers of frames (a-tze/fuse-ts#19);
- ``docproperties.profile`` names a profile that Kdenlive has, or one that nobody has: then it makes
  its own of the ``profile`` element; without the property it takes PAL;
- a mix begins where its second clip begins and ends where its first one ends
  (TrackModel::loadMix), and ``kdenlive:mixcut`` counts back from its end.

Kdenlive itself was not at hand: the files are checked against these rules, read back, and rendered
by melt.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.kdenlive.finding_losses import losses_of
from exporters.interchange.kdenlive.writing import ProjectWriter
from exporters.interchange.mlt.xml import XmlFile
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

FORMAT = WriteFormat("kdenlive", "Kdenlive project", (".kdenlive",), ("1.1", "1.04"), "1.1")


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the project will not hold, or Kdenlive will say something about."""
    return losses_of(sequence, version_of(options))


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the project. Raises ExportError for a medium whose path XML cannot hold."""
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        ProjectWriter(XmlFile(stream), sequence, version_of(options)).write()


def version_of(options: WriteOptions) -> str:
    """The document version: as asked for, or what an older Kdenlive needs."""
    if options.version in FORMAT.versions:
        return options.version
    name, _, release = options.editor.partition(":")
    major = release.split(".")[0]
    if name == "kdenlive" and major.isdecimal() and int(major) < 23:
        return "1.04"
    return FORMAT.version
