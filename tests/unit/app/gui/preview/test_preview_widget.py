from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from pytestqt.qtbot import QtBot

from app.gui.preview import frame_loader, preview_widget, sampling
from app.gui.preview.examples import example, example_compare, example_problem
from app.gui.preview.modes import Mode
from app.gui.preview.preview_widget import PreviewWidget
from app.jobs.estimate import Estimate
from exporters.media.source import Source
from exporters.video.request import VideoRequest
from tests import media_factory

COARSE = VideoRequest("film", crf=51, encoder_preset="ultrafast", scale="32p")
SECONDS = 20_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media_factory.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4", 8.0)


@pytest.fixture
def preview(qtbot: QtBot) -> PreviewWidget:
    widget = PreviewWidget()
    qtbot.addWidget(widget)
    widget.resize(480, 400)
    widget.show()
    return widget


def idle(preview: PreviewWidget) -> Callable[[], bool]:
    def is_idle() -> bool:
        reading = preview._probing is not None
        return not (reading or preview._loader.busy or preview._sampling.busy)

    return is_idle


def shown(preview: PreviewWidget, qtbot: QtBot, path: Path) -> None:
    preview.show_source(path)
    qtbot.waitUntil(lambda: bool(preview.view.images), timeout=SECONDS)
    qtbot.waitUntil(idle(preview), timeout=SECONDS)


