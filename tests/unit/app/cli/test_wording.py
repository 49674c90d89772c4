from __future__ import annotations

import time

import pytest

from app.cli.wording import clock, count, duration, moment, unit_word

NOON = time.mktime((2026, 11, 25, 12, 0, 7, 0, 0, -1))


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "?"), (0.4, "0:00"), (62.0, "1:02"), (3723.4, "1:02:03")]
)
def test_a_duration(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said


def test_a_time_has_its_date_unless_it_is_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    now = NOON
    real = time.localtime
    monkeypatch.setattr(time, "localtime", lambda seconds=None: real(seconds or now))
    assert clock(NOON - 3600) == "11:00"
    now += 86400
    assert clock(NOON) == "2026-11-25 12:00"
    assert clock(0.0) == "?"


def test_a_moment_is_told_to_the_second() -> None:
    assert moment(NOON) == "2026-11-25 12:00:07"
    assert moment(0.0) == "?"


def test_things_are_counted() -> None:
    assert [count(number, "part") for number in (0, 1, 2)] == ["0 parts", "1 part", "2 parts"]


def test_films_are_made_of_segments_and_projects_of_files() -> None:
    assert [unit_word(of_project) for of_project in (False, True)] == ["segment", "file"]
