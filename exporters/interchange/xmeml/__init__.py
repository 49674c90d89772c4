"""Premiere's and Final Cut Pro 7's XML: xmeml, version 5.

Kept: tracks of pictures and sound, cuts, dissolves, wipes (as an edge wipe), fades, constant
speed, running back, scale, position, rotation, crop, opacity, volume, pan, links, disabled clips
and tracks, nested sequences, colours and black, markers, time code. ``losses`` tells the rest.

Rules that importers need, each with its test:

- ``in`` and ``out`` lie on the sequence's grid (barefootford/buttercut#133);
- every ``video`` has a ``format`` (OpenTimelineIO#839);
- time code has its true rate and numbering (palmier-io/palmier-pro#136);
- mono is one track, not an exploded pair (WyattBlue/auto-editor#1139);
- each file is defined once, where it is first used (WyattBlue/auto-editor#195);
- Windows paths are ``file://localhost/C%3a/…`` (WyattBlue/auto-editor#130).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.interchange.xmeml.files import Files, pixels_element
from exporters.interchange.xmeml.finding_losses import losses as losses
from exporters.interchange.xmeml.items import (
    Document,
    clip_element,
    marker_element,
    transition_element,
)
from exporters.interchange.xmeml.layout import Lane, Links, lanes
from exporters.interchange.xmeml.text import leaf, node, rate_element, timecode_element, truth
from exporters.interchange.xmeml.times import possible_transitions
from exporters.timeline.sequence import Sequence, clips_in

FORMAT = WriteFormat("xmeml", "Premiere / Final Cut Pro 7 XML", (".xml", ".xmeml"), ("5", "4"), "5")


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the document; each clip is let go as soon as it is written."""
    files = Files(clips_in(sequence), sequence.rate)
    writer = _Writer(files, options.editor.partition(":")[0] == "resolve")
    with path.open("xb") as stream:
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n')
        stream.write(f'<xmeml version="{options.version or FORMAT.version}">\n'.encode())
        for text in writer.sequence(sequence, "sequence-0"):
            stream.write(text.encode())
        stream.write(b"</xmeml>\n")


class _Writer:
    def __init__(self, files: Files, relative: bool) -> None:
        self._files = files
        self._relative = relative
        self._items = 1

    def sequence(self, sequence: Sequence, name: str) -> Iterator[str]:
        """The text of a sequence, piece by piece; ``name`` is its id."""
        all_lanes = lanes(sequence)
        number = self._items
        links = Links(all_lanes, number)
        self._items = links.end
        rate = rate_element(sequence.rate)
        document = Document(sequence, rate, self._files, self._relative, self._nested)
        yield f'<sequence id="{name}" explodedTracks="true">'
        yield leaf("name", sequence.name) + leaf("duration", sequence.duration) + rate
        yield timecode_element(sequence.start, sequence.rate, sequence.drop_frame)
        yield f"\n<media>\n<video>{_video_format(sequence)}\n"
        for lane in all_lanes:
            if lane.kind == "audio" and lane.number == 1:
                yield f"</video>\n{_audio_head(sequence)}\n"
            yield from self._track(lane, links, number, document)
            number += len(lane.clips)
        if not sequence.audio:
            yield f"</video>\n{_audio_head(sequence)}\n"
        yield "</audio>\n</media>\n"
        yield "".join(marker_element(marker) for marker in sequence.markers)
        yield "</sequence>\n"

    def _nested(self, sequence: Sequence) -> str:
        name = f"sequence-{self._files.number(sequence)}"
        if not self._files.is_new(sequence):
            return f'<sequence id="{name}"/>'
        return "".join(self.sequence(sequence, name))

    def _track(self, lane: Lane, links: Links, number: int, document: Document) -> Iterator[str]:
        rate, clips = document.sequence.rate, lane.track.clips
        between = possible_transitions(lane.track, rate)
        ends = {clips[index].end for index in lane.clips} if between else set()
        starts = {clips[index].start for index in lane.clips} if between else set()
        yield _track_start(lane)
        for place, index in enumerate(lane.clips, number):
            clip = clips[index]
            before, after = between.get(clip.start), between.get(clip.end)
            if before is not None:
                yield transition_element(before, lane.kind, (clip.start in ends, True), rate)
            text = links.of(lane, index, clip)
            yield clip_element(place, clip, lane, (before, after), text, document)
            if after is not None and clip.end not in starts:
                yield transition_element(after, lane.kind, (True, False), rate)
        yield _track_end(lane)


def _track_start(lane: Lane) -> str:
    name = leaf("name", lane.track.name) if lane.track.name else ""
    if lane.kind == "video":
        return f"<track>{name}\n"
    kind = "Mono" if lane.count == 1 else "Stereo"
    return (
        f'<track currentExplodedTrackIndex="{lane.channel}" totalExplodedTrackCount="{lane.count}"'
        f' premiereTrackType="{kind}">{name}\n'
    )


def _track_end(lane: Lane) -> str:
    output = leaf("outputchannelindex", lane.channel + 1) if lane.kind == "audio" else ""
    return f"{truth('enabled', lane.track.enabled)}{truth('locked', False)}{output}</track>\n"


def _video_format(sequence: Sequence) -> str:
    return node(
        "format",
        node(
            "samplecharacteristics",
            rate_element(sequence.rate),
            leaf("width", sequence.width),
            leaf("height", sequence.height),
            pixels_element(sequence.pixel_aspect),
            leaf("colordepth", 24),
        ),
    )


def _audio_head(sequence: Sequence) -> str:
    """The head of ``audio``: one output group for each channel, as Premiere writes it."""
    groups = [
        node(
            "group",
            leaf("index", channel),
            leaf("numchannels", 1),
            leaf("downmix", 0),
            node("channel", leaf("index", channel)),
        )
        for channel in range(1, sequence.channels + 1)
    ]
    return (
        "<audio>"
        + leaf("numOutputChannels", sequence.channels)
        + node(
            "format",
            node(
                "samplecharacteristics",
                leaf("depth", 16),
                leaf("samplerate", sequence.sample_rate),
            ),
        )
        + node("outputs", *groups)
    )
