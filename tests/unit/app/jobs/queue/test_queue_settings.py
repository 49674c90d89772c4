from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.jobs.queue.settings import QueueSettings
from exporters.errors import UsageError
from tests.queue_jobs import queue_in


def test_settings_are_seen_by_every_process(tmp_path: Path) -> None:
    here, there = queue_in(tmp_path), queue_in(tmp_path)
    assert here.settings == QueueSettings()
    here.change_settings(
        mode="auto", when_done="command", when_done_command=["say", "100% done"], workers=3
    )
    here.change_settings(parallel=2, reports=False, save_interval=0.5)
    assert there.settings == QueueSettings(
        "auto", "command", ("say", "100% done"), workers=3, parallel=2, reports=False,
        save_interval=0.5,
    )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "sometimes"},
        {"when_done": "explode"},
        {"when_done": "command"},
        {"when_done_command": "rm -rf x"},
        {"when_done_command": ["a\0b"]},
        {"when_done_command": [1]},
        {"workers": 0},
        {"workers": 1.5},
        {"workers": True},
        {"workers": 10_000},
        {"parallel": 0},
        {"parallel": None},
        {"reports": 1},
        {"save_interval": 0},
        {"save_interval": float("nan")},
        {"save_interval": "5"},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    queue = queue_in(tmp_path)
    queue.change_settings(workers=2)
    with pytest.raises(UsageError) as raised:
        queue.change_settings(**changes)
    assert raised.value.problem.endswith(".")
    assert queue.settings == QueueSettings(workers=2)


def test_a_value_that_cannot_be_used_counts_as_not_set(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    queue.change_settings(when_done="command", when_done_command=["say"], parallel=2)
    with queue.database.change():
        queue.database.execute("UPDATE settings SET value = '[torn' WHERE name = 'mode'")
        queue.database.execute("UPDATE settings SET value = '99999' WHERE name = 'parallel'")
        queue.database.execute("INSERT INTO settings VALUES ('from tomorrow', '1')")
    assert queue.settings == QueueSettings(when_done="command", when_done_command=("say",))
