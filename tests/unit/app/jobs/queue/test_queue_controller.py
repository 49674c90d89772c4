from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.owner_lock import owner_lock
from app.jobs.queue.running import make_job, places_of_job
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.cancel import CancelToken
from exporters.checkpoint.lock import ExportLock
from exporters.errors import ExportError, SourceError, StateBusy, UsageError
from tests import media_factory as media
from tests.commands import ROOT, companions
from tests.queue_jobs import Owner, added, new_job, order_of, queue_in, states_of
from tests.stopped_export import job_of, stopped_export

S = JobState


@pytest.fixture
def queue(tmp_path: Path) -> QueueController:
    return queue_in(tmp_path)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.pictures_only(tmp_path_factory.mktemp("films") / "film.mp4", seconds=3)


# Adding


def test_jobs_are_added_at_the_end_or_before_another(
    queue: QueueController, tmp_path: Path
) -> None:
    added(queue, tmp_path, "a.mp4", "b.mp4")
    second = queue.jobs()[1].id
    more = queue.add([new_job(tmp_path, "c.mkv"), new_job(tmp_path, "d.mp4")], before=second)
    assert order_of(more) == ["c", "d"]
    assert order_of(queue.jobs()) == ["a", "c", "d", "b"]
    assert [job.position for job in queue.jobs()] == [0, 1, 2, 3]
    assert queue.add([]) == []


def test_a_job_is_added_as_it_was_asked_for(queue: QueueController, tmp_path: Path) -> None:
    asked = new_job(
        tmp_path, "out.mp4", request={"crf": 18.0, "start": "1"}, preset="web",
        options={"workers": 2, "overwrite": True, "state": tmp_path / "s", "report": False},
    )  # fmt: skip
    (job,) = queue.add([asked], start=True)
    assert job == queue.job(job.id)
    assert (job.name, job.preset, job.state) == ("out.mp4", "web", S.QUEUED)
    assert (job.output, job.source) == (tmp_path / "out.mp4", tmp_path / "film.mp4")
    assert (job.request["crf"], job.request["start"], job.request["container"]) == (18, "1", "mp4")
    export = make_job(job, QueueSettings(workers=7, save_interval=2), CancelToken())
    assert (export.options.workers, export.options.save_interval) == (2, 2)
    assert (export.options.overwrite, export.options.keep_parts) == (True, False)
    assert (export.options.state_path, export.report) == (tmp_path / "s", False)
    (plain,) = queue.add([new_job(tmp_path, "other.mp4")])
    export = make_job(plain, QueueSettings(workers=7), CancelToken())
    assert (export.options.workers, export.report, export.options.resume) == (7, True, "auto")


def test_two_unfinished_jobs_never_write_the_same_file(
    queue: QueueController, tmp_path: Path
) -> None:
    (first,) = added(queue, tmp_path, "out.mp4")
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=f"is written by job {first} already"):
        queue.add([new_job(tmp_path, "fine.mp4"), new_job(tmp_path, "out.mp4")])
    with pytest.raises(UsageError, match=f"is written by job {first} already"):
        added(queue, tmp_path / "link", "out.mp4")
    with pytest.raises(UsageError, match=f"is written by job {first} already"):
        added(queue, tmp_path, "folder/../out.mp4")
    with pytest.raises(UsageError, match="is written by another of these already"):
        queue.add([new_job(tmp_path, "b.mp4"), new_job(tmp_path, "b.mp4")])
    assert [job.id for job in queue.jobs()] == [first]


