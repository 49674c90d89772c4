"""The log, the keys, what Reprise is, and the cleaning of leftovers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, qGray
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app import __version__
from app.gui.dialogs.about import AboutDialog
from app.gui.dialogs.cleaning import CleaningDialog
from app.gui.dialogs.listing import ListDialog
from app.gui.dialogs.log import LogDialog
from app.gui.dialogs.shortcuts import ShortcutsDialog
from app.gui.queue.examples import job
from app.gui.verbs import VERBS, name_of
from app.jobs.queue.states import JobState
from exporters.durable import TEMPORARY_PREFIX


def texts(dialog: object) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]  # type: ignore[attr-defined]


def button(dialog: object, text: str) -> QPushButton:
    found = dialog.findChildren(QPushButton)  # type: ignore[attr-defined]
    (one,) = [each for each in found if each.text().replace("&", "") == text]
    return one  # type: ignore[no-any-return]


def test_the_log_has_the_sentence_and_the_lines_and_copies_both(qtbot: QtBot) -> None:
    failed = job(1, JobState.FAILED, message="ffmpeg <failed>.", log=("line 1", "line <b>2</b>"))
    dialog = LogDialog(failed)
    qtbot.addWidget(dialog)
    assert "ffmpeg <failed>." in texts(dialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "line 1\nline <b>2</b>"
    qtbot.mouseClick(button(dialog, "Copy"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == "ffmpeg <failed>.\n\nline 1\nline <b>2</b>"


def test_a_failure_without_a_log_says_so(qtbot: QtBot) -> None:
    dialog = LogDialog(job(1, JobState.FAILED, message="It failed."))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "No program left a log."


def test_of_a_line_in_two_scripts_that_is_broken_all_is_seen(qtbot: QtBot) -> None:
    dialog = ListDialog("Losses", "Lost:", ["港口 " + "word " * 24 + "end"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    area = dialog.list.visualItemRect(dialog.list.item(0))
    picture = dialog.list.viewport().grab(area).toImage()
    lowest = max(
        y
        for y in range(picture.height())
        for x in range(picture.width())
        if qGray(picture.pixel(x, y)) < 128
    )
    assert lowest > picture.height() - dialog.fontMetrics().height()


def test_the_keys_of_all_verbs_are_listed(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog([("Add films…", "Ctrl+N")])
    qtbot.addWidget(dialog)
    listed = texts(dialog)
    assert "Add films…" in listed
    assert "Ctrl+N" in listed
    for verb in VERBS:
        if verb.shortcut:
            assert name_of(verb) in listed
    rows = list(zip(listed[::2], listed[1::2], strict=True))
    assert max(Counter(rows).values()) == 1


def test_about_names_version_licence_and_what_it_is_built_on(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    said = "\n".join(texts(dialog))
    assert __version__ in said
    assert "GNU General Public License" in said
    licences = dialog.findChild(QPlainTextEdit).toPlainText().splitlines()
    assert any(line.startswith("ffmpeg") for line in licences)
    named = [line for line in licences if line.partition("–")[2].strip()]
    assert named == licences, "every one has a licence"
    assert any("PySide6" in line for line in licences)


def dead_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_cleaning_lists_leftovers_with_their_size_and_removes_those_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    film = folder / "film.mp4"
    film.write_bytes(b"film")
    (folder / ".own.tmp").write_bytes(b"mine")
    dead = dead_process()
    left = folder / f"{TEMPORARY_PREFIX}{dead}-0.mp4"
    left.write_bytes(b"x" * 3000)
    alive = folder / f"{TEMPORARY_PREFIX}{os.getpid()}-0.mp4"
    alive.write_bytes(b"an export is at it")
    dialog = CleaningDialog([folder, tmp_path / "gone"])
    qtbot.addWidget(dialog)
    dialog.show()
    remove = button(dialog, "Remove these")
    assert not remove.isEnabled()
    qtbot.waitUntil(remove.isEnabled, timeout=10_000)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        f"{left}  (3.0 kB)"
    ]
    later = folder / f"{TEMPORARY_PREFIX}{dead}-1.mp4"
    later.write_bytes(b"came after the list")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.list.count() == 0, timeout=10_000)
    assert not left.exists()
    assert later.exists(), "only what was listed is removed"
    assert film.exists()
    assert alive.exists()
    assert (folder / ".own.tmp").exists()
    assert "nothing to clean up" in dialog._sentence.text()
    assert not remove.isEnabled()


def test_a_clean_folder_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CleaningDialog([tmp_path])
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "nothing to clean up" in dialog._sentence.text(), timeout=10_000)
    assert not button(dialog, "Remove these").isEnabled()
