"""The producers that a project needs: one for each medium and speed on each track.

Two tracks never share a producer: MLT would seek it to and fro.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from exporters.interchange.mlt.paths import resource
from exporters.timeline.sequence import Clip, Generator, Media, Sequence

Properties = dict[str, object]


@dataclass(slots=True)
class Producer:
    """What entries refer to.

    Attributes:
        name: its id.
        content: what it plays; a sequence's tractor is written elsewhere.
        speed: seconds of the medium for each second; 1 for what stands still.
        stream: audio stream.
        sound: it plays sound, not pictures.
        enabled: it is neither seen nor heard.
        backwards: frames of a producer that runs back; 0 for others.
        length: frames that are needed of it at least.
    """

    name: str
    content: Media | Generator | Sequence
    speed: Fraction
    stream: int
    sound: bool
    enabled: bool
    backwards: int = 0
    length: int = 1

    def need(self, end: int) -> None:
        self.length = max(self.length, end)


@dataclass(slots=True)
class ProducerTable:
    """The producers of one track.

    Args:
        prefix: of their ids.
        rate: frames a second of the project.
        sound: the track has sound, not pictures.
    """

    prefix: str
    rate: Fraction
    sound: bool
    _known: dict[tuple[object, ...], Producer] = field(default_factory=dict)

    def all(self) -> list[Producer]:
        """Those for media and generators, in the order of their first use."""
        return list(self._known.values())

    def of(self, clip: Clip) -> Producer:
        """The producer of a clip."""
        content = clip.content
        # Equal sequences are one tractor, and hashing them is slow.
        identity = id(content) if isinstance(content, Sequence) else content
        speed = clip.speed if isinstance(content, Media) and not content.still else Fraction(1)
        speed = speed or Fraction(1)
        backwards = self._backwards(clip, speed) if speed < 0 else 0
        key = (identity, speed, clip.stream if self.sound else 0, clip.enabled, backwards)
        found = self._known.get(key)
        if found is None:
            name = f"{self.prefix}{len(self._known)}"
            found = self._known[key] = Producer(
                name, content, speed, clip.stream, self.sound, clip.enabled, backwards
            )
        return found

    def position(self, clip: Clip) -> int:
        """Frame of its producer that a clip shows first."""
        content = clip.content
        if isinstance(content, Generator) or (isinstance(content, Media) and content.still):
            return 0
        producer = self.of(clip)
        at = round(clip.source_in * self.rate / abs(producer.speed))
        return max(0, producer.backwards - at) if producer.speed < 0 else max(0, at)

    def _backwards(self, clip: Clip, speed: Fraction) -> int:
        """Length of a producer that runs from its end to its begin."""
        media = clip.content
        seconds = media.duration if isinstance(media, Media) else None
        if seconds is None:
            seconds = clip.source_in
        return max(1, round(seconds * self.rate / -speed))


def decimal(value: Fraction) -> str:
    """A speed as a decimal number; as exact as MLT's double is."""
    text = f"{float(value):.9f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def media_properties(producer: Producer, rate: Fraction, length: int) -> Properties:
    """What MLT needs to know of a producer that plays a file."""
    media = producer.content
    assert isinstance(media, Media)
    path = resource(media)
    found: Properties = {"length": length, "eof": "pause"}
    if media.still:
        found |= {"resource": path, "ttl": 25, "set.test_audio": 1}
        return found | _size(media) | _switched(producer)
    if producer.speed != 1:
        speed = decimal(producer.speed)
        found |= {
            "resource": f"{speed}:{path}", "mlt_service": "timewarp", "warp_speed": speed,
            "warp_resource": path, "warp_pitch": 1,
        }  # fmt: skip
    else:
        found |= {"resource": path, "mlt_service": "avformat-novalidate"}
    return found | _streams(producer, media) | _described(media) | _switched(producer)


def _streams(producer: Producer, media: Media) -> Properties:
    if not producer.sound:
        return {"audio_index": -1, "set.test_audio": 1}
    if producer.stream < 0:
        return {"audio_index": "all", "astream": "all", "video_index": -1, "set.test_image": 1}
    index = producer.stream + (1 if media.has_video else 0)
    return {
        "audio_index": index, "astream": producer.stream, "video_index": -1, "set.test_image": 1,
    }  # fmt: skip


def _switched(producer: Producer) -> Properties:
    if producer.enabled:
        return {}
    return {"set.test_image": 1, "set.test_audio": 1}


def _described(media: Media) -> Properties:
    """Facts on the file, as MLT itself saves them, so that readers need not open it."""
    found: Properties = {}
    types = ["video"] * media.has_video + ["audio"] * len(media.channels)
    if media.channels or media.known:
        found["meta.media.nb_streams"] = len(types)
        for number, kind in enumerate(types):
            found[f"meta.media.{number}.stream.type"] = kind
        first = len(types) - len(media.channels)
        for number, channels in enumerate(media.channels, first):
            found[f"meta.media.{number}.codec.channels"] = channels
            if media.sample_rate:
                found[f"meta.media.{number}.codec.sample_rate"] = media.sample_rate
    found |= _size(media)
    if media.duration:
        # ``length`` is that of the producer, which may need to be longer than the file.
        found["reprise:duration"] = str(media.duration)
    if media.rate:
        found |= {
            "meta.media.frame_rate_num": media.rate.numerator,
            "meta.media.frame_rate_den": media.rate.denominator,
        }
    return found


def _size(media: Media) -> Properties:
    if not (media.width and media.height):
        return {}
    return {
        "meta.media.width": media.width,
        "meta.media.height": media.height,
        "meta.media.sample_aspect_num": media.pixel_aspect.numerator,
        "meta.media.sample_aspect_den": media.pixel_aspect.denominator,
    }


def file_length(producer: Producer, rate: Fraction) -> int:
    """Frames of a file's producer: all of the file, and what clips need beyond its end."""
    media = producer.content
    seconds = media.duration if isinstance(media, Media) else None
    whole = 0 if seconds is None else -(-seconds * rate // abs(producer.speed))
    return max(producer.backwards, producer.length, int(whole))
