"""Whatever is in a draft, it is read or refused with a sentence."""

from __future__ import annotations

import contextlib
import copy
import json
import math
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.checking import checked
from exporters.timeline.readers import jianying
from exporters.timeline.reading import ReadOptions, read_edit
from exporters.timeline.sequence import Edit, Sequence, clips_in
from tests.examples import examples
from tests.jianying_drafts import PLACEHOLDER, draft, film, saved, segment, span, track, whole

ODD: list[Any] = [
    None, True, -1, 0, 10**400, -(10**18), 1e308, float("nan"), float("inf"), "", "x\0", "1e9",
    [], {}, [None], {"start": "a", "duration": []}, {"start": 10**13, "duration": 10**13},
    {"x": float("nan")}, [[[]]], "V" * 1000,
]  # fmt: skip


def read_bytes(content: bytes) -> Edit:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft_content.json"
        path.write_bytes(content)
        return jianying.read(path, ReadOptions())


def check(edit: Edit) -> None:
    """Frames are whole numbers, and the edit can be made valid."""
    for clip in clips_in(edit.sequence):
        assert type(clip.start) is int
        assert type(clip.duration) is int
        assert clip.duration > 0
        assert math.isfinite(clip.look.scale_x + clip.look.rotation + clip.look.x + clip.look.y)
        assert math.isfinite(clip.sound.volume)
    with contextlib.suppress(SourceError):
        checked(edit)


def read_or_refused(content: bytes) -> None:
    """Any other exception than SourceError fails the test."""
    try:
        edit = read_bytes(content)
    except SourceError:
        return
    check(edit)


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every place in a JSON value that can be changed."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        found.append((value, key))
        if isinstance(inner, dict | list):
            places(inner, found)
    return found


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_a_draft_with_odd_values_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    content = copy.deepcopy(whole())
    for _ in range(chance.randint(1, 6)):
        holder, key = chance.choice(places(content, []))
        holder[key] = copy.deepcopy(chance.choice(ODD))
    read_or_refused(json.dumps(content).encode())


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_a_draft_with_damaged_bytes_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(json.dumps(whole()).encode())
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content))
        if chance.random() < 0.5:
            content[at] = chance.randrange(256)
        else:
            del content[at : at + chance.randint(1, 40)]
    read_or_refused(bytes(content))


def test_an_encrypted_draft_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "draft_content.json").write_bytes(b"h4g8XOe61B0b0IMRMLzcc3jJ8IBRca+gm4ja8tX5")
    for path in (tmp_path, tmp_path / "draft_content.json"):
        with pytest.raises(SourceError) as raised:
            read_edit(path)
        assert "JianYing 6 and newer encrypts the drafts that it saves" in raised.value.problem
        assert "SRT" in raised.value.advice


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b'{"tracks": [', "is damaged"),
        (b"[1, 2]", "holds no edit"),
        (b'{"tracks": []}', "holds no edit"),
        (b"[" * 200_000, "is damaged"),
        (b'{"fps": 1' + b"0" * 5000 + b"}", "is damaged"),
        (b'{"a": "\xff"}', "is damaged"),
    ],
)
def test_what_is_no_draft_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read_bytes(content)


def test_compounds_that_hold_themselves_end(tmp_path: Path) -> None:
    """Of files: each compound clip names the draft's own file."""
    path = f"{PLACEHOLDER}/draft_content.json"
    content = draft(
        track("video", segment("film", span(0, 1_000_000), extra_material_refs=["c"])),
        videos=[film()],
        drafts=[{"id": "c", "draft_file_path": path}],
    )
    edit = jianying.read(saved(tmp_path / "draft", content), ReadOptions())
    depth, sequence = 1, edit.sequence
    while sequence.video and sequence.video[0].clips:
        inner = sequence.video[0].clips[0].content
        assert isinstance(inner, Sequence)
        depth, sequence = depth + 1, inner
    assert depth == 16


def test_many_compounds_of_one_file_are_read_once_each(tmp_path: Path) -> None:
    """Two uses at each of 16 levels would be 65,536 readings."""
    folder = tmp_path / "draft"
    uses = [
        segment("film", span(0, 1_000_000), extra_material_refs=["c"]),
        segment("film", span(1_000_000, 1_000_000), extra_material_refs=["c"]),
    ]
    for level in range(16):
        content = draft(
            track("video", *uses),
            videos=[film()],
            drafts=[{"id": "c", "draft_file_path": f"{PLACEHOLDER}/{level}/draft_content.json"}],
        )
        saved(folder if level == 0 else folder / str(level - 1), content)
    sequence = jianying.read(folder, ReadOptions()).sequence
    first, second = sequence.video[0].clips
    assert first.content is second.content


def test_a_compounds_file_outside_the_draft_is_not_opened(tmp_path: Path) -> None:
    saved(tmp_path / "secret", whole())
    for path in ("../secret/draft_content.json", f"{tmp_path}/secret/draft_content.json"):
        content = draft(
            track("video", segment("film", span(0, 1_000_000), extra_material_refs=["c"])),
            videos=[film()],
            drafts=[{"id": "c", "draft_file_path": f"{PLACEHOLDER}/{path}"}],
        )
        edit = jianying.read(saved(tmp_path / "draft", content), ReadOptions())
        assert edit.sequence.video[0].clips == ()
        assert "cannot be read" in edit.problems[0].message


def test_a_timelines_folder_outside_the_draft_is_not_opened(tmp_path: Path) -> None:
    saved(tmp_path / "secret", whole(), "draft_info.json")
    folder = saved(tmp_path / "draft", draft(track("video"), videos=[]))
    (folder / "Timelines").mkdir()
    (folder / "Timelines/project.json").write_text('{"main_timeline_id": "../../secret"}')
    assert jianying.read(folder, ReadOptions()).sequence.video == ()


@pytest.mark.soak
def test_20000_segments(tmp_path: Path) -> None:
    rows = [segment("film", span(n * 40_000, 40_000), span(0, 40_000)) for n in range(20_000)]
    content = draft(track("video", *rows), videos=[film()], fps=25.0)
    sequence = jianying.read(saved(tmp_path / "draft", content), ReadOptions()).sequence
    clips = sequence.video[0].clips
    assert len(clips) == 20_000
    assert (clips[-1].start, clips[-1].end) == (19_999, 20_000)
