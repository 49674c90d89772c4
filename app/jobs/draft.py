"""An export while it is being set up: a preset, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app.jobs.choices import EncoderField, unfit
from app.jobs.naming import NameValues, stem_of
from app.jobs.presets import Preset
from app.jobs.reasons import Reason, Refused
from app.jobs.requests import OF_THE_ENCODER, make_request, make_settings
from exporters.errors import UsageError
from exporters.media.source import AudioStream, Source
from exporters.video.encoders import DEFAULT_AUDIO, DEFAULT_VIDEO
from exporters.video.picture import make_picture
from exporters.video.request import VideoRequest

USUAL_PRESET = "web-1080p"
"""The preset where none was chosen yet."""

_NO_PICTURE = "none"
_OF_ENCODERS = ("video_encoder", *OF_THE_ENCODER, "audio_encoder", "audio_bitrate")
_OF_ONE_SOURCE = ("source", "start", "end")


@dataclass(frozen=True)
class Draft:
    """Settings under way; whatever is chosen, the rest is made to fit.

    Attributes:
        preset: where it started; one without a name where that is not known.
        container: suffix of the output.
        changes: fields of ``VideoRequest`` that differ from the preset.
        edit: fields of ``EditOptions``, for a source that is an edit.
        wished: what was chosen before a container took the choice of encoders away.
    """

    preset: Preset
    container: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    edit: Mapping[str, str] = field(default_factory=dict)
    wished: Draft | None = field(default=None, compare=False)

    @classmethod
    def of(cls, preset: Preset) -> Draft:
        """The preset as it is."""
        return cls(preset, preset.container)

    @classmethod
    def of_request(cls, request: VideoRequest, preset: Preset | None = None) -> Draft:
        """Settings that were chosen before, of a preset if they can be told as changes to it."""
        wanted = replace(request, source="-", edit={})
        if preset is not None:
            with suppress(UsageError):
                draft = cls(preset, request.container, _changes(preset, wanted), request.edit)
                if draft.settings == wanted:
                    return draft
        return replace(cls.of(Preset("", "", "", "", _said(wanted), own=False)), edit=request.edit)

    @property
    def settings(self) -> VideoRequest:
        """The request with nothing said about the source's place."""
        settings = make_settings(self.container, self.preset, self.changes)
        return VideoRequest.from_map({**settings, "source": "-"})

    @property
    def changed(self) -> bool:
        """Whether another file would be written than with the preset alone."""
        return _without_source(self.settings) != _without_source(Draft.of(self.preset).settings)

    def request(self, source: Path, output: Path) -> VideoRequest:
        """The request for one source. Raises UsageError."""
        return make_request(source, output, self.preset, self.changes, self.edit)

    @property
    def main(self) -> str:
        """A film is no folder: see ``ProjectDraft``."""
        return ""

    def for_another_source(self) -> Draft:
        """Without what belongs to one source: its part, and single tracks."""
        draft = self.with_value("start", None).with_value("end", None)
        for name in ("audio_tracks", "subtitles"):
            if getattr(draft.settings, name)[:1].isdigit():
                draft = draft.with_value(name, None)
        return replace(draft, edit={})

    def with_value(self, name: str, value: Any) -> Draft:
        """Another value for a field, which must fit; None takes the preset's back."""
        changes = {key: kept for key, kept in self.changes.items() if key != name}
        if name == "video_encoder":
            for other in OF_THE_ENCODER:
                changes.pop(other, None)
            if value == make_settings(self.container, self.preset, changes)[name]:
                value = None
            elif value == "":
                value = _NO_PICTURE
        if value is not None:
            changes[name] = value
        wished = None
        if self.wished is not None and name not in _OF_ENCODERS:
            wished = self.wished.with_value(name, value)
        return replace(self, changes=changes, wished=wished)._with_something()

    def with_container(
        self, container: str, tracks: Sequence[AudioStream] = ()
    ) -> tuple[Draft, list[Reason]]:
        """Another container, with encoders that it can hold.

        Args:
            tracks: the source's sound, which "copy" would take as it is.

        Returns the draft, and why encoders are others than before.
        """
        wished = self.wished or self
        before = wished.settings
        reasons = [
            unfit("video_encoder", before.video_encoder, container, ()),
            # An encoder that nobody chose follows the container without a word.
            unfit("audio_encoder", before.audio_encoder, container, tracks)
            if before.audio
            else None,
        ]
        moved = replace(wished, container=container)
        moved = moved._fitted("video_encoder", tracks)._fitted("audio_encoder", tracks)
        moved = replace(moved._with_something(), wished=wished)
        return moved, [reason for reason in reasons if reason]

    def _fitted(self, name: EncoderField, tracks: Sequence[AudioStream]) -> Draft:
        """Without a choice of encoder that does not fit; with another if the preset's does not."""
        usual = DEFAULT_VIDEO if name == "video_encoder" else DEFAULT_AUDIO
        made = self
        for attempt in (None, usual.get(self.container, "")):
            value = make_settings(made.container, made.preset, made.changes).get(name, "")
            if not unfit(name, value, self.container, tracks):
                break
            made = made._replaced(name, attempt)
        return made

    def _replaced(self, name: str, value: str | None) -> Draft:
        dropped = (name, *OF_THE_ENCODER) if name == "video_encoder" else (name, "audio_bitrate")
        changes = {key: kept for key, kept in self.changes.items() if key not in dropped}
        return replace(self, changes=changes if value is None else {**changes, name: value})

    def _with_something(self) -> Draft:
        """With sound, if there would be nothing else."""
        settings = make_settings(self.container, self.preset, self.changes)
        if settings["video_encoder"] or settings.get("audio_tracks") != "none":
            return self
        return replace(self, changes={**self.changes, "audio_tracks": "all"})

    def preset_settings(self) -> dict[str, Any]:
        """What a preset of one's own is to hold: nothing that belongs to one source."""
        usual = VideoRequest(source="-")
        chosen = self.settings
        kept = {
            item.name: getattr(chosen, item.name)
            for item in fields(VideoRequest)
            if item.name not in _OF_ONE_SOURCE
            and getattr(chosen, item.name) != getattr(usual, item.name)
        }
        if kept.get("audio_tracks") not in ("first", "none"):
            kept.pop("audio_tracks", None)
        if kept.get("subtitles") != "none":
            kept.pop("subtitles", None)
        return {"container": chosen.container, "video_encoder": chosen.video_encoder, **kept}

    def name_values(self, source: Path, facts: Source | None) -> NameValues:
        """What the placeholders of an output's name stand for."""
        settings = self.settings
        width, height = _size(settings, facts)
        encoder = settings.video or settings.audio
        return NameValues(
            name=stem_of(source),
            preset=self.preset.title,
            width=width,
            height=height,
            encoder=encoder.name if encoder else "",
        )


