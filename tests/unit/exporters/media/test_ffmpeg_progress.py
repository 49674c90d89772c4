"""ffmpeg's reports, however they are cut into chunks and whatever stands in them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.media.ffmpeg import file_url, global_arguments
from exporters.media.ffmpeg_progress import FfmpegProgress, ProgressParser
from exporters.media.runner import run
from tests import media_factory

TEXT = (
    b"frame=12\nfps=24.50\nstream_0_0_q=28.0\nbitrate= 101.5kbits/s\ntotal_size=4096\n"
    b"out_time_us=480000\nout_time_ms=480000\nout_time=00:00:00.480000\ndup_frames=1\n"
    b"drop_frames=2\nspeed=1.75x\nprogress=continue\n"
    b"frame=50\nfps=0.00\ntotal_size=9000\nout_time_us=2000000\ndup_frames=1\ndrop_frames=2\n"
    b"speed=N/A\nprogress=end\n"
)
REPORTS = [
    FfmpegProgress(12, 24.5, 0.48, 4096, 1.75, False, 1, 2),
    FfmpegProgress(50, 0.0, 2.0, 9000, 0.0, True, 1, 2),
]


@given(st.lists(st.integers(0, len(TEXT)), max_size=30), st.booleans())
def test_reports_do_not_depend_on_the_chunks(cuts: list[int], windows: bool) -> None:
    places = [0, *sorted(cuts), len(TEXT)]
    parser = ProgressParser()
    found = []
    for begin, end in pairwise(places):
        chunk = TEXT[begin:end]
        found += parser.add(chunk.replace(b"\n", b"\r\n") if windows else chunk)
    assert found == REPORTS


@given(st.lists(st.binary(max_size=60) | st.sampled_from(TEXT.splitlines(keepends=True))))
def test_rubbish_is_no_report_and_no_error(chunks: list[bytes]) -> None:
    parser = ProgressParser()
    reports = [report for chunk in chunks for report in parser.add(chunk)]
    assert len(reports) <= b"".join(chunks).count(b"progress")


@pytest.mark.parametrize("value", [b"N/A", b"", b"nan", b"inf", b"-inf", b"1e400", b"9" * 400])
def test_an_unreadable_number_counts_as_nothing(value: bytes) -> None:
    names = (b"frame", b"fps", b"out_time_us", b"total_size", b"speed", b"dup_frames")
    text = b"".join(name + b"=" + value + b"\n" for name in names)
    assert ProgressParser().add(text + b"progress=continue\n") == [FfmpegProgress()]


def test_values_do_not_leak_into_the_next_report() -> None:
    parser = ProgressParser()
    parser.add(b"frame=12\nprogress=continue\n")
    assert parser.add(b"progress=end\n") == [FfmpegProgress(finished=True)]


def test_ffmpeg_reports_what_it_wrote(tmp_path: Path) -> None:
    output = tmp_path / "out.mkv"
    reports: list[FfmpegProgress] = []
    command = [
        *global_arguments(media_factory.build()), *media_factory.pictures(1.0),
        *media_factory.X264, file_url(output),
    ]  # fmt: skip
    run(command, on_progress=reports.append)
    last = reports[-1]
    assert [report.finished for report in reports] == [False] * (len(reports) - 1) + [True]
    assert (last.frame, last.repeated, last.dropped) == (25, 0, 0)
    assert last.total_size == output.stat().st_size
    assert 0.8 < last.out_time <= 1.0
