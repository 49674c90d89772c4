"""Presets: named settings in TOML files, those that come with Reprise and the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.errors import UsageError
from exporters.video.request import VideoRequest

BUILT_IN = Path(__file__).parents[2] / "resources" / "presets"
_OWN_KEYS = ("title", "group", "description")
_PLACEHOLDER = "source"


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


def read_preset(path: Path, own: bool) -> Preset:
    """Read one file. Raises UsageError if it is not a preset."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The preset {shown(path)} cannot be read ({error}).") from error
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
