"""An edit that is being set up: its tracks as a strip, and a frame of the clip one looks at."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.gui import theme, words
from app.gui.elided_label import ElidedLabel
from app.gui.preview.frame_loader import FrameLoader, as_image
from app.gui.preview.frame_view import FrameView
from app.gui.sentences import told
from app.gui.timeline_strip.rows import Item
from app.gui.timeline_strip.strip import TimelineStrip
from app.jobs.edit_facts import EditFacts
from app.jobs.stills import Box, still
from exporters.cancel import CancelToken
from exporters.media.source import Source
from exporters.timeline.sequence import Clip, Media

LOWEST = 10 * theme.GRID
"""Height of the picture at least, in pixels."""


class EditView(QWidget):
    """Shows one edit. The frame is the medium's own: nothing is composited before the export.

    Signals:
        moment_changed(moment): where in the edit one looks, in seconds; None for nowhere.
    """

    moment_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: EditFacts | None = None
        self._failed = False
        self.strip = TimelineStrip()
        self.details = ElidedLabel()
        self.details.setProperty("dim", True)
        self.details.setFont(theme.tabular(self.font()))
        self.view = FrameView()
        # What the tracks leave is its room.
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.view.setMinimumHeight(LOWEST)
        self._loader = FrameLoader(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.strip)
        layout.addWidget(self.details)
        layout.addWidget(self.view, 1)
        self.strip.current_changed.connect(self._go_to)
        self.view.box_changed.connect(self._refresh)
        self._loader.loaded.connect(self._show_images)
        self._loader.failed.connect(lambda why: self.view.show_message(told(why), "warning"))
        self._loader.busy_changed.connect(self.view.set_busy)
        self.retranslate()

    def show_edit(self, facts: EditFacts | None, *, failed: bool = False) -> None:
        """Show an edit, or none: while it is read, or since that ``failed``."""
        self._loader.forget()
        self._facts, self._failed = facts, failed
        self.strip.show_sequence(facts.sequence if facts is not None else None)
        for widget in (self.strip, self.details):
            widget.setVisible(facts is not None)
        self._say("")
        self._refresh()

    def retranslate(self) -> None:
        if self.strip.current is None:
            self._say("")
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _go_to(self, text: str) -> None:
        self._say(text)
        self._refresh()
        item, facts = self.strip.current, self._facts
        if item is not None and facts is not None:
            self.moment_changed.emit(Fraction(item.start) / facts.sequence.rate)

    def _say(self, text: str) -> None:
        """What is known of a clip, in lines; without one, what the picture is."""
        whose = self.tr("The picture is that of the medium; the edit is composited by the export.")
        self.view.setToolTip(whose)
        self.details.setText(" · ".join(text.splitlines()) or whose)

    def _refresh(self) -> None:
        facts = self._facts
        if facts is None:
            unread = self.tr("This edit cannot be shown") if self._failed else self.tr("Reading…")
            self.view.show_message(unread, "film" if self._failed else "")
            return
        shown = self.strip.current or _first_seen(facts)
        medium = shown.content if isinstance(shown, Clip) else None
        source = None
        if isinstance(medium, Media) and medium.path is not None:
            source = facts.sources.get(medium.path)
        if isinstance(shown, Clip) and source is not None and source.video is not None:
            self._ask(source, shown)
        else:
            self._loader.stop()
            self.view.show_message(self._why_none(shown), "film")

    def _why_none(self, shown: Item | None) -> str:
        if shown is None:
            return self.tr("This edit shows no film")
        content = shown.content if isinstance(shown, Clip) else None
        if isinstance(content, Media) and content.path is None:
            return self.tr("The medium {name} is missing").format(name=words.one_line(content.name))
        if isinstance(content, Media):
            return self.tr("This is sound only")
        return self.tr("This has no medium to be shown")

    def _ask(self, source: Source, clip: Clip) -> None:
        box, ratio = self.view.box(), self.devicePixelRatioF()
        time = float(clip.source_in) if source.duration else 0.0

        def decode(token: CancelToken) -> list[QImage]:
            return [as_image(still(source, time, box, token=token), ratio)]

        self._loader.ask((source.path, time, box), decode)

    def _show_images(self, key: tuple[Path, float, Box], images: list[QImage]) -> None:
        self.view.show_images(images, [words.one_line(key[0].name)])


def _first_seen(facts: EditFacts) -> Clip | None:
    """The first clip with a medium that can be shown; else the first of all."""
    clips = [clip for track in facts.sequence.video if track.enabled for clip in track.clips]
    clips.sort(key=lambda clip: clip.start)
    for clip in clips:
        if isinstance(clip.content, Media) and clip.content.path in facts.sources:
            return clip
    return clips[0] if clips else None