def test_a_job_that_has_ended_comes_back_only_while_nobody_else_writes_its_file(
    queue: QueueController, tmp_path: Path
) -> None:
    owner = Owner(queue)
    (first, bystander) = added(queue, tmp_path, "out.mp4", "other.mp4", start=True)
    owner.fail(first)
    (second,) = added(queue, tmp_path, "out.mp4")
    for verb in (queue.start, queue.retry, queue.reset):
        with pytest.raises(UsageError, match=f"is written by job {second} already"):
            verb([first])
    queue.stop([bystander])
    assert [job.id for job in queue.start()] == [bystander, second], "the others do start"
    queue.remove([second])
    assert queue.retry([first])[0].state is S.QUEUED


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"request": {"source": "missing.mp4"}}, SourceError),
        ({"request": {"crf": "good"}}, UsageError),
        ({"request": {"colour": "red"}}, UsageError),
        ({"name": "film.mp4"}, UsageError),
        ({"name": "x" * 300 + ".mp4"}, UsageError),
        ({"options": {"colour": "red"}}, UsageError),
        ({"options": {"workers": "two"}}, UsageError),
        ({"options": {"workers": 0}}, UsageError),
        ({"options": {"workers": True}}, UsageError),
        ({"options": {"overwrite": 1}}, UsageError),
        ({"options": {"save_interval": float("inf")}}, UsageError),
        ({"options": {"state": 5}}, UsageError),
    ],
)
def test_what_can_never_be_exported_is_not_added(
    values: dict[str, Any], kind: type[ExportError], queue: QueueController, tmp_path: Path
) -> None:
    with pytest.raises(kind) as raised:
        queue.add([new_job(tmp_path, "fine.mp4"), new_job(tmp_path, **values)])
    assert raised.value.problem.endswith(".")
    assert queue.jobs() == []


# Verbs


def test_a_number_that_there_is_not_is_a_sentence(queue: QueueController, tmp_path: Path) -> None:
    (number,) = added(queue, tmp_path, "out.mp4")
    for ask in (queue.start, queue.reset, queue.remove, queue.configure):
        with pytest.raises(UsageError, match="There is no job 99"):
            ask([number, 99])
    with pytest.raises(UsageError, match="There is no job 99"):
        queue.move([number], 99)
    with pytest.raises(UsageError, match="There is no job 99"):
        queue.job(99)
    assert states_of(queue) == ["inactive"]


def test_a_number_that_is_given_twice_counts_once(queue: QueueController, tmp_path: Path) -> None:
    (number,) = added(queue, tmp_path, "out.mp4")
    assert len(queue.start([number, number])) == 1
    assert len(queue.reset([number, number])) == 1


def test_a_wrong_verb_for_one_changes_none(queue: QueueController, tmp_path: Path) -> None:
    first, second = added(queue, tmp_path, "a.mp4", "b.mp4")
    queue.start([second])
    with pytest.raises(UsageError, match=f"Job {second} is queued"):
        queue.start([first, second])
    assert states_of(queue) == ["inactive", "queued"]


def test_verbs_for_thousands_of_jobs_by_their_numbers(
    queue: QueueController, tmp_path: Path
) -> None:
    """More than SQLite takes in one query."""
    ids = added(queue, tmp_path, *(f"{number}.mp4" for number in range(1_200)))
    assert [job.id for job in queue.start(ids)] == ids
    assert [job.id for job in queue.pause(list(reversed(ids)))] == ids[::-1]
    queue.move(ids[600:], ids[0])
    assert [job.id for job in queue.jobs()] == ids[600:] + ids[:600]
    assert queue.status().counts[S.PAUSED] == 1_200
    assert len(queue.remove(ids[:1_199])) == 1_199
    assert len(queue.jobs()) == 1


def test_jobs_are_moved_together_in_the_order_given(queue: QueueController, tmp_path: Path) -> None:
    a, b, _, d = added(queue, tmp_path, *(f"{name}.mp4" for name in "abcd"))
    assert order_of(queue.move([d, b], a)) == ["d", "b"]
    assert order_of(queue.jobs()) == ["d", "b", "a", "c"]
    queue.move([d], None)
    assert order_of(queue.jobs()) == ["b", "a", "c", "d"]
    with pytest.raises(UsageError, match="before itself"):
        queue.move([a, b], b)
    queue.remove([a])
    queue.move([d], b)
    assert order_of(queue.jobs()) == ["d", "b", "c"]


def test_force_lasts_until_something_was_dropped(queue: QueueController, tmp_path: Path) -> None:
    (number,) = added(queue, tmp_path, "out.mp4")
    assert queue.start([number], force=True)[0].start_over
    queue.stop([number])
    (job,) = queue.start([number])
    assert job.start_over
    export = make_job(job, QueueSettings(), CancelToken())
    assert export.options.resume == "never"
    queue.reset([number])
    assert not queue.job(number).start_over


