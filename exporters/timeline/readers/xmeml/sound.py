"""Sound in xmeml documents: one clip for each channel becomes one clip for each stream.

A stereo track is written as two "exploded" tracks, each with a clip for one channel. Final Cut
Pro 7 and older documents have two plain tracks instead. Both would be heard twice if each clip
played the whole stream.
"""

from __future__ import annotations

from dataclasses import replace

from exporters.timeline.findings import Findings
from exporters.timeline.readers.xmeml.items import Item
from exporters.timeline.readers.xmeml.tracks import RawTrack
from exporters.timeline.sequence import Clip, Generator, Media, Sequence, Sound


def joined_tracks(tracks: list[RawTrack], findings: Findings) -> list[RawTrack]:
    """The tracks as an editor shows them, each clip with the stream that it plays."""
    whole = _imploded(tracks)
    kept = _without_doubles(whole)
    for track in kept:
        for item in track.items:
            item.clip = _with_stream(item, findings)
    return kept


def _imploded(tracks: list[RawTrack]) -> list[RawTrack]:
    """Put exploded tracks together, by Premiere's attributes."""
    found: list[RawTrack] = []
    for track in tracks:
        if 0 < track.index < track.count and found and found[-1].count == track.count:
            _absorb(found[-1], track)
        else:
            found.append(track)
    return found


def _absorb(first: RawTrack, second: RawTrack) -> None:
    own = {(item.clip.start, _content_key(item.clip)): item for item in first.items}
    for item in second.items:
        peer = own.get((item.clip.start, _content_key(item.clip)))
        if peer is None:
            first.items.append(item)
        else:
            _merge(peer, item)
    first.items.sort(key=lambda item: item.clip.start)
    cuts = {transition.cut for transition in first.transitions}
    first.transitions += [found for found in second.transitions if found.cut not in cuts]
    first.transitions.sort(key=lambda transition: transition.cut)


def _without_doubles(tracks: list[RawTrack]) -> list[RawTrack]:
    """Join clips of different channels that play the same at the same time on plain tracks."""
    first: dict[object, Item] = {}
    kept = []
    for track in tracks:
        items = []
        for item in track.items:
            peer = first.setdefault(_key(item.clip), item)
            if peer is not item and _is_other_channel(peer, item):
                _merge(peer, item)
            else:
                items.append(item)
        if items or not track.items:
            track.items = items
            kept.append(track)
    return kept


def _content_key(clip: Clip) -> object:
    return id(clip.content) if isinstance(clip.content, Sequence) else clip.content


def _key(clip: Clip) -> object:
    return clip.start, clip.duration, clip.source_in, clip.speed, _content_key(clip), clip.enabled


def _is_other_channel(peer: Item, item: Item) -> bool:
    if not peer.channels or not item.channels:
        return bool(item.ids & set(peer.refs))
    return not peer.channels & item.channels


def _merge(peer: Item, item: Item) -> None:
    peer.ids |= item.ids
    peer.refs += item.refs
    peer.channels |= item.channels
    peer.clip = replace(peer.clip, sound=_both(peer.clip.sound, item.clip.sound))


def _both(left: Sound, right: Sound) -> Sound:
    """The sound of a stereo pair: its channels' pans, left and right, are those of the stream."""
    pan = left.pan if left.pan == right.pan else 0.0
    if left.mute != right.mute:
        return replace(right if left.mute else left, pan=pan)
    return replace(left, pan=pan, volume=max(left.volume, right.volume))


def _with_stream(item: Item, findings: Findings) -> Clip:
    content = item.clip.content
    if isinstance(content, Generator | Sequence) or not item.channels:
        return item.clip
    streams = _streams(content, item.channels)
    if len(streams) > 1:
        if len(streams) < len(content.channels):
            findings.add(
                "loss", f"Of “{content.name[:60]}” all streams of sound are mixed, not only some."
            )
        return replace(item.clip, stream=-1)
    channels = content.channels[streams[0]] if streams[0] < len(content.channels) else 1
    if channels > 1 and (item.kind == "mono" or max(item.channels) > 1 == len(item.channels)):
        findings.add(
            "loss",
            f"Of “{content.name[:60]}” single channels are used; all channels are heard instead.",
        )
    return replace(item.clip, stream=streams[0])


def _streams(media: Media, channels: set[int]) -> list[int]:
    """The streams that channels, counted from 1 over all streams, belong to."""
    found, end = [], 0
    for number, count in enumerate(media.channels):
        if any(end < channel <= end + count for channel in channels):
            found.append(number)
        end += count
    return found or [0]
