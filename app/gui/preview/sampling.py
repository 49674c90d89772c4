"""The sample that a comparison shows, and the estimate that is made from samples."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.background import Task, run_in_background
from app.jobs.estimate import Estimate, estimate, extrapolate
from app.jobs.sample import Sample, make_sample
from exporters.cancel import CancelToken
from exporters.cleanup import CleanupRegistry
from exporters.media.source import Source
from exporters.video.request import VideoRequest

PAUSE_MS = 500
"""A sample is encoded when the time and the settings have rested for so long."""


class HeldSample:
    """A sample whose files are removed when nobody holds it any more."""

    def __init__(self, sample: Sample, cleanup: CleanupRegistry) -> None:
        self.sample = sample
        weakref.finalize(self, cleanup.release)


class Sampling(QObject):
    """Encodes in the background what is looked at now; everything outdated is given up.

    Signals:
        sample_ready(): ``held`` is there.
        estimated(Estimate): of the whole export.
        failed(str): a sample could not be made, in sentences.
        not_estimated(str): why the whole export could not be estimated.
        busy_changed(bool): whether a sample is being encoded.
    """

    sample_ready = Signal()
    estimated = Signal(object)
    failed = Signal(str)
    not_estimated = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.held: HeldSample | None = None
        self._source: Source | None = None
        self._request: VideoRequest | None = None
        self._moment = 0.0
        # A source may have no frame at its very end; the sample for there is the last one then.
        self._made_for = -1.0
        self._measured = False
        self._sampling: Task | None = None
        self._measuring: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether a sample is to come."""
        return self._pause.isActive() or self._sampling is not None

    def set_export(self, source: Source | None, request: VideoRequest | None) -> None:
        """What is exported, and how; samples of anything else are dropped."""
        self._source, self._request = source, request
        self.stop()
        self.stop_measuring()
        self.held, self._made_for, self._measured = None, -1.0, False

    def want(self, moment: float) -> HeldSample | None:
        """The sample that shows ``moment``, in seconds; None while it is yet to be made."""
        if self._source is None or self._request is None:
            return None
        if self.held is not None and (moment == self._made_for or self.held.sample.covers(moment)):
            self.stop()
            return self.held
        self._moment = moment
        self._cancel()
        self._pause.start()
        self.busy_changed.emit(True)
        return None

    def stop(self) -> None:
        """No sample is wanted any more."""
        was_busy = self.busy
        self._pause.stop()
        self._cancel()
        if was_busy:
            self.busy_changed.emit(False)

    def measure(self) -> bool:
        """Estimate the whole from several places of the film; False when there is none yet."""
        source, request = self._source, self._request
        if source is None or request is None:
            return False
        self.stop_measuring()
        self._measuring = run_in_background(
            self,
            lambda token: estimate(request, source, token=token),
            self._take_estimate,
            self._take_no_estimate,
        )
        return True

    def stop_measuring(self) -> None:
        """No estimate is wanted any more."""
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    def _cancel(self) -> None:
        if self._sampling is not None:
            self._sampling.cancel()
            self._sampling = None

    def _begin(self) -> None:
        source, request, moment = self._source, self._request, self._moment
        if source is None or request is None:
            return

        def encode(token: CancelToken) -> tuple[HeldSample, Estimate | None]:
            cleanup = CleanupRegistry()
            try:
                sample = make_sample(request, source, moment, cleanup, token=token)
            except BaseException:
                cleanup.release()
                raise
            held = HeldSample(sample, cleanup)
            known = source.duration is not None or request.end_seconds is not None
            return held, extrapolate([sample], request, source) if known else None

        self._sampling = run_in_background(self, encode, self._take, self._take_problem)

    def _take(self, made: tuple[HeldSample, Estimate | None]) -> None:
        self._sampling = None
        self.held, guess = made
        self._made_for = self._moment
        self.busy_changed.emit(False)
        self.sample_ready.emit()
        # A guess from one place must not replace what was measured at several.
        if guess is not None and self._measuring is None and not self._measured:
            self.estimated.emit(guess)

    def _take_problem(self, sentence: str) -> None:
        self._sampling = None
        self.busy_changed.emit(False)
        self.failed.emit(sentence)

    def _take_estimate(self, found: Estimate) -> None:
        self._measuring, self._measured = None, True
        self.estimated.emit(found)

    def _take_no_estimate(self, sentence: str) -> None:
        self._measuring = None
        self.not_estimated.emit(sentence)
