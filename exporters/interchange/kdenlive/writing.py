"""The parts of a Kdenlive project, in the order in which its loader needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from exporters.interchange.kdenlive.bin import (
    FOLDER,
    ProjectBin,
    bin_properties,
    categories_json,
    groups_json,
    marker_json,
)
from exporters.interchange.kdenlive.tracks import (
    INTERNAL,
    TrackWriter,
    content_properties,
    producer_tag,
)
from exporters.interchange.mlt import profile_attributes, profile_of
from exporters.interchange.mlt.nesting import Nesting
from exporters.interchange.mlt.producers import Producer, ProducerTable, Properties
from exporters.interchange.mlt.rows import Row, lay_out
from exporters.interchange.mlt.xml import XmlFile, clock
from exporters.timeline.readers.mlt.profiles import stock_name
from exporters.timeline.sequence import Sequence, Track
from exporters.timeline.timecode import to_timecode

MLT_VERSION = "7.22.0"
KDENLIVE = {"1.1": "23.08.5", "1.04": "22.12.3"}
"""The release whose documents these are; a newer one opens them."""


class ProjectWriter:
    """Writes one project."""

    def __init__(self, xml: XmlFile, sequence: Sequence, version: str) -> None:
        self._xml = xml
        self._outer = sequence if version != "1.04" else _without_nested(sequence)
        self._version = version
        self._nesting = Nesting(self._outer)
        self._bin = ProjectBin(self._nesting.all)
        names = {
            number: self._bin.sequence_uuid(number) for number in range(len(self._nesting.all))
        }
        self._tracks = TrackWriter(xml, self._outer, self._bin, self._nesting, names)
        self._transitions = 0

    def write(self) -> None:
        """All of it: sequences from the inside to the outside, the bin, the project's tractor."""
        root = {"LC_NUMERIC": "C", "producer": "main_bin", "version": MLT_VERSION, "root": ""}
        last = len(self._nesting.all) - 1
        with self._xml.element("mlt", root):
            self._xml.empty("profile", profile_attributes(self._outer))
            if self._version == "1.04":
                self._old(last)
                return
            for number, sequence in enumerate(self._nesting.all):
                self._sequence(sequence, number)
            self._bin_clips()
            self._main_bin(last)
            length = max(self._outer.duration, 1)
            reach = {"in": self._clock(0), "out": self._clock(length - 1)}
            with self._xml.element("tractor", {"id": "tractor_project", **reach}):
                self._xml.properties({"kdenlive:projectTractor": 1})
                self._xml.empty("track", {"producer": self._bin.sequence_uuid(last), **reach})

    def _old(self, last: int) -> None:
        """Until 22.12 the bin comes first and the last tractor is the only sequence."""
        rows = self._rows(self._nesting.all[last], last)
        self._bin_clips()
        self._main_bin(last, rows)
        self._sequence(self._nesting.all[last], last, rows)

    def _clock(self, frames: int) -> str:
        return clock(frames, self._outer.rate)

    def _rows(self, sequence: Sequence, number: int) -> list[tuple[str, Row, ProducerTable, bool]]:
        """The tracks as Kdenlive orders them: the sound's from the last to the first, pictures."""
        found = []
        tracks: list[tuple[Track, bool]] = [(track, True) for track in reversed(sequence.audio)]
        tracks += [(track, False) for track in sequence.video]
        for position, (track, sound) in enumerate(tracks):
            prefix = f"s{number}t{position}"
            table = ProducerTable(f"{prefix}p", self._outer.rate, sound)
            row = lay_out(track, table.position, not sound)
            for item in row.placed:
                table.of(item.clip).need(item.at(item.last))
            self._tracks.register(row, table, sound)
            found.append((prefix, row, table, sound))
        return found

    def _sequence(
        self,
        sequence: Sequence,
        number: int,
        rows: list[tuple[str, Row, ProducerTable, bool]] | None = None,
    ) -> None:
        rows = self._rows(sequence, number) if rows is None else rows
        length = max(sequence.duration, 1)
        black = f"black_track{number}" if self._version != "1.04" else "black_track"
        with self._xml.element(
            "producer", {"id": black, "in": self._clock(0), "out": self._clock(length - 1)}
        ):
            self._xml.properties(
                {"length": 2147483647, "eof": "continue", "resource": "black", "aspect_ratio": 1,
                 "mlt_service": "color", "kdenlive:playlistid": "black_track",
                 "mlt_image_format": "rgba", "set.test_audio": 0}
            )  # fmt: skip
        for prefix, row, table, sound in rows:
            self._tracks.write(prefix, row, table, sound)
        name = self._bin.sequence_uuid(number) if self._version != "1.04" else "maintractor"
        attributes = {"id": name, "in": self._clock(0), "out": self._clock(length - 1)}
        with self._xml.element("tractor", attributes):
            if self._version != "1.04":
                self._xml.properties(self._sequence_properties(sequence, number, rows))
            self._xml.empty("track", {"producer": black})
            for prefix, *_ in rows:
                self._xml.empty("track", {"producer": prefix})
            self._compositing([sound for *_, sound in rows])
            self._tracks.mixer()

    def _sequence_properties(
        self,
        sequence: Sequence,
        number: int,
        rows: list[tuple[str, Row, ProducerTable, bool]],
    ) -> Properties:
        name = self._bin.sequence_uuid(number)
        sounds = len(sequence.audio)
        length = max(sequence.duration, 1)
        own: Properties = {
            "hasAudio": 1 if sequence.audio else 0, "hasVideo": 1 if sequence.video else 0,
            "activeTrack": max(0, min(sounds, len(rows) - 1)), "tracks": len(rows),
            "tracksCount": len(rows), "documentuuid": name,
            "audioTarget": sounds - 1 if sounds else -1, "videoTarget": sounds if rows else -1,
            "disablepreview": 0, "position": 0, "scrollPos": 0, "verticalzoom": 1, "zonein": 0,
            "zoneout": 75, "zoom": 8, "groups": self._groups(rows),
            "guides": marker_json(sequence.markers),
        }  # fmt: skip
        return {
            "kdenlive:uuid": name,
            "kdenlive:clipname": sequence.name or f"Sequence {number + 1}",
            **{f"kdenlive:sequenceproperties.{key}": value for key, value in own.items()},
            "kdenlive:control_uuid": name,
            "kdenlive:duration": to_timecode(length, self._outer.rate),
            "kdenlive:maxduration": length,
            "kdenlive:producer_type": 17,
            "kdenlive:id": self._bin.sequence_number(number),
            "kdenlive:clip_type": 0,
            "kdenlive:folderid": FOLDER,
        }

    def _groups(self, rows: list[tuple[str, Row, ProducerTable, bool]]) -> str:
        linked: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for position, (_, row, *_) in enumerate(rows):
            for item in row.placed:
                if item.clip.link:
                    linked[item.clip.link].append((position, item.first))
        return groups_json(pair for pair in linked.values() if len(pair) > 1)

    def _compositing(self, sounds: list[bool]) -> None:
        """Kdenlive's own: one picture over the other, all sounds mixed."""
        for track, sound in enumerate(sounds, 1):
            values: Properties = {"a_track": 0, "b_track": track}
            if sound:
                values |= {"mlt_service": "mix", "kdenlive_id": "mix", "accepts_blanks": 1,
                           "sum": 1}  # fmt: skip
            else:
                values |= {"mlt_service": "qtblend", "kdenlive_id": "qtblend", "compositing": 0,
                           "distort": 0, "rotate_center": 0}  # fmt: skip
            with self._xml.element("transition", {"id": f"transition{self._transitions}"}):
                self._xml.properties(values | INTERNAL | {"always_active": 1})
            self._transitions += 1

    def _bin_clips(self) -> None:
        for clip in self._bin.clips:
            producer = Producer("", clip.content, Fraction(1), 0, False, True, 0, clip.length)
            length = clip.length
            out = self._clock(length - 1)
            attributes = {"id": f"bin{clip.number}", "in": self._clock(0), "out": out}
            with self._xml.element(producer_tag(producer), attributes):
                values = content_properties(producer, self._outer, length, in_bin=True)
                self._xml.properties(values | bin_properties(clip))
                if clip.markers:
                    markers = marker_json(clip.markers.values())
                    self._xml.properties({"kdenlive:markers": markers})

    def _main_bin(
        self, last: int, rows: list[tuple[str, Row, ProducerTable, bool]] | None = None
    ) -> None:
        profile = profile_of(self._outer)
        rate = f"{profile.rate.numerator}_{profile.rate.denominator}"
        known = stock_name(profile) or f"reprise_{profile.width}x{profile.height}_{rate}"
        values: Mapping[str, object] = {
            "audioChannels": self._outer.channels if self._outer.channels in (2, 4, 6) else 2,
            "documentid": self._bin.document_number, "enableproxy": 0, "enableexternalproxy": 0,
            "generateimageproxy": 0, "generateproxy": 0, "guidesCategories": categories_json(),
            "kdenliveversion": KDENLIVE[self._version], "profile": known, "seekOffset": 30000,
            "version": self._version,
        }  # fmt: skip
        name = self._bin.sequence_uuid(last)
        if rows is None:
            values = {**values, "activetimeline": name, "opensequences": name, "uuid": name}
        else:
            values = {**values, "groups": self._groups(rows), "position": 0,
                      "guides": marker_json(self._outer.markers)}  # fmt: skip
        with self._xml.element("playlist", {"id": "main_bin"}):
            if rows is None:
                self._xml.properties(
                    {f"kdenlive:folder.-1.{FOLDER}": "Sequences", "kdenlive:sequenceFolder": FOLDER}
                )
            self._xml.properties(
                {f"kdenlive:docproperties.{key}": value for key, value in values.items()}
            )
            self._xml.properties({"kdenlive:documentnotes": "", "xml_retain": 1})
            for number, sequence in enumerate(self._nesting.all if rows is None else []):
                out = self._clock(max(sequence.duration, 1) - 1)
                self._xml.empty(
                    "entry", {"producer": self._bin.sequence_uuid(number), "in": self._clock(0),
                              "out": out}
                )  # fmt: skip
            for clip in self._bin.clips:
                out = self._clock(clip.length - 1)
                self._xml.empty(
                    "entry", {"producer": f"bin{clip.number}", "in": self._clock(0), "out": out}
                )


def _without_nested(sequence: Sequence) -> Sequence:
    def kept(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
        return tuple(
            replace(
                track,
                clips=tuple(clip for clip in track.clips if not isinstance(clip.content, Sequence)),
            )
            for track in tracks
        )

    return replace(sequence, video=kept(sequence.video), audio=kept(sequence.audio))