def processes() -> list[psutil.Process]:
    """Programs of ours that run, without the one that watches over them."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "reaper.py" not in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_a_film_is_shown_from_its_beginning(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    with qtbot.waitSignal(preview.source_read, timeout=SECONDS) as read:
        preview.show_source(film)
    assert isinstance(read.args[0], Source)
    qtbot.waitUntil(lambda: bool(preview.view.images), timeout=SECONDS)
    assert preview.time == 0
    assert preview.controls.slider.length == pytest.approx(8.0, abs=0.1)


def test_nothing_is_read_or_decoded_in_the_gui_thread(
    preview: PreviewWidget, qtbot: QtBot, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, set[threading.Thread]] = {}
    places = [(preview_widget, "probe"), (preview_widget, "still"), (preview_widget, "pair_at"),
              (preview_widget, "as_image"), (sampling, "make_sample")]  # fmt: skip
    for module, name in places:
        real = getattr(module, name)

        def watched(
            *values: object, real: Callable[..., object] = real, name: str = name, **options: object
        ) -> object:
            threads.setdefault(name, set()).add(threading.current_thread())
            return real(*values, **options)

        monkeypatch.setattr(module, name, watched)
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    preview.set_mode(Mode.COMPARE)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    assert set(threads) == {name for _, name in places}
    assert not any(threading.main_thread() in used for used in threads.values())


def test_steps_places_and_typed_times_show_other_frames(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    told: list[float] = []
    preview.time_changed.connect(told.append)
    slider, pictures = preview.controls.slider, [preview.view.images[0]]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(slider, key)
        qtbot.waitUntil(idle(preview), timeout=SECONDS)
        pictures.append(preview.view.images[0])
    assert told == pytest.approx([0.04, 0.08, 0.04, slider.length])
    assert pictures[1] == pictures[3]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[4]
    preview.controls.field.selectAll()
    qtbot.keyClicks(preview.controls.field, "0:03.5\r")
    assert preview.time == 3.5


def test_a_hundred_steps_are_a_hundred_frames(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    for _ in range(100):
        preview.step(1)
    assert preview.time == pytest.approx(4.0)
    for _ in range(60):
        preview.step(-1)
    assert preview.time == pytest.approx(1.6)


def test_going_somewhere_by_program_is_not_told(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    with qtbot.assertNotEmitted(preview.time_changed):
        preview.set_time(2.0)
        preview.set_range(1.0, 3.0)
    assert preview.time == 2.0
    assert preview.controls.slider.trimmed == (1.0, 3.0)


def test_scrubbing_fast_never_stalls_and_ends_with_the_last_place(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    decoders, done = [0], [False]
    preview.time_changed.connect(lambda _: decoders.append(len(processes())))
    for number in range(60):
        preview._go_to(number * 0.13 % 7.5)
        QCoreApplication.processEvents()
    preview._go_to(6.0)
    QTimer.singleShot(0, lambda: done.__setitem__(0, True))
    qtbot.waitUntil(lambda: done[0])
    assert max(decoders) <= 2  # one that is being ended, and one that has begun
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    last = preview.view.images[0]
    preview._loader.forget()
    preview.set_time(6.0)
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    assert preview.view.images[0] == last


def test_a_slow_frame_is_given_up_for_a_later_one(
    preview: PreviewWidget, qtbot: QtBot, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(preview, qtbot, film)
    monkeypatch.setattr(frame_loader, "PATIENCE_MS", -1)
    begun: list[float] = []
    ended: list[float] = []
    real = preview_widget.still

    def slow(source: Source, moment: float, *values: object, **options: object) -> object:
        token = options["token"]
        if moment < 5:
            begun.append(moment)
            assert hasattr(token, "wait")
            if token.wait(30):
                ended.append(moment)
        return real(source, moment, *values, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(preview_widget, "still", slow)
    for moment in (1.0, 2.0):
        preview._go_to(moment)
        qtbot.waitUntil(lambda moment=moment: moment in begun, timeout=SECONDS)
    preview._go_to(6.0)
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    assert sorted(ended) == [1.0, 2.0]
    assert preview._loader._running[1] == 6.0


def test_the_result_shows_what_its_size_leaves(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    before = preview.view.images[0]
    assert not preview.controls.buttons[Mode.RESULT].isEnabled()
    assert preview.controls.buttons[Mode.RESULT].toolTip()
    preview.set_request(COARSE)
    preview.controls.buttons[Mode.RESULT].click()
    assert preview.mode is Mode.RESULT
    qtbot.waitUntil(lambda: preview.view.images[0] != before, timeout=SECONDS)
    assert preview.view.images[0].size() == before.size()


def test_a_comparison_shows_both_and_foretells_the_whole(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    preview.set_time(4.0)
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    with qtbot.waitSignal(preview.estimated, timeout=SECONDS):
        preview.set_mode(Mode.COMPARE)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    original, encoded = preview.view.images
    assert original.size() == encoded.size()
    assert original != encoded
    held = preview._sampling.held
    assert held is not None
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    preview.step(3)  # within the sample
    qtbot.waitUntil(idle(preview), timeout=SECONDS)
    assert preview._sampling.held is held
    assert preview.view.images[0] != original
    preview.set_time(7.9)
    qtbot.waitUntil(lambda: preview._sampling.held is not held, timeout=SECONDS)


def test_a_comparison_at_the_very_end_comes_to_rest(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    preview.set_time(8.0)
    preview.set_mode(Mode.COMPARE)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    qtbot.waitUntil(idle(preview), timeout=SECONDS)


def test_other_settings_make_another_sample(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    preview.set_mode(Mode.COMPARE)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    bad = preview.view.images[1]
    old = preview._sampling.held
    assert old is not None
    folder = old.sample.path.parent
    del old
    preview.set_request(VideoRequest("film", crf=4, encoder_preset="ultrafast"))
    qtbot.waitUntil(
        lambda: preview.view.compares and preview.view.images[1] != bad, timeout=SECONDS
    )
    qtbot.waitUntil(lambda: not folder.exists(), timeout=SECONDS)


def test_measuring_foretells_and_is_not_replaced_by_a_guess(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    told: list[Estimate] = []
    preview.estimated.connect(told.append)
    preview.measure()
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    preview.set_mode(Mode.COMPARE)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    assert len(told) == 1


def test_without_a_picture_in_the_export_only_the_source_is_shown(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    shown(preview, qtbot, film)
    preview.set_request(COARSE)
    preview.set_mode(Mode.RESULT)
    preview.set_request(VideoRequest("film", container="m4a", video_encoder=""))
    assert preview.mode is Mode.SOURCE
    assert not preview.controls.buttons[Mode.COMPARE].isEnabled()


def test_a_file_that_cannot_be_shown_is_a_sentence(
    preview: PreviewWidget, qtbot: QtBot, tmp_path: Path, film: Path
) -> None:
    bad = media_factory.unreadable_bytes(tmp_path / "bad.mp4")
    shown(preview, qtbot, film)
    with qtbot.waitSignal(preview.problem_found, timeout=SECONDS):
        preview.show_source(bad)
    assert "is not a video" in preview.view.message
    assert preview.view.images == []
    assert not preview.controls.slider.isEnabled()
    sound = media_factory.sound_only(tmp_path / "sound.m4a")
    with qtbot.waitSignal(preview.source_read, timeout=SECONDS):
        preview.show_source(sound)
    assert "sound only" in preview.view.message
    preview.show_source(None)
    assert preview.view.message


def test_a_film_that_vanishes_while_it_is_shown_is_a_sentence(
    preview: PreviewWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = media_factory.constant_rate(tmp_path / "film.mp4")
    shown(preview, qtbot, path)
    path.unlink()
    preview.step(5)
    qtbot.waitUntil(lambda: "could be decoded" in preview.view.message, timeout=SECONDS)


@pytest.mark.parametrize("mode", [Mode.SOURCE, Mode.COMPARE])
def test_closing_leaves_no_process_and_no_files(
    qtbot: QtBot, film: Path, mode: Mode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sampling, "PAUSE_MS", 0)
    widget = PreviewWidget()
    widget.resize(480, 400)
    widget.show()
    shown(widget, qtbot, film)
    widget.set_request(VideoRequest("film", video_encoder="libx265", encoder_preset="placebo"))
    widget.set_mode(mode)
    widget._go_to(5.0)
    qtbot.waitUntil(lambda: bool(processes()), timeout=SECONDS)
    widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: processes() == [], timeout=SECONDS)

    def no_files() -> bool:
        return not any(path.is_file() for path in (tmp_path / "cache").rglob("*"))

    qtbot.waitUntil(no_files, timeout=SECONDS)


def test_the_window_goes_on_while_a_sample_is_encoded(
    preview: PreviewWidget, qtbot: QtBot, film: Path
) -> None:
    """A timer fires again and again while the encoder runs: nobody waits for it."""
    shown(preview, qtbot, film)
    preview.set_request(VideoRequest("film", encoder_preset="veryslow"))
    preview.set_mode(Mode.COMPARE)
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(1)
    qtbot.waitUntil(lambda: preview.view.compares, timeout=SECONDS)
    timer.stop()
    assert len(ticks) > 20


def test_examples_can_be_shown(qtbot: QtBot) -> None:
    for make in (example, example_compare, example_problem):
        widget = make()
        qtbot.addWidget(widget)
        widget.show()
        assert not widget.grab().isNull()
