"""OpenTimelineIO's .otio files.

====================================  ==============================================================
of a sequence                         in the file
====================================  ==============================================================
clips, gaps, tracks, nested ones      schemas of OTIO, in whole frames of the sequence
time code, disabled clips and tracks  likewise
dissolves, wipes                      Transition
speed, freeze                         LinearTimeWarp, FreezeFrame
markers                               Marker, on the stack and on clips
media, generators                     ExternalReference, MissingReference, GeneratorReference
everything else, and exact numbers    ``metadata["reprise"]``, which only Reprise reads: crop,
                                      scale, position, rotation, opacity, fades, volume, pan, mute,
                                      streams, links, captions, size, drop-frame
====================================  ==============================================================

Reading it again with Reprise gives the very same sequence. Resolve reads .otio from 18.5 on; for it
(``--for resolve``) links, sizes, places, crops, opacity, fades, volume and pan are also written in
its own words, and paths without percent-encoding, which it takes for part of a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.readers.otio.resolve import RESOLVE, VERSION, add_to
from exporters.timeline.readers.otio.values import OURS, Plain
from exporters.timeline.readers.otio.writing import around_tracks, tracks
from exporters.timeline.sequence import PLAIN_LOOK, PLAIN_SOUND, Clip, Media, Problem, Sequence

FORMAT = WriteFormat("otio", "OpenTimelineIO", (".otio",))
SINCE = (18, 5)
"""Version of Resolve that reads OTIO for the first time."""


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """See ``exporters.interchange.writing.Writer``."""
    findings = Findings()
    editor, version = _editor(options)
    if editor in ("finalcut", "jianying", "capcut"):
        findings.add("error", "That editor does not read OpenTimelineIO.")
    if editor == "resolve" and version and _numbers(version) < SINCE:
        findings.add("error", "Resolve reads OpenTimelineIO from version 18.5 on.")
    if editor != "resolve":
        _lost(sequence, findings, "")
    if sequence.captions:
        findings.add("loss", "Captions are kept for Reprise only: OpenTimelineIO has none.")
    return findings.problems()


def _editor(options: WriteOptions) -> tuple[str, str]:
    name, _, version = options.editor.partition(":")
    return name, version


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version[:20].split("."))


def _lost(sequence: Sequence, findings: Findings, inside: str) -> None:
    for kind, found in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(found, 1):
            for clip in track.clips:
                for message in _of_clip(clip, kind):
                    label = f"{inside}{kind}{number}"
                    findings.add("loss", message, place(sequence, label, clip, clip.start))
                if isinstance(clip.content, Sequence):
                    _lost(clip.content, findings, "nested, ")


def _of_clip(clip: Clip, kind: str) -> Iterator[str]:
    if kind == "V" and clip.look != PLAIN_LOOK:
        yield "Size, place, crop, opacity and fades are kept for Reprise only."
    if kind == "A" and clip.sound != PLAIN_SOUND:
        yield "Volume, pan and fades are kept for Reprise only."
    if kind == "A" and clip.stream:
        yield "Which stream of the medium is heard is kept for Reprise only."


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """See ``exporters.interchange.writing.Writer``."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for piece in _pieces(sequence, _editor(options)[0] == "resolve"):
            file.write(piece)


def _pieces(sequence: Sequence, resolve: bool) -> Iterator[str]:
    """The file's text: one line for each clip, so that comparing two files tells what changed."""
    whole = around_tracks(sequence)
    if resolve:
        whole["metadata"][RESOLVE] = VERSION
    before, after = _around(whole)
    yield before
    for number, (track, children) in enumerate(tracks(sequence, _for_resolve if resolve else None)):
        begin, end = _around(track)
        yield f"{',' if number else ''}\n{begin}"
        for place_in_track, child in enumerate(children):
            yield f"{',' if place_in_track else ''}\n{_line(child)}"
        yield f"\n{end}"
    yield f"\n{after}\n"


def _for_resolve(item: Plain, clip: Clip, kind: str) -> None:
    add_to(item, clip, kind)
    path = clip.content.path if isinstance(clip.content, Media) else None
    if path is None or not path.as_posix().isprintable():
        return
    # Resolve takes "%20" for part of a name.
    for reference in item["media_references"].values():
        reference["target_url"] = f"file://{path.as_posix()}"
        reference["metadata"][OURS]["plain"] = True


def _around(parent: Plain) -> tuple[str, str]:
    """What stands before and after the children of an object that has none yet."""
    # Nowhere else: within a text the quotation marks would be escaped.
    before, _, after = _line(parent).partition('"children": []')
    return f'{before}"children": [', f"]{after}"


def _line(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
