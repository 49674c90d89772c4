"""Presets: those that come with Reprise, and the user's own."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from app.jobs import presets
from app.jobs.presets import BUILT_IN, all_presets, find_preset, own_folder, read_preset
from app.jobs.requests import make_request
from exporters.errors import UsageError
from exporters.media.ffmpeg import encoders
from tests import media_factory

NAMES = sorted(path.stem for path in BUILT_IN.glob("*.toml"))


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of presets."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "reprise" / "presets"
    if own_folder() != folder:  # another system than Linux
        monkeypatch.setattr(presets, "own_folder", lambda: folder)
    folder.mkdir(parents=True)
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_each_built_in_preset_is_valid_and_described(name: str) -> None:
    preset = find_preset(name)
    assert preset.name == name
    assert not preset.own
    assert all((preset.title, preset.group, preset.description))
    assert "\n" not in preset.description
    output = Path(f"/out/film.{preset.container}")
    request = make_request(Path("/films/film.mkv"), output, preset, {})
    assert request.container == preset.container
    wanted = {coder.name for coder in (request.video, request.audio) if coder} - {"copy"}
    assert wanted <= encoders(media_factory.build())


def test_there_are_presets_for_the_usual_needs() -> None:
    found, problems = all_presets()
    assert problems == []
    assert [preset.name for preset in found] == sorted(
        NAMES, key=lambda name: (find_preset(name).group, name)
    )
    assert {"web-1080p", "lossless", "prores-edit", "audio-only"} <= set(NAMES)
    titles = [preset.title for preset in found]
    assert len(set(titles)) == len(titles) >= 10


def test_a_preset_of_the_users_takes_the_place_of_a_built_in_one(own: Path) -> None:
    write(own, "web-720p", 'title = "Mine"\ncontainer = "mkv"\ncrf = 30\n')
    preset = find_preset("web-720p")
    assert (preset.title, preset.own, preset.container) == ("Mine", True, "mkv")
    assert preset.settings == {"container": "mkv", "crf": 30}
    listed = [preset for preset in all_presets()[0] if preset.name == "web-720p"]
    assert listed == [preset]


def test_a_preset_needs_no_title(own: Path) -> None:
    write(own, "影片", "crf = 20\n")
    preset = find_preset("影片")
    assert (preset.title, preset.group, preset.description) == ("影片", "Own", "")
    assert preset.container == "mp4"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crf = ", "cannot be read"),
        ("[[[", "cannot be read"),
        ("crf = 20\ncrf = 21", "cannot be read"),
        ("crf = 99", "lies between"),
        ('crf = "20"', "wrong kind"),
        ("speed = 3", "unknown settings: speed"),
        ('source = "x.mp4"', "names a source"),
        ("title = 3", "no text"),
        ('container = "avi"', "not a container"),
        ('video_options = { threads = "4" }', "cannot be set"),
        ("video_options = { tune = 1 }", "wrong kind"),
        ("[video]\ncrf = 20", "unknown settings: video"),
        ("crf = 2024-01-01", "wrong kind"),
        ("crf = nan", "lies between"),
        ('start = "1e999999999"', "not a start"),
    ],
)
def test_a_broken_preset_is_a_sentence_and_the_others_are_there(
    own: Path, text: str, said: str
) -> None:
    path = write(own, "broken", text)
    with pytest.raises(UsageError, match=said) as failure:
        find_preset("broken")
    assert str(path) in failure.value.problem
    found, problems = all_presets()
    assert len(problems) == 1
    assert str(path) in problems[0]
    assert len(found) == len(NAMES)


def test_a_file_that_cannot_be_read_is_a_sentence(own: Path) -> None:
    (own / "latin.toml").write_bytes(b'title = "caf\xe9"\n')
    with pytest.raises(UsageError, match="cannot be read"):
        find_preset("latin")
    (own / "folder.toml").mkdir()
    assert len(all_presets()[1]) == 2
    with pytest.raises(UsageError, match="cannot be read"):
        read_preset(own / "missing.toml", own=True)


@pytest.mark.parametrize("name", ["nothing", "", "../presets/web-720p", "/etc/passwd", "a\0b", "."])
def test_a_name_that_is_no_preset_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="There is no preset"):
        find_preset(name)


def test_without_a_folder_of_the_users_there_are_the_built_in_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presets, "own_folder", lambda: tmp_path / "nowhere")
    assert len(all_presets()[0]) == len(NAMES)
    assert not (tmp_path / "nowhere").exists()
    assert platformdirs.user_config_path("reprise", appauthor=False).name == "reprise"
