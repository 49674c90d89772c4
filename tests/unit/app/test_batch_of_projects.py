"""Batches of projects: what a second run does again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.batch import Batch
from app.jobs.export_job import ExportJob
from app.jobs.projects import ProjectSettings, project_request
from exporters.engine.options import ExportOptions
from exporters.media.probe import probe
from exporters.timeline.media_facts import facts
from exporters.timeline.sequence import Media
from tests import media_factory as media
from tests.project_bench import cut_of, write_edit


class Projects:
    """Two edits, and a batch that writes them as other programs' projects."""

    def __init__(self, folder: Path) -> None:
        path = media.constant_rate(folder / "film.mp4", 0.4)
        film = facts(Media(path.name, path.as_uri(), path), probe(path))
        self.edits = [
            write_edit(folder / f"{name}.otio", cut_of([film], [0], length))
            for name, length in (("one", 5), ("two", 8))
        ]
        self.captions = folder / "hits.srt"
        self.captions.write_text("1\n00:00:00,000 --> 00:00:00,200\nHit\n")
        self.outputs = folder / "out"
        self.outputs.mkdir()

    def run(self, to: str = "jianying", sources: list[Path] | None = None, keep: str = "",
            fail: str = "") -> list[str]:  # fmt: skip
        """Write what is not finished; the names of those projects."""
        settings = ProjectSettings(to=to)
        pairs = [
            project_request(source, self.outputs / source.stem, settings,
                            {"keep": keep} if keep else {})
            for source in sources or self.edits
        ]  # fmt: skip
        options = ExportOptions(workers=1, overwrite=True)
        batch = Batch(self.outputs, [ExportJob(*pair, options) for pair in pairs])
        batch.load()
        done = []
        for job in batch.jobs:
            if batch.is_finished(job):
                continue
            batch.note_begun(job)
            if job.output.parent.name == fail:
                batch.note_failed(job)
                continue
            job.run(lambda event: None)
            batch.note_finished(job)
            done.append(job.output.relative_to(self.outputs).parts[0])
        batch.close(complete=False)
        return done


@pytest.fixture
def projects(tmp_path: Path) -> Projects:
    return Projects(tmp_path)


def test_drafts_are_remembered_apart_though_their_files_have_one_name(projects: Projects) -> None:
    assert projects.run(fail="two") == ["one"]
    assert projects.run() == ["two"]
    assert projects.run() == []
    (projects.outputs / "one" / "draft_content.json").unlink()
    assert projects.run() == ["one"]


def test_another_format_is_another_project(projects: Projects) -> None:
    assert projects.run() == ["one", "two"]
    assert projects.run(to="capcut") == ["one", "two"]


def test_an_edit_that_is_a_folder_is_done_again_when_a_file_in_it_has_changed(
    projects: Projects, tmp_path: Path
) -> None:
    output, request = project_request(
        projects.edits[0], tmp_path / "draft", ProjectSettings(to="jianying"), {}
    )
    ExportJob(output, request, ExportOptions(workers=1)).run(lambda event: None)
    drafts = [tmp_path / "draft"]
    projects.outputs = tmp_path / "again"
    projects.outputs.mkdir()
    assert projects.run(sources=drafts) == ["draft"]
    assert projects.run(sources=drafts) == []
    with output.open("a") as stream:
        stream.write("\n")
    assert projects.run(sources=drafts) == ["draft"]


def test_other_captions_keep_another_part_of_a_film(projects: Projects, tmp_path: Path) -> None:
    films, keep = [tmp_path / "film.mp4"], str(projects.captions)
    assert projects.run("otio", films, keep) == ["film"]
    assert projects.run("otio", films, keep) == []
    projects.captions.write_text("1\n00:00:00,100 --> 00:00:00,300\nHit\n")
    assert projects.run("otio", films, keep) == ["film"]
