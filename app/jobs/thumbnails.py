"""Small pictures of sources, kept in the user's cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from functools import cache as kept
from pathlib import Path

from app.jobs.stills import Box, Still, still, usual_ffmpeg
from exporters.cancel import CancelToken
from exporters.media.ffmpeg import global_arguments
from exporters.media.fingerprint import fingerprint
from exporters.media.probe import probe
from exporters.media.reading import check_file
from exporters.media.runner import run
from exporters.media.source import Source

LIMIT = 200_000_000
"""Bytes that the cache may take."""
KEPT_SHARE = 0.8
"""What is left of the cache when it has become too large; the pictures used last stay."""
SWEEP_EVERY = 64
"""Pictures that are added between two looks at the size of the cache."""
TIME_LIMIT = 20.0
"""Seconds for probing, and for each frame that is looked at."""
PLACES = (0.1, 0.3, 0.5)
"""Shares of a film at which a picture is looked for that is not black."""
LONGEST = 1200.0
"""Seconds that a film counts at most: pictures from far into it give too much away."""
DARK = 20
"""Mean value of a pixel, of 255, under which a picture counts as black."""
FORMAT = 1
"""Raised whenever the same source should give another picture than before."""
_JPEG = (b"\xff\xd8", b"\xff\xd9")


class ThumbnailCache:
    """Pictures in files, named by what they show. Thread-safe, shared by processes.

    Args:
        folder: where they lie.
        limit: bytes that they may take together, roughly.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._lock = threading.Lock()
        self._added = 0

    def get(self, key: str) -> bytes | None:
        """A JPEG file's bytes, or None. Being asked for keeps it for longer."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content if content.startswith(_JPEG[0]) and content.endswith(_JPEG[1]) else None

    def put(self, key: str, jpeg: bytes) -> None:
        """Keep a picture. A cache that cannot be written is no error."""
        path = self._path(key)
        temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_bytes(jpeg)
            temporary.replace(path)
        with self._lock:
            due = self._added % SWEEP_EVERY == 0
            self._added += 1
        if due:
            self.sweep()

    def sweep(self) -> None:
        """Remove what has not been asked for for longest until the cache is small enough."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= self.limit:
            return
        for _, size, path in entries:
            if total <= self.limit * KEPT_SHARE:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """Time of the last use in nanoseconds, bytes, path."""
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def usual_cache() -> ThumbnailCache:
    """The one in the user's cache folder."""
    import platformdirs

    return _cache_in(platformdirs.user_cache_path("reprise", appauthor=False) / "thumbnails")


# It counts what was added since it looked at its size last.
_cache_in = kept(ThumbnailCache)


def thumbnail(
    path: Path,
    box: Box,
    *,
    time: float | None = None,
    source: Source | None = None,
    token: CancelToken | None = None,
    cache: ThumbnailCache | None = None,
) -> bytes:
    """A small picture of a film, as the bytes of a JPEG file.

    Args:
        time: seconds from the beginning; None for a place near it that is not black.
        source: as ``probe`` described it, if that is known already.
        cache: ``usual_cache`` when None.

    Raises SourceError if there is no picture, Cancelled.
    """
    check_file(path)
    cache = cache or usual_cache()
    mark = fingerprint(path)
    place = "" if time is None else f"{time:.3f}"
    text = f"{FORMAT} {mark.size} {mark.digest.hex()} {place} {box[0]}x{box[1]}"
    key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    found = cache.get(key)
    if found is None:
        token = token or CancelToken()
        source = source or probe(path, token=token, time_limit=TIME_LIMIT)
        found = _jpeg(_chosen(source, box, time, token), token)
        cache.put(key, found)
    return found


def _chosen(source: Source, box: Box, time: float | None, token: CancelToken) -> Still:
    if time is not None:
        return still(source, time, box, token=token, time_limit=TIME_LIMIT)
    length = min(float(source.duration or 0), LONGEST)
    for share in PLACES:
        found = still(source, length * share, box, token=token, time_limit=TIME_LIMIT)
        if not _is_dark(found):
            break
    return found


def _is_dark(one: Still) -> bool:
    sampled = one.rgb[:: max(1, len(one.rgb) // 4099)]
    return sum(sampled) < DARK * len(sampled)


def _jpeg(one: Still, token: CancelToken) -> bytes:
    command = [
        *global_arguments(usual_ffmpeg(), progress=False),
        "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", f"{one.width}x{one.height}",
        "-i", "pipe:0", "-frames:v", "1", "-pix_fmt", "yuvj444p", "-c:v", "mjpeg", "-q:v", "3",
        "-f", "image2pipe", "pipe:1",
    ]  # fmt: skip
    return run(
        command,
        token=token,
        time_limit=TIME_LIMIT,
        feed=lambda write: write(one.rgb),
        capture=True,
        name="ffmpeg",
    ).stdout
