"""The rows for sound and subtitles."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import encoder_words, theme
from app.gui.export_panel import wording
from app.gui.export_panel.choice_box import ChoiceBox, Entry
from app.gui.export_panel.fields import Field, Tick
from app.gui.export_panel.section import Row, Section, Shown, enable, entries_of
from app.jobs import choices
from app.jobs.draft import chosen_tracks
from app.jobs.reasons import Reason, because
from exporters.errors import UsageError
from exporters.media.source import AudioStream, Source

_LIST = "list"


class TracksControl(QWidget):
    """All tracks, the first, none, or those that are ticked.

    Signals:
        chosen(tracks): what ``VideoRequest.audio_tracks`` takes.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox()
        self.ticks: list[Tick] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID // 2)
        self._layout.addWidget(self.box)
        self._named: list[str] = []
        self.setFocusProxy(self.box)
        self.box.chosen.connect(self._chosen)

    def show_tracks(self, entries: list[Entry], tracks: str, source: Source | None) -> None:
        """Show a choice, and the tracks of the source where single ones are chosen."""
        listed = tracks not in ("all", "first", "none")
        self.box.show_entries(entries, _LIST if listed else tracks)
        streams = source.audio if source else ()
        self._name_ticks(streams)
        numbers = tracks.split(",") if listed else []
        for number, tick in enumerate(self.ticks, 1):
            tick.setVisible(listed)
            tick.setChecked(str(number) in numbers)
            # The last one stays: without any there is "none" to choose.
            tick.setEnabled(numbers != [str(number)])

    def _name_ticks(self, streams: tuple[AudioStream, ...]) -> None:
        named = [wording.track(number, stream) for number, stream in enumerate(streams, 1)]
        if named == self._named:
            return
        self._named = named
        for tick in self.ticks:
            self._layout.removeWidget(tick)
            tick.deleteLater()
        self.ticks = [Tick(text) for text in named]
        for tick in self.ticks:
            tick.clicked.connect(self._ticked)
            self._layout.addWidget(tick)

    def _chosen(self, value: str) -> None:
        if value == _LIST:
            value = ",".join(str(number) for number in range(1, len(self.ticks) + 1)) or "all"
        self.chosen.emit(value)

    def _ticked(self) -> None:
        numbers = [str(number) for number, tick in enumerate(self.ticks, 1) if tick.isChecked()]
        self.chosen.emit(",".join(numbers))


class SoundSection(Section):
    """Which tracks, and how they are encoded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tracks = TracksControl()
        self.encoder, self.bitrate, self.subtitles = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.tracks_row = Row(Field(self.tracks), self.tracks.box)
        self.encoder_row = Row(Field(self.encoder))
        self.bitrate_row = Row(Field(self.bitrate))
        self.subtitles_row = Row(Field(self.subtitles))
        self.rows = [self.tracks_row, self.subtitles_row]
        self.advanced = [self.encoder_row, self.bitrate_row]
        self.tracks.chosen.connect(lambda value: self.value_chosen.emit("audio_tracks", value))
        self.encoder.chosen.connect(lambda value: self.value_chosen.emit("audio_encoder", value))
        self.subtitles.chosen.connect(lambda value: self.value_chosen.emit("subtitles", value))
        self.bitrate.chosen.connect(
            lambda value: self.value_chosen.emit("audio_bitrate", int(value))
        )

    def retranslate(self) -> None:
        self.tracks_row.name(self.tr("Sound"))
        self.subtitles_row.name(self.tr("Subtitles"))
        self.encoder_row.name(self.tr("Sound as"))
        self.bitrate_row.name(self.tr("Bit rate"))

    def show(self, shown: Shown) -> None:
        settings = shown.settings
        listed = choices.audio_tracks(
            settings.video_encoder, settings.container, shown.facts, shown.count
        )
        names = {
            "all": self.tr("All tracks"),
            "first": self.tr("The first track"),
            "none": self.tr("No sound"),
            _LIST: self.tr("Chosen tracks"),
        }
        entries = entries_of(listed, lambda value: names[value])
        if shown.facts is None and shown.count < 2:
            entries.pop()
        if settings.audio_tracks[:1].isdigit() and entries[-1].value != _LIST:
            entries.append(Entry(_LIST, names[_LIST]))
        self.tracks.show_tracks(entries, settings.audio_tracks, shown.facts)
        silent = shown.facts is not None and not shown.facts.audio
        enable(self.tracks_row, because("source_has_no_sound") if silent else None, aloud=True)
        self._show_encoder(shown, silent)
        self._show_subtitles(shown)

    def _show_subtitles(self, shown: Shown) -> None:
        """Of an edit they are captions, which have a row of their own; most films have none."""
        chosen = shown.settings.subtitles
        entries = [Entry("all", self.tr("All subtitles")), Entry("none", self.tr("No subtitles"))]
        if chosen not in ("all", "none"):
            entries.append(Entry(chosen, self.tr("Tracks {numbers}").format(numbers=chosen)))
        self.subtitles.show_entries(entries, chosen)
        reason = choices.subtitles(shown.settings.container, shown.facts)
        enable(self.subtitles_row, reason)
        none = shown.facts is not None and not shown.facts.subtitles
        self.subtitles_row.want(not none and len(shown.edits) < max(1, shown.count))

    def _show_encoder(self, shown: Shown, silent: bool) -> None:
        settings = shown.settings
        chosen = "" if silent or settings.audio is None else settings.audio.name
        listed = choices.audio_encoders(settings.container, _copied(shown))
        name = settings.audio_encoder or choices.default_audio(settings.container)
        self.encoder.show_entries(entries_of(listed, encoder_words.audio_encoder), name)
        enable(self.encoder_row, None if chosen else because("no_sound"))
        found = choices.audio_bitrates(chosen)
        if isinstance(found, Reason):
            self.bitrate.show_entries([], "")
            enable(self.bitrate_row, found, aloud=bool(chosen))
            return
        rate = settings.audio_bitrate
        rates = sorted({0, *found, rate})
        entries = [Entry(str(bits), wording.bit_rate(bits)) for bits in rates]
        self.bitrate.show_entries(entries, str(rate))
        enable(self.bitrate_row, None)


def _copied(shown: Shown) -> list[AudioStream]:
    if shown.facts is None:
        return []
    try:
        return [shown.facts.audio[place] for place in chosen_tracks(shown.settings, shown.facts)]
    except UsageError:
        return []
