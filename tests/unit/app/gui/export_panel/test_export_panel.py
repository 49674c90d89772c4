"""The panel asks for what the command line would ask for, and says what is in the way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.export_panel import memory as kept
from app.gui.export_panel.choice_box import NOTE_ROLE, ChoiceBox
from app.gui.export_panel.examples import FILM, example, film
from app.gui.export_panel.memory import Forgetful
from app.gui.export_panel.panel import ExportPanel
from app.jobs import choices
from app.jobs.export_job import ExportJob
from app.jobs.presets import BUILT_IN, find_preset
from app.jobs.requests import make_request
from app.jobs.run_options import export_options
from exporters.media.probe import probe
from tests import media_factory

PRESETS = sorted(path.stem for path in BUILT_IN.glob("*.toml"))
Key = Qt.Key


def entry(box: ChoiceBox, value: str) -> tuple[bool, str]:
    """Whether an entry can be chosen, and the reason that it shows."""
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    item = model.item(box.findData(value))
    return item.isEnabled(), item.data(NOTE_ROLE) or ""


def choose_by_keys(qtbot: QtBot, box: ChoiceBox, value: str) -> None:
    """Go to an entry with the arrow keys, as somebody does without a mouse."""
    box.setFocus()
    for _ in range(box.count()):
        qtbot.keyClick(box, Key.Key_Up)
    for _ in range(box.count()):
        if box.value == value:
            return
        qtbot.keyClick(box, Key.Key_Down)
    assert box.value == value


def with_film(panel: ExportPanel, **described: int) -> ExportPanel:
    panel.show_source(FILM, film(**described))
    return panel


@pytest.mark.parametrize("facts", [True, False], ids=["known", "unknown"])
@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_asks_for_what_the_command_line_asks_for(
    panel: ExportPanel, tmp_path: Path, name: str, facts: bool
) -> None:
    panel.show_source(FILM, film() if facts else None)
    preset = find_preset(name)
    panel.choose_preset(preset)
    assert panel.problems() == []
    output = tmp_path / "out" / f"harbour_master.{preset.container}"
    assert panel.output() == output
    assert panel.request() == make_request(FILM, output, preset, {})
    assert [planned.request for planned in panel.planned()] == [panel.request()]
    assert "(changed)" not in panel.presets.control.chooser.currentText()


@pytest.mark.parametrize("name", PRESETS)
def test_the_fields_show_what_a_preset_says(panel: ExportPanel, name: str) -> None:
    with_film(panel)
    panel.choose_preset(find_preset(name))
    settings = panel.settings
    picture, sound = panel.picture, panel.sound
    assert picture.container.value == settings.container
    assert picture.encoder.value == settings.video_encoder
    assert picture.size.box.value == settings.scale
    assert picture.rate.value == settings.fps
    assert picture.pixels.value == settings.pixel_format
    if settings.crf is not None:
        assert picture.quality.value == settings.crf
    if settings.video and settings.video.presets:
        box = picture.profile if choices.has_profiles(settings.video_encoder) else picture.speed
        assert box.isVisibleTo(panel) or box is picture.speed
        assert box.value == (settings.encoder_preset or settings.video.preset)
    assert settings.audio is not None
    assert sound.encoder.value == settings.audio.name
    assert sound.tracks.box.value == settings.audio_tracks


def test_an_export_is_set_up_and_asked_for_with_the_keyboard_alone(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    with_film(panel)
    choose_by_keys(qtbot, panel.picture.container, "mkv")
    choose_by_keys(qtbot, panel.picture.encoder, "libx265")
    panel.picture.quality.slider.setFocus()
    qtbot.keyClick(panel.picture.quality.slider, Key.Key_Right)
    qtbot.keyClick(panel.picture.quality.slider, Key.Key_Right)
    choose_by_keys(qtbot, panel.picture.size.box, "1280x720")
    choose_by_keys(qtbot, panel.sound.tracks.box, "first")
    for control, text in ((panel.trim.start, "10"), (panel.trim.end, "0:01:02.5")):
        control.edit.setFocus()
        qtbot.keyClicks(control.edit, text)
    name = panel.target.name.edit
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "{name} {height}p {encoder}")
    spy = QSignalSpy(panel.export_requested)
    panel.footer.export.setFocus()
    qtbot.keyClick(panel.footer.export, Key.Key_Space)
    assert spy.count() == 1
    output = tmp_path / "out" / "harbour_master 720p libx265.mkv"
    assert panel.output() == output
    changes = {
        "video_encoder": "libx265",
        "crf": 26.0,
        "scale": "1280x720",
        "audio_tracks": "first",
        "start": "10",
        "end": "125/2",
    }
    assert panel.request() == make_request(FILM, output, find_preset("web-1080p"), changes)
    assert panel.options() == {"overwrite": False}


def test_every_control_is_reached_by_tab_and_has_a_name(panel: ExportPanel, qtbot: QtBot) -> None:
    with_film(panel)
    panel.show_moment(Fraction(5))
    panel.form.unfold(True)
    panel.activateWindow()
    panel.presets.control.chooser.setFocus()
    reached: list[QWidget] = []
    while (focused := QApplication.focusWidget()) not in reached:
        assert focused is not None
        reached.append(focused)
        qtbot.keyClick(focused, Key.Key_Tab)
    picture, sound, trim, target = panel.picture, panel.sound, panel.trim, panel.target
    in_order: list[QWidget] = [
        panel.presets.control.chooser, panel.presets.control.more, picture.container,
        picture.encoder, picture.quality.slider, picture.quality.number, picture.size.box,
        sound.tracks.box, trim.start.edit, trim.start.here, trim.end.edit, trim.end.here,
        target.name.edit, target.name.insert, target.folder.edit, target.folder.choose,
        panel.form.fold, picture.speed, picture.rate, picture.pixels, picture.deinterlace,
        picture.denoise, sound.encoder, sound.bitrate, target.replace, target.damaged,
        panel.footer.ask, panel.footer.add, panel.footer.export,
    ]  # fmt: skip
    assert [widget for widget in reached if widget in in_order] == in_order
    for widget in in_order:
        text = getattr(widget, "text", str)()
        assert widget.accessibleName() or text, widget


def test_what_a_container_cannot_hold_is_shown_with_the_reason(panel: ExportPanel) -> None:
    with_film(panel)
    able, reason = entry(panel.picture.encoder, "prores_ks")
    assert not able
    assert reason == "MP4 cannot hold ProRes video: choose MOV, MKV."
    able, reason = entry(panel.sound.encoder, "copy")
    assert not able
    assert reason == "MP4 cannot hold pcm_s24le sound as it is."
    assert entry(panel.picture.encoder, "libx265") == (True, "")


def test_another_container_changes_the_encoder_and_says_so(
    panel: ExportPanel, qtbot: QtBot
) -> None:
    with_film(panel)
    choose_by_keys(qtbot, panel.picture.container, "webm")
    assert panel.settings.video_encoder == "libvpx-vp9"
    note = panel.picture.container_row.field.note
    assert note.text() == ("WebM cannot hold H.264 (x264) and AAC: VP9 and Opus take over.")
    assert note.isVisible()
    assert "(changed)" in panel.presets.control.chooser.currentText()
    choose_by_keys(qtbot, panel.picture.container, "mp4")
    assert panel.settings.video_encoder == "libx264"
    assert not note.isVisible()
    assert "(changed)" not in panel.presets.control.chooser.currentText()


@pytest.mark.parametrize(
    ("preset", "container", "said"),
    [
        ("web-1080p", "mov", ""),
        ("web-1080p", "m4a", "M4A (sound only): the picture is left out."),
        ("prores-edit", "mkv", ""),
        (
            "archive-hevc",
            "mov",
            "MOV (QuickTime) cannot hold FLAC (lossless): AAC takes over.",
        ),
        ("lossless", "mp4", "MP4 cannot hold FFV1 (lossless): H.264 (x264) takes over."),
    ],
)
def test_what_takes_the_place_of_an_encoder_is_said(
    panel: ExportPanel, preset: str, container: str, said: str
) -> None:
    with_film(panel)
    panel.choose_preset(find_preset(preset))
    panel.picture.container.chosen.emit(container)
    assert panel.picture.container_row.field.note.text() == said


def test_an_encoder_without_quality_says_why_and_shows_its_profile(panel: ExportPanel) -> None:
    with_film(panel)
    panel.choose_preset(find_preset("prores-edit"))
    picture = panel.picture
    assert not picture.quality.isVisible()
    assert picture.profile.isVisible()
    assert picture.profile.value == "hq"
    assert "ProRes has no quality setting" in picture.profile_row.field.note.text()
    panel.choose_preset(find_preset("lossless"))
    assert not picture.quality.isEnabled()
    assert "keeps every value" in picture.quality_row.field.note.text()


def test_sound_without_a_picture_has_nothing_of_the_picture(panel: ExportPanel) -> None:
    with_film(panel)
    panel.choose_preset(find_preset("audio-copy"))
    assert not panel.picture.size.isEnabled()
    assert not panel.picture.quality.isEnabled()
    assert panel.picture.quality_row.field.note.text() == "There is no picture to export."
    assert entry(panel.sound.tracks.box, "none")[1] == "Without a picture there must be sound."
    assert not panel.sound.bitrate.isEnabled()


def test_a_film_without_sound_or_picture_says_so(panel: ExportPanel) -> None:
    silent = replace(film(), audio=())
    panel.show_source(FILM, silent)
    assert panel.problems() == []
    assert not panel.sound.tracks.isEnabled()
    assert panel.sound.tracks_row.field.note.text() == "The source has no sound."
    panel.choose_preset(find_preset("audio-only"))
    assert [problem.field for problem in panel.problems()] == ["sound"]
    panel.choose_preset(find_preset("web-720p"))
    panel.show_source(FILM, replace(film(), video=None))
    assert panel.picture.quality_row.field.note.text() == "The source has no picture."


def test_an_interlaced_film_is_pointed_out(panel: ExportPanel) -> None:
    panel.show_source(FILM, film(interlaced=True))
    assert panel.picture.filters_row.field.note.text() == "The source is interlaced."


def test_single_tracks_are_ticked(panel: ExportPanel, qtbot: QtBot) -> None:
    with_film(panel, sound=3)
    tracks = panel.sound.tracks
    choose_by_keys(qtbot, tracks.box, "list")
    assert panel.settings.audio_tracks == "1,2,3"
    assert [tick.isVisible() for tick in tracks.ticks] == [True] * 3
    assert "Commentary" in tracks.ticks[1].accessibleName()
    tracks.ticks[1].setFocus()
    qtbot.keyClick(tracks.ticks[1], Key.Key_Space)
    assert panel.settings.audio_tracks == "1,3"
    tracks.ticks[0].click()
    assert panel.settings.audio_tracks == "3"
    assert not tracks.ticks[2].isEnabled()
    panel.show_source(FILM.with_name("other.mov"), film(sound=1))
    assert panel.settings.audio_tracks == "all"
    assert panel.problems() == []


def test_facts_that_come_later_keep_what_was_chosen(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.show_source(FILM)
    qtbot.keyClicks(panel.trim.start.edit, "5")
    qtbot.keyClick(panel.trim.start.edit, Key.Key_Return)
    assert panel.settings.start == "5"
    panel.show_source(FILM, film())
    assert panel.settings.start == "5"
    assert panel.trim.start.edit.text() == "0:00:05.000"
    panel.show_source(FILM.with_name("other.mov"))
    assert panel.settings.start == ""
    assert panel.trim.start.edit.text() == ""


def test_a_part_that_begins_after_a_films_end_is_a_problem(panel: ExportPanel) -> None:
    panel.show_source(FILM)
    panel.trim.start.entered.emit("5000")
    assert panel.problems() == []
    panel.show_source(FILM, film())
    assert [(problem.field, problem.sentence) for problem in panel.problems()] == [
        ("start", "The film ends before the start: choose an earlier one.")
    ]
    assert panel.request() is None


def test_several_films_are_planned_together(
    panel: ExportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [FILM, FILM.with_suffix(".mkv"), FILM.with_name("b.mov")]
    panel.show_sources(paths, {paths[0]: film()})
    assert not panel.trim.start.isEnabled()
    assert panel.trim.end_row.field.note.text() == "This can be chosen for one film at a time."
    assert entry(panel.sound.tracks.box, "list") == (
        False, "This can be chosen for one film at a time.")  # fmt: skip
    assert panel.footer.export.text() == "Export 3 films"
    names = [planned.output.name for planned in panel.planned()]
    assert names == ["harbour_master.mp4", "harbour_master 2.mp4", "b.mp4"]
    for planned in panel.planned():
        wanted = make_request(planned.source, planned.output, panel.preset, {})
        assert planned.request == wanted
    assert panel.target.name_row.field.note.text().startswith("harbour_master.mp4")


def test_without_a_film_nothing_can_be_exported(panel: ExportPanel) -> None:
    assert not panel.footer.export.isEnabled()
    assert panel.footer.export.toolTip() == "Add a film first"
    assert panel.request() is None
    assert panel.output() is None
    assert panel.planned() == []
    with_film(panel)
    assert panel.footer.export.isEnabled()
    panel.show_sources([])
    assert not panel.footer.export.isEnabled()


def test_a_name_shows_what_becomes_of_it(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path, memory: Forgetful
) -> None:
    with_film(panel)
    edit, note = panel.target.name.edit, panel.target.name_row.field.note
    assert note.text() == "harbour_master.mp4"
    edit.clear()
    qtbot.keyClicks(edit, "{preset} {height}")
    assert note.text() == "Web 1080p 1080.mp4"
    assert memory.get(kept.PATTERN) == "{preset} {height}"
    qtbot.keyClicks(edit, " {what}")
    assert "There is no placeholder {what}" in note.text()
    assert note.property("tone") == "bad"
    assert memory.get(kept.PATTERN) != edit.text()
    assert panel.planned() == []
    edit.clear()
    assert panel.target.name.menu.actions()[0].text().endswith("{name}")
    panel.target.name.menu.actions()[0].trigger()
    assert note.text() == "harbour_master.mp4"
    (tmp_path / "out" / "harbour_master.mp4").touch()
    panel.show_waiting([tmp_path / "out" / "harbour_master 2.mp4"])
    assert note.text() == "harbour_master 3.mp4"
    panel.form.unfold(True)
    panel.target.replace.click()
    assert note.text() == "harbour_master.mp4"
    assert panel.options() == {"overwrite": True}


def test_a_source_is_never_its_own_output(panel: ExportPanel, qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.touch()
    panel.show_source(source, film(source))
    panel.target.folder.edit.clear()
    panel.target.output_changed.emit()
    panel.target.replace.click()
    assert panel.output() == tmp_path / "film 2.mp4"
    assert panel.request() is not None


def test_a_folder_that_is_not_there_is_said_at_its_field(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path, memory: Forgetful
) -> None:
    with_film(panel)
    edit = panel.target.folder.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, str(tmp_path / "nowhere"))
    assert "does not exist" in panel.target.folder_row.field.note.text()
    assert [problem.field for problem in panel.problems()] == ["folder"]
    assert memory.get(kept.FOLDER) != edit.text()
    spy = QSignalSpy(panel.export_requested)
    panel.footer.export.click()
    assert spy.count() == 0
    assert QApplication.focusWidget() is edit
    edit.clear()
    qtbot.keyClicks(edit, str(tmp_path))
    assert panel.problems() == []
    assert memory.get(kept.FOLDER) == str(tmp_path)
    panel.footer.export.click()
    assert spy.count() == 1


def test_the_last_preset_and_folder_are_remembered(
    panel: ExportPanel, qtbot: QtBot, memory: Forgetful, tmp_path: Path
) -> None:
    panel.choose_preset(find_preset("av1-small"))
    again = ExportPanel(memory)
    qtbot.addWidget(again)
    assert again.preset.name == "av1-small"
    assert again.target.target.folder == tmp_path / "out"
    memory.set(kept.PRESET, "gone")
    other = ExportPanel(memory)
    qtbot.addWidget(other)
    assert other.preset.name == "web-1080p"


def test_an_estimate_is_asked_for_shown_and_dropped_when_something_changes(
    panel: ExportPanel, qtbot: QtBot
) -> None:
    with_film(panel)
    footer = panel.footer
    asked, stopped = QSignalSpy(panel.estimate_requested), QSignalSpy(panel.estimate_cancelled)
    footer.ask.click()
    panel.show_estimating()
    footer.ask.click()
    assert (asked.count(), stopped.count()) == (1, 1)
    panel.show_estimate(1_340_000_000, 1260)
    assert footer.estimate.text() == "About 1.3 GB, in about 21:00"
    panel.picture.quality.number.stepUp()
    assert footer.estimate.text() == "Size and time are not known yet"
    panel.show_estimate(None, None, "No room for a sample.")
    assert footer.estimate.text() == "No room for a sample."


def test_everything_that_changes_the_request_is_told(panel: ExportPanel, qtbot: QtBot) -> None:
    with_film(panel)
    spy = QSignalSpy(panel.changed)
    before = spy.count()
    panel.show_moment(Fraction(7))
    assert spy.count() == before
    for act in (
        lambda: choose_by_keys(qtbot, panel.picture.rate, "24"),
        panel.picture.denoise.click,
        panel.target.damaged.click,
        lambda: panel.trim.start.here.click(),
        lambda: panel.sound.bitrate.chosen.emit("96000"),
    ):
        before = spy.count()
        act()
        assert spy.count() > before
    request = panel.request()
    assert request is not None
    assert (request.fps, request.denoise, request.allow_truncated) == ("24", True, True)
    assert (request.start, request.audio_bitrate) == ("7", 96_000)


def test_another_size_can_be_typed(panel: ExportPanel, qtbot: QtBot) -> None:
    with_film(panel)
    size = panel.picture.size
    choose_by_keys(qtbot, size.box, "other")
    assert QApplication.focusWidget() is size.typed
    qtbot.keyClicks(size.typed, "big")
    qtbot.keyClick(size.typed, Key.Key_Return)
    assert panel.picture.size_row.field.note.text().startswith("This is no size")
    assert [problem.field for problem in panel.problems()] == ["size"]
    size.typed.clear()
    qtbot.keyClicks(size.typed, "640 × 480!")
    qtbot.keyClick(size.typed, Key.Key_Return)
    assert panel.settings.scale == "640x480!"
    assert panel.problems() == []
    panel.choose_preset(find_preset("web-720p"))
    assert not size.typed.isVisible()
    assert panel.settings.scale == "1280x720"


def test_the_wheel_scrolls_and_does_not_change_what_is_under_it(panel: ExportPanel) -> None:
    assert panel.picture.container.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert panel.picture.quality.slider.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_panel_fits_into_320_by_600(qtbot: QtBot) -> None:
    shown = example()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    assert isinstance(shown, ExportPanel)
    assert shown.minimumSizeHint().width() <= 320
    viewport = shown.form.parentWidget()
    assert viewport is not None
    assert shown.form.width() <= viewport.width()
    for row in shown.form.rows:
        if row.field.isVisible():
            assert row.field.geometry().right() < shown.form.width()


def test_what_the_panel_asks_for_is_exported(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    source = media_factory.constant_rate(tmp_path / "50% 'real'.mp4")
    panel.show_source(source, probe(source))
    panel.choose_preset(find_preset("web-720p"))
    choose_by_keys(qtbot, panel.picture.container, "mkv")
    panel.target.name.edit.setText("{name} {height}")
    panel.target.output_changed.emit()
    panel.trim.end.entered.emit("1")
    [planned] = panel.planned()
    options = export_options(None, **panel.options(), keep_parts=False, state=None, parts=None,
                             save_interval=5.0)  # fmt: skip
    assert ExportJob(planned.output, planned.request, options).run(lambda event: None)
    assert planned.output == tmp_path / "out" / "50% 'real' 96.mkv"
    made = probe(planned.output)
    assert made.video is not None
    assert (made.video.codec, made.video.height, len(made.audio)) == ("h264", 96, 1)
    assert made.duration is not None
    assert abs(made.duration - 1) < Fraction(1, 10)
