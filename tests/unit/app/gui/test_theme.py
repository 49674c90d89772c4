from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from app.gui import theme


def luminance(colour: QColor) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shown", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_4_5_on_every_ground(shown: theme.Theme) -> None:
    texts = ("text", "dim", "accent", "good", "warn", "bad")
    grounds = ("background", "surface", "raised", "selection")
    too_weak = {
        (text, ground): round(contrast(getattr(shown, text), getattr(shown, ground)), 2)
        for text, ground in itertools.product(texts, grounds)
        if contrast(getattr(shown, text), getattr(shown, ground)) < 4.5
    }
    assert not too_weak
    assert contrast(shown.on_accent, shown.accent) >= 4.5


def test_every_icon_can_be_drawn_in_the_colour_of_the_theme(qapp: QApplication) -> None:
    names = [path.stem for path in (theme.RESOURCES / "icons").glob("*.svg")]
    assert names
    for name in names:
        image = theme.icon(name).pixmap(32, 32).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert inked, name


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    shown = theme.icon("pause")

    def ink(icon: QIcon) -> set[str]:
        image = icon.pixmap(32, 32).toImage()
        points = itertools.product(range(32), range(32))
        colours = (image.pixelColor(x, y) for x, y in points)
        return {colour.name() for colour in colours if colour.alpha() == 255}

    assert theme.LIGHT.text.name() in ink(shown)
    theme.apply(qapp, "dark")
    assert theme.DARK.text.name() in ink(shown)
