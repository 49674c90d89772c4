"""After an interruption the prompt tells what was kept, and takes an answer for each export."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.gui.dialogs.resume_prompt import ANSWERS, ResumePrompt
from app.gui.queue.examples import job
from app.gui.segments.segment_map import SegmentMap
from app.jobs.queue.job import Interrupted
from app.jobs.queue.states import JobState
from app.jobs.segments import Cell
from tests.media_factory import constant_rate
from tests.stopped_export import stopped_export

WHY = "Reprise ended while this export was running."


def interrupted(number: int, source: str = "unchanged", damage: str = "") -> Interrupted:
    return Interrupted(
        job(number, JobState.INTERRUPTED), 412, 960, time.time() - 60, 1_200_000_000, source, WHY,
        damage,
    )  # fmt: skip


def opened(qtbot: QtBot, found: Sequence[Interrupted]) -> ResumePrompt:
    prompt = ResumePrompt(found)
    qtbot.addWidget(prompt)
    prompt.show()
    qtbot.waitExposed(prompt)
    return prompt


def choices(prompt: ResumePrompt) -> list[QComboBox]:
    return prompt.findChildren(QComboBox)


def button(prompt: ResumePrompt, text: str) -> QPushButton:
    (found,) = [one for one in prompt.findChildren(QPushButton) if one.text() == text]
    return found


def texts(prompt: ResumePrompt) -> str:
    return "\n".join(label.text() for label in prompt.findChildren(QLabel))


def test_it_tells_what_was_kept_of_each_and_why_it_stopped(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2, "missing")])
    said = texts(prompt).replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "film 1.mp4",
        "film 2.mp4",
        "42 %",
        "412 of 960 segments",
        "1.2 GB kept",
        "source unchanged",
        "the source is missing",
        WHY,
        "Nothing that was finished is",
    ):
        assert part in said  # fmt: skip


def test_a_damaged_journal_is_told_instead_of_the_reason(qtbot: QtBot) -> None:
    said = texts(opened(qtbot, [interrupted(1, damage="The journal was damaged.")]))
    assert "The journal was damaged." in said
    assert WHY not in said


def test_return_continues_all(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2)])
    qtbot.keyClick(prompt, Qt.Key.Key_Return)
    assert prompt.answers == {1: "continue", 2: "continue"}
    assert prompt.result() == ResumePrompt.DialogCode.Accepted


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_sending_it_away_leaves_everything_for_later(qtbot: QtBot, way: str) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2)])
    choices(prompt)[0].setCurrentIndex(ANSWERS.index("discard"))
    if way == "escape":
        qtbot.keyClick(prompt, Qt.Key.Key_Escape)
    elif way == "button":
        qtbot.mouseClick(button(prompt, "Later"), Qt.MouseButton.LeftButton)
    else:
        prompt.close()
    assert prompt.answers == {1: "later", 2: "later"}
    assert not prompt.isVisible()


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_export_gets_the_answer_that_was_chosen_for_it(qtbot: QtBot, answer: str) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2), interrupted(3)])
    assert not button(prompt, "Do as chosen").isEnabled()
    choices(prompt)[1].setCurrentIndex(ANSWERS.index(answer))
    choices(prompt)[2].setCurrentIndex(ANSWERS.index("over"))
    qtbot.mouseClick(button(prompt, "Do as chosen"), Qt.MouseButton.LeftButton)
    assert prompt.answers == {1: "continue", 2: answer, 3: "over"}


@pytest.mark.parametrize(
    ("source", "possible"),
    [("unchanged", set(ANSWERS)), ("", set(ANSWERS)), ("changed", {"over", "discard", "later"}),
     ("missing", {"discard", "later"})],
)  # fmt: skip
def test_what_the_source_does_not_allow_cannot_be_chosen(
    qtbot: QtBot, source: str, possible: set[str]
) -> None:
    prompt = opened(qtbot, [interrupted(1, source)])
    (choice,) = choices(prompt)
    allowed = {
        answer
        for index, answer in enumerate(ANSWERS)
        if choice.model().flags(choice.model().index(index, 0)) & Qt.ItemFlag.ItemIsEnabled
    }
    assert allowed == possible
    expected = "continue" if "continue" in possible else "later"
    assert ANSWERS[choice.currentIndex()] == expected


def test_continue_all_leaves_what_cannot_go_on(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2, "changed"), interrupted(3, "missing")])
    qtbot.keyClick(prompt, Qt.Key.Key_Return)
    assert prompt.answers == {1: "continue", 2: "later", 3: "later"}


def test_where_nothing_can_go_on_the_usual_answer_is_later(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(1, "missing")])
    assert not button(prompt, "Continue").isEnabled()
    qtbot.keyClick(prompt, Qt.Key.Key_Return)
    assert prompt.answers == {1: "later"}


def test_many_exports_fit_on_a_small_screen(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(number) for number in range(1, 31)])
    assert prompt.height() <= 600
    assert prompt.width() <= 900


def test_each_choice_says_whose_it_is(qtbot: QtBot) -> None:
    prompt = opened(qtbot, [interrupted(1), interrupted(2)])
    names = [choice.accessibleName() for choice in choices(prompt)]
    assert "film 1.mp4" in names[0]
    assert "film 2.mp4" in names[1]


def test_the_segments_that_were_kept_are_shown_as_a_map(qtbot: QtBot, tmp_path: Path) -> None:
    film = constant_rate(tmp_path / "film.mp4", seconds=4.0)
    output = stopped_export(film, tmp_path / "out.mp4", 2)
    found = replace(interrupted(1), job=job(1, JobState.INTERRUPTED, output=output, source=film))
    prompt = opened(qtbot, [found, interrupted(2)])
    maps = prompt.findChildren(SegmentMap)
    qtbot.waitUntil(maps[0].isVisible, timeout=20_000)
    qtbot.wait(50)
    assert not maps[1].isVisible(), "of the other there is no journal"
    kept = maps[0]._cells.counts
    # One of the two that are finished may be the track of sound.
    assert kept[Cell.RESTORED] >= 1
