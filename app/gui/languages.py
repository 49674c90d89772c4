"""The languages of the window, and switching between them while it is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from app.gui.theme import RESOURCES

SYSTEM = "system"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Languages by Qt's name, each named in itself."""

FONTS = {"zh_CN": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")}
"""Fonts with a language's own shapes of characters that others write too, best first.

A system in another language would take the Japanese shapes for Chinese text.
"""

_installed: list[QTranslator] = []
_shown = "en"


def shown() -> str:
    """The language of ``LANGUAGES`` that ``use`` showed last."""
    return _shown


def use(choice: str) -> str:
    """Show a language of ``LANGUAGES``, or ``SYSTEM``'s; returns which it is.

    Every widget gets a ``LanguageChange`` event.
    """
    global _shown
    language = _of_the_system() if choice == SYSTEM else choice
    if language not in LANGUAGES:
        language = "en"
    _shown = language
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
    _complete_font(language)
    return language


def _complete_font(language: str) -> None:
    """Have characters that the usual font lacks drawn as the language writes them."""
    usual = QGuiApplication.font()
    QFont.removeSubstitutions(usual.family())
    wanted = FONTS.get(language, ())
    there = set(QFontDatabase.families()) if wanted else set()
    found = [name for name in wanted if name in there][:1]
    if found:
        # The usual name may be one that stands for another font, which is to stay the first.
        QFont.insertSubstitutions(usual.family(), [QFontInfo(usual).family(), *found])


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