def test_what_a_user_was_told_is_forgotten_when_it_is_tried_again(
    queue: QueueController, tmp_path: Path
) -> None:
    owner = Owner(queue)
    (number,) = added(queue, tmp_path, "out.mp4", start=True)
    owner.fail(number, "The film is torn.")
    job = queue.job(number)
    assert (job.message, job.log) == ("The film is torn.", ("a line", "another"))
    assert job.attempts == 1
    assert job.ended >= job.began > 0
    (job,) = queue.retry([number])
    assert (job.message, job.log, job.ended) == ("", (), 0.0)


# Configuring


def test_settings_and_options_are_changed_one_by_one(
    queue: QueueController, tmp_path: Path
) -> None:
    (job,) = queue.add([new_job(tmp_path, request={"crf": 18.0}, options={"workers": 2})])
    (changed,) = queue.configure(
        [job.id], request={"fps": "25"}, options={"overwrite": True}, preset="archive"
    )
    assert (changed.request["crf"], changed.request["fps"]) == (18, "25")
    assert changed.options == {"workers": 2, "overwrite": True}
    assert (changed.preset, changed.output) == ("archive", job.output)
    with pytest.raises(UsageError):
        queue.configure([job.id], request={"crf": "good"})
    assert queue.job(job.id) == changed


def test_another_output_keeps_the_source_and_takes_its_container(
    queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "out.mp4")
    (tmp_path / "elsewhere").mkdir()
    output = tmp_path / "elsewhere" / "out.mkv"
    (job,) = queue.configure([number], output=output)
    assert (job.output, job.source) == (output, tmp_path / "film.mp4")
    assert (job.request["source"], job.request["container"]) == ("../film.mp4", "mkv")
    assert order_of(queue.jobs(text="elsewhere")) == ["out"]
    assert [found.id for found in queue.jobs(text="out.mkv")] == [number]


def test_outputs_of_others_are_refused(queue: QueueController, tmp_path: Path) -> None:
    first, second = added(queue, tmp_path, "a.mp4", "b.mp4")
    with pytest.raises(UsageError, match=f"is written by job {first} already"):
        queue.configure([second], output=tmp_path / "a.mp4")
    with pytest.raises(UsageError, match="One output is for one job"):
        queue.configure([first, second], output=tmp_path / "c.mp4")
    queue.configure([second], output=tmp_path / "b.mp4")
    assert order_of(queue.jobs()) == ["a", "b"]


# Resetting


def test_reset_discards_journal_and_parts_and_leaves_the_output(
    queue: QueueController, film: Path, tmp_path: Path
) -> None:
    output = stopped_export(film, tmp_path / "out.mp4")
    output.write_bytes(b"an older export")
    request = job_of(film, output).request
    assert request is not None
    (job,) = queue.add([NewJob(output, request.to_map())], start=True)
    Owner(queue).fail(job.id)
    queue.database.update([job.id], units_done=2, phase="exporting", last_completed_phase="x")
    assert len(companions(output)) == 2
    (reset,) = queue.reset([job.id])
    assert companions(output) == []
    assert output.read_bytes() == b"an older export"
    assert reset.state is S.INACTIVE
    assert (reset.units_done, reset.phase, reset.last_completed_phase) == (0, "", "")
    assert (reset.attempts, reset.message, reset.began) == (0, "", 0.0)


