"""Events that an export reports: plain values that front ends show."""

from __future__ import annotations

from dataclasses import dataclass, field

PHASES = ("preparing", "exporting", "assembling", "verifying", "reporting")


@dataclass(frozen=True, slots=True)
class WorkerProgress:
    """What one worker does now: the unit, its work done and total, bytes written."""

    unit: int
    kind: str
    done: int
    total: int
    size: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A snapshot of a running export.

    Attributes:
        phase: one of ``PHASES``.
        units_done, units_total: finished units (restored ones included) and all.
        units_restored: finished units that an earlier run left.
        work_done, work_total: in ``work_name`` (frames for video), restored work included.
        rate: work per second now, over the last seconds; 0 when unknown.
        speed: playing time exported per second of real time; 0 when unknown.
        size: bytes of finished parts and of parts being written.
        seconds_left: estimate, or None while unknown.
        fraction: of the current phase, 0 to 1.
        paused: whether workers are frozen; ``waiting_for`` says on what ("" or "disk space").
        workers: what runs now.
    """

    phase: str
    units_done: int = 0
    units_total: int = 0
    units_restored: int = 0
    work_done: int = 0
    work_total: int = 0
    work_name: str = "units"
    rate: float = 0.0
    speed: float = 0.0
    size: int = 0
    seconds_left: float | None = None
    fraction: float = 0.0
    paused: bool = False
    waiting_for: str = ""
    workers: tuple[WorkerProgress, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """An interrupted export was found and goes on."""

    units_done: int
    units_total: int
    saved: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that the user should know; the export goes on."""

    message: str


@dataclass(frozen=True, slots=True)
class UnitFinished:
    """A unit's result is verified and in the parts folder."""

    unit: int
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class UnitRetried:
    """A unit failed and is tried again after ``wait`` seconds."""

    unit: int
    attempt: int
    wait: float
    message: str


@dataclass(frozen=True, slots=True)
class UnitChecked:
    """A restored part was read again: it is intact, or it is damaged and made anew."""

    unit: int
    intact: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The output was published."""

    path: str
    size: int
    seconds: float
    digest: str = ""
    notes: tuple[str, ...] = field(default=())


Event = Progress | Restored | Warned | UnitFinished | UnitRetried | UnitChecked | Finished
