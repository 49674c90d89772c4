"""Mixes the sound of several files. A script: the mix as JSON comes in, samples go out.

The input is one object: ``rate`` (samples a second), ``channels``, ``length`` (samples of the mix),
``files`` (paths) and ``pieces``, each of which is a map:

    file, stream    number in ``files``, and of the stream in that file
    at, count       sample of the mix at which the piece begins, and how many it has
    begin           seconds of the file's clock, as [numerator, denominator], of its first sample
    speed           seconds of the file a second of the mix, likewise; negative runs backwards
    gains           a factor for each channel
    ramps           [[from, to, first, last], ...]: factors that rise or fall in a line between two
                    samples of the mix; before and after the ramp its end values hold

The output is 32-bit floating-point samples, channels interleaved, in this machine's byte order.
"""

from __future__ import annotations

import json
import sys
from collections import OrderedDict
from contextlib import ExitStack
from fractions import Fraction
from itertools import islice
from math import ceil, floor, gcd
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container.input import InputContainer

from exporters.media.opening import GIB, UnreadableError, main, open_source

MEMORY = 6 * GIB
BLOCK_SECONDS = 20
RUN_UP = Fraction(1)
"""Seconds before what is needed at which decoding begins: decoders of sound carry a state."""
MARGIN = 2048
"""Samples on both sides of a piece, so that a resampler's edges lie outside."""
OPEN_FILES = 24
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}

Samples = np.ndarray[Any, np.dtype[np.float32]]
"""Shape (channels, samples)."""


class Files:
    """Files that are kept open, the latest used ones."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self._open: OrderedDict[int, tuple[InputContainer, ExitStack]] = OrderedDict()

    def container(self, number: int) -> InputContainer:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number][0]
        while len(self._open) >= OPEN_FILES:
            _, (_, old) = self._open.popitem(last=False)
            old.close()
        stack = ExitStack()
        container = stack.enter_context(open_source(self._paths[number]))
        self._open[number] = container, stack
        return container


class Mixer:
    def __init__(self, mix: dict[str, Any]) -> None:
        self.rate: int = mix["rate"]
        self.channels: int = mix["channels"]
        self.length: int = mix["length"]
        self.pieces: list[dict[str, Any]] = sorted(mix["pieces"], key=lambda piece: piece["at"])
        self.files = Files(mix["files"])
        self.grids: dict[tuple[int, int], Grid] = {}

    def write(self) -> None:
        """The whole mix, a block after the other."""
        size = BLOCK_SECONDS * self.rate
        waiting, heard = 0, list[dict[str, Any]]()
        for first in range(0, self.length, size):
            stop = min(self.length, first + size)
            while waiting < len(self.pieces) and self.pieces[waiting]["at"] < stop:
                heard.append(self.pieces[waiting])
                waiting += 1
            heard = [piece for piece in heard if piece["at"] + piece["count"] > first]
            block = np.zeros((self.channels, stop - first), np.float32)
            for piece in heard:
                self.add(piece, block, first, stop)
            sys.stdout.buffer.write(np.ascontiguousarray(block.T).tobytes())
        sys.stdout.buffer.flush()

    def add(self, piece: dict[str, Any], block: Samples, first: int, stop: int) -> None:
        """Add what a piece sounds like in samples [first, stop) of the mix."""
        low = max(first, piece["at"])
        high = min(stop, piece["at"] + piece["count"])
        speed = Fraction(*piece["speed"])
        begin = Fraction(*piece["begin"]) + (low - piece["at"]) * speed / self.rate
        sound = self.sound(piece, begin, speed, high - low)
        for channel, gain in enumerate(piece["gains"]):
            sound[channel] *= np.float32(gain)
        for ramp in piece["ramps"]:
            sound *= ramp_values(ramp, low, high)
        block[:, low - first : high - first] += sound

    def sound(self, piece: dict[str, Any], begin: Fraction, speed: Fraction, count: int) -> Samples:
        """``count`` samples from the file's time ``begin`` on."""
        if speed < 0:
            begin = begin + count * speed / self.rate
            return self.sound(piece, begin, -speed, count)[:, ::-1].copy()
        native = self.stream_rate(piece)
        heard = native * speed
        if heard.denominator == 1 and heard <= 768_000:
            return self.resampled(piece, begin, int(heard), native, count)
        return self.interpolated(piece, begin, speed, native, count)

    def stream_rate(self, piece: dict[str, Any]) -> int:
        return int(self.stream(piece).rate) or 48_000

    def stream(self, piece: dict[str, Any]) -> Any:
        container = self.files.container(piece["file"])
        if not 0 <= piece["stream"] < len(container.streams):
            raise UnreadableError(f"has no stream {piece['stream']}")
        stream = container.streams[piece["stream"]]
        if not isinstance(stream, av.audio.stream.AudioStream):
            raise UnreadableError(f"has no sound in stream {piece['stream']}")
        return stream

    def grid(self, piece: dict[str, Any], container: Any, stream: Any, native: int) -> Grid:
        key = piece["file"], piece["stream"]
        if key not in self.grids:
            self.grids[key] = Grid.of(container, stream, native)
        return self.grids[key]

    def resampled(
        self, piece: dict[str, Any], begin: Fraction, heard: int, native: int, count: int
    ) -> Samples:
        """Through a resampler that takes the file's samples for ``heard`` a second."""
        at = round(begin * native)
        if heard == self.rate:
            return self.decoded(piece, at, at + count)
        # Begin where a sample of the file and one of the mix meet, so that every block agrees.
        step = heard // gcd(heard, self.rate)
        margin = ceil(MARGIN / step) * step
        start = floor(Fraction(at, step)) * step - margin
        wanted = ceil(Fraction(count * heard, self.rate)) + 2 * margin + step
        raw = self.decoded(piece, start, start + wanted)
        made = resample(raw, heard, self.rate)
        skip = round(Fraction((at - start) * self.rate, heard))
        return fitted(made[:, skip : skip + count], count)

    def interpolated(
        self, piece: dict[str, Any], begin: Fraction, speed: Fraction, native: int, count: int
    ) -> Samples:
        """For speeds that no resampler takes: between neighbouring samples."""
        start = floor(begin * native) - 1
        stop = ceil((begin + count * speed / self.rate) * native) + 2
        raw = self.decoded(piece, start, stop)
        step = float(speed * native / self.rate)
        places = float(begin * native - start) + np.arange(count) * step
        known = np.arange(raw.shape[1])
        return np.stack([np.interp(places, known, row) for row in raw]).astype(np.float32)

    def decoded(self, piece: dict[str, Any], first: int, stop: int) -> Samples:
        """Samples [first, stop) of the file's clock, silence where it has none."""
        stream = self.stream(piece)
        container = self.files.container(piece["file"])
        native, base = self.stream_rate(piece), Fraction(stream.time_base)
        result = np.zeros((self.channels, stop - first), np.float32)
        if stop <= first:
            return result
        # Also before the file's start: what primes a decoder has negative times.
        early = floor((Fraction(first, native) - RUN_UP) / base)
        grid = self.grid(piece, container, stream, native)
        container.seek(early, stream=stream, backward=True)
        converter = Converter(self.channels)
        expected: int | None = None
        for frame in decoded_frames(container, stream):
            if frame.pts is None and expected is None:
                continue
            at = expected
            if frame.pts is not None:
                told = round(frame.pts * base * native)
                # Containers round to their ticks; what goes on where it ended is not moved.
                tolerance = max(2, round(2 * base * native))
                if expected is None or abs(told - expected) > tolerance:
                    at = grid.nearest(told, tolerance)
            assert at is not None
            expected = at + frame.samples
            if at >= stop:
                break
            if expected > first:
                put(result, converter.floats(frame), at - first)
        return result


