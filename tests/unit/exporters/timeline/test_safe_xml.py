from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.safe_xml import parse, parse_bytes

BOMB = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>"""


def test_elements_are_read_without_comments_and_instructions() -> None:
    root = parse_bytes(b'<?xml version="1.0"?><?a b?><x><!-- no --><y z="1"/></x>', "it")
    assert [child.tag for child in root] == ["y"]


def test_a_document_type_may_be_named() -> None:
    assert parse_bytes(b"<!DOCTYPE xmeml><xmeml version='5'/>", "it").get("version") == "5"


def test_entities_are_refused() -> None:
    with pytest.raises(SourceError, match="entities"):
        parse_bytes(BOMB, "it")


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    source = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><x>&s;</x>'
    with pytest.raises(SourceError, match="entities"):
        parse_bytes(source.encode(), "it")


def test_a_document_type_is_not_loaded(tmp_path: Path) -> None:
    types = tmp_path / "x.dtd"
    types.write_text('<!ATTLIST x y CDATA "1"><!ENTITY s "secret">')
    root = parse_bytes(f'<!DOCTYPE x SYSTEM "{types.as_uri()}"><x/>'.encode(), "it")
    assert root.get("y") is None


def test_depth_is_bounded() -> None:
    with pytest.raises(SourceError, match="not valid XML"):
        parse_bytes(b"<x>" * 100_000, "it")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing.xml.* cannot be read"):
        parse(tmp_path / "nothing.xml")


@given(st.binary(max_size=200))
def test_anything_is_xml_or_a_sentence(content: bytes) -> None:
    with suppress(SourceError):
        parse_bytes(content, "it")
