"""Which of several files of the same name is the medium that an edit means."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.media.fingerprint import fingerprint
from exporters.media.probe import probe
from exporters.timeline.locations import folders_above
from exporters.timeline.places import quoted
from exporters.timeline.sequence import Media, Problem

MOST = 16
"""Files of one name that are looked into."""
NEAR = Fraction(1, 10)
"""Seconds by which a stated duration may differ: lengths of sound and picture do."""
NOT_MEDIA = frozenset(
    {".aaf", ".csv", ".edl", ".fcpxml", ".html", ".json", ".kdenlive", ".log", ".md5", ".mlt",
     ".otio", ".otioz", ".srt", ".ass", ".vtt", ".txt", ".xmp", ".xml", ".zip"}
)  # fmt: skip


def best_of(media: Media, paths: list[Path]) -> tuple[Path, list[Problem]]:
    """The likeliest file, and a note when others are as likely.

    Args:
        paths: at least one, with the medium's name.
    """
    plausible = [path for path in paths if path.suffix.lower() not in NOT_MEDIA] or paths
    several = _as_nested(media, plausible)
    if len(several) > 1:
        several = _different(several[:MOST])
    if len(several) > 1:
        several = _as_described(media, several) or several
    if len(several) == 1:
        return several[0], []
    message = f"Several files could be{quoted(media.name)}; {shown(several[0])} is used."
    return several[0], [Problem("note", message, "media")]


def _as_nested(media: Media, paths: list[Path]) -> list[Path]:
    """Those that lie in folders of most of the names that the project has."""
    wanted = folders_above(media.url)

    def alike(path: Path) -> int:
        pairs = zip(wanted, folders_above(path.as_posix()), strict=False)
        return next((n for n, (one, other) in enumerate(pairs) if one != other), len(wanted))

    best = max(map(alike, paths))
    return [path for path in paths if alike(path) == best]


def _different(paths: list[Path]) -> list[Path]:
    """One of each content."""
    found: dict[tuple[int, bytes], Path] = {}
    for path in paths:
        try:
            print_ = fingerprint(path)
        except SourceError:
            continue
        found.setdefault((print_.size, print_.digest), path)
    return list(found.values()) or paths


def _as_described(media: Media, paths: list[Path]) -> list[Path]:
    """Those with the duration and the size of picture that the project states."""
    if media.duration is None and not media.width:
        return paths
    return [path for path in paths if _fits(media, path)]


def _fits(media: Media, path: Path) -> bool:
    try:
        source = probe(path)
    except SourceError:
        return False
    if media.duration is not None and source.duration is not None:
        near = max(NEAR, 1 / media.rate if media.rate else NEAR)
        if abs(media.duration - source.duration) > near:
            return False
    if media.width and source.video is not None:
        return {media.width, media.height} == {source.video.width, source.video.height}
    return True
