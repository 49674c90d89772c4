"""Thumbnails for lists: asked for while painting, there a little later."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from app.gui.background import Task, run_in_background
from app.jobs.edit_thumbnails import source_picture
from exporters.cancel import CancelToken

KEPT = 512
"""Pictures that are kept in memory."""
MOST_WAITING = 64
"""Wishes beyond are forgotten, oldest first: a list that is scrolled past needs none."""

_Key = tuple[Path, int, int]


class Thumbnails(QObject):
    """One for a window. A file that has no picture is not looked at again.

    Signals:
        ready(path): the picture of a file is there, or it is known that there is none.
    """

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[_Key, float] = OrderedDict()
        self._task: Task | None = None

    def pixmap(self, path: Path, size: QSize, ratio: float = 1.0) -> QPixmap | None:
        """The picture that fits into ``size``, or None while there is none.

        Args:
            ratio: pixels of the screen to a point.
        """
        key = (path, round(size.width() * ratio), round(size.height() * ratio))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting[key] = ratio
        self._waiting.move_to_end(key)
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        self._go_on()
        return None

    def forget(self, path: Path) -> None:
        """The file is another now."""
        for key in [key for key in self._kept if key[0] == path]:
            del self._kept[key]

    def _go_on(self) -> None:
        if self._task is not None or not self._waiting:
            return
        key, ratio = self._waiting.popitem()
        path, width, height = key

        def load(token: CancelToken) -> QImage:
            return QImage.fromData(source_picture(path, (width, height), token))

        def take(image: QImage) -> None:
            image.setDevicePixelRatio(ratio)
            self._keep(key, None if image.isNull() else QPixmap.fromImage(image))

        self._task = run_in_background(
            self, load, take, lambda _: self._keep(key, None), unhurried=True
        )

    def _keep(self, key: _Key, picture: QPixmap | None) -> None:
        self._task = None
        self._waiting.pop(key, None)
        self._kept[key] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._go_on()
        self.ready.emit(key[0])
