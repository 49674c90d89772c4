"""Everything can be reached by the keyboard, is named for screen readers, and has its room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.gui import languages
from app.gui.elided_label import ElidedLabel
from app.gui.main_window import SMALLEST, MainWindow
from app.gui.window_keys import KEYS
from tests import window_scenes as scenes

SPIN = 32
"""What the border and the buttons of a field for numbers take."""

LANGUAGES = ("en", "zh_CN", "longer")
DIALOGS = (
    "interrupted",
    "editor",
    "losses",
    "settings",
    "history",
    "keys",
    "about",
    "log",
    "closing",
    "cleaning",
)


class Longer(QTranslator):
    """Texts that are a third longer than the English ones, as those of other languages."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(
        self, context: str, source: str, disambiguation: str = "", n: int = -1
    ) -> str | None:
        if not source or context.startswith("Q"):
            return None
        text = source.replace("%n", str(n)) if n >= 0 else source
        words = text.split(" ")
        return " ".join([*words, *["wider"] * ((len(text) + 12) // 18)])


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    longer = Longer()
    languages.use(request.param if request.param in languages.LANGUAGES else "en")
    if request.param == "longer":
        QCoreApplication.installTranslator(longer)
    yield str(request.param)
    QCoreApplication.removeTranslator(longer)
    languages.use("en")


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


@pytest.fixture(scope="module")
def only_window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    made = scenes.window_in(tmp_path_factory.mktemp("window"), SMALLEST)
    made.show()
    yield made
    scenes.close(made)
    settle()


@pytest.fixture
def window(qtbot: QtBot, only_window: MainWindow) -> MainWindow:
    """The same window for all tests; each shows its own scene in it."""
    only_window.resize(*SMALLEST)
    only_window._show_jobs([])
    only_window.new_page.show_films([])
    only_window.notice.hide()
    only_window.activateWindow()
    qtbot.waitUntil(only_window.isActiveWindow)
    return only_window


def opened(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    """A scene of the window, or a dialog over it."""
    if name in scenes.SCENES:
        scenes.SCENES[name](window)
        settle()
        return window
    dialog = scenes.dialogs_of(window)[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    settle()
    return dialog


def called(widget: QWidget) -> str:
    """For messages."""
    names = [type(widget).__name__, widget.objectName(), getattr(widget, "text", str)()]
    parent = widget.parentWidget()
    return f"{' '.join(filter(None, names))} in {type(parent).__name__}"


def shown(top: QWidget) -> list[QWidget]:
    """The visible widgets that are the program's own, not parts of Qt's controls."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisibleTo(top)
        and widget.window() is top
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QMenu)
    ]


def focusable(top: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in shown(top)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        # The areas that scroll a page have nothing to do by themselves.
        and not isinstance(widget, QScrollArea)
        # Of buttons that exclude each other Tab comes to the one that is down, arrows to the rest.
        and not (
            isinstance(widget, QAbstractButton)
            and widget.group() is not None
            and widget.group().exclusive()
            and not widget.isChecked()
        )
    ]


def spoken(widget: QWidget, top: QWidget) -> str:
    """What a screen reader says of a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    buddies = [label.text() for label in top.findChildren(QLabel) if label.buddy() is widget]
    return buddies[0] if buddies else ""


@pytest.mark.parametrize("name", [*scenes.SCENES, *DIALOGS])
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, name: str) -> None:
    top = opened(qtbot, window, name)
    found = focusable(top)
    assert found
    assert [called(widget) for widget in found if not spoken(widget, top).strip()] == []


@pytest.mark.parametrize("name", [*scenes.SCENES, *DIALOGS])
def test_the_tab_key_comes_to_everything_and_back(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    top = opened(qtbot, window, name)
    expected = focusable(top)
    reached: list[QWidget] = []
    first = QApplication.focusWidget() or expected[0]
    first.setFocus()
    for _ in range(2 * len(expected) + 10):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    missed = [called(widget) for widget in expected if widget not in reached]
    assert missed == []
    order = reached[: reached.index(reached[0], 1)]
    backwards = []
    for _ in order:
        focus = QApplication.focusWidget()
        assert focus is not None
        backwards.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Backtab)
    assert set(backwards) == set(order)


@pytest.mark.parametrize("name", ["new", "exporting", "settings"])
def test_the_tab_key_goes_from_top_to_bottom_within_a_column(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    """What stands right below another in the same column comes after it."""
    top = opened(qtbot, window, name)
    form = {"new": window.new_page.panel.form, "exporting": window.job_page}.get(name, top)
    inside = [widget for widget in focusable(top) if form.isAncestorOf(widget)]
    places = {widget: widget.mapTo(form, widget.rect().topLeft()).y() for widget in inside}
    outside = [widget for widget in focusable(top) if widget not in places]
    first = outside[0] if outside else min(inside, key=lambda widget: places[widget])
    first.setFocus()
    reached: list[QWidget] = []
    while QApplication.focusWidget() not in reached:
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    order = [widget for widget in reached if widget in places]
    assert [called(widget) for widget in inside if widget not in order] == []
    # Neighbours in one row may differ by a few pixels.
    assert all(places[later] >= places[earlier] - 24 for earlier, later in pairwise(order))


def too_large(widget: QWidget) -> bool:
    """Whether a widget has less room than it needs at least."""
    if isinstance(widget, ElidedLabel | QHeaderView | QProgressBar) or not widget.width():
        return False
    if isinstance(widget, QAbstractSpinBox):
        return widget.fontMetrics().horizontalAdvance(widget.text()) + SPIN > widget.width()
    needed = widget.minimumSizeHint()
    if isinstance(widget, QLabel):
        needed = needed_by(widget)
    if isinstance(widget, QComboBox | QAbstractScrollArea | QLineEdit):
        # Their texts scroll, or are shown in a list of their own.
        needed.setWidth(0)
    limits = widget.minimumSize().expandedTo(QSize(0, 0))
    return needed.width() > max(widget.width(), limits.width()) + 1 or (
        needed.height() > max(widget.height(), limits.height()) + 1
    )


def needed_by(label: QLabel) -> QSize:
    if not label.text():
        return QSize()
    if not label.wordWrap():
        return label.minimumSizeHint()
    return QSize(0, label.heightForWidth(label.width()))


@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
@pytest.mark.parametrize("name", scenes.SCENES)
def test_nothing_is_cut_off_in_the_smallest_window(
    language: str, qtbot: QtBot, window: MainWindow, name: str
) -> None:
    opened(qtbot, window, name)

    def fits() -> None:
        cut = [
            f"{called(widget)}: {widget.minimumSizeHint()} in {widget.size()}"
            for widget in shown(window)
            if too_large(widget)
        ]
        assert cut == []

    # What is added to the layout late takes some turns of the event loop to find its place.
    qtbot.waitUntil(fits)
    assert (window.width(), window.height()) == SMALLEST, window.minimumSizeHint()


@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_is_cut_off_in_a_dialog_and_it_fits_the_smallest_window(
    language: str, qtbot: QtBot, window: MainWindow, name: str
) -> None:
    dialog = opened(qtbot, window, name)
    width, height = SMALLEST
    assert dialog.minimumSizeHint().width() <= width
    assert dialog.minimumSizeHint().height() <= height
    assert dialog.width() <= width
    assert dialog.height() <= height
    cut = [
        f"{called(widget)}: {widget.minimumSizeHint()} in {widget.size()}"
        for widget in shown(dialog)
        if too_large(widget)
    ]
    assert cut == []


def test_all_keys_of_the_window_are_different_and_listed(qtbot: QtBot, window: MainWindow) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    own = list(KEYS.values())
    assert len(own) == len(set(own))
    texts = {label.text() for label in opened(qtbot, window, "keys").findChildren(QLabel)}
    native = QKeySequence.SequenceFormat.NativeText
    for shortcut in window.findChildren(QShortcut):
        assert shortcut.key().toString(native) in texts
