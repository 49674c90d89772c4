"""Presets: named settings in TOML files, those that come with Reprise and the user's own."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.jobs.reasons import Refused
from exporters.durable import DISK, reported, shown
from exporters.errors import UsageError
from exporters.os_specifics import is_device
from exporters.video.request import VideoRequest

BUILT_IN = Path(__file__).parents[2] / "resources" / "presets"
_OWN_KEYS = ("title", "group", "description")
_PLACEHOLDER = "source"
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W_]([\w-]*[^\W_])?")
_NAME_BYTES = 80


@dataclass(frozen=True)
class Preset:
    """Settings under a name.

    Attributes:
        name: how it is chosen: the file's name without its suffix.
        title, group, description: for lists; the description is one line.
        settings: fields of ``VideoRequest`` and their values.
        own: it is the user's.
    """

    name: str
    title: str
    group: str
    description: str
    settings: Mapping[str, Any]
    own: bool

    @property
    def container(self) -> str:
        """Suffix of the output, without the dot, where its name does not say."""
        return str(self.settings.get("container", "mp4"))


def own_folder() -> Path:
    """Where the user's presets lie."""
    import platformdirs

    return platformdirs.user_config_path("reprise", appauthor=False) / "presets"


def all_presets() -> tuple[list[Preset], list[str]]:
    """Every preset, by group and name, and a sentence for each file that cannot be used.

    A preset of the user's takes the place of a built-in one of the same name.
    """
    found: dict[str, Preset] = {}
    problems = []
    for folder, own in ((BUILT_IN, False), (own_folder(), True)):
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                found[path.stem] = read_preset(path, own)
            except UsageError as error:
                problems.append(str(error))
    return sorted(found.values(), key=lambda preset: (preset.group, preset.name)), problems


def find_preset(name: str) -> Preset:
    """The preset of that name. Raises UsageError if there is none, or it cannot be used."""
    if name and name == Path(name).name:
        for folder, own in ((own_folder(), True), (BUILT_IN, False)):
            path = folder / f"{name}.toml"
            if path.is_file():
                return read_preset(path, own)
    raise UsageError(
        f"There is no preset “{name[:60]}”.", "`reprise presets` lists those that there are."
    )


def preset_name(title: str) -> str:
    """The name for a title: "Für mich, 720p" is "für-mich-720p". Raises UsageError if none is."""
    name = "-".join(_WORD.findall(unicodedata.normalize("NFC", title).lower()))
    return check_name(name.encode()[:_NAME_BYTES].decode(errors="ignore").rstrip("-"), title)


def check_name(name: str, title: str = "") -> str:
    """``name`` if a preset can have it. Raises UsageError."""
    if not _NAME.fullmatch(name) or len(name.encode()) > _NAME_BYTES or is_device(name):
        raise Refused("preset_name", name=(title or name)[:60])
    return name


def save_preset(
    name: str,
    title: str,
    description: str,
    settings: Mapping[str, Any],
    *,
    overwrite: bool = False,
) -> Preset:
    """Write a preset of the user's, durably.

    Args:
        name: see ``preset_name``.
        settings: fields of ``VideoRequest`` but the source; None counts as not said.
        overwrite: a preset of that name, built-in or not, may be replaced.

    Raises UsageError if there is one and it may not, or the settings cannot be used; ExportError
    if it cannot be written.
    """
    import tomli_w

    check_name(name)
    said = {key: value for key, value in settings.items() if value is not None}
    values = {"title": _line(title), "description": _line(description)}
    preset = _preset(Path(f"{name}.toml"), {**values, **said}, own=True)
    folder = own_folder()
    path = folder / f"{name}.toml"
    if not overwrite and any(os.path.lexists(place / path.name) for place in (folder, BUILT_IN)):
        raise Refused("preset_exists", name=name)
    with reported("make the folder", folder):
        folder.mkdir(parents=True, exist_ok=True)
    lines = {**values, **{key: _plain(value) for key, value in said.items()}}
    DISK.write_file(path, tomli_w.dumps(lines).encode())
    return preset


def remove_preset(name: str) -> None:
    """Remove a preset of the user's. Raises UsageError if it is none, ExportError."""
    path = own_folder() / f"{check_name(name)}.toml"
    if not os.path.lexists(path):
        raise Refused("preset_came", name=name)
    DISK.remove(path)


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def read_preset(path: Path, own: bool) -> Preset:
    """Read one file. Raises UsageError if it is not a preset."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The preset {shown(path)} cannot be read ({error}).") from error
    return _preset(path, values, own)


def _preset(path: Path, values: dict[str, Any], own: bool) -> Preset:
    texts = {key: values.pop(key, "") for key in _OWN_KEYS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise UsageError(f"The preset {shown(path)} has a title that is no text.")
    if _PLACEHOLDER in values:
        raise UsageError(f"The preset {shown(path)} names a source.", "Remove that line.")
    try:
        VideoRequest.from_map({**values, _PLACEHOLDER: "x"})
    except UsageError as error:
        problem = f"The preset {shown(path)} cannot be used: {error.problem}"
        raise UsageError(problem, error.advice) from error
    return Preset(
        name=path.stem,
        title=texts["title"] or path.stem,
        group=texts["group"] or ("Own" if own else "Other"),
        description=texts["description"],
        settings=values,
        own=own,
    )
