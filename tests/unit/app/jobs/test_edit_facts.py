"""What is read of an edit for a front end, and what an edit is planned as."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.jobs.draft import Draft
from app.jobs.edit_facts import EditFacts
from app.jobs.edit_reading import read_edit_facts
from app.jobs.edit_thumbnails import picture_of, source_picture
from app.jobs.journal_plan import plan_in
from app.jobs.planned import EditChoices, PlannedExport, Target, plan_exports
from app.jobs.presets import find_preset
from app.jobs.project_draft import ProjectDraft, targets
from app.jobs.projects import ProjectSettings, project_request
from app.jobs.requests import make_request, request_of
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, SourceError
from exporters.interchange.editors import EDITORS
from exporters.interchange.request import ProjectRequest
from exporters.media.ffmpeg import find_ffmpeg
from exporters.rendering.exporter import EditExporter
from exporters.video.request import VideoRequest
from tests.small_edits import SmallEdits, make_edits


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> SmallEdits:
    return make_edits(tmp_path_factory.mktemp("edits"))


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def read(path: Path, **options: str) -> EditFacts:
    facts = read_edit_facts(path, options)
    assert facts is not None
    return facts


def test_an_edit_is_told_in_figures_and_as_the_film_that_it_becomes(edits: SmallEdits) -> None:
    facts = read(edits.whole)
    assert (facts.tracks, facts.clips, facts.media) == (3, 4, 2)
    assert (facts.missing, facts.errors, facts.losses) == ((), (), ())
    assert facts.has_captions
    film = facts.film
    assert film.video is not None
    assert (film.video.width, film.video.height, film.video.average_rate) == (160, 96, 25)
    assert [track.channels for track in film.audio] == [2]
    assert float(film.duration or 0) == pytest.approx(1.2)
    assert film.subtitles == 1


def test_media_that_are_missing_are_told_all_at_once_and_found_in_a_folder(
    edits: SmallEdits,
) -> None:
    facts = read(edits.missing, placeholder="yes")
    assert [one.name for one in facts.missing] == ["lost.mp4"]
    found = read(edits.missing, media_folders=str(edits.elsewhere))
    assert found.missing == ()
    assert found.options == {"media_folders": str(edits.elsewhere)}


def test_a_film_is_no_edit_and_what_cannot_be_read_says_so(
    edits: SmallEdits, tmp_path: Path
) -> None:
    assert read_edit_facts(edits.film) is None
    broken = tmp_path / "broken.otio"
    broken.write_text('{"OTIO_SCHEMA": "Timeline.1"')
    with pytest.raises(SourceError, match="broken"):
        read_edit_facts(broken)


def test_reading_can_be_cancelled(edits: SmallEdits) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        read_edit_facts(edits.whole, token=token)


def test_the_picture_of_an_edit_is_one_of_its_first_medium(
    edits: SmallEdits, tmp_path: Path
) -> None:
    jpeg = picture_of(read(edits.missing), (64, 36))
    assert jpeg == source_picture(edits.missing, (64, 36))
    assert jpeg.startswith(b"\xff\xd8")
    empty = tmp_path / "cut.csv"
    empty.write_text("0,1,name\n")
    with pytest.raises(SourceError):
        source_picture(empty, (64, 36))


def planned(target: str, source: Path, folder: Path, edit: EditChoices) -> PlannedExport:
    draft = ProjectDraft(target, collect="copy")
    (one,) = plan_exports(draft, [source], {}, Target(folder=folder), (), edit)
    return one


def test_everything_that_can_be_written_gets_its_suffix_or_is_a_folder(
    edits: SmallEdits, tmp_path: Path
) -> None:
    assert targets()[: len(EDITORS)] == [f"for:{name}" for name in EDITORS]
    outputs = {
        name: planned(name, edits.whole, tmp_path, EditChoices()).output.relative_to(tmp_path)
        for name in targets()
    }
    assert outputs["for:finalcut"] == Path("whole.fcpxml")
    assert outputs["for:premiere"] == Path("whole.xml")
    assert outputs["for:jianying"] == Path("whole", "draft_content.json")
    assert outputs["to:srt"] == Path("whole.srt")


def test_a_project_is_asked_for_as_the_command_line_does(edits: SmallEdits, tmp_path: Path) -> None:
    choices = EditChoices(
        {edits.missing: {"media_folders": "/a"}}, {"placeholder": "yes", "captions": "burn"}
    )
    for name, editor in (("for:resolve", "resolve"), ("for:capcut", "capcut")):
        made = planned(name, edits.missing, tmp_path, choices)
        given = {"media_folders": "/a", "placeholder": "yes"}
        settings = ProjectSettings(editor=editor, collect="copy")
        typed = tmp_path / ("missing" if editor == "capcut" else "missing.fcpxml")
        assert (made.output, made.request) == project_request(edits.missing, typed, settings, given)
        assert isinstance(made.request, ProjectRequest)
        assert request_of(made.request.to_map()) == made.request


def test_captions_alone_have_no_media_to_gather(edits: SmallEdits, tmp_path: Path) -> None:
    request = planned("to:srt", edits.whole, tmp_path, EditChoices()).request
    assert isinstance(request, ProjectRequest)
    assert request.collect == ""


def test_of_films_and_edits_only_edits_get_what_is_chosen_for_edits(
    edits: SmallEdits, tmp_path: Path
) -> None:
    draft = Draft.of(find_preset("web-1080p"))
    common = {"captions": "burn"}
    film, edit = plan_exports(
        draft, [edits.film, edits.whole], {}, Target(folder=tmp_path), (), EditChoices({}, common)
    )
    assert isinstance(film.request, VideoRequest)
    assert film.request.edit == {}
    preset = find_preset("web-1080p")
    assert edit.request == make_request(edits.whole, edit.output, preset, {}, common)


def test_settings_of_a_queued_edit_are_found_again(edits: SmallEdits, tmp_path: Path) -> None:
    output = tmp_path / "film.mp4"
    preset = find_preset("web-1080p")
    request = make_request(edits.whole, output, preset, {}, {"captions": "none"})
    draft = Draft.of_request(request, preset)
    assert draft.preset == preset
    assert draft.request(edits.whole, output) == request


def test_a_folder_of_the_name_or_an_unfinished_draft_in_it_gives_a_number(
    edits: SmallEdits, tmp_path: Path
) -> None:
    (tmp_path / "whole").mkdir()
    waiting = [tmp_path / "whole 2" / "draft_content.json"]
    draft, target = ProjectDraft("for:jianying"), Target(folder=tmp_path)
    (one,) = plan_exports(draft, [edits.whole], {}, target, waiting)
    assert one.output.parent.name == "whole 3"
    (again,) = plan_exports(draft, [edits.whole], {}, Target(folder=tmp_path, replace=True))
    assert again.output.parent.name == "whole"


def test_the_segments_of_a_rendered_edit_are_known_from_its_journal(
    edits: SmallEdits, tmp_path: Path
) -> None:
    wanted = make_request(edits.whole, tmp_path / "film.mp4", None, {"segment_seconds": 0.5})
    plan = EditExporter(find_ffmpeg(), tmp_path).plan(wanted.to_map(), CancelToken())
    journal = SimpleNamespace(
        exporter=plan.exporter,
        request=wanted.to_map(),
        sources=plan.sources,
        stored_plan=plan.stored,
        session_id="1",
        units={},
    )
    details = plan_in(journal)  # type: ignore[arg-type]
    assert details is not None
    assert details.boundaries[-1] == 30
    assert len(details.sound) == 1
    journal.sources = plan.sources[:1]
    assert plan_in(journal) is None  # type: ignore[arg-type]


def test_what_is_lost_is_known_without_reading_again(edits: SmallEdits, tmp_path: Path) -> None:
    facts = read(edits.missing)
    draft = ProjectDraft("for:finalcut")
    assert [one.severity for one in draft.preflight(facts, tmp_path, False).errors] == ["error"]
    slates = draft.preflight(facts, tmp_path, True)
    assert slates.errors == ()
    assert any("slate" in str(one) for one in slates.all)
