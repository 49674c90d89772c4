"""The languages of the window, and switching between them while it is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.gui.theme import RESOURCES

SYSTEM = "system"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Languages by Qt's name, each named in itself."""

_installed: list[QTranslator] = []


def use(choice: str) -> str:
    """Show a language of ``LANGUAGES``, or ``SYSTEM``'s; returns which it is.

    Every widget gets a ``LanguageChange`` event.
    """
    language = _of_the_system() if choice == SYSTEM else choice
    if language not in LANGUAGES:
        language = "en"
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(QLocale(language))
    own = str(RESOURCES / "translations")
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("reprise", own),
    ):
        translator = QTranslator()
        if translator.load(f"{name}_{language}", folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
    return language


def _of_the_system() -> str:
    for name in QLocale.system().uiLanguages():
        language = name.replace("-", "_")
        if language in LANGUAGES:
            return language
        if language.startswith("zh"):
            return "zh_CN"
        if language.startswith("en"):
            return "en"
    return "en"
