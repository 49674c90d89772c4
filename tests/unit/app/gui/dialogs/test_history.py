"""The history lists how exports ended, and opens what is still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.gui.dialogs.history import HistoryDialog
from app.gui.job_verbs import REPORT
from app.jobs.queue.controller import QueueController
from tests.queue_jobs import Owner, added, queue_in


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


@pytest.fixture
def urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def opened(qtbot: QtBot, queue: QueueController) -> HistoryDialog:
    dialog = HistoryDialog(queue)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def button(dialog: HistoryDialog, text: str) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == text]
    return found


def rows(dialog: HistoryDialog) -> list[list[str]]:
    return [
        [dialog.table.item(row, column).text() for column in range(dialog.table.columnCount())]
        for row in range(dialog.table.rowCount())
    ]


def ran(queue: QueueController, folder: Path) -> None:
    """One export that is finished, and one that failed after it."""
    good, bad = added(queue, folder, "good.mp4", "bad.mp4", start=True)
    owner = Owner(queue)
    (folder / "good.mp4").write_bytes(b"x" * 5000)
    owner.complete(good)
    owner.fail(bad, "The disk is broken.")


def test_runs_are_listed_newest_first(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> None:
    ran(queue, tmp_path)
    dialog = opened(qtbot, queue)
    listed = rows(dialog)
    assert [row[:2] for row in listed] == [["bad.mp4", "Failed"], ["good.mp4", "Finished"]]
    assert not dialog._empty.isVisible()
    assert "The disk is broken." in dialog.table.item(0, 0).toolTip()


def test_an_empty_history_says_so(qtbot: QtBot, queue: QueueController) -> None:
    dialog = opened(qtbot, queue)
    assert dialog._empty.isVisible()
    for text in ("Open file", "Open folder", "Show report", "Clear history"):
        assert not button(dialog, text).isEnabled()


def test_only_what_is_still_there_can_be_opened(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, urls: list[str]
) -> None:
    ran(queue, tmp_path)
    report = tmp_path / f"good.mp4{REPORT}"
    report.touch()
    dialog = opened(qtbot, queue)
    dialog.table.selectRow(0)
    assert not button(dialog, "Open file").isEnabled()
    assert not button(dialog, "Show report").isEnabled()
    assert button(dialog, "Open folder").isEnabled()
    dialog.table.selectRow(1)
    for text in ("Open file", "Open folder", "Show report"):
        qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)
    assert urls == [str(tmp_path / "good.mp4"), str(tmp_path), str(report)]


def test_return_opens_the_file_of_the_row(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, urls: list[str]
) -> None:
    ran(queue, tmp_path)
    dialog = opened(qtbot, queue)
    dialog.table.setFocus()
    dialog.table.selectRow(1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert urls == [str(tmp_path / "good.mp4")]
    assert dialog.isVisible()


def test_of_a_draft_the_folder_is_opened(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, urls: list[str]
) -> None:
    draft = tmp_path / "My draft"
    draft.mkdir()
    (job,) = added(queue, tmp_path, "My draft/draft_content.json", start=True)
    (draft / "draft_content.json").write_bytes(b"{}")
    Owner(queue).complete(job)
    dialog = opened(qtbot, queue)
    assert rows(dialog)[0][0] == "My draft"
    qtbot.mouseClick(button(dialog, "Open file"), Qt.MouseButton.LeftButton)
    assert urls == [str(draft)]


def test_a_film_can_be_exported_again(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> None:
    ran(queue, tmp_path)
    dialog = opened(qtbot, queue)
    dialog.table.selectRow(0)
    with qtbot.waitSignal(dialog.again_requested) as asked:
        qtbot.mouseClick(button(dialog, "Export again…"), Qt.MouseButton.LeftButton)
    assert asked.args == [tmp_path / "film.mp4"]
    assert not dialog.isVisible()


def test_clearing_forgets_runs_and_keeps_jobs_and_files(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    ran(queue, tmp_path)
    dialog = opened(qtbot, queue)
    qtbot.mouseClick(button(dialog, "Clear history"), Qt.MouseButton.LeftButton)
    assert rows(dialog) == []
    assert queue.history() == []
    assert len(queue.jobs()) == 2
    assert (tmp_path / "good.mp4").exists()


def test_names_with_line_ends_stay_in_their_rows(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "a\nb<i>.mp4", start=True)
    Owner(queue).fail(number, "")
    assert rows(opened(qtbot, queue))[0][0] == "a b<i>.mp4"
