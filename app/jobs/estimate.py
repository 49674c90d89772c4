"""How large an export becomes and how long it takes, from samples of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import fmean, pstdev

from app.jobs.sample import Sample, make_sample
from exporters.cancel import CancelToken
from exporters.cleanup import CleanupRegistry
from exporters.errors import SourceError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.source import AudioStream, Source
from exporters.os_specifics import worker_count
from exporters.video.boundaries import segment_length
from exporters.video.request import VideoRequest

SAMPLE_SECONDS = 2.0
FEWEST, MOST = 3, 8
"""Samples of a film that is long enough."""
SMALLEST_SPREAD = 0.2
SPREAD_OF_ONE = 0.5
"""Of what a single sample says of a whole film."""
TIME_SPREAD = 0.3
FRAME_OVERHEAD = 16
"""Bytes of a container for a frame, roughly."""
SOUND_SPEEDS: Mapping[str, float] = {"aac": 70, "libopus": 150, "flac": 900}
"""Times real time of a stereo track, measured on one core; others hardly take any."""
SILENCE = 12_000
"""A track of less than so many bits a second and channel is mostly silent."""
QUIET_SHARE = 0.7
"""Of its bit rate, what a track takes with many quiet places."""
PREPARING_SECONDS = 1.0
"""Reading the source's headers and starting processes."""
COPIED_BYTES_A_SECOND = 150e6
"""Joining and checking the output, roughly."""
LOSSLESS_SHARE = 0.6
"""Of FLAC, measured against samples of 16 bits."""


@dataclass(frozen=True)
class Estimate:
    """Of a whole export: bytes and seconds, and between what they lie in most cases."""

    bytes: float
    bytes_low: float
    bytes_high: float
    seconds: float
    seconds_low: float
    seconds_high: float


def estimate(
    request: VideoRequest,
    source: Source,
    *,
    workers: int | None = None,
    token: CancelToken | None = None,
    build: FfmpegBuild | None = None,
) -> Estimate:
    """Encode samples at several places, as many at a time as an export would, and extrapolate.

    Raises ExportError, Cancelled.
    """
    workers, token = workers or worker_count(), token or CancelToken()
    if source.video is None or request.video is None:
        return extrapolate([], request, source, workers)
    places = _places(request, source, workers)
    with CleanupRegistry() as cleanup, ThreadPoolExecutor(workers) as pool:

        def sample(place: float) -> Sample:
            return make_sample(
                request,
                source,
                place,
                cleanup,
                seconds=SAMPLE_SECONDS,
                token=token,
                build=build,
            )

        samples = list(pool.map(sample, places))
    return extrapolate(samples, request, source, workers)


def extrapolate(
    samples: Sequence[Sample], request: VideoRequest, source: Source, workers: int | None = None
) -> Estimate:
    """From samples, which were encoded with these settings, to the whole.

    Args:
        samples: at least one, unless there is no picture.
        workers: how many segments are encoded at the same time.
    """
    workers = workers or worker_count()
    length = _length(request, source)
    sound_bytes, sound_seconds = _sound(request, source, length)
    picture_bytes, encoding, spread = 0.0, 0.0, 0.05
    if samples:
        rate = fmean(one.frames / one.duration for one in samples if one.duration)
        frames = max(1.0, length * rate)
        picture_bytes, spread = _picture_bytes(samples, request, length, frames)
        encoding = frames * sum(one.seconds for one in samples) / sum(one.frames for one in samples)
    total = sound_bytes + picture_bytes
    seconds = (encoding + sound_seconds) / workers + total / COPIED_BYTES_A_SECOND
    seconds += PREPARING_SECONDS
    slow, fast = 1 + TIME_SPREAD + spread / 2, 1 - min(0.6, TIME_SPREAD + spread / 2)
    return Estimate(
        bytes=total,
        bytes_low=sound_bytes * QUIET_SHARE + picture_bytes * (1 - min(0.9, spread)),
        bytes_high=sound_bytes + picture_bytes * (1 + spread),
        seconds=seconds,
        seconds_low=seconds * fast,
        seconds_high=seconds * slow,
    )


def _picture_bytes(
    samples: Sequence[Sample], request: VideoRequest, length: float, frames: float
) -> tuple[float, float]:
    """Bytes of the whole picture, and their spread as a share of them."""
    encoder = request.video
    assert encoder is not None
    size = segment_length(round(frames), length, request.segment_seconds, encoder.keyframe_interval)
    segments = max(1.0, frames / min(size, encoder.keyframe_interval))
    others = [(one.bytes - one.key_bytes) / max(1, one.frames - 1) for one in samples]
    totals = [
        one.key_bytes * segments + other * (frames - segments) + FRAME_OVERHEAD * frames
        for one, other in zip(samples, others, strict=True)
    ]
    mean = fmean(totals)
    if len(totals) == 1:
        covered = min(1.0, samples[0].duration / length) if length else 1.0
        return mean, max(SMALLEST_SPREAD, SPREAD_OF_ONE * (1 - covered))
    return mean, max(SMALLEST_SPREAD, 2 * pstdev(totals) / (len(totals) - 1) ** 0.5 / mean)


def _places(request: VideoRequest, source: Source, workers: int) -> list[float]:
    """Middles of equal parts of what is exported, in seconds."""
    length = _length(request, source)
    wanted = min(MOST, -(-FEWEST // workers) * workers)
    count = max(1, min(wanted, int(length / (2 * SAMPLE_SECONDS))))
    start = float(request.start_seconds)
    return [start + length * (number + 0.5) / count for number in range(count)]


def _length(request: VideoRequest, source: Source) -> float:
    """Seconds of the source that are exported. Raises SourceError if that cannot be known."""
    lengths = [source.duration, source.video.duration if source.video else None]
    known = next((length for length in lengths if length), None)
    end = request.end_seconds
    if known is None and end is None:
        raise SourceError("The length of the source is not known, so that nothing can be foretold.")
    until = min(one for one in (known, end) if one is not None)
    return max(0.0, float(until - request.start_seconds))


def _sound(request: VideoRequest, source: Source, length: float) -> tuple[float, float]:
    """Bytes of all tracks, and seconds that one worker needs for them."""
    encoder = request.audio
    if encoder is None:
        return 0.0, 0.0
    size = seconds = 0.0
    for number in request.track_numbers(len(source.audio)):
        track = source.audio[number]
        size += _track_bits(request, track) / 8 * length
        if speed := SOUND_SPEEDS.get(encoder.name):
            seconds += length / speed * max(1, track.channels) / 2
    return size, seconds


def _track_bits(request: VideoRequest, track: AudioStream) -> float:
    """Bits a second."""
    encoder = request.audio
    assert encoder is not None
    channels = max(1, track.channels)
    if encoder.bitrate:
        wished = request.audio_bitrate or encoder.bitrate * channels
        # Encoders do not spend on silence what they may.
        silent = 0 < track.bit_rate < SILENCE * channels
        return min(wished, track.bit_rate) if silent else wished
    if encoder.name == "copy" and track.bit_rate:
        return track.bit_rate
    plain = float((track.sample_rate or 48000) * channels * 16)
    return {"pcm_s24le": plain * 1.5, "flac": plain * LOSSLESS_SHARE}.get(encoder.name, plain)
