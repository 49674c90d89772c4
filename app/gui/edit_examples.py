"""An edit as it was read, for pictures and tests of the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.gui.export_panel.examples import film
from app.gui.timeline_strip.examples import edit
from app.jobs.edit_facts import EditFacts
from exporters.timeline.linking import Missing
from exporters.timeline.replacing import with_media
from exporters.timeline.sequence import Edit, Media, Problem, media_in

PATH = Path("/films/harbour.fcpxml")


def facts(*, missing: bool = False) -> EditFacts:
    """The strip's example, with all of its media or without one of them."""
    sequence = edit()
    media = media_in(sequence)
    described = {one: replace(one, width=1920, height=1080, channels=(2,)) for one in media}
    if not missing:
        described = {
            one: replace(found, path=Path("/films", one.name)) for one, found in described.items()
        }
    sequence = with_media(sequence, described)
    problems = (
        Problem("note", "Of multicam clips the angles that are active are kept."),
        Problem("loss", "The font and style of this text are not kept.", "V2 “Port of Rostock”"),
    )
    known = [one for one in media_in(sequence) if isinstance(one, Media)]
    return EditFacts(
        path=PATH,
        options={"format": "fcpxml"},
        edit=Edit(sequence, "FCPXML 1.10", PATH, problems),
        missing=tuple(Missing(one, 1) for one in known if one.path is None),
        sources={one.path: film(one.path) for one in known if one.path is not None},
        film=replace(film(PATH, sound=1), duration=sequence.seconds),
        limits=(Problem("loss", "A wipe is shown as a dissolve."),),
    )