class Grid:
    """Where the frames of a stream begin, in samples, if all but the first have the same length.

    Matroska's timestamps are rounded to milliseconds: after a seek they alone would be wrong by up
    to half of one, which clicks at each cut.
    """

    def __init__(self, first: int, length: int) -> None:
        self._first = first
        self._length = length

    @classmethod
    def of(cls, container: InputContainer, stream: Any, native: int) -> Grid:
        base = Fraction(stream.time_base)
        if base * native <= 1:
            return cls(0, 0)
        container.seek(min(0, stream.start_time or 0), stream=stream, backward=True)
        found = list(islice(decoded_frames(container, stream), 3))
        if len(found) < 3 or found[0].pts is None or found[1].samples != found[2].samples:
            return cls(0, 0)
        return cls(round(found[0].pts * base * native) + found[0].samples, found[1].samples)

    def nearest(self, sample: int, tolerance: int) -> int:
        """The begin of a frame that is meant by a rounded one."""
        if not self._length:
            return sample
        place = round(Fraction(sample - self._first, self._length))
        exact = self._first + place * self._length
        return exact if abs(exact - sample) <= tolerance else sample


class Converter:
    """Frames as floats with the mix's channels."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._made: dict[tuple[str, str, int], AudioResampler] = {}

    def floats(self, frame: Any) -> Samples:
        mono = frame.layout.nb_channels == 1
        layout = "mono" if mono else LAYOUTS.get(self._channels, "stereo")
        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        if key not in self._made:
            self._made[key] = AudioResampler("fltp", layout, frame.sample_rate)
        frame.pts = None
        made = [part.to_ndarray() for part in self._made[key].resample(frame)]
        samples = np.concatenate(made, axis=1) if made else np.zeros((1, 0), np.float32)
        # One channel is heard from all sides at its full strength.
        samples = samples.astype(np.float32, copy=False)
        return np.repeat(samples, self._channels, axis=0) if mono else samples


def decoded_frames(container: InputContainer, stream: Any) -> Any:
    """Frames of a stream; damaged packets are left out."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def resample(raw: Samples, from_rate: int, to_rate: int) -> Samples:
    layout = LAYOUTS.get(len(raw), "stereo")
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(raw), "fltp", layout)
    frame.sample_rate = from_rate
    resampler = AudioResampler("fltp", layout, to_rate)
    made = [part.to_ndarray() for part in (*resampler.resample(frame), *resampler.resample(None))]
    return np.concatenate(made, axis=1).astype(np.float32, copy=False)


def ramp_values(ramp: list[float], low: int, high: int) -> Samples:
    begin, end, first, last = ramp
    places = (np.arange(low, high) - first) / max(1, last - first)
    values: Samples = (begin + (end - begin) * np.clip(places, 0.0, 1.0)).astype(np.float32)
    return values


def put(target: Samples, samples: Samples, at: int) -> None:
    """Copy ``samples`` to where they belong, as far as they lie within ``target``."""
    low, high = max(0, at), min(target.shape[1], at + samples.shape[1])
    if low < high:
        target[:, low:high] = samples[:, low - at : high - at]


def fitted(samples: Samples, count: int) -> Samples:
    if samples.shape[1] == count:
        return samples
    made = np.zeros((samples.shape[0], count), np.float32)
    put(made, samples, 0)
    return made


def work() -> None:
    Mixer(json.load(sys.stdin)).write()


if __name__ == "__main__":
    main(work, MEMORY)
