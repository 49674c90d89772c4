"""Writes MLT's XML, which melt renders and Shotcut opens.

| of an edit | in the file |
| --- | --- |
| clips, gaps | playlists, one a track; each track has producers of its own |
| dissolves | a tractor of two playlists between the clips, as Shotcut does it |
| speed, running back, freezes | ``timewarp``, ``freeze`` |
| place, scale, rotation, opacity | ``affine`` |
| crop; fill | ``crop`` |
| fades; volume, pan | ``brightness``; ``volume``, ``panner`` |
| colours, black; texts | ``color``; ``color`` with ``dynamictext`` |
| nested sequences | tractors |
| disabled clips and tracks | ``set.test_image`` and ``set.test_audio``; ``hide`` |
| links | groups of Shotcut (``shotcut:group``) |
| captions | ``subtitle_feed`` (MLT 7.28, Shotcut 24.11 and newer show it) |
| markers | properties ``shotcut:markers…`` of the last tractor |

The file satisfies MLT's DTD; for that, the clips of a transition lie in playlists and the markers
in plain properties. ``affine`` composites the tracks since ``qtblend`` needs a window system. The
numbers are those of the C locale. ``losses`` tells the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exporters.interchange.mlt.filters import Dialect, Filter, dialect
from exporters.interchange.mlt.finding_losses import losses_of
from exporters.interchange.mlt.generators import color_properties, text_filter
from exporters.interchange.mlt.nesting import Nesting
from exporters.interchange.mlt.producers import (
    Producer,
    ProducerTable,
    file_length,
    media_properties,
)
from exporters.interchange.mlt.rows import Join, Placed, Row, lay_out
from exporters.interchange.mlt.srt import srt_text
from exporters.interchange.mlt.xml import XmlFile
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.readers.mlt.profiles import Profile, stock_name
from exporters.timeline.sequence import Generator, Media, Problem, Sequence

FORMAT = WriteFormat("mlt", "MLT XML (melt, Shotcut)", (".mlt",))
VERSION = "7.0.0"


def losses(sequence: Sequence, options: WriteOptions) -> list[Problem]:
    """What the file will not hold, clip by clip."""
    return losses_of(sequence, kdenlive=False)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the project. Raises ExportError for a medium whose path XML cannot hold."""
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        _Writer(XmlFile(stream), sequence).write()


SHOTCUT_FILTERS = {
    "affineSizePosition": "affineSizePosition",
    "audiobalance": "audioPan",
    "brightnessOpacity": "brightnessOpacity",
    "fade_from_black": "fadeInBrightness",
    "fade_to_black": "fadeOutBrightness",
    "fadein": "fadeInVolume",
    "fadeout": "fadeOutVolume",
    "gain": "muteVolume",
    "volume": "audioGain",
}
"""By Kdenlive's names: what Shotcut calls a filter (``objectName`` in src/qml/filters)."""


