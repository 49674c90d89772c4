"""Presets that a user saves: whole files, found again, and never over another by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs import presets
from app.jobs.presets import (
    BUILT_IN,
    all_presets,
    check_name,
    find_preset,
    own_folder,
    preset_name,
    remove_preset,
    save_preset,
)
from exporters.durable import DISK
from exporters.errors import ExportError, UsageError


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of presets, which is not there yet."""
    folder = tmp_path / "config" / "reprise" / "presets"
    monkeypatch.setattr(presets, "own_folder", lambda: folder)
    return folder


SETTINGS = {
    "container": "mkv",
    "video_encoder": "libx265",
    "crf": 21.5,
    "video_options": {"tune": "grain", "aq-mode": "3"},
    "denoise": True,
    "audio_bitrate": 96_000,
    "scale": None,
}


def test_a_saved_preset_is_found_as_it_was(own: Path) -> None:
    saved = save_preset("mine", "Mine “1”", "For\nme = [all]", SETTINGS)
    assert find_preset("mine") == saved
    assert (saved.title, saved.description, saved.group) == ("Mine “1”", "For me = [all]", "Own")
    assert saved.own
    assert saved.settings == {key: value for key, value in SETTINGS.items() if key != "scale"}
    assert saved in all_presets()[0]
    assert [path.name for path in own.iterdir()] == ["mine.toml"]


def test_another_is_replaced_only_when_asked() -> None:
    save_preset("mine", "One", "", {"crf": 20})
    with pytest.raises(UsageError, match="There is a preset “mine” already"):
        save_preset("mine", "Two", "", {"crf": 21})
    assert find_preset("mine").title == "One"
    save_preset("mine", "Two", "", {"crf": 21}, overwrite=True)
    assert find_preset("mine").settings == {"crf": 21}


def test_a_built_in_one_is_covered_only_when_asked_and_comes_back() -> None:
    with pytest.raises(UsageError, match="already"):
        save_preset("web-720p", "Mine", "", {})
    save_preset("web-720p", "Mine", "", {}, overwrite=True)
    assert find_preset("web-720p").own
    remove_preset("web-720p")
    assert not find_preset("web-720p").own


@pytest.mark.parametrize("built_in", sorted(path.stem for path in BUILT_IN.glob("*.toml")))
def test_a_built_in_one_is_not_removed(built_in: str) -> None:
    with pytest.raises(UsageError, match="not a preset of your own"):
        remove_preset(built_in)
    assert find_preset(built_in)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"crf": 99}, "lies between"),
        ({"speed": 1}, "unknown settings"),
        ({"source": "x.mp4"}, "names a source"),
        ({"container": "mp4", "video_encoder": "prores_ks"}, "MP4 cannot hold"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    own: Path, settings: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        save_preset("mine", "Mine", "", settings)
    assert not own.exists()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".hidden", "a/b", "a\\b", "a b", "-a", "a.b", "con", "LPT1", "a\0", "x" * 81],
)
def test_names_that_are_no_file_names_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name"):
        save_preset(name, "Title", "", {})
    with pytest.raises(UsageError):
        remove_preset(name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Web 1080p", "web-1080p"),
        ("Für mich: 720p!", "für-mich-720p"),
        ("../../etc/passwd", "etc-passwd"),
        ("我的 预设", "我的-预设"),
        ("a_b", "a-b"),
    ],
)
def test_a_title_gives_a_name(title: str, name: str) -> None:
    assert preset_name(title) == name


@given(st.text(max_size=120))
def test_any_title_gives_a_name_that_can_be_saved_or_a_sentence(title: str) -> None:
    try:
        name = preset_name(title)
    except UsageError as error:
        assert "cannot be the name" in error.problem  # noqa: PT017  both are allowed
        return
    assert check_name(name) == name
    assert name == Path(name).name
    save_preset(name, title, title, {"crf": 20}, overwrite=True)
    assert find_preset(name).settings == {"crf": 20}


def test_a_disk_that_refuses_is_a_sentence_and_leaves_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_preset("mine", "One", "", {"crf": 20})

    def refuse(path: Path, content: bytes) -> None:
        raise ExportError("There is no room.")

    monkeypatch.setattr(DISK, "create_file", refuse)
    with pytest.raises(ExportError, match="no room"):
        save_preset("mine", "Two", "", {"crf": 21}, overwrite=True)
    assert find_preset("mine").title == "One"


def test_a_folder_that_cannot_be_made_is_a_sentence(own: Path) -> None:
    own.parent.parent.mkdir(parents=True)
    own.parent.touch()
    with pytest.raises(ExportError, match="Could not make the folder"):
        save_preset("mine", "One", "", {})


def test_the_users_folder_is_its_own() -> None:
    assert own_folder() != BUILT_IN
