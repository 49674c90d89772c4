"""The rows for container and picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import encoder_words, theme
from app.gui.export_panel import wording
from app.gui.export_panel.choice_box import ChoiceBox, Entry
from app.gui.export_panel.fields import Field, Tick
from app.gui.export_panel.quality import QualityControl
from app.gui.export_panel.section import Row, Section, Shown, enable, entries_of, worded
from app.gui.export_panel.size_control import SizeControl
from app.jobs import choices
from app.jobs.choices import Choice
from app.jobs.reasons import Reason
from app.jobs.sizes import frame_rates

INTERLACED = ("tt", "bb", "tb", "bt")


class PictureSection(Section):
    """Container, encoder, quality, size; speed, frame rate, pixel format and filters.

    Signals:
        container_chosen(name): the output is to have another container.
    """

    container_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.container, self.encoder, self.size = ChoiceBox(), ChoiceBox(), SizeControl()
        self.quality = QualityControl()
        self.profile, self.speed = ChoiceBox(), ChoiceBox()
        self.rate, self.pixels = ChoiceBox(), ChoiceBox()
        self.deinterlace, self.denoise = Tick(), Tick()
        self.container_row = Row(Field(self.container))
        self.encoder_row = Row(Field(self.encoder))
        self.quality_row = Row(Field(self.quality), self.quality.slider)
        self.profile_row = Row(Field(self.profile))
        self.size_row = Row(Field(self.size), self.size.box)
        self.speed_row = Row(Field(self.speed))
        self.rate_row = Row(Field(self.rate))
        self.pixels_row = Row(Field(self.pixels))
        self.filters_row = Row(Field(_below(self.deinterlace, self.denoise)))
        self.rows = [
            self.container_row,
            self.encoder_row,
            self.quality_row,
            self.profile_row,
            self.size_row,
        ]
        self.advanced = [self.speed_row, self.rate_row, self.pixels_row, self.filters_row]
        self._connect()

    def _connect(self) -> None:
        self.container.chosen.connect(self.container_chosen)
        for box, name in (
            (self.encoder, "video_encoder"),
            (self.profile, "encoder_preset"),
            (self.speed, "encoder_preset"),
            (self.rate, "fps"),
            (self.pixels, "pixel_format"),
        ):
            box.chosen.connect(lambda value, name=name: self.value_chosen.emit(name, value))
        self.size.chosen.connect(lambda scale: self.value_chosen.emit("scale", scale))
        self.size.refused.connect(self.size_row.field.complain)
        self.quality.chosen.connect(lambda crf: self.value_chosen.emit("crf", crf))
        for check, name in ((self.deinterlace, "deinterlace"), (self.denoise, "denoise")):
            check.clicked.connect(lambda on, name=name: self.value_chosen.emit(name, bool(on)))

    def retranslate(self) -> None:
        self.container_row.name(self.tr("Container"))
        self.encoder_row.name(self.tr("Encoder"))
        self.quality_row.name(self.tr("Quality"))
        self.size_row.name(self.tr("Size"))
        self.profile_row.name(self.tr("Profile"))
        self.speed_row.name(self.tr("Speed"))
        self.rate_row.name(self.tr("Frame rate"))
        self.pixels_row.name(self.tr("Pixel format"))
        self.filters_row.name(self.tr("Filters"))
        self.deinterlace.setText(self.tr("Remove interlacing"))
        self.denoise.setText(self.tr("Reduce noise"))
        self.deinterlace.setToolTip(self.tr("For pictures that came in two halves, as of old TV"))
        self.denoise.setToolTip(self.tr("Makes files smaller; fine grain is lost with the noise"))

    def show(self, shown: Shown) -> None:
        settings = shown.settings
        encoder = settings.video_encoder
        self.container.show_entries(
            entries_of(choices.containers(), encoder_words.container), settings.container
        )
        listed = choices.video_encoders(settings.container)
        self.encoder.show_entries(entries_of(listed, encoder_words.video_encoder), encoder)
        missing = choices.filters(encoder, shown.facts)
        self._show_quality(shown, missing)
        self._show_size(shown, missing)
        self._show_speed(shown, missing)
        self._show_rate(shown, missing)
        self._show_pixels(shown, missing)
        self._show_filters(shown, missing)

    def _show_quality(self, shown: Shown, missing: Reason | None) -> None:
        found = choices.qualities(shown.settings.video_encoder)
        reason = missing or (found if isinstance(found, Reason) else None)
        self.quality_row.field.hint(worded(reason))
        usable = None if reason or isinstance(found, Reason) else found
        self.quality.show_range(usable, shown.settings.crf)

    def _show_size(self, shown: Shown, missing: Reason | None) -> None:
        stream = shown.facts.video if shown.facts else None
        even = shown.settings.video is not None and shown.settings.video.even_size
        self.size.show_sizes(stream, even, shown.settings.scale)
        enable(self.size_row, missing)

    def _show_speed(self, shown: Shown, missing: Reason | None) -> None:
        """A profile takes the place of the quality that its encoder does not have."""
        encoder = shown.settings.video_encoder
        profiles = choices.has_profiles(encoder)
        for row in (self.quality_row, self.speed_row):
            row.want(not profiles)
        self.profile_row.want(profiles)
        row, box = (self.profile_row, self.profile) if profiles else (self.speed_row, self.speed)
        found = choices.speeds(encoder)
        if isinstance(found, Reason):
            box.show_entries([], "")
            enable(row, missing or found, aloud=missing is None)
            return
        listed, usual = found
        entries = [Entry(name, wording.speed(encoder, name, listed, usual)) for name in listed]
        box.show_entries(entries, shown.settings.encoder_preset or usual)
        enable(row, missing)
        if profiles and not missing:
            row.field.hint(self.quality_row.field.hinted)

    def _show_rate(self, shown: Shown, missing: Reason | None) -> None:
        stream = shown.facts.video if shown.facts else None
        chosen = shown.settings.fps
        listed = frame_rates(stream.average_rate if stream else None)
        if chosen not in listed:
            listed.append(chosen)
        self.rate.show_entries([Entry(rate, wording.frame_rate(rate)) for rate in listed], chosen)
        enable(self.rate_row, missing)

    def _show_pixels(self, shown: Shown, missing: Reason | None) -> None:
        settings = shown.settings
        listed = choices.pixel_formats(settings.video_encoder, settings.encoder_preset)
        entries = entries_of([Choice(""), *listed], wording.pixel_format)
        self.pixels.show_entries(entries, settings.pixel_format)
        enable(self.pixels_row, missing)

    def _show_filters(self, shown: Shown, missing: Reason | None) -> None:
        self.deinterlace.setChecked(shown.settings.deinterlace)
        self.denoise.setChecked(shown.settings.denoise)
        enable(self.filters_row, missing)
        stream = shown.facts.video if shown.facts else None
        if stream is not None and stream.field_order in INTERLACED and not missing:
            self.filters_row.field.hint(self.tr("The source is interlaced."))


def _below(*controls: QWidget) -> QWidget:
    group = QWidget()
    layout = QVBoxLayout(group)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GRID // 2)
    for control in controls:
        layout.addWidget(control)
    return group
