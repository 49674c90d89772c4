"""Pictures of the window for docs/gui.md and the README: ``python -m tests.screenshots [FOLDER]``.

Draws every view in both themes and languages at 100 and 200 % into memory, each scale in a
process of its own. What only some situations show is drawn once, and the whole matrix of the main
views alone, so that the pictures stay small in all.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
THEMES = ("light", "dark")
LANGUAGES = ("en", "zh_CN")
SCALES = (100, 200)
MATRIX = ("empty", "new", "exporting", "interrupted", "settings")
"""Views that are drawn in every theme and language and at every scale."""

SIZE = (1080, 700)
COLOURS = 128
"""Of a picture; the eye sees no difference, and the file is a quarter as large."""

Variant = tuple[str, str, int]
USUAL: Variant = ("light", "en", 100)


def variants_of(view: str) -> list[Variant]:
    """In which themes, languages and at which scales a view is drawn."""
    if view in MATRIX:
        return list(itertools.product(THEMES, LANGUAGES, SCALES))
    return [USUAL, ("dark", "zh_CN", 100)]


def name_of(view: str, variant: Variant) -> str:
    """The name of a picture; that of the usual variant is the view's alone."""
    if variant == USUAL:
        return f"{view}.png"
    theme, language, scale = variant
    return f"{view}-{theme}-{language}-{scale}.png"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=IMAGES)
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    folder = given.folder.absolute()
    if given.scale is not None:
        _draw(folder, given.scale)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        picture.unlink()
    for scale in SCALES:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(scale / 100),
            "TZ": "UTC",
        }
        command = [sys.executable, "-m", "tests.screenshots", str(folder), "--scale", str(scale)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
    pictures = list(folder.glob("*.png"))
    size = sum(picture.stat().st_size for picture in pictures)
    print(f"{len(pictures)} pictures, {size / 1e6:.1f} MB, in {folder}")


def _draw(folder: Path, scale: int) -> None:
    """All pictures of one scale, in this process."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from app.gui import application as program

    running = QApplication([])
    running.setWindowIcon(QIcon(str(program.ICON)))
    for theme, language in itertools.product(THEMES, LANGUAGES):
        with tempfile.TemporaryDirectory() as home:
            os.environ["REPRISE_DATA"] = home
            _draw_all(Path(home), folder, (theme, language, scale))


def _draw_all(home: Path, folder: Path, variant: Variant) -> None:
    from PySide6.QtWidgets import QApplication

    from app.gui import languages
    from app.gui import theme as colours
    from tests import window_scenes as scenes

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    colours.apply(application, variant[0])  # type: ignore[arg-type]
    languages.use(variant[1])
    window = scenes.window_in(home, SIZE)
    window.show()
    for view, show in scenes.SCENES.items():
        if variant in variants_of(view):
            window.notice.hide()
            show(window)
            window.centralWidget().setFocus()
            _save(window, folder / name_of(view, variant))
            window.new_page.show_films([])
            window._show_jobs([])
    for view, open_dialog in scenes.dialogs_of(window).items():
        if variant in variants_of(view):
            dialog = open_dialog()
            dialog.show()
            _save(dialog, folder / name_of(view, variant))
            dialog.close()
    for view, widget in _parts().items():
        if variant in variants_of(view):
            widget.show()
            _save(widget, folder / name_of(view, variant))
            widget.close()
    scenes.close(window)
    _settle()


def _parts() -> dict[str, object]:
    """Views that say most alone."""
    from app.gui.preview import examples as preview
    from app.gui.segments import examples as segments

    return {
        "segments": segments.example(),
        "segments-10": segments.example_small(),
        "segments-100000": segments.example_large(),
        "comparison": preview.example_compare(),
    }


def _save(widget: object, path: Path) -> None:
    """Draw a widget into a file, with few colours."""
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    assert isinstance(widget, QWidget)
    _settle()
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    if not _with_few_colours(picture).save(str(path), "PNG", 0):
        raise SystemExit(f"{path} cannot be written.")


def _with_few_colours(picture: object) -> object:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    assert isinstance(picture, QImage)
    return picture.convertToFormat(
        QImage.Format.Format_Indexed8, _palette(picture), Qt.ImageConversionFlag.DiffuseDither
    )


def _palette(picture: object) -> list[int]:
    """The colours of a picture that are used most, spread so that none is far from all."""
    from collections import Counter

    from PySide6.QtGui import QImage

    assert isinstance(picture, QImage)
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    counts = Counter(pixels.tolist())
    chosen = [colour for colour, _ in counts.most_common(COLOURS)]
    seen = {_coarse(colour) for colour in chosen}
    for colour, _ in counts.most_common():
        if len(chosen) == 256:
            break
        if _coarse(colour) not in seen:
            seen.add(_coarse(colour))
            chosen.append(colour)
    return [colour | 0xFF000000 for colour in chosen]


def _coarse(colour: int) -> tuple[int, int, int]:
    return colour >> 20 & 15, colour >> 12 & 15, colour >> 4 & 15


def _settle(rounds: Iterable[int] = range(4)) -> None:
    """Let happen what was begun: layouts, and what is read in the background."""
    from PySide6.QtCore import QCoreApplication

    for _ in rounds:
        QCoreApplication.processEvents()
        time.sleep(0.02)


if __name__ == "__main__":
    main()
