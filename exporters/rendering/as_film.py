"""An edit as a film: what the exporter of films needs to know, as if the sequence were a file."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from exporters.media.frame_index import FrameIndex
from exporters.media.source import AudioStream, Chapter, Source, VideoStream
from exporters.rendering.caption_tracks import caption_streams
from exporters.rendering.edit_plan import Colours
from exporters.rendering.placing import WITH_ALPHA
from exporters.rendering.sources import MediumFrames
from exporters.rendering.spans import cuts
from exporters.timeline.sequence import Clip, Media, Sequence, clips_in

FORMAT = "edit"
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


def film_of(
    path: Path, sequence: Sequence, colours: Colours, has_sound: bool, has_captions: bool
) -> tuple[Source, FrameIndex]:
    """What a probe and a list of frames would say of the rendered sequence."""
    rate = sequence.rate
    captions = caption_streams(sequence) if has_captions else ()
    source = Source(
        path=path,
        format=FORMAT,
        duration=sequence.seconds,
        start_time=Fraction(0),
        size=0,
        bit_rate=0,
        metadata={"title": sequence.name} if sequence.name else {},
        chapters=tuple(_chapters(sequence)),
        video=_pictures(sequence, colours),
        audio=(_sound(sequence),) if has_sound else (),
        subtitles=len(captions),
        warnings=(),
        truncated=False,
        subtitle_tracks=captions,
    )
    index = FrameIndex(
        time_base=1 / rate,
        pts=array("q", range(sequence.duration)),
        keys=array("q", (cut for cut in cuts(sequence) if cut < sequence.duration)),
        last_duration=1,
        reading="seek",
        notes=(),
        truncated=False,
    )
    return source, index


def is_heard(sequence: Sequence) -> bool:
    """Whether any clip of a sequence gives sound."""
    tracks = (track for track in sequence.audio if track.enabled)
    return any(_heard(clip) for track in tracks for clip in track.clips)


def _heard(clip: Clip) -> bool:
    if not clip.enabled or clip.sound.mute:
        return False
    if isinstance(clip.content, Sequence):
        return is_heard(clip.content)
    return isinstance(clip.content, Media) and bool(clip.content.channels)


def colours_of(sequence: Sequence, pictures: Mapping[Media, MediumFrames]) -> Colours:
    """Those of the medium that is shown most; in a pixel format that can be composited."""
    shown: Counter[Media] = Counter()
    for clip in clips_in(sequence):
        if isinstance(clip.content, Media) and clip.content in pictures:
            shown[clip.content] += clip.duration
    for medium, _ in shown.most_common():
        video = pictures[medium].video
        if video.pix_fmt.startswith("yuv"):
            return _said(video, sequence)
    return Colours("yuv420p", "tv", _usual(sequence), "", "")


def _said(video: VideoStream, sequence: Sequence) -> Colours:
    plain = video.pix_fmt.replace("yuvj", "yuv").replace("yuva", "yuv")
    if plain not in WITH_ALPHA:
        kind = next((kind for kind in ("444", "422") if kind in plain), "420")
        plain = f"yuv{kind}p10le" if video.bit_depth > 8 else f"yuv{kind}p"
    full = video.pix_fmt.startswith("yuvj") or video.color_range == "pc"
    return Colours(
        pixel_format=plain,
        range="pc" if full else "tv",
        matrix=video.color_space or _usual(sequence),
        primaries=video.color_primaries or "",
        transfer=video.color_transfer or "",
    )


def _usual(sequence: Sequence) -> str:
    """The matrix that players assume where none is said."""
    return "bt709" if sequence.height >= 720 else "smpte170m"


def _pictures(sequence: Sequence, colours: Colours) -> VideoStream:
    aspect = sequence.pixel_aspect
    return VideoStream(
        index=0,
        codec="",
        profile="",
        width=sequence.width,
        height=sequence.height,
        pix_fmt=colours.pixel_format,
        bit_depth=10 if "10" in colours.pixel_format else 8,
        time_base=1 / sequence.rate,
        start=0,
        sample_aspect_ratio=aspect if aspect != 1 else None,
        rotation=0,
        flipped=False,
        field_order="progressive",
        color_range=colours.range or None,
        color_primaries=colours.primaries or None,
        color_transfer=colours.transfer or None,
        color_space=colours.matrix or None,
        mastering_display=None,
        content_light=None,
        dolby_vision=False,
        average_rate=sequence.rate,
        guessed_rate=sequence.rate,
        frame_count=sequence.duration,
        duration=sequence.seconds,
        bit_rate=0,
        metadata={},
        disposition=(),
    )


def _sound(sequence: Sequence) -> AudioStream:
    return AudioStream(
        index=1,
        codec="",
        profile="",
        sample_rate=sequence.sample_rate,
        channels=sequence.channels,
        layout=LAYOUTS.get(sequence.channels, "stereo"),
        sample_format="flt",
        time_base=Fraction(1, sequence.sample_rate),
        start_time=Fraction(0),
        duration=sequence.seconds,
        bit_rate=0,
        metadata={},
        disposition=(),
    )


def _chapters(sequence: Sequence) -> list[Chapter]:
    """Each marker begins a chapter, which lasts until the next."""
    starts = sorted({marker.start: marker for marker in reversed(sequence.markers)}.items())
    starts = [(start, marker) for start, marker in starts if 0 <= start < sequence.duration]
    ends = [*(start for start, _ in starts), sequence.duration][1:]
    return [
        Chapter(start / sequence.rate, end / sequence.rate, {"title": marker.name})
        for (start, marker), end in zip(starts, ends, strict=True)
    ]
