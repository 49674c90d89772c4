from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.source_facts import SourceFacts, WarningKind, read_facts, source_facts
from exporters.errors import SourceError
from exporters.media.frame_index import index_frames
from exporters.media.probe import probe
from tests import media_factory

KIND = WarningKind


def kinds(facts: SourceFacts) -> list[WarningKind]:
    return [warning.kind for warning in facts.warnings]


def values(facts: SourceFacts, kind: WarningKind) -> dict[str, object]:
    return next(dict(warning.values) for warning in facts.warnings if warning.kind is kind)


def test_an_ordinary_film_is_described_without_warnings(tmp_path: Path) -> None:
    path = media_factory.constant_rate(tmp_path / "film.mp4", rate="30000/1001")
    facts = read_facts(path)
    assert facts.path == path
    assert facts.size == path.stat().st_size
    assert facts.duration == pytest.approx(2.0, abs=0.05)
    assert (facts.width, facts.height) == (160, 96)
    assert facts.frame_rate == pytest.approx(29.97, abs=0.01)
    assert (facts.video_codec, facts.bit_depth) == ("H.264", 8)
    assert [(track.codec, track.channels, track.sample_rate) for track in facts.audio] == [
        ("AAC", 1, 48000)
    ]
    assert facts.truncated is False
    assert facts.warnings == ()


def test_tracks_are_numbered_and_have_their_languages(tmp_path: Path) -> None:
    facts = read_facts(media_factory.two_languages(tmp_path / "film.mkv"))
    assert [(track.number, track.language) for track in facts.audio] == [(1, "eng"), (2, "deu")]
    assert facts.audio[1].title == "Kommentar"
    assert facts.chapters == 2


def test_a_language_that_is_not_said_is_none(tmp_path: Path) -> None:
    facts = read_facts(media_factory.constant_rate(tmp_path / "film.mp4"))
    assert facts.audio[0].language == ""


@pytest.mark.parametrize(
    ("make", "name", "kind", "expected"),
    [
        (media_factory.interlaced, "a.mp4", KIND.INTERLACED, {"first": "top"}),
        (media_factory.hdr, "a.mp4", KIND.HDR, {"transfer": "PQ"}),
        (media_factory.rotated, "a.mp4", KIND.ROTATED, {"degrees": 90, "mirrored": False}),
        (media_factory.anamorphic, "a.mp4", KIND.NON_SQUARE_PIXELS, {"ratio": "16:11"}),
        (media_factory.sound_only, "a.m4a", KIND.NO_PICTURE, {}),
    ],
)
def test_what_is_unusual_is_told_with_its_values(
    tmp_path: Path,
    make: Callable[[Path], Path],
    name: str,
    kind: WarningKind,
    expected: dict[str, object],
) -> None:
    facts = read_facts(make(tmp_path / name))
    assert kinds(facts) == [kind]
    assert values(facts, kind) == expected


def test_sizes_are_those_that_are_shown(tmp_path: Path) -> None:
    turned = read_facts(media_factory.rotated(tmp_path / "turned.mp4"))
    assert (turned.width, turned.height) == (96, 160)
    wide = read_facts(media_factory.anamorphic(tmp_path / "wide.mp4"))
    assert (wide.width, wide.height) == (233, 96)


def test_a_film_that_is_cut_off_says_how_much_is_missing(tmp_path: Path) -> None:
    path = media_factory.truncated(tmp_path / "film.mp4")
    facts = read_facts(path)
    assert facts.truncated is True
    missing = values(facts, KIND.TRUNCATED)["bytes"]
    assert isinstance(missing, int)
    assert 0.3 < missing / (missing + path.stat().st_size) < 0.5


def test_whether_a_transport_stream_is_cut_off_is_not_guessed(tmp_path: Path) -> None:
    path = media_factory.truncated(tmp_path / "film.ts", media_factory.transport_stream)
    facts = read_facts(path)
    assert facts.truncated is None
    assert KIND.TRUNCATED not in kinds(facts)


def test_an_uneven_mp4_is_told_by_its_headers(tmp_path: Path) -> None:
    facts = read_facts(media_factory.variable_rate(tmp_path / "film.mp4"))
    assert facts.rate == "variable"
    average = values(facts, KIND.VARIABLE_RATE)["average"]
    assert average == pytest.approx(47 / 2.01, rel=0.01)


def test_what_the_headers_do_not_prove_is_unknown_until_the_frames_are_listed(
    tmp_path: Path,
) -> None:
    path = media_factory.variable_rate(tmp_path / "uneven.mkv")
    source = probe(path)
    assert source_facts(source).rate == "unknown"
    assert source_facts(source, index_frames(path)).rate == "variable"
    path = media_factory.constant_rate(tmp_path / "even.mkv", rate="30000/1001")
    source = probe(path)
    assert source_facts(source).rate == "unknown"
    assert source_facts(source, index_frames(path)).rate == "constant"


@pytest.mark.parametrize("name", ["late.mp4", "edited.mp4", "interlaced.mp4", "one.mp4"])
def test_a_constant_rate_is_not_taken_for_a_variable_one(tmp_path: Path, name: str) -> None:
    make = {
        "late.mp4": media_factory.later_start,
        "edited.mp4": media_factory.edit_list,
        "interlaced.mp4": media_factory.interlaced,
        "one.mp4": media_factory.one_frame,
    }[name]
    facts = read_facts(make(tmp_path / name))
    assert facts.rate == "unknown"
    assert KIND.VARIABLE_RATE not in kinds(facts)


def test_a_file_that_is_no_film_is_a_sentence(tmp_path: Path) -> None:
    path = media_factory.unreadable_bytes(tmp_path / "film.mp4")
    with pytest.raises(SourceError, match="is not a video"):
        read_facts(path)
    with pytest.raises(SourceError, match="does not exist"):
        read_facts(tmp_path / "none.mp4")
