"""docs/gui.md shows every view of the window and lists every key."""

from __future__ import annotations

import re
from pathlib import Path

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
    assert len(pictures(README)) == 2
    assert shown
    assert [name for name in shown if not (DOCS / "images" / name).is_file()] == []


def test_every_view_that_is_drawn_is_shown() -> None:
    drawn = {path.name for path in (DOCS / "images").glob("*.png")}
    # These two differ from pictures of the segments alone by the window around them.
    alike = {"few-segments.png", "many-segments.png"}
    usual = {name for name in drawn if not re.search(r"-(light|dark)-\w+-\d+\.png$", name)}
    assert usual - alike <= pictures(PAGE)


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


def test_every_key_is_listed() -> None:
    source = (DOCS.parent / "app" / "gui" / "main_window.py").read_text("utf-8")
    keys = set(re.findall(r'self\.tr\("[^"]+"\), "([^"]+)"', source))
    keys |= {verb.shortcut for verb in VERBS if verb.shortcut}
    assert keys > {"Ctrl+N", "F5", "Ctrl+P"}
    listed = re.findall(r"^\| ([^|]+) \|", PAGE, re.MULTILINE)
    found = {key.strip() for cell in listed for key in cell.split(", ")} | {"Ctrl+,"}
    assert {key for key in keys if key not in found and f"`{key}`" not in PAGE} == set()