def test_what_another_process_exports_is_not_reset_but_the_others_are(
    queue: QueueController, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.queue.discarding.LET_GO_SECONDS", 0.1)
    owner = Owner(queue)
    busy, free = added(queue, tmp_path, "busy.mp4", "free.mp4", start=True)
    owner.fail(busy)
    owner.fail(free)
    parts = tmp_path / "busy.mp4.export_parts"
    parts.mkdir()
    (tmp_path / "busy.mp4.export_state").write_bytes(b"a journal")
    lock = ExportLock(places_of_job(queue.job(busy)).lock)
    with lock, pytest.raises(StateBusy, match="is being exported"):
        queue.reset([busy, free])
    assert states_of(queue) == ["failed", "inactive"]
    assert (tmp_path / "busy.mp4.export_state").read_bytes() == b"a journal"
    assert queue.job(busy).message == "It failed."
    queue.reset([busy])
    assert states_of(queue) == ["inactive", "inactive"]
    assert companions(tmp_path / "busy.mp4") == []


def test_a_job_whose_folder_is_gone_is_reset_all_the_same(
    queue: QueueController, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (number,) = added(queue, folder, "out.mp4", start=True)
    Owner(queue).fail(number)
    (folder / "film.mp4").unlink()
    folder.rmdir()
    assert queue.reset([number])[0].state is S.INACTIVE


def test_what_was_started_again_while_it_was_discarded_stays_as_it_is(
    queue: QueueController, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = added(queue, tmp_path, "a.mp4", "b.mp4", start=True)

    def start_the_first(job: Job) -> None:
        if job.id == first:
            other = queue_in(tmp_path)
            other.start([first])
            Owner(other).begin(first)

    monkeypatch.setattr("app.jobs.queue.controller.discard", start_the_first)
    assert [job.id for job in queue.reset([first, second])] == [second]
    assert states_of(queue) == ["active", "inactive"]


def test_only_stop_and_reset_end_the_runs_that_there_are(
    queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "out.mp4", start=True)
    Owner(queue).begin(number)
    queue.pause([number])
    queue.resume([number])
    assert queue.job(number).stops == 0
    queue.stop([number])
    queue.start([number])
    assert queue.job(number).stops == 1
    queue.reset([number])
    assert queue.job(number).stops > 1


# History


def test_history_outlives_its_jobs(queue: QueueController, tmp_path: Path) -> None:
    owner = Owner(queue)
    done, failed, stopped, never = added(
        queue, tmp_path, "done.mp4", "failed.mp4", "stopped.mp4", "never.mp4", start=True
    )
    owner.complete(done)
    owner.fail(failed)
    owner.begin(stopped)
    queue.stop([stopped, never])
    queue.start([stopped])
    queue.stop([stopped])
    queue.remove([done, failed, stopped, never])
    entries = queue.history()
    assert [(entry.job, entry.outcome) for entry in entries] == [
        (stopped, "stopped"), (failed, "failed"), (done, "completed"),
    ]  # fmt: skip
    assert entries[1].message == "It failed."
    assert entries[2].output == tmp_path / "done.mp4"
    assert all(entry.ended >= entry.began > 0 for entry in entries)
    assert [entry.job for entry in queue.history(limit=1)] == [stopped]
    queue.clear_history()
    assert queue.history() == []


def test_a_number_is_never_used_again(queue: QueueController, tmp_path: Path) -> None:
    numbers = added(queue, tmp_path, "a.mp4", "b.mp4")
    queue.remove(numbers)
    assert added(queue, tmp_path, "a.mp4") > numbers[-1:]


def test_clearing_takes_only_what_may_be_removed(queue: QueueController, tmp_path: Path) -> None:
    owner = Owner(queue)
    active, failed, _ = added(queue, tmp_path, "a.mp4", "b.mp4", "c.mp4", start=True)
    owner.begin(active)
    owner.fail(failed)
    assert [job.id for job in queue.clear([S.ACTIVE, S.FAILED])] == [failed]
    assert states_of(queue) == ["active", "queued"]


# Looking


def test_the_status_counts_what_there_is(queue: QueueController, tmp_path: Path) -> None:
    owner = Owner(queue)
    one, two, three, _ = added(queue, tmp_path, *(f"{name}.mp4" for name in "abcd"), start=True)
    owner.complete(one)
    owner.begin(two)
    queue.database.update([two], work_done=50, work_total=100, seconds_left=9.0)
    queue.pause([three])
    status = queue.status()
    assert status.counts == {
        S.INACTIVE: 0, S.QUEUED: 1, S.ACTIVE: 0, S.PAUSED: 1, S.INTERRUPTED: 1, S.COMPLETED: 1,
        S.FAILED: 0,
    }, "nobody owns the queue, so what was active is interrupted"  # fmt: skip
    with owner_lock(queue.folder):
        queue.start([two])
        owner.runs.clear()
        owner.begin(two)
        queue.database.update([two], work_done=50, work_total=100, seconds_left=9.0)
        status = queue.status()
        assert (status.counts[S.ACTIVE], status.fraction, status.seconds_left) == (1, 0.5 / 3, 9.0)
        assert f"process {os.getpid()} since " in status.owner
        assert not status.paused
    assert queue.status().owner == ""


def test_a_queue_is_paused_when_nothing_else_is_to_be_run(
    queue: QueueController, tmp_path: Path
) -> None:
    assert not queue.status().paused
    added(queue, tmp_path, "a.mp4", "b.mp4", start=True)
    queue.pause()
    assert queue.status().paused
    queue.resume([1])
    assert not queue.status().paused


def hold_lock(folder: Path) -> subprocess.Popen[str]:
    """Another process that owns the queue until its input ends."""
    code = (
        "import sys; from pathlib import Path; from app.jobs.queue.owner_lock import owner_lock\n"
        "owner_lock(Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_what_was_active_is_interrupted_once_its_owner_is_dead(
    queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "out.mp4", start=True)
    other = hold_lock(queue.folder)
    Owner(queue).begin(number)
    assert f"process {other.pid} since " in queue.status().owner
    assert queue_in(tmp_path).job(number).state is S.ACTIVE
    assert queue.recover() == []
    other.kill()
    other.communicate()
    job = queue_in(tmp_path).job(number)
    assert (job.state, queue.status().owner) == (S.INTERRUPTED, "")
    assert job.message == "Reprise ended while this export was running."
    assert [entry.outcome for entry in queue.history()] == ["interrupted"]


def interrupted_job(queue: QueueController, film: Path, output: Path) -> Job:
    stopped_export(film, output)
    request = job_of(film, output).request
    assert request is not None
    (job,) = queue.add([NewJob(output, request.to_map())], start=True)
    Owner(queue).begin(job.id)
    return job


def test_an_interrupted_export_is_described(
    queue: QueueController, film: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source.mp4"
    source.write_bytes(film.read_bytes())
    job = interrupted_job(queue, source, tmp_path / "out.mp4")
    (found,) = queue.interrupted()
    assert (found.job.id, found.job.state) == (job.id, S.INTERRUPTED)
    assert 2 <= found.units_done < found.units_total
    assert found.parts_size > 1000
    assert found.saved > 1e9
    assert (found.source, found.damage) == ("unchanged", "")
    assert found.why == "Reprise ended while this export was running."
    source.write_bytes(film.read_bytes()[::-1])
    assert queue.interrupted()[0].source == "changed"
    source.unlink()
    assert queue.interrupted()[0].source == "missing"
    (tmp_path / "out.mp4.export_state").write_bytes(b"torn")
    (found,) = queue.interrupted()
    assert found.damage
    assert found.units_done == 2


def test_each_answer_about_an_interrupted_export(
    queue: QueueController, film: Path, tmp_path: Path
) -> None:
    number = interrupted_job(queue, film, tmp_path / "out.mp4").id
    assert queue.answer(number, "later").state is S.INTERRUPTED
    job = queue.answer(number, "continue")
    assert (job.state, job.start_over) == (S.QUEUED, False)
    owner = Owner(queue)
    owner.begin(number)
    job = queue.answer(number, "over")
    assert (job.state, job.start_over) == (S.QUEUED, True)
    owner.runs.clear()
    owner.begin(number)
    assert len(companions(tmp_path / "out.mp4")) == 2
    job = queue.answer(number, "discard")
    assert (job.state, job.units_done) == (S.INACTIVE, 0)
    assert companions(tmp_path / "out.mp4") == []
    with pytest.raises(UsageError, match="none of continue, over, discard, later"):
        queue.answer(number, "perhaps")  # type: ignore[arg-type]


# Threads


def test_verbs_from_many_threads_lose_nothing(queue: QueueController, tmp_path: Path) -> None:
    new_job(tmp_path)  # makes the film
    told: list[int] = []
    take_back = queue.on_change(lambda: told.append(1))
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                (one,) = added(queue, tmp_path, f"{name}{number}.mp4")
                queue.start([one])
                queue.pause([one])
                queue.jobs()
                queue.move([one], None)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert states_of(queue) == ["paused"] * 60
    places = [job.position for job in queue.jobs()]
    assert places == sorted(set(places))
    assert len(told) == 60 * 4
    take_back()
    queue.resume()
    assert len(told) == 60 * 4
