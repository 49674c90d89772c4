"""Tractors and playlists of MLT as sequences: tracks, transitions, compositions, nesting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.readers.mlt.clips import ClipReader, Tell, TrackKind, linked
from exporters.timeline.readers.mlt.compositions import CompositionReader
from exporters.timeline.readers.mlt.document import Document, Element, TrackRef
from exporters.timeline.readers.mlt.markers import MarkerReader
from exporters.timeline.readers.mlt.numbers import whole
from exporters.timeline.readers.mlt.spans import Effect, Span, Strip
from exporters.timeline.readers.mlt.strips import StripReader
from exporters.timeline.sequence import Clip, Sequence, Track, Transition

MAX_DEPTH = 16
BACKGROUNDS = ("black_track", "background", "black")


@dataclass(frozen=True, slots=True)
class _Row:
    """A track of a tractor.

    Attributes:
        number: in the tractor, from 0.
        hide: what is hidden of it: "", "audio", "video" or "both".
        audio_only, video_only, both: what it is meant for, as far as is known.
    """

    number: int
    ref: TrackRef
    strip: Strip
    name: str
    hide: str
    audio_only: bool = False
    video_only: bool = False
    both: bool = False


class SequenceReader:
    """Makes sequences of the timelines in a document."""

    def __init__(self, document: Document, findings: Findings) -> None:
        self._document = document
        self._findings = findings
        self._markers = MarkerReader(document)
        self._clips = ClipReader(document, self._markers, self._nested)
        self._done: dict[Element, Sequence | None] = {}
        self._open: list[Element] = []
        self._black_until = 0

    def sequence(self, timeline: Element) -> Sequence:
        """The sequence that an element is; at most ``MAX_DEPTH`` deep."""
        document = self._document
        self._open.append(timeline)
        profile = document.profile
        base = Sequence(
            document.title(timeline), profile.rate, profile.width, profile.height, 0,
            profile.pixel_aspect, channels=self._channels(timeline),
        )  # fmt: skip
        self._black_until = 0
        rows = self._rows(timeline, base)
        ends = [self._black_until]
        video, audio = self._tracks(timeline, rows, base)
        tracks = (*video, *audio)
        ends += [track.clips[-1].end for track in tracks if track.clips]
        self._open.pop()
        return replace(
            base,
            duration=max(ends),
            video=video,
            audio=audio,
            captions=self._markers.captions(timeline),
            markers=self._markers.guides(timeline),
        )

    def _channels(self, timeline: Element) -> int:
        """Of the mix, as the editor is set."""
        stated = whole(self._document.properties(timeline).get("shotcut:projectAudioChannels"))
        main_bin = self._document.by_id("main_bin")
        if stated is None and main_bin is not None:
            known = self._document.properties(main_bin)
            stated = whole(known.get("kdenlive:docproperties.audioChannels"))
        return stated if stated is not None and 0 < stated <= 16 else 2

    def _nested(self, element: Element) -> Sequence | None:
        if element in self._open or len(self._open) >= MAX_DEPTH:
            return None
        if element not in self._done:
            self._done[element] = self.sequence(element)
        return self._done[element]

    def _rows(self, timeline: Element, base: Sequence) -> list[_Row]:
        """The tracks with something that can be seen or heard, and empty ones of the user's."""
        document = self._document
        strips = StripReader(document, lambda text, frame: self._lose(text, base, "", None, frame))
        if timeline.tag in ("playlist", "producer", "chain"):
            ref = TrackRef(timeline, timeline, "")
            return [_Row(1, ref, strips.strip(timeline) or Strip(), "", "")]
        over_all = tuple(Effect(item, 0) for item in document.filters(timeline))
        rows = []
        refs = document.tracks(timeline)
        for number, ref in enumerate(refs):
            if ref.service is None:
                continue
            strip = strips.strip(ref.service)
            if strip is None:
                length = strips.length(ref.service)
                strip = Strip([Span(0, length, ref.service, 0)] if length > 0 else [])
            if number == 0 and self._is_background(ref.service, strip, len(refs)):
                self._black_until = 0 if document.editor == "kdenlive" else strip.end
                continue
            effects = tuple(Effect(item, 0) for item in document.filters(ref.element)) + over_all
            if effects and ref.element is not ref.service:
                strip.spans = [
                    replace(span, effects=span.effects + effects) for span in strip.spans
                ]
            rows.append(self._row(number, ref, ref.service, strip))
        return rows

    def _is_background(self, service: Element, strip: Strip, count: int) -> bool:
        known = self._document.properties(service)
        if known.get("kdenlive:playlistid") == "black_track" or known.get("id") in BACKGROUNDS:
            return True
        return count > 1 and all(self._clips.is_black(span) for span in strip.spans)

    def _row(self, number: int, ref: TrackRef, service: Element, strip: Strip) -> _Row:
        document = self._document
        known = document.properties(service)
        name = known.get("kdenlive:track_name") or known.get("shotcut:name") or ""
        hides = {ref.hide} - {""}
        if service.tag == "tractor":
            inner = [track.hide for track in document.tracks(service)]
            hides |= set.intersection(*({hide} for hide in inner)) - {""} if inner else set()
        hide = "both" if len(hides) > 1 or "both" in hides else next(iter(hides), "")
        audio_only = document.is_set(service, "kdenlive:audio_track") or document.is_set(
            service, "shotcut:audio"
        )
        video_only = not audio_only and (
            (document.editor == "kdenlive" and service.tag == "tractor")
            or document.is_set(service, "reprise:pictures")
        )
        both = document.is_set(service, "shotcut:video")
        if hide == "video" and not video_only and not both:
            audio_only = True
        return _Row(number, ref, strip, name, hide, audio_only, video_only, both)

    def _tracks(
        self, timeline: Element, rows: list[_Row], base: Sequence
    ) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
        groups = self._markers.groups(timeline) if self._document.editor == "kdenlive" else {}
        links = _Links(self._document, groups)
        compositions = CompositionReader(self._document, timeline)
        pictures = [row for row in rows if not row.audio_only]
        sounds = [row for row in rows if row.audio_only]
        if self._document.editor == "kdenlive":
            # Kdenlive shows the audio track with the highest number as A1, next to the pictures.
            sounds.reverse()
        video: list[Track] = []
        audio: list[Track] = []
        for row in pictures:
            label = f"V{len(video) + 1}"
            shown, heard = self._pair(row, base, links, label, len(audio) + 1, bool(video))
            clips = compositions.apply(row.number, shown.clips, self._teller(base, label))
            video.append(replace(shown, clips=clips))
            if heard.clips:
                audio.append(heard)
        for row in sounds:
            heard = self._pair(row, base, links, "", len(audio) + 1, False)[1]
            audio.append(heard)
        for text, frame in compositions.unused(base.rate):
            self._lose(text, base, "", None, frame)
        return tuple(video), tuple(audio)

    def _pair(
        self, row: _Row, base: Sequence, links: _Links, label: str, number: int, above: bool
    ) -> tuple[Track, Track]:
        """The pictures and the sound of a row."""
        audio_label = f"A{number}"
        switched = row.audio_only or row.video_only
        # On a track for both, what is hidden is switched off; else the track does not have it.
        sounds_too = not row.video_only and (row.hide != "audio" or row.both or switched)
        kind = TrackKind(not row.audio_only, sounds_too, switched, above)
        pictures: list[Clip] = []
        sounds: list[Clip] = []
        for span in row.strip.spans:
            picture = self._clips.picture(span, kind, self._teller(base, label))
            sound = self._clips.sound(span, kind, self._teller(base, audio_label))
            link = links.number(row.number, span, picture is not None and sound is not None)
            pictures += [clip for clip in (linked(picture, link),) if clip is not None]
            sounds += [clip for clip in (linked(sound, link),) if clip is not None]
        seen = row.hide not in ("video", "both")
        heard = row.hide not in ("audio", "both")
        passages = self._passages(row.strip, base, label or audio_label)
        return (
            Track(row.name, tuple(pictures), _at(passages, pictures), seen),
            Track(row.name, tuple(sounds), _at(passages, sounds), heard),
        )

    def _passages(self, strip: Strip, base: Sequence, label: str) -> list[Transition]:
        found = []
        for mix in strip.mixes:
            if mix.before + mix.after < 1:
                continue
            if mix.luma and label.startswith("V"):
                text = "A wipe or another moving transition is shown as a dissolve."
                self._lose(text, base, label, None, mix.cut)
            kind: str = "wipe" if mix.luma else "dissolve"
            name = mix.luma.replace("\\", "/").rsplit("/", 1)[-1][:60]
            found.append(
                Transition(mix.cut, mix.before, mix.after, "wipe", name)
                if kind == "wipe"
                else Transition(mix.cut, mix.before, mix.after)
            )
        return found

    def _teller(self, base: Sequence, label: str) -> Tell:
        return lambda text, clip: self._lose(text, base, label, clip, clip.start)

    def _lose(self, text: str, base: Sequence, label: str, clip: Clip | None, frame: int) -> None:
        self._findings.add("loss", text, lambda: place(base, label, clip, frame).strip())


class _Links:
    """Numbers of links: those of groups in the file, and new ones for clips that have both."""

    def __init__(self, document: Document, groups: dict[tuple[int, int], int]) -> None:
        self._document = document
        self._groups = groups
        own = (
            document.properties(item).get("shotcut:group") for item in document.root.iter("entry")
        )
        self._next = max((*groups.values(), *(self._own(text) for text in own)), default=0) + 1

    def number(self, track: int, span: Span, both: bool) -> int:
        # Kdenlive counts tracks without the black one, which is the first of the tractor.
        known = self._groups.get((track - 1, span.key), 0)
        if not known and span.entry is not None:
            known = self._own(self._document.properties(span.entry).get("shotcut:group"))
        if known or not both:
            return known
        self._next += 1
        return self._next - 1

    @staticmethod
    def _own(text: str | None) -> int:
        """Shotcut's number of a group, from 1; 0 for none."""
        number = whole(text)
        return number if number is not None and 0 < number < 1 << 31 else 0


def _at(passages: list[Transition], clips: list[Clip]) -> tuple[Transition, ...]:
    """Those that meet a clip."""
    edges = {clip.start for clip in clips} | {clip.end for clip in clips}
    return tuple(passage for passage in passages if passage.cut in edges)
