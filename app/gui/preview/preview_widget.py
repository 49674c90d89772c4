"""A film at any time: as it is, as it will be, and both compared."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import theme
from app.gui.background import Task, run_in_background
from app.gui.preview.controls import PreviewControls
from app.gui.preview.frame_loader import Decode, FrameLoader, as_image
from app.gui.preview.frame_view import FrameView
from app.gui.preview.modes import Mode
from app.gui.preview.sampling import HeldSample, Sampling
from app.gui.sentences import told
from app.jobs.sample import pair_at
from app.jobs.stills import frame_seconds, still
from exporters.cancel import CancelToken
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.video.request import VideoRequest


class PreviewWidget(QWidget):
    """Shows one source. Nothing of it is read or decoded in the GUI thread.

    Signals:
        time_changed(float): the user went to a time, in seconds from the source's beginning.
        estimated(Estimate): what the whole export comes to.
        not_estimated(str): why that cannot be told.
        source_read(Source): the source was read.
        problem_found(str): the source cannot be shown, in sentences.
    """

    time_changed = Signal(float)
    estimated = Signal(object)
    not_estimated = Signal(str)
    source_read = Signal(object)
    problem_found = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._source: Source | None = None
        self._request: VideoRequest | None = None
        self._probing: Task | None = None
        self._problem = ""
        self._time = 0.0
        self.view = FrameView()
        self.controls = PreviewControls()
        self._loader = FrameLoader(self)
        self._sampling = Sampling(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.controls)
        self._connect()
        self._show_state()

    @property
    def time(self) -> float:
        """Seconds from the source's beginning."""
        return self._time

    @property
    def mode(self) -> Mode:
        return self.controls.mode

    def show_source(self, path: Path | None, source: Source | None = None) -> None:
        """Show a film from its beginning, or nothing.

        Args:
            source: as ``probe`` described it, if that is known already.
        """
        self._forget()
        self._path = path
        self.set_range(None, None)
        self._set_time(0.0)
        if source is not None:
            self._take_source(source)
        elif path is not None:
            self._probing = run_in_background(
                self, lambda token: probe(path, token=token), self._take_source, self._take_problem
            )
        self._show_state()

    def set_request(self, request: VideoRequest | None) -> None:
        """The settings that "Result" and "Compare" show; which source they name is of no matter."""
        if request == self._request:
            return
        self._request = request
        self._sampling.set_export(self._source, request)
        self._show_state()
        self._refresh()

    def set_time(self, seconds: float) -> None:
        """Go to a time, without telling."""
        self._set_time(seconds)
        self._refresh()

    def set_mode(self, mode: Mode) -> None:
        """Show the source, the result, or both; the source where that cannot be."""
        self.controls.set_mode(mode)
        self._refresh()

    def set_range(self, start: float | None, end: float | None) -> None:
        """What is exported, in seconds; the rest of the time axis is shaded."""
        self.controls.slider.set_range(start, end)

    def measure(self) -> bool:
        """Estimate size and time of the whole by encoding short samples of several places.

        False when there is no film yet that could be measured.
        """
        return self._sampling.measure()

    def stop_measuring(self) -> None:
        """No estimate is wanted any more."""
        self._sampling.stop_measuring()

    def step(self, frames: int) -> None:
        """Go on, or back, by so many frames."""
        if self._source is not None and self._source.video is not None:
            length = float(frame_seconds(self._source.video))
            # From the middle of the frame, so that rounding cannot keep it in its place.
            place = int(self._time / length + 0.5) + frames
            self._go_to(place * length)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()
            self._refresh()
        elif event.type() == QEvent.Type.PaletteChange:
            self.view.update()
        super().changeEvent(event)

    def _connect(self) -> None:
        self.controls.moved.connect(self._go_to)
        self.controls.stepped.connect(self.step)
        self.controls.mode_chosen.connect(lambda _: self._refresh())
        self.view.box_changed.connect(self._refresh)
        self._loader.loaded.connect(self._show_images)
        self._loader.failed.connect(self._show_failure)
        self._loader.busy_changed.connect(self._show_busy)
        self._sampling.busy_changed.connect(self._show_busy)
        self._sampling.sample_ready.connect(self._refresh)
        self._sampling.failed.connect(self._show_failure)
        self._sampling.estimated.connect(self.estimated)
        self._sampling.not_estimated.connect(self.not_estimated)
        for key, frames in ((",", -1), (".", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda frames=frames: self.step(frames))

    def _forget(self) -> None:
        if self._probing is not None:
            self._probing.cancel()
            self._probing = None
        self._source, self._problem = None, ""
        self._sampling.set_export(None, self._request)
        self._loader.forget()

    def _take_source(self, source: Source) -> None:
        self._probing = None
        self._source = source
        self._sampling.set_export(source, self._request)
        self._show_state()
        self._refresh()
        self.source_read.emit(source)

    def _take_problem(self, sentence: str) -> None:
        self._probing = None
        self._problem = sentence
        self._show_state()
        self.problem_found.emit(sentence)

    def _show_state(self) -> None:
        """Controls and words that fit what is known of the source."""
        source = self._source
        has_picture = source is not None and source.video is not None
        encodes = self._request is not None and self._request.video is not None
        length = _length(source) if source is not None else 0.0
        self.controls.show_state(length, has_picture, encodes)
        self.view.retranslate()
        if self._problem:
            self.view.show_message(told(self._problem), "error")
        elif self._path is None and source is None:
            self.view.show_message(self.tr("Nothing to show yet"), "film")
        elif source is None:
            self.view.show_message(self.tr("Reading…"))
        elif not has_picture:
            self.view.show_message(self.tr("This file has sound only"), "film")
        self._show_busy()

    def _show_busy(self, _: bool = False) -> None:
        busy = self._probing is not None or self._loader.busy or self._sampling.busy
        self.view.set_busy(busy)

    def _set_time(self, seconds: float) -> None:
        length = self.controls.slider.length
        self._time = max(0.0, min(seconds, length) if length else seconds)
        self.controls.show_time(self._time)

    def _go_to(self, seconds: float) -> None:
        self._set_time(seconds)
        self._refresh()
        self.time_changed.emit(self._time)

    def _refresh(self) -> None:
        """Ask for the picture that belongs here now."""
        source, request = self._source, self._request
        if source is None or source.video is None:
            return
        if self.mode is not Mode.COMPARE:
            self._sampling.stop()
        elif (held := self._sampling.want(self._time)) is not None:
            self._ask_pair(held)
            return
        shown = request if self.mode is Mode.RESULT else None
        self._ask_still(source, shown)

    def _ask_still(self, source: Source, request: VideoRequest | None) -> None:
        time, box, ratio = self._time, self.view.box(), self.devicePixelRatioF()

        def decode(token: CancelToken) -> list[QImage]:
            return [as_image(still(source, time, box, request=request, token=token), ratio)]

        self._ask((source.path, time, box, _look(request)), decode)

    def _ask_pair(self, held: HeldSample) -> None:
        box, ratio = self.view.box(), self.devicePixelRatioF()
        frame = held.sample.frame_at(self._time)

        def decode(token: CancelToken) -> list[QImage]:
            pair = pair_at(held.sample, frame, box, token)
            return [as_image(one, ratio) for one in (pair.original, pair.encoded)]

        self._ask((held.sample.path, frame, box, "pair"), decode)

    def _ask(self, key: Hashable, decode: Decode) -> None:
        self._loader.ask(key, decode)

    def _show_images(self, key: Hashable, images: list[QImage]) -> None:
        if len(images) > 1:
            self.view.show_images(images, [self.tr("Original"), self.tr("Result")])
            return
        label = [self.tr("Result")] if self.mode is Mode.RESULT else []
        self.view.show_images(images, label)
        if self.mode is Mode.COMPARE and self._sampling.busy:
            self.view.show_message(self.tr("Encoding a short sample…"), keep=True)

    def _show_failure(self, sentence: str) -> None:
        self.view.show_message(told(sentence), "warning", keep=bool(self.view.images))


def _length(source: Source) -> float:
    lengths = (source.duration, source.video.duration if source.video else None)
    return float(next((length for length in lengths if length), 0))


def _look(request: VideoRequest | None) -> Hashable:
    """What of the settings can be seen before the encoder."""
    if request is None:
        return None
    return (request.video_encoder, request.encoder_preset, request.pixel_format, request.scale,
            request.deinterlace, request.denoise)  # fmt: skip
