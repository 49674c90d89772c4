from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui.export_panel.memory import FOLDER, Forgetful
from app.gui.export_panel.panel import ExportPanel


@pytest.fixture
def memory(tmp_path: Path) -> Forgetful:
    """Outputs go to a folder of the test's own."""
    remembered = Forgetful()
    (tmp_path / "out").mkdir()
    remembered.set(FOLDER, str(tmp_path / "out"))
    return remembered


@pytest.fixture
def panel(qtbot: QtBot, memory: Forgetful) -> ExportPanel:
    """A panel that is shown, without a film."""
    shown = ExportPanel(memory)
    qtbot.addWidget(shown)
    shown.resize(420, 1000)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown
