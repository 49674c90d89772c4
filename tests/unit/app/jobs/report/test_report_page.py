"""The page: nothing from outside, nothing hostile, and readable in every light."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.jobs.report.files import HTML_MARK
from app.jobs.report.page import MOST_INTERRUPTIONS, TEMPLATES, page_of
from tests.unit.app.jobs.report.told_journal import ToldJournal, long_plan, whole_export
from tests.unit.exporters.video import plans

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
HOSTILE = [
    "<script>alert(1)</script>.mp4",
    "\"onmouseover='alert(1)' x=\".mp4",
    "a&amp;b&lt;i&gt;.mp4",
    "line\nbreak\r\x1b[31m.mp4",
    os.fsdecode(b"latin \xe9.mp4"),
    "\u202egnp.mp4",
    "{{ 7 * 7 }}{% raw %}.mp4",
    "]]>--><!--.mp4",
]


class Checker(HTMLParser):
    """Collects elements, attributes and text; knows whether all is closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.elements if name == tag)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "out.export_state"


def checked(page: bytes) -> Checker:
    """A page that holds nothing from outside and nothing that runs."""
    checker = Checker(page)
    assert checker.open == []
    for tag, attributes in checker.elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "form", "base")
        assert not [name for name in attributes if name.startswith("on")], tag
        assert not {"src", "href", "xlink:href", "style", "srcset"} & attributes.keys(), tag
    text = page.decode("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert re.findall(r"url\(([^)]*)\)", style[1]) == ["#away", "#held"]
    assert "@import" not in style[1]
    assert not re.search(r"https?://", text)
    return checker


def test_a_page_stands_alone(journal: Path) -> None:
    page = page_of(whole_export(journal, plans.described()).document())
    assert page.startswith(HTML_MARK)
    checker = checked(page)
    assert "Finished in" in checker.text
    assert "default-src 'none'" in str(checker.elements)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_text(journal: Path, name: str) -> None:
    tags = {"language": name[:20], "title": name}
    audio = replace(plans.AUDIO, metadata=tags)
    source = replace(plans.SOURCE, audio=(audio,), format=name)
    plan = plans.described(source, path=Path("/films") / name.replace("/", "_"))
    told = whole_export(journal, plan)
    document = told.document(name.replace("/", "_"), notes=(name, f"{name} is odd."))
    document["source"]["name"] = name
    page = page_of(document)
    checker = checked(page)
    assert b"<script" not in page
    assert page.count(b"<!--") == 1
    shown = "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in name
    )
    # The heading, the page's title, the source's name and the notes.
    assert checker.text.count(shown) >= 4
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", page.decode("utf-8"))


@pytest.mark.parametrize("segments", [1, 3, 60, 5000])
def test_a_page_stays_small_however_many_segments_there_are(journal: Path, segments: int) -> None:
    page = page_of(whole_export(journal, long_plan(segments)).document())
    checker = checked(page)
    assert len(page) < 150_000
    assert checker.count("rect") < 800
    assert checker.count("svg") >= 4
    if segments == 5000:
        assert "Each bar is the mean of" in checker.text


def test_a_page_of_very_many_interruptions_lists_the_first(journal: Path) -> None:
    told = ToldJournal(journal, units=300)
    for number in range(300):
        told.exporting(100 * number, 100 * number + 1).unit(number, 100 * number + 10)
    checker = checked(page_of(told.finish(30_000).document()))
    assert "with 299 interruptions" in checker.text
    assert f"{299 - MOST_INTERRUPTIONS} more interruptions" in checker.text


def test_a_page_without_a_picture_has_no_bit_rate(journal: Path) -> None:
    source = replace(plans.SOURCE, video=None)
    plan = plans.described(source, None, container="m4a", video_encoder="")
    checker = checked(page_of(whole_export(journal, plan).document()))
    assert "Bit rate over" not in str(checker.elements)
    assert "left out" in checker.text


def test_a_page_of_another_exporter_shows_what_is_known(journal: Path) -> None:
    told = ToldJournal(journal).exporting(0, 1).unit(0, 5)
    assert "Verification" in checked(page_of(told.finish(6).document())).text


def test_a_report_that_came_later_says_so(journal: Path) -> None:
    told = whole_export(journal, plans.described())
    assert "ended before it could write" in checked(page_of(told.document(later=True))).text
    assert "ended before it could write" not in checked(page_of(told.document())).text


def colours() -> dict[str, dict[str, str]]:
    """The variables of each scheme in the style sheet."""
    style = (TEMPLATES / "report.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    named = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]
    return dict(zip(("light", "dark", "print"), named, strict=True))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_and_shapes_stand_out_in_every_scheme(scheme: str) -> None:
    palette = colours()[scheme]
    assert palette.keys() == colours()["light"].keys()
    for ground in ("background", "surface"):
        for text in ("text", "dim", "accent"):
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
    for shape in ("preparing", "exporting", "assembling", "verifying", "reporting", "good"):
        assert contrast(palette[shape], palette["surface"]) >= 3, shape


def test_the_style_sheet_knows_no_colour_but_its_variables() -> None:
    style = (TEMPLATES / "report.css").read_text("utf-8")
    rest = re.sub(r":root \{.*?\}", "", style, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-f]{3,8}\b", re.sub(r"#(away|held)", "", rest))
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    assert not re.search(r"(fill|stroke|color|style)=", pages)
