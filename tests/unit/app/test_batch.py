"""Batches: which file each input is written to, and what a second run does again."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.jobs.batch import Batch, is_folder, outputs_for
from app.jobs.export_job import ExportJob
from app.jobs.requests import make_request
from app.jobs.run_options import export_options
from exporters.engine.options import ExportOptions
from exporters.errors import UsageError
from tests import media_factory


def test_one_input_is_written_to_the_file_that_is_named(tmp_path: Path) -> None:
    output = tmp_path / "out.mkv"
    assert outputs_for([Path("a.mp4")], str(output), "mp4") == [(Path("a.mp4"), output)]
    assert list(tmp_path.iterdir()) == []


def test_one_input_is_written_into_a_folder(tmp_path: Path) -> None:
    expected = [(Path("x/a.mov"), tmp_path / "a.mp4")]
    assert outputs_for([Path("x/a.mov")], str(tmp_path), "mp4") == expected


@pytest.mark.parametrize("end", ["/", os.sep])
def test_a_name_that_ends_like_a_folder_is_one(tmp_path: Path, end: str) -> None:
    folder = tmp_path / "new"
    assert not is_folder([Path("a.mov")], str(folder))
    assert outputs_for([Path("a.mov")], str(folder) + end, "mp4") == [
        (Path("a.mov"), folder / "a.mp4")
    ]
    assert folder.is_dir()


def test_several_inputs_make_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    inputs = [Path("a.b.mov"), Path("x/c.avi"), Path("d")]
    assert outputs_for(inputs, str(folder), "webm") == [
        (inputs[0], folder / "a.b.webm"),
        (inputs[1], folder / "c.webm"),
        (inputs[2], folder / "d.webm"),
    ]
    assert folder.is_dir()


def test_where_nothing_is_written_no_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    inputs = [Path("a.mov"), Path("b.mov")]
    assert outputs_for(inputs, str(folder), "mp4", make_folder=False) == [
        (inputs[0], folder / "a.mp4"),
        (inputs[1], folder / "b.mp4"),
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inputs", [["a.mov", "a.avi"], ["x/a.mov", "y/a.mov"], ["a.mp4", "a.mp4"]])
def test_two_inputs_for_one_output_are_refused(tmp_path: Path, inputs: list[str]) -> None:
    with pytest.raises(UsageError, match="would both be written") as failure:
        outputs_for([Path("other.mov"), *map(Path, inputs)], str(tmp_path), "mp4")
    assert str(tmp_path / "a.mp4") in failure.value.problem


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    with pytest.raises(UsageError, match="is a file"):
        outputs_for([Path("a.mov"), Path("b.mov")], str(taken), "mp4")
    with pytest.raises(UsageError, match="cannot be made"):
        outputs_for([Path("a.mov"), Path("b.mov")], str(taken / "below"), "mp4")


class Season:
    """Two films, and a batch that exports them."""

    def __init__(self, folder: Path) -> None:
        self.films = [
            media_factory.pictures_only(folder / name, seconds=0.4) for name in ("1.mp4", "2.mp4")
        ]
        self.outputs = folder / "out"
        self.outputs.mkdir()

    def batch(self, resume: bool | None = None, **overrides: Any) -> Batch:
        jobs = []
        for film in self.films:
            output = self.outputs / film.name
            wanted = make_request(film, output, None, {"encoder_preset": "ultrafast", **overrides})
            jobs.append(ExportJob(output, wanted, ExportOptions(workers=1, overwrite=True)))
        batch = Batch(self.outputs, jobs, resume)
        batch.load()
        return batch

    def run(self, count: int | None = None, **options: Any) -> list[str]:
        """Export what is not finished, up to ``count`` films; their names."""
        batch = self.batch(**options)
        done = []
        for job in batch.jobs:
            if batch.is_finished(job):
                continue
            if len(done) == count:
                break
            job.run(lambda event: None)
            batch.note_finished(job)
            done.append(job.output.name)
        batch.close(complete=False)
        return done


@pytest.fixture
def season(tmp_path: Path) -> Season:
    return Season(tmp_path)


def test_what_is_finished_is_skipped_when_the_batch_is_run_again(season: Season) -> None:
    assert season.run(count=1) == ["1.mp4"]
    first = (season.outputs / "1.mp4").stat()
    assert season.run() == ["2.mp4"]
    assert season.run() == []
    assert (season.outputs / "1.mp4").stat().st_mtime_ns == first.st_mtime_ns


def test_other_settings_make_everything_be_done_again(season: Season) -> None:
    assert season.run() == ["1.mp4", "2.mp4"]
    assert season.run(crf=30) == ["1.mp4", "2.mp4"]
    assert season.run(crf=30) == []


def test_a_source_that_changed_is_done_again_and_a_touched_one_is_not(season: Season) -> None:
    season.run()
    os.utime(season.films[0], ns=(1, 1))
    assert season.run() == []
    media_factory.pictures_only(season.films[1], seconds=0.6)
    assert season.run() == ["2.mp4"]
    assert len(media_factory.packet_times(season.outputs / "2.mp4")) == 15


def test_an_output_that_is_gone_or_cut_off_is_done_again(season: Season) -> None:
    season.run()
    (season.outputs / "1.mp4").unlink()
    (season.outputs / "2.mp4").write_bytes(b"cut")
    assert season.run() == ["1.mp4", "2.mp4"]


def test_a_source_that_is_gone_is_not_finished(season: Season) -> None:
    season.run()
    season.films[0].unlink()
    batch = season.batch()
    assert [batch.is_finished(job) for job in batch.jobs] == [False, True]
    batch.close(complete=False)


def test_starting_over_forgets_what_is_finished(season: Season) -> None:
    season.run()
    assert season.run(resume=False) == ["1.mp4", "2.mp4"]


def test_a_complete_batch_leaves_nothing_beside_its_outputs(season: Season) -> None:
    season.run()
    season.batch().close(complete=True)
    assert sorted(path.name for path in season.outputs.iterdir()) == ["1.mp4", "2.mp4"]
    assert season.run() == ["1.mp4", "2.mp4"]


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_damaged_state_of_the_batch_costs_time_but_no_error(season: Season, share: float) -> None:
    season.run()
    (state,) = season.outputs.glob("*.export_state")
    content = state.read_bytes()
    state.write_bytes(content[: int(len(content) * share)])
    backups = [path for path in season.outputs.iterdir() if "export_state." in path.name]
    for backup in backups:
        backup.unlink()
    assert set(season.run()) <= {"1.mp4", "2.mp4"}
    assert season.run() == []


def test_options_of_a_run_have_the_defaults_of_a_program_with_a_user(tmp_path: Path) -> None:
    made = export_options(None, False, False, None, None, 5.0)
    assert made.workers >= 1
    assert (made.resume, made.overwrite, made.keep_parts) == ("auto", False, False)
    chosen = export_options(3, True, True, tmp_path / "s", tmp_path / "p", 5.0, resume="never")
    assert replace(made, workers=3, overwrite=True, keep_parts=True, resume="never",
                   state_path=tmp_path / "s", parts_path=tmp_path / "p") == chosen  # fmt: skip


def kinds(batch: Batch) -> list[bool]:
    return [batch.is_finished(job) for job in batch.jobs]


def test_a_kill_between_an_output_and_its_note_is_made_good(season: Season) -> None:
    batch = season.batch()
    batch.note_begun(batch.jobs[0])
    batch.jobs[0].run(lambda event: None)
    # The process ends here.
    batch._memory.close(remove=False)
    assert kinds(season.batch()) == [True, False]
    assert kinds(season.batch(crf=30)) == [False, False]


def test_an_output_that_was_there_before_is_not_taken_for_finished(season: Season) -> None:
    (season.outputs / "1.mp4").write_bytes(b"an older one")
    batch = season.batch()
    batch.note_begun(batch.jobs[0])
    batch._memory.close(remove=False)
    assert kinds(season.batch()) == [False, False]
    # Nor is one whose export goes on.
    (season.outputs / "1.mp4").write_bytes(b"a newer one")
    (season.outputs / "1.mp4.export_state").touch()
    assert kinds(season.batch()) == [False, False]


def test_a_failure_leaves_what_was_known_before(season: Season) -> None:
    season.run()
    batch = season.batch(crf=30)
    for job in batch.jobs:
        batch.note_begun(job)
        batch.note_failed(job)
    batch.close(complete=False)
    assert season.run() == []
    assert season.run(crf=30) == ["1.mp4", "2.mp4"]


def test_items_may_be_added_removed_and_put_in_another_order(season: Season) -> None:
    season.run(count=1)
    third = media_factory.pictures_only(season.films[0].with_name("3.mp4"), seconds=0.4)
    season.films = [third, season.films[1], season.films[0]]
    assert season.run(count=1) == ["3.mp4"]
    season.films = [season.films[2], season.films[1]]
    assert season.run() == ["2.mp4"]
    season.films.append(third)
    assert season.run() == []


def test_finished_items_that_are_not_named_are_not_forgotten(season: Season) -> None:
    season.run()
    films = season.films
    season.films = films[:1]
    batch = season.batch()
    assert kinds(batch) == [True]
    batch.close(complete=True)
    season.films = films
    batch = season.batch()
    assert kinds(batch) == [True, True]
    batch.close(complete=True)
    assert sorted(path.name for path in season.outputs.iterdir()) == ["1.mp4", "2.mp4"]


def test_items_whose_output_is_gone_hold_nothing_up(season: Season) -> None:
    season.run()
    (season.outputs / "2.mp4").unlink()
    season.films.pop()
    season.batch().close(complete=True)
    assert [path.name for path in season.outputs.iterdir()] == ["1.mp4"]


def test_a_batch_that_remembers_nothing_leaves_nothing(season: Season) -> None:
    batch = season.batch()
    batch.remembers = False
    for job in batch.jobs:
        batch.note_begun(job)
        job.run(lambda event: None)
        batch.note_finished(job)
    batch.close(complete=False)
    assert sorted(path.name for path in season.outputs.iterdir()) == ["1.mp4", "2.mp4"]


def test_a_batch_goes_on_whatever_is_in_the_place_of_its_state(season: Season) -> None:
    (season.outputs / "reprise-batch.export_state").mkdir()
    assert season.run() == ["1.mp4", "2.mp4"]
    assert season.run() == []
