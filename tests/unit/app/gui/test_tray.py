"""The icon in the tray, and what it does where there is no tray."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.gui.tray import Tray


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    picture = QPixmap(16, 16)
    picture.fill()
    return Tray(QIcon(picture))


def test_its_menu_shows_the_window_pauses_and_quits(qtbot: QtBot, tray: Tray) -> None:
    entries = tray._menu.actions()
    assert [entry.text() for entry in entries] == ["Show Reprise", "Pause everything", "Quit"]
    signals = (tray.show_requested, tray.pause_requested, tray.quit_requested)
    for entry, signal in zip(entries, signals, strict=True):
        with qtbot.waitSignal(signal):
            entry.trigger()


def test_a_click_on_it_shows_the_window(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.show_requested):
        tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.show_requested):
        tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_the_pointer_over_it_tells_how_far_things_are(tray: Tray) -> None:
    tray.show_progress("Reprise · 1 export running · 63 %")
    assert tray._icon.toolTip() == "Reprise · 1 export running · 63 %"


def test_without_a_tray_it_stays_hidden_and_tells_nothing(
    tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    told: list[object] = []
    monkeypatch.setattr(tray._icon, "showMessage", lambda *given: told.append(given))
    assert not tray.available
    tray.show()
    tray.tell("Reprise is done", "1 export finished.")
    assert not tray._icon.isVisible()
    assert told == []
