"""Every word of the window can be translated, and is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[4]
SOURCES = sorted((ROOT / "app" / "gui").rglob("*.py"))
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "zh_CN")

SHOWS = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setStatusTip", "setTitle", "addAction", "addItem", "addMenu",
    "addTab", "setTabText", "setPrefix", "setSuffix", "setSpecialValueText", "setInformativeText",
    "insertItem", "setItemText", "showMessage", "addButton", "setDetailedText", "setWhatsThis",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox",
}  # fmt: skip
"""Methods and classes that show the text that they are given."""

TRANSLATES = {"tr", "translate"}
WORD = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
PROPER = {"Reprise", "ffmpeg", "GPL-3.0-or-later"}


def calls_outside_examples(tree: ast.AST) -> Iterator[ast.Call]:
    if isinstance(tree, ast.FunctionDef) and "example" in tree.name:
        return
    if isinstance(tree, ast.Call):
        yield tree
    for child in ast.iter_child_nodes(tree):
        yield from calls_outside_examples(child)


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def bare_texts(argument: ast.expr) -> Iterator[str]:
    """Words in an argument that do not pass through a translation."""
    if isinstance(argument, ast.Call) and (
        name_of(argument) in TRANSLATES or name_of(argument) == "format"
    ):
        if name_of(argument) == "format" and isinstance(argument.func, ast.Attribute):
            yield from bare_texts(argument.func.value)
        return
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        if WORD.search(argument.value) and argument.value not in PROPER:
            yield argument.value
    elif isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.BoolOp):
        for child in ast.iter_child_nodes(argument):
            if isinstance(child, ast.expr) and not isinstance(child, ast.Compare):
                yield from bare_texts(child)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_that_is_shown_passes_through_tr(path: Path) -> None:
    bare = [
        f"{path.name}:{call.lineno}: {text!r}"
        for call in calls_outside_examples(ast.parse(path.read_text("utf-8")))
        if name_of(call) in SHOWS
        for argument in [*call.args, *(word.value for word in call.keywords)]
        for text in bare_texts(argument)
    ]
    assert not bare


def test_the_check_above_sees_bare_texts() -> None:
    tree = ast.parse('a.setText("bare"); a.setText(f"{n} left"); a.setText(self.tr("fine"))')
    found = [
        text
        for call in calls_outside_examples(tree)
        if name_of(call) == "setText"
        for argument in call.args
        for text in bare_texts(argument)
    ]
    assert found == ["bare", " left"]


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def messages(path: Path) -> dict[tuple[str, str], etree._Element]:
    """The messages that are in use, by context and English text."""
    tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False))
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in tree.iter("context")
        for message in context.iter("message")
        if message.find("translation").get("type") not in ("vanished", "obsolete")
    }


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_files_of_translations_hold_every_text(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    kind = ["-pluralonly"] if language == "en" else []
    subprocess.run(
        [tool("lupdate"), *kind, *map(str, SOURCES), "-ts", str(fresh)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    kept = messages(FOLDER / f"reprise_{language}.ts")
    assert set(kept) == set(messages(fresh)), "make translations"


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Texts that are given to a translation, with their lines."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        place = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}.get(name_of(call), len(call.args))
        text = call.args[place] if place < len(call.args) else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield call.lineno, text.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_lupdate_sees_every_text_and_every_plural(path: Path) -> None:
    """It overlooks texts inside f-strings, and plurals of ``translate``: see ``Texts``."""
    known = {source: one for (_, source), one in messages(FOLDER / "reprise_zh_CN.ts").items()}
    overlooked = [
        f"{path.name}:{line}: {text!r}"
        for line, text in texts_of(path)
        if text not in known or (re.search("%L?n", text) and known[text].get("numerus") != "yes")
    ]
    assert not overlooked


def test_no_translation_is_missing_or_loses_a_placeholder(language: str) -> None:
    wrong = []
    for (context, source), message in messages(FOLDER / f"reprise_{language}.ts").items():
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")]
        texts = forms or [translation.text or ""]
        fields = set(re.findall(r"\{\w*\}|%L?n", source))
        for text in texts:
            found = set(re.findall(r"\{\w*\}|%L?n", text))
            # English may say "one" for the singular.
            if not text.strip() or (found != fields and not (forms and found < fields)):
                wrong.append(f"{context}: {source!r} -> {text!r}")
    assert not wrong


def test_what_the_window_loads_is_what_was_translated(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    source = FOLDER / f"reprise_{language}.ts"
    subprocess.run(
        [tool("lrelease"), str(source), "-qm", str(fresh)], check=True, capture_output=True
    )
    assert fresh.read_bytes() == (FOLDER / f"reprise_{language}.qm").read_bytes(), (
        "make translations"
    )
