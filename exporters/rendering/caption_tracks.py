"""The captions of an edit as tracks of subtitles beside the picture."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.errors import UnitFailed
from exporters.media.source import SubtitleStream
from exporters.media.subtitle_cues import Cue, texts_within
from exporters.media.subtitle_part import as_payloads, digest, write_texts
from exporters.media.subtitle_text import Run, Runs
from exporters.plan import UnitContext
from exporters.rendering.edit_plan import EditPlan
from exporters.rendering.languages import three_letters
from exporters.timeline.sequence import CaptionTrack, Sequence
from exporters.video.assembling import writing
from exporters.video.part_check import check_subtitles
from exporters.video.subtitles import CAPTIONS


def are_tracks(edit: Mapping[str, str]) -> bool:
    """Whether captions become tracks, by the settings of an edit: unless something else is said."""
    return edit.get("captions", "") in ("", "track")


def caption_streams(sequence: Sequence) -> tuple[SubtitleStream, ...]:
    """What a probe would say of the captions; ``index`` counts the tracks that have any."""
    return tuple(
        SubtitleStream(
            index=index,
            codec=CAPTIONS,
            time_base=1 / sequence.rate,
            metadata=_tags(track),
            disposition=(),
        )
        for index, track in enumerate(_filled(sequence))
    )


def _filled(sequence: Sequence) -> list[CaptionTrack]:
    return [track for track in sequence.captions if track.captions]


def _tags(track: CaptionTrack) -> dict[str, str]:
    told = {"language": three_letters(track.language), "title": track.name}
    return {key: value for key, value in told.items() if value}


def caption_cues(sequence: Sequence, index: int) -> list[Cue[Runs]]:
    """The captions of a track at their times in the sequence; whole frames, cut at its end."""
    made: list[Cue[Runs]] = []
    for caption in _filled(sequence)[index].captions:
        start = max(0, caption.start)
        stop = min(sequence.duration, caption.start + caption.duration)
        if start < stop:
            text = (Run(caption.text),) if caption.text.strip() else ()
            made.append(Cue(start / sequence.rate, stop / sequence.rate, text))
    return made


def run_captions(plan: EditPlan, number: int, context: UnitContext) -> None:
    """Write a track to ``context.path``, and read it again.

    Args:
        number: of the output's tracks of subtitles, from 0.
    """
    track = plan.video.subtitles[number]
    length = None if track.end is None else track.end - track.origin
    cues = texts_within(caption_cues(plan.sequence, track.stream.index), track.origin, length)
    shown = as_payloads(cues, track.codec, track.ticks)
    with writing(context.path):
        write_texts(context.path, track.codec, track.ticks, shown)
    if check_subtitles(context.path, track.ticks) != (len(shown), digest(shown)):
        raise UnitFailed("The edit's captions were not written as they are.")
