"""Texts with plural forms, for functions that belong to no widget."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


class Texts:
    """A context of the files of translations; its name is that of the subclass.

    ``lupdate`` takes ``Words.tr("%n film(s)", "", count)`` for a text with plural forms, as it
    does with ``self.tr`` of widgets. Of ``translate("Words", ...)`` it sees no plural forms, and
    nothing at all where the count is an expression.
    """

    @classmethod
    def tr(cls, text: str, comment: str = "", count: int = -1) -> str:
        """A text in the language of the window, ``%n`` and ``%Ln`` filled in."""
        return QCoreApplication.translate(cls.__name__, text, comment, count)
