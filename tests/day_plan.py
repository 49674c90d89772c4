"""The plan of a scripted day, out of a seed: jobs of mixed kinds, and what befalls them."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests import media_factory as media

FILMS: Mapping[str, Callable[..., Path]] = {
    "film.mp4": media.constant_rate,
    "uneven.mp4": media.variable_rate,
    "broadcast.ts": media.transport_stream,
    "languages.mkv": media.two_languages,
    "sound.m4a": media.sound_only,
}

OTHER = "other.mp4"
"""What an edited film becomes."""


@dataclass(frozen=True)
class Kind:
    """One kind of export: of which film, into which container, with which settings."""

    name: str
    suffix: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    film: str = "film.mp4"

    @property
    def long(self) -> bool:
        """There are many units, so that something can happen between them."""
        return self.settings.get("video_encoder") != "none" and "end" not in self.settings


KINDS = (
    Kind("x264", ".mp4"),
    Kind("x265", ".mp4", {"video_encoder": "libx265", "encoder_preset": "ultrafast"}),
    Kind(
        "SVT-AV1",
        ".mp4",
        {"video_encoder": "libsvtav1", "encoder_preset": "10", "audio_encoder": "libopus"},
    ),
    Kind("VP9", ".webm", {"video_encoder": "libvpx-vp9", "encoder_preset": "5"}),
    Kind("ProRes", ".mov", {"video_encoder": "prores_ks", "audio_encoder": "pcm_s16le"}),
    Kind("FFV1", ".mkv", {"video_encoder": "ffv1", "audio_encoder": "flac"}),
    Kind("sound only", ".mka", {"video_encoder": "none"}, "sound.m4a"),
    Kind("copied sound", ".mp4", {"audio_encoder": "copy"}),
    Kind("trimmed", ".mp4", {"start": "1/3", "end": "5/2"}),
    Kind("scaled", ".mkv", {"scale": "96x64"}),
    Kind("variable rate", ".mp4", {}, "uneven.mp4"),
    Kind("transport stream", ".mp4", {}, "broadcast.ts"),
    Kind("several tracks", ".mkv", {}, "languages.mkv"),
)

What = Literal["killed", "edited", "corrupted", "forgotten", "filled"]
WHILE_DEAD: tuple[What, ...] = ("edited", "corrupted", "forgotten")
"""What happens to a job's source, parts or journal between a SIGKILL and the next start."""


@dataclass(frozen=True)
class Mishap:
    """Something that goes wrong.

    Attributes:
        what: "killed" only kills the owner; "filled" fills the disk, and kills nobody.
        job: position in the plan of the job that it befalls.
        units: it happens after so many finished units of that job, 0 for when it becomes active,
        share: and after this share of what an undisturbed export of it takes.
    """

    what: What
    job: int
    units: int
    share: float

    @property
    def kills(self) -> bool:
        return self.what != "filled"

    @staticmethod
    def befalling(job: int, what: What, mishaps: Iterable[Mishap]) -> bool:
        """Whether there is such a one among them."""
        return any((mishap.job, mishap.what) == (job, what) for mishap in mishaps)


@dataclass(frozen=True)
class PlannedJob:
    """One export of the day; ``segment_seconds`` makes jobs of one kind differ."""

    name: str
    kind: Kind
    segment_seconds: float

    @property
    def settings(self) -> dict[str, Any]:
        return {**self.kind.settings, "segment_seconds": self.segment_seconds}


@dataclass(frozen=True)
class DayPlan:
    """All that is known of a day beforehand.

    Attributes:
        seconds: playing time of the films.
    """

    seed: int
    seconds: float
    jobs: tuple[PlannedJob, ...]
    mishaps: tuple[Mishap, ...]

    @classmethod
    def of(cls, seed: int, jobs: int, kills: int, seconds: float) -> DayPlan:
        """The same for the same arguments. ``kills`` counts those before an edit and the like."""
        dice = random.Random(seed)
        kinds = [KINDS[number % len(KINDS)] for number in range(max(jobs, len(KINDS)))]
        dice.shuffle(kinds)
        planned = tuple(
            PlannedJob(
                f"{number + 1} {kind.name}{kind.suffix}", kind, dice.choice([0.5, 0.55, 0.6])
            )
            for number, kind in enumerate(kinds[:jobs])
        )
        return cls(seed, seconds, planned, tuple(_mishaps(planned, kills, dice)))


def seed_of_the_day() -> int:
    """``DAY_SEED`` in the environment, or one that was never used."""
    return int(os.environ.get("DAY_SEED") or random.SystemRandom().randrange(10**9))


def _mishaps(jobs: tuple[PlannedJob, ...], kills: int, dice: random.Random) -> list[Mishap]:
    long = [position for position, job in enumerate(jobs) if job.kind.long]
    befallen: tuple[What, ...] = (*WHILE_DEAD, "filled")
    mishaps = [
        Mishap(what, job, units=dice.choice([1, 2]), share=dice.uniform(0, 0.1))
        for what, job in zip(befallen, dice.sample(long, len(befallen)), strict=True)
    ]
    # Some come in the middle of the last phases, or when another job runs already.
    killed = dice.sample(range(len(jobs)), kills - len(WHILE_DEAD))
    return mishaps + [Mishap("killed", job, 0, dice.uniform(0, 1.5)) for job in killed]


def make_films(folder: Path, seconds: float) -> dict[str, Path]:
    """The films that exports are made of, by their names, and one to be put in a film's place."""
    films = {name: make(folder / name, seconds=seconds) for name, make in FILMS.items()}
    films[OTHER] = media.constant_rate(folder / OTHER, seconds=seconds / 2)
    return films
