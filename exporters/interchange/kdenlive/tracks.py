"""Tracks of a Kdenlive project: two playlists in a tractor, and the producers that they need."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from exporters.interchange.kdenlive.bin import ProjectBin, bin_properties
from exporters.interchange.mlt.filters import Dialect, Filter, dialect
from exporters.interchange.mlt.generators import kdenlive_color, kdenlive_title
from exporters.interchange.mlt.nesting import Nesting
from exporters.interchange.mlt.producers import (
    Producer,
    ProducerTable,
    Properties,
    file_length,
    media_properties,
)
from exporters.interchange.mlt.rows import Join, Placed, Row
from exporters.interchange.mlt.xml import XmlFile, clock
from exporters.timeline.sequence import Generator, Media, Sequence
from exporters.timeline.timecode import to_timecode

INTERNAL: Properties = {"internal_added": 237}
HEIGHT = 67


class TrackWriter:
    """Writes the tracks of all sequences of a project.

    Args:
        names: ids of the sequences, by their position.
    """

    def __init__(
        self,
        xml: XmlFile,
        outer: Sequence,
        project_bin: ProjectBin,
        nesting: Nesting,
        names: Mapping[int, str],
    ) -> None:
        self._xml = xml
        self._outer = outer
        self._bin = project_bin
        self._nesting = nesting
        self._names = names
        self._dialect: Dialect = dialect(True, outer, clock)
        self._filters = 0
        self._mixes = 0

    def register(self, row: Row, table: ProducerTable, sound: bool) -> None:
        """Tell the bin what a track uses, before anything is written of it."""
        for producer in table.all():
            if not isinstance(producer.content, Sequence):
                clip = self._bin.clip(producer.content)
                # The bin has the file at its own speed.
                plain = producer
                if producer.speed != 1:
                    plain = Producer("", producer.content, Fraction(1), 0, False, True)
                clip.need(_length(plain, self._outer))
        for item in row.placed:
            content = item.clip.content
            if item.clip.markers and not sound and not isinstance(content, Sequence):
                self._bin.clip(content).mark(item)

    def write(self, prefix: str, row: Row, table: ProducerTable, sound: bool) -> None:
        """A track: its producers, its two playlists, its tractor, whose id is ``prefix``."""
        for producer in table.all():
            self._producer(producer)
        lists = self._divided(row)
        for number, items in enumerate(lists):
            self._playlist(f"{prefix}_{number}", items, row, table, sound)
        reach: dict[str, object] = {"in": self._clock(0)}
        if row.placed:
            reach["out"] = self._clock(max(item.last for item in row.placed) - 1)
        plain = "video" if sound else "audio"
        hide = plain if row.track.enabled else "both"
        with self._xml.element("tractor", {"id": prefix, **reach}):
            if sound:
                self._xml.properties({"kdenlive:audio_track": 1})
            self._xml.properties(
                {"kdenlive:trackheight": HEIGHT, "kdenlive:timeline_active": 1,
                 "kdenlive:collapsed": 0, "kdenlive:track_name": row.track.name,
                 "kdenlive:thumbs_format": "", "kdenlive:audio_rec": ""}
            )  # fmt: skip
            for number in (0, 1):
                self._xml.empty("track", {"hide": hide, "producer": f"{prefix}_{number}"})
            second = {id(item) for item in lists[1]}
            for join in row.joins:
                self._mix(join, row, sound, reverse=id(row.placed[join.left]) in second)
            if sound:
                self.mixer(levels=True)

    def mixer(self, levels: bool = False) -> None:
        """Volume and balance of a track's or a sequence's mixer, switched off."""
        off = INTERNAL | {"disable": 1}
        self._filter(Filter("volume", "", {"window": 75, "max_gain": "20dB"} | off))
        self._filter(Filter("panner", "", {"channel": -1, "start": 0.5} | off))
        if levels:
            self._filter(Filter("audiolevel", "", {"iec_scale": 0, "dbpeak": 1, "disable": 1}))

    @staticmethod
    def _divided(row: Row) -> tuple[list[Placed], list[Placed]]:
        """The clips of the two playlists: the second clip of a mix is in the other one."""
        lists: tuple[list[Placed], list[Placed]] = ([], [])
        current = 0
        for item in row.placed:
            current = 1 - current if row.join_at(item.start) is not None else 0
            lists[current].append(item)
        return lists

    def _playlist(
        self, name: str, items: list[Placed], row: Row, table: ProducerTable, sound: bool
    ) -> None:
        with self._xml.element("playlist", {"id": name}):
            if sound:
                self._xml.properties({"kdenlive:audio_track": 1})
            place = 0
            for item in items:
                if item.first > place:
                    self._xml.empty("blank", {"length": self._clock(item.first - place)})
                self._entry(item, table, sound)
                place = item.last

    def _entry(self, item: Placed, table: ProducerTable, sound: bool) -> None:
        content = item.clip.content
        first, last = item.at(item.first), item.at(item.last) - 1
        if isinstance(content, Sequence):
            position = self._nesting.number(content)
            name, number = self._names[position], self._bin.sequence_number(position)
        else:
            name, number = table.of(item.clip).name, self._bin.clip(content).number
        attributes = {"producer": name, "in": self._clock(first), "out": self._clock(last)}
        filters = self._dialect.sound(item) if sound else self._dialect.picture(item, first)
        with self._xml.element("entry", attributes):
            self._xml.properties({"kdenlive:id": number})
            for effect in filters:
                self._filter(effect)

    def _mix(self, join: Join, row: Row, sound: bool, reverse: bool) -> None:
        first, last = row.placed[join.left + 1].first, row.placed[join.left].last
        attributes = {
            "id": f"mix{self._mixes}", "in": self._clock(first), "out": self._clock(last),
        }  # fmt: skip
        self._mixes += 1
        service = "mix" if sound else "luma"
        values: Properties = {
            "a_track": 0, "b_track": 1, "mlt_service": service, "kdenlive_id": service,
            "kdenlive:mixcut": join.after, "reverse": 1 if reverse else 0,
        }  # fmt: skip
        if sound:
            values |= {"start": -1, "accepts_blanks": 1}
        else:
            values |= {"factory": "loader", "resource": "", "softness": 0, "alpha_over": 1,
                       "invert": 0}  # fmt: skip
        with self._xml.element("transition", attributes):
            self._xml.properties(values)

    def _producer(self, producer: Producer) -> None:
        content = producer.content
        if isinstance(content, Sequence):
            return
        length = _length(producer, self._outer)
        attributes = {"id": producer.name, "in": self._clock(0), "out": self._clock(length - 1)}
        clip = self._bin.clip(content)
        with self._xml.element(producer_tag(producer), attributes):
            values = content_properties(producer, self._outer, length)
            values |= bin_properties(clip)
            if producer.enabled:
                values |= {"set.test_audio": 0 if producer.sound else 1,
                           "set.test_image": 1 if producer.sound else 0}  # fmt: skip
            else:
                values |= {"set.test_audio": 1, "set.test_image": 1}
            self._xml.properties(values)

    def _filter(self, effect: Filter) -> None:
        attributes: dict[str, object] = {"id": f"filter{self._filters}"}
        self._filters += 1
        if effect.first is not None and effect.last is not None:
            attributes |= {"in": self._clock(effect.first), "out": self._clock(effect.last)}
        values: Properties = {"mlt_service": effect.service}
        if effect.name:
            values["kdenlive_id"] = effect.name
        with self._xml.element("filter", attributes):
            self._xml.properties({**values, **effect.values})

    def _clock(self, frames: int) -> str:
        return clock(frames, self._outer.rate)


def producer_tag(producer: Producer) -> str:
    """Files at their own speed are chains since Kdenlive 21.08; all else is a producer."""
    content = producer.content
    plain = isinstance(content, Media) and not content.still and producer.speed == 1
    return "chain" if plain else "producer"


def content_properties(
    producer: Producer, outer: Sequence, length: int, in_bin: bool = False
) -> Properties:
    """What a producer plays, in Kdenlive's words."""
    content = producer.content
    if isinstance(content, Generator):
        found = (
            kdenlive_title(content, outer, length)
            if content.kind == "text"
            else (kdenlive_color(content, length))
        )
        return found | {"kdenlive:duration": to_timecode(length, outer.rate)}
    found = media_properties(producer, outer.rate, length)
    assert isinstance(content, Media)
    for name in ("set.test_audio", "set.test_image"):
        found.pop(name, None)
    if content.still:
        return found | {"mlt_service": "qimage", "seekable": 1,
                        "kdenlive:duration": to_timecode(length, outer.rate)}  # fmt: skip
    if producer.speed == 1:
        found["mlt_service"] = "avformat" if in_bin else "avformat-novalidate"
    streams = producer.stream + (1 if content.has_video else 0)
    silent = content.known and not content.channels
    found |= {
        "seekable": 1, "video_index": 0 if content.has_video else -1,
        "audio_index": -1 if silent else "all" if producer.stream < 0 else streams,
        "mute_on_pause": 0,
    }  # fmt: skip
    return found


def _length(producer: Producer, outer: Sequence) -> int:
    return file_length(producer, outer.rate)
