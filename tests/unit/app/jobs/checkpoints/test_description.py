"""What is said of an unfinished export."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

import pytest

from app.jobs.checkpoints.backing_up import backups_of
from app.jobs.checkpoints.description import describe
from app.jobs.checkpoints.source_match import match_source
from exporters.checkpoint.journal import read_journal
from exporters.errors import StateError
from tests import media_factory
from tests.unit.app.jobs.checkpoints.conftest import Stopped


def test_progress_sizes_and_times_are_those_of_the_journal(stopped: Stopped) -> None:
    state, found = read_journal(stopped.journal), describe(stopped.places)
    assert found.session_id == state.session_id
    assert found.units_done == len(state.finished) >= 2
    # Three seconds in half seconds, and a track of sound.
    assert found.units_total == state.unit_count == 7
    assert found.fraction == found.units_done / 7
    assert found.parts_count == found.units_done
    assert found.parts_size == sum(unit.size for unit in state.finished.values())
    assert (found.phase, found.last_completed_phase) == ("exporting", "preparing")
    assert abs(found.saved - time.time()) < 1000
    assert len(found.starts) == 1
    assert (found.damage, found.at_work, found.published, found.backups) == ("", "", False, 0)


def test_the_length_of_segments_is_that_of_the_plan(stopped: Stopped) -> None:
    found = describe(stopped.places)
    # 75 frames in six segments, whose ends move to key frames of the source.
    assert found.segment_frames in range(11, 15)
    assert found.segment_seconds == pytest.approx(found.segment_frames / 25)


def test_only_looking_changes_nothing(stopped: Stopped) -> None:
    before = {path: path.stat().st_mtime_ns for path in stopped.output.parent.rglob("*")}
    describe(stopped.places)
    assert {path: path.stat().st_mtime_ns for path in stopped.output.parent.rglob("*")} == before


def test_the_source_is_compared_by_its_content(stopped: Stopped) -> None:
    state, folder = read_journal(stopped.journal), stopped.output.parent
    assert describe(stopped.places).source == stopped.film
    os.utime(stopped.film, ns=(1, 1))
    assert match_source(state, folder) == "unchanged"
    media_factory.constant_rate(stopped.film, seconds=1)
    assert match_source(state, folder) == "changed"
    stopped.film.unlink()
    assert match_source(state, folder) == "missing"
    os.mkfifo(stopped.film)
    assert match_source(state, folder) == "missing"
    state.request["source"] = 5
    assert match_source(state, folder) == ""


def test_a_lost_or_unreadable_journal_is_told_with_what_the_parts_say(stopped: Stopped) -> None:
    parts = len(stopped.parts)
    stopped.journal.write_bytes(b"rubbish")
    found = describe(stopped.places)
    assert (found.units_done, found.units_total, found.fraction) == (parts, 0, None)
    assert "not a journal" in found.damage
    stopped.journal.unlink()
    assert "lost" in describe(stopped.places).damage


def test_a_damaged_journal_is_told(stopped: Stopped) -> None:
    content = bytearray(stopped.journal.read_bytes())
    content[-60] ^= 1
    stopped.journal.write_bytes(bytes(content))
    assert "damaged after its record" in describe(stopped.places).damage


def test_backups_are_counted(stopped: Stopped) -> None:
    backups_of(stopped.places).create("a")
    assert describe(stopped.places).backups == 1


def test_who_is_at_work_is_told(stopped: Stopped) -> None:
    owner = {"pid": os.getpid(), "host": socket.gethostname(), "started": time.time()}
    stopped.places.lock.write_text(json.dumps(owner))
    assert describe(stopped.places).at_work.startswith(f"process {os.getpid()} since")


def test_where_nothing_is_that_is_said(tmp_path: Path, stopped: Stopped) -> None:
    assert stopped.finish() == stopped.expected
    with pytest.raises(StateError, match="no unfinished export"):
        describe(stopped.places)
