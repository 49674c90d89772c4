"""docs/gui.md shows every view of the window and lists every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.gui.verbs import VERBS
from tests import screenshots

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "gui.md").read_text("utf-8")
README = (DOCS.parent / "README.md").read_text("utf-8")
MOST_BYTES = 6_000_000


def pictures(text: str) -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\((?:docs/)?images/([^)]+)\)", text))


def test_the_pictures_of_both_pages_exist() -> None:
    shown = pictures(PAGE) | pictures(README)
    assert len(pictures(README)) == 3
    assert shown
    assert [name for name in shown if not (DOCS / "images" / name).is_file()] == []


def test_every_view_is_drawn_and_shown() -> None:
    # Loads what a bare server may lack.
    scenes = pytest.importorskip("tests.window_scenes", exc_type=ImportError)
    drawn = {path.name for path in (DOCS / "images").glob("*.png")}
    usual = {name for name in drawn if not re.search(r"-(light|dark)-\w+-\d+\.png$", name)}
    assert usual >= {f"{view}.png" for view in scenes.SCENES}
    # These two differ from pictures of the segments alone by the window around them.
    alike = {"few-segments.png", "many-segments.png"}
    assert usual - pictures(PAGE) == alike


def test_the_main_views_are_drawn_in_all_variants_and_all_together_stay_small() -> None:
    drawn = {path.name for path in (DOCS / "images").glob("*.png")}
    wanted = {
        screenshots.name_of(view, variant)
        for view in screenshots.MATRIX
        for variant in screenshots.variants_of(view)
    }
    assert wanted <= drawn
    assert len(wanted) == 8 * len(screenshots.MATRIX)
    assert sum(path.stat().st_size for path in (DOCS / "images").glob("*.png")) < MOST_BYTES


def test_the_keys_that_are_listed_are_those_that_there_are() -> None:
    sources = [path.read_text("utf-8") for path in (DOCS.parent / "app" / "gui").rglob("*.py")]
    literal = r'"((?:(?:Ctrl|Alt|Shift)\+)+[^"+]+|F\d+|Del|Esc)"'
    keys = {key for source in sources for key in re.findall(literal, source)}
    assert keys >= {verb.shortcut for verb in VERBS if verb.shortcut}
    assert keys > {"Ctrl+N", "Ctrl+,", "F5", "Ctrl+P"}
    section = PAGE.split("\n## Keys\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    listed = {key for cell in cells for key in cell.split(", ")}
    in_words = set(re.findall(r"`([^`]+)`", section))
    assert keys - listed - in_words == set()
    assert listed - keys == {"keys", "---", "Return", "double click"}
