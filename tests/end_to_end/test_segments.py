"""Segments as they lie in the parts folder: what makes them fit together, for each encoder."""

from __future__ import annotations

import os
import random
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from exporters.cancel import CancelToken
from exporters.media.ffmpeg import find_ffmpeg
from exporters.media.own_files import open_own
from exporters.media.runner import run
from exporters.plan import Plan
from exporters.video.encoders import VIDEO_ENCODERS
from exporters.video.exporter import VideoExporter
from exporters.video.part_check import begins_new
from exporters.video.request import VideoRequest
from exporters.video.segment import segment_command
from tests import media_factory as media
from tests.commands import Running, digest, gone, kill_after, succeed
from tests.end_to_end.encodings import settings

QUICK = {"libx264": "medium", "libx265": "medium", "libsvtav1": "8", "libvpx-vp9": "4"}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4", seconds=3)


def planned(film: Path, encoder: str, **changes: Any) -> Plan:
    request = VideoRequest(
        source=str(film),
        container=VIDEO_ENCODERS[encoder].containers[0],
        video_encoder=encoder,
        encoder_preset=QUICK.get(encoder, ""),
        audio_tracks="none",
        segment_seconds=1.0,
        scale="320x240!" if encoder == "dnxhd" else "",
        **changes,
    )
    return VideoExporter(find_ffmpeg(), film.parent).plan(request.to_map(), CancelToken())


def encode(plan: Plan, index: int, path: Path, processors: int | None = None) -> str:
    """Encode one segment on so many processors; the digest of the result."""
    command = segment_command(plan.details, index, path)
    if processors is not None and hasattr(os, "sched_setaffinity"):
        chosen = sorted(os.sched_getaffinity(0))[:processors]
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, chosen)
        try:
            run(command)
        finally:
            os.sched_setaffinity(0, before)
    else:
        run(command)
    return digest(path)


@pytest.mark.parametrize("encoder", VIDEO_ENCODERS)
def test_an_encoder_writes_the_same_bytes_each_time(
    encoder: str, film: Path, tmp_path: Path
) -> None:
    plan = planned(film, encoder)
    suffix = plan.units[1].suffix
    digests = {
        encode(plan, 1, tmp_path / f"{number}{suffix}", processors)
        for number, processors in enumerate((1, 2, None, 1, None))
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    "encoder", [encoder.name for encoder in VIDEO_ENCODERS.values() if encoder.threads > 1]
)
def test_where_several_threads_encode_their_number_does_not_matter(
    encoder: str, film: Path, tmp_path: Path
) -> None:
    plan = planned(film, encoder)
    digests = set()
    for threads in (1, 2, 3, 4):
        path = tmp_path / f"{threads}{plan.units[1].suffix}"
        command = segment_command(plan.details, 1, path)
        place = len(command) - command[::-1].index("-threads")
        assert command[place] == "2"
        command[place] = str(threads)
        run(command)
        digests.add(digest(path))
    assert len(digests) == 1


@pytest.mark.parametrize("encoder", VIDEO_ENCODERS)
def test_segments_begin_anew_and_share_their_headers(
    encoder: str, film: Path, tmp_path: Path
) -> None:
    plan = planned(film, encoder)
    assert len(plan.units) >= 2
    headers = set()
    for unit in plan.units:
        path = tmp_path / f"{unit.index}{unit.suffix}"
        encode(plan, unit.index, path)
        with open_own(path) as part:
            stream = part.streams.video[0]
            headers.add(bytes(stream.codec_context.extradata or b""))
            packets = [packet for packet in part.demux(stream) if packet.size]
        assert len(packets) == unit.work
        assert begins_new(packets[0])
        assert packets[0].pts == min(packet.pts for packet in packets)
    assert len(headers) == 1


@pytest.mark.parametrize("container", ["mp4", pytest.param("mov", marks=pytest.mark.soak)])
def test_there_are_no_edits_at_seams(container: str, film: Path, tmp_path: Path) -> None:
    """One entry in the video's edit list, at the start."""
    output = tmp_path / f"out.{container}"
    succeed("export", film, "-o", output, "--segment-seconds", "0.5")
    content = output.read_bytes()
    # ISO/IEC 14496-12, 8.6.6: size, "elst", version and flags, number of entries.
    place = content.index(b"elst")
    assert int.from_bytes(content[place + 8 : place + 12], "big") == 1
    # Faststart: the table of contents comes before the samples.
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.skipif(sys.platform == "win32", reason="the counting ffmpeg is a shell script")
def test_only_segments_in_flight_are_encoded_again(film: Path, tmp_path: Path) -> None:
    workers, kills = 2, 4
    log, counting = tmp_path / "log", tmp_path / "ffmpeg"
    real = find_ffmpeg().path
    counting.write_text(
        f'#!/bin/sh\ncase "$*" in *" -c:v "*) echo encode >> "{log}";; esac\nexec "{real}" "$@"\n'
    )
    counting.chmod(counting.stat().st_mode | stat.S_IXUSR)
    dice = random.Random()
    output = tmp_path / "out.mp4"
    arguments = ["export", film, "-o", output, *settings("libx264"), "--audio", "none"]
    arguments += ["--workers", workers, "--ffmpeg", counting]
    killed, totals = 0, set()
    for _ in range(kills):
        running = Running(*arguments, act=kill_after(dice.randrange(1, 3)))
        code, _ = running.wait()
        totals |= {event["units_total"] for event in running.of_kind("progress")} - {0}
        killed += code != 0
        assert gone(str(tmp_path), 2.0)
    told = succeed(*arguments, "--json") if not output.exists() else ""
    (total,) = totals
    assert "finished" in told or output.exists()
    assert killed >= 1
    begun = log.read_text().count("encode")
    assert total <= begun <= total + killed * workers
