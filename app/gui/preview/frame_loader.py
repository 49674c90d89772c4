"""One frame after the other out of the background, the latest wish first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QImage

from app.gui.background import Task, run_in_background
from app.jobs.stills import Still
from exporters.cancel import CancelToken

PATIENCE_MS = 400
"""A frame that takes longer than this is given up for a later wish; quicker ones are shown on the
way, so that something moves while the slider does."""
KEPT_BYTES = 96_000_000
"""Frames that were shown are kept for stepping back."""

Decode = Callable[[CancelToken], "list[QImage]"]


class FrameLoader(QObject):
    """Decodes what was asked for last, never two at a time.

    Signals:
        loaded(key, images): pictures that were asked for under ``key``.
        failed(str): why there is none, in sentences.
        busy_changed(bool): whether something is being decoded.
    """

    loaded = Signal(object, list)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._running: Hashable = None
        self._wish: tuple[Hashable, Decode] | None = None
        self._clock = QElapsedTimer()
        self._kept: OrderedDict[Hashable, list[QImage]] = OrderedDict()
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def ask(self, key: Hashable, decode: Decode) -> None:
        """Decode this next; a wish that has not been begun is forgotten.

        Args:
            key: what it is, for telling whether it is known already.
            decode: runs in another thread.
        """
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            self.stop()
            self.loaded.emit(key, found)
            return
        if self._task is not None and self._running == key:
            self._wish = None
            return
        self._wish = (key, decode)
        if self._task is not None and self._clock.elapsed() > PATIENCE_MS:
            self._cancel()
        self._go_on()

    def forget(self) -> None:
        """Stop, and keep nothing: the frames are of something else now."""
        self._kept.clear()
        self.stop()

    def stop(self) -> None:
        """Nothing is asked for any more."""
        self._wish = None
        self._cancel()
        self._set_busy(False)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _go_on(self) -> None:
        if self._task is None and self._wish is not None:
            (self._running, decode), self._wish = self._wish, None
            self._clock.restart()
            self._task = run_in_background(self, decode, self._take, self._take_problem)
        self._set_busy(self._task is not None)

    def _take(self, images: list[QImage]) -> None:
        self._task = None
        key = self._running
        self._keep(key, images)
        self._go_on()
        self.loaded.emit(key, images)

    def _take_problem(self, sentence: str) -> None:
        self._task = None
        waiting = self._wish is not None
        self._go_on()
        if not waiting:
            self.failed.emit(sentence)

    def _keep(self, key: Hashable, images: list[QImage]) -> None:
        self._kept[key] = images
        size = sum(image.sizeInBytes() for kept in self._kept.values() for image in kept)
        while size > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            size -= sum(image.sizeInBytes() for image in dropped)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)


def as_image(one: Still, ratio: float) -> QImage:
    """A still for a screen with ``ratio`` pixels to a point. May be called in any thread."""
    plain = QImage(one.rgb, one.width, one.height, 3 * one.width, QImage.Format.Format_RGB888)
    image = plain.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    return image