def check_source(request: VideoRequest, source: Source) -> None:
    """Raises UsageError, mostly Refused, if a request does not fit what a source holds."""
    numbers = chosen_tracks(request, source)
    if request.audio is not None:
        tracks = [source.audio[number] for number in numbers]
        if reason := unfit("audio_encoder", request.audio.name, request.container, tracks):
            raise Refused(reason.key, **dict(reason.values))
    if request.video is not None and source.video is not None:
        make_picture(request, source.video)
    elif not numbers:
        raise Refused("nothing_left" if source.audio else "source_has_no_sound")
    if source.duration is not None and source.duration <= request.start_seconds:
        raise Refused("starts_after_end")


def chosen_tracks(request: VideoRequest, source: Source) -> list[int]:
    """Positions of the audio tracks that are exported. Raises Refused."""
    count = len(source.audio)
    if request.audio_tracks[:1].isdigit():
        for number in request.audio_tracks.split(","):
            if int(number) > count:
                raise Refused("no_track", count=str(count), number=number)
    return request.track_numbers(count)


def _size(settings: VideoRequest, facts: Source | None) -> tuple[int | None, int | None]:
    """Width and height of the result as it is shown."""
    if facts is None or facts.video is None or settings.video is None:
        return None, None
    try:
        picture = make_picture(settings, facts.video)
    except UsageError:
        return None, None
    size = picture.width, picture.height
    return (size[1], size[0]) if facts.video.rotation % 180 else size


def _changes(preset: Preset, wanted: VideoRequest) -> dict[str, Any]:
    """What differs from a preset. Raises UsageError if the preset does not fit the container."""
    values = wanted.to_map()
    usual = Draft(preset, wanted.container).settings.to_map()
    of_encoder = OF_THE_ENCODER if values["video_encoder"] != usual["video_encoder"] else ()
    changes = {
        name: value
        for name, value in values.items()
        if name not in ("source", "container") and (value != usual[name] or name in of_encoder)
    }
    if changes.get("video_encoder") == "":
        changes["video_encoder"] = _NO_PICTURE
    return changes


def _said(wanted: VideoRequest) -> dict[str, Any]:
    """A request as the settings of a preset."""
    return {
        name: value
        for name, value in wanted.to_map().items()
        if name != "source" and (name == "video_encoder" or value not in (None, ""))
    }


def _without_source(request: VideoRequest) -> VideoRequest:
    return replace(request, source="-", start="", end="")