class _Writer:
    def __init__(self, xml: XmlFile, sequence: Sequence) -> None:
        self._xml = xml
        self._outer = sequence
        self._rate = sequence.rate
        self._nesting = Nesting(sequence)
        self._dialect: Dialect = dialect(False, sequence, lambda count, rate: str(count))
        self._filters = 0
        self._transitions = 0

    def write(self) -> None:
        last = len(self._nesting.all) - 1
        root = {"LC_NUMERIC": "C", "version": VERSION, "title": self._outer.name,
                "producer": _tractor(last)}  # fmt: skip
        with self._xml.element("mlt", root):
            self._xml.empty("profile", profile_attributes(self._outer))
            for number, sequence in enumerate(self._nesting.all):
                self._sequence(sequence, number, outermost=number == last)

    def _sequence(self, sequence: Sequence, number: int, outermost: bool) -> None:
        tracks = [(f"s{number}v{n}", track, False) for n, track in enumerate(sequence.video)]
        tracks += [(f"s{number}a{n}", track, True) for n, track in enumerate(sequence.audio)]
        hides = []
        for prefix, track, sound in tracks:
            table = ProducerTable(f"{prefix}p", self._rate, sound)
            row = lay_out(track, table.position, not sound)
            self._track(prefix, row, table, sound)
            plain = "video" if sound else "audio"
            hides.append((prefix, plain if track.enabled else "both"))
        length = max(sequence.duration, 1)
        background = f"s{number}background"
        self._producer(f"{background}_black", color_properties(Generator("black"), length), length)
        with self._xml.element("playlist", {"id": background}):
            self._xml.empty(
                "entry", {"producer": f"{background}_black", "in": 0, "out": length - 1}
            )
        attributes = {"id": _tractor(number), "title": sequence.name, "in": 0, "out": length - 1}
        with self._xml.element("tractor", attributes):
            self._tractor_properties(sequence, outermost)
            self._xml.empty("track", {"producer": background})
            for prefix, hide in hides:
                self._xml.empty("track", {"producer": prefix, "hide": hide})
            self._compositing(sequence)
            self._captions(sequence)

    def _tractor_properties(self, sequence: Sequence, outermost: bool) -> None:
        if outermost:
            self._xml.properties({"shotcut": 1, "shotcut:projectAudioChannels": sequence.channels})
        for number, marker in enumerate(sequence.markers):
            prefix = f"shotcut:markers.{number}."
            self._xml.properties(
                {f"{prefix}text": marker.name, f"{prefix}start": marker.start,
                 f"{prefix}end": marker.start + marker.duration,
                 f"{prefix}color": marker.color or "#008000"}
            )  # fmt: skip

    def _compositing(self, sequence: Sequence) -> None:
        """One picture over the other, all sounds mixed."""
        pictures = len(sequence.video)
        for track in range(1, pictures + 1):
            self._transition("affine", {"a_track": 0, "b_track": track, "always_active": 1})
        for track in range(pictures + 1, pictures + len(sequence.audio) + 1):
            self._transition("mix", {"a_track": 0, "b_track": track, "always_active": 1, "sum": 1})

    def _captions(self, sequence: Sequence) -> None:
        for track in sequence.captions:
            text = srt_text(track.captions, self._rate)
            self._filter(
                Filter("subtitle_feed", "", {"feed": track.name or "1", "lang": track.language,
                                             "text": text})
            )  # fmt: skip

    def _track(self, prefix: str, row: Row, table: ProducerTable, sound: bool) -> None:
        """A playlist with all that it refers to."""
        for item in row.placed:
            table.of(item.clip).need(item.at(item.last))
        for producer in table.all():
            self._content(producer)
        for number, join in enumerate(row.joins):
            self._mix(f"{prefix}m{number}", join, row, table, sound)
        kind = "shotcut:audio" if sound else "shotcut:video"
        mixes = {join.left: f"{prefix}m{number}" for number, join in enumerate(row.joins)}
        with self._xml.element("playlist", {"id": prefix}):
            own = {} if sound else {"reprise:pictures": 1}
            self._xml.properties({kind: 1, "shotcut:name": row.track.name, **own})
            place = 0
            for number, item in enumerate(row.placed):
                before, after = row.join_at(item.start), row.join_at(item.end)
                first = item.start + before.after if before else item.first
                last = item.end - after.before if after else item.last
                if first > place:
                    self._xml.empty("blank", {"length": first - place})
                if last > first:
                    self._entry(item, first, last, table, sound)
                place = max(place, last)
                if after is not None:
                    length = after.before + after.after
                    self._xml.empty(
                        "entry", {"producer": mixes[number], "in": 0, "out": length - 1}
                    )
                    place += length

    def _mix(self, name: str, join: Join, row: Row, table: ProducerTable, sound: bool) -> None:
        """A tractor that goes over from one clip to the next."""
        first, last = join.cut - join.before, join.cut + join.after
        for side, item in (("a", row.placed[join.left]), ("b", row.placed[join.left + 1])):
            with self._xml.element("playlist", {"id": f"{name}{side}"}):
                self._entry(item, first, last, table, sound)
        with self._xml.element("tractor", {"id": name, "in": 0, "out": last - first - 1}):
            self._xml.properties({"shotcut:transition": "lumaMix", "reprise:cut": join.before})
            for side in "ab":
                self._xml.empty("track", {"producer": f"{name}{side}"})
            tracks: dict[str, object] = {"a_track": 0, "b_track": 1}
            reach = {"in": 0, "out": last - first - 1}
            if sound:
                self._transition("mix", tracks | {"start": -1, "accepts_blanks": 1}, reach)
            else:
                self._transition(
                    "luma", tracks | {"alpha_over": 1, "fix_background_alpha": 1}, reach
                )

    def _entry(
        self, item: Placed, first: int, last: int, table: ProducerTable, sound: bool
    ) -> None:
        """The frames ``first`` to ``last`` of the track, out of one clip."""
        clip = item.clip
        content = clip.content
        inner = isinstance(content, Sequence)
        name = _tractor(self._nesting.number(content)) if inner else table.of(clip).name  # type: ignore[arg-type]
        begin = item.at(first)
        attributes = {"producer": name, "in": begin, "out": item.at(last) - 1}
        filters = self._dialect.sound(item) if sound else self._dialect.picture(item, begin)
        if isinstance(content, Generator) and content.kind == "text":
            filters = [text_filter(content, self._outer), *filters]
        known = content.name if isinstance(content, Media | Sequence) else ""
        title = clip.name if clip.name != known else ""
        values: dict[str, object] = {"shotcut:caption": title} if title else {}
        if clip.link:
            values["shotcut:group"] = clip.link
        if not filters and not values:
            self._xml.empty("entry", attributes)
            return
        with self._xml.element("entry", attributes):
            self._xml.properties(values)
            for effect in filters:
                self._filter(effect)

    def _content(self, producer: Producer) -> None:
        content = producer.content
        if isinstance(content, Sequence):
            return
        if isinstance(content, Generator):
            values = color_properties(content, producer.length)
            if not producer.enabled:
                values |= {"set.test_image": 1}
            self._producer(producer.name, values, producer.length)
            return
        length = file_length(producer, self._rate)
        values = media_properties(producer, self._rate, length)
        self._producer(producer.name, values | {"shotcut:caption": content.name}, length)

    def _producer(self, name: str, values: Mapping[str, object], length: int) -> None:
        with self._xml.element("producer", {"id": name, "in": 0, "out": length - 1}):
            self._xml.properties(values)

    def _filter(self, effect: Filter) -> None:
        attributes: dict[str, object] = {"id": f"filter{self._filters}"}
        self._filters += 1
        if effect.first is not None:
            attributes |= {"in": effect.first, "out": effect.last}
        known = SHOTCUT_FILTERS.get(effect.name)
        own = {"shotcut:filter": known} if known else {}
        with self._xml.element("filter", attributes):
            self._xml.properties({"mlt_service": effect.service, **effect.values, **own})

    def _transition(
        self, service: str, values: Mapping[str, object], reach: Mapping[str, object] | None = None
    ) -> None:
        attributes = {"id": f"transition{self._transitions}", **(reach or {})}
        self._transitions += 1
        with self._xml.element("transition", attributes):
            self._xml.properties({"mlt_service": service, **values})


def _tractor(number: int) -> str:
    return f"tractor{number}"


def profile_of(sequence: Sequence) -> Profile:
    """The profile of a project with this sequence."""
    return Profile(sequence.rate, sequence.width, sequence.height, sequence.pixel_aspect)


def profile_attributes(sequence: Sequence) -> dict[str, object]:
    """Attributes of the ``profile`` element."""
    profile = profile_of(sequence)
    aspect = profile.aspect.limit_denominator(10_000)
    name = stock_name(profile)
    described = name or f"{profile.width}x{profile.height} {float(profile.rate):.5g} fps"
    return {
        "description": described, "width": profile.width, "height": profile.height,
        "progressive": 1, "sample_aspect_num": profile.pixel_aspect.numerator,
        "sample_aspect_den": profile.pixel_aspect.denominator,
        "display_aspect_num": aspect.numerator, "display_aspect_den": aspect.denominator,
        "frame_rate_num": profile.rate.numerator, "frame_rate_den": profile.rate.denominator,
        "colorspace": profile.colorspace,
    }  # fmt: skip
