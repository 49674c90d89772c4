"""``reprise state info``, ``check`` and ``verify``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ending import DONE, FAILED, errors_told, leave
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.state_options import bar, place_options
from app.cli.wording import count, moment
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from app.jobs.checkpoints.checking import Check, Verification
    from app.jobs.checkpoints.description import Description

MOST_NAMES = 20


@click.command("info")
@click.argument("output", type=FILE, required=False)
@place_options
@json_option
def info(output: Path | None, state: Path | None, parts: Path | None, as_json: bool) -> None:
    """Show what the unfinished export of OUTPUT has reached.

    OUTPUT may be the file that was to be written, its journal or its parts folder; without it the
    only interrupted export in this folder is meant.
    """
    show_info(output, state, parts, as_json)


def show_info(output: Path | None, state: Path | None, parts: Path | None, as_json: bool) -> None:
    """Also what ``export --checkpoint-info`` does."""
    from app.jobs.checkpoints.description import describe
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        found = describe(places_of(output, state, parts))
        if as_json:
            print_json(asdict(found))
        else:
            click.echo("\n".join(_lines(found)))


def _lines(found: Description) -> list[str]:
    share = "" if found.fraction is None else f" ({found.fraction:.0%})"
    total = found.units_total or "?"
    size = f"{in_words(found.parts_size)} in {count(found.parts_count, 'part')}"
    after = f", after {found.last_completed_phase}" if found.last_completed_phase else ""
    rows = [("progress", f"{found.units_done} of {total} units{share}, {size}")]
    if found.segment_frames is not None and found.segment_seconds is not None:
        rows.append(("segments", f"{found.segment_seconds:g} s ({found.segment_frames} frames)"))
    rows += [("phase", f"{found.phase or '?'}{after}"), ("saved", moment(found.saved))]
    if found.starts:
        times = count(len(found.starts), "time")
        rows.append(("started", f"{times}, first {moment(found.starts[0])}"))
    if found.source is not None:
        rows.append(("source", f"{found.source} ({found.source_match or 'unknown'})"))
    rows += [("session", found.session_id or "?"), ("journal", str(found.journal))]
    rows.append(("parts", str(found.parts)))
    if found.backups:
        rows.append(("backups", str(found.backups)))
    if found.at_work:
        rows.append(("at work", found.at_work))
    lines = [str(found.output), *(f"  {name:<9} {text}" for name, text in rows)]
    if found.damage:
        lines.append(f"  Warning: {found.damage}")
    if found.published:
        lines.append("  The output is complete; only journal and parts are left.")
    return lines


@click.command("check")
@click.argument("output", type=FILE, required=False)
@place_options
@json_option
def check(output: Path | None, state: Path | None, parts: Path | None, as_json: bool) -> None:
    """Look quickly whether all that was finished is there; reads no part.

    Exit code 1 when something is damaged or missing. For OUTPUT see `info`.
    """
    show_check(output, state, parts, as_json)


def show_check(output: Path | None, state: Path | None, parts: Path | None, as_json: bool) -> None:
    """Also what ``export --check-progress`` does."""
    from app.jobs.checkpoints import checking
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        places = places_of(output, state, parts)
        found = checking.check(places)
        if as_json:
            print_json({"output": places.output, "whole": found.is_whole, **asdict(found)})
        else:
            click.echo("\n".join(_check_lines(str(places.output), found)))
        leave(DONE if found.is_whole else FAILED)


def _check_lines(output: str, found: Check) -> list[str]:
    total = found.units_total or "?"
    lines = [f"{output}: {found.units_done} of {total} units are finished"]
    if found.damage:
        lines.append(f"  Damaged: {found.damage}")
    if found.missing:
        again = _numbers(found.missing)
        lines.append(f"  Missing: the parts of units {again}; they will be done again.")
    if found.unrecorded:
        lines.append(
            f"  Found beside the journal: parts of units {_numbers(found.unrecorded)}; used when "
            "they are intact."
        )
    if found.foreign:
        lines.append(f"  Not used: {count(found.foreign, 'part')} of another export.")
    if found.leftovers:
        lines.append(f"  Left lying: {count(found.leftovers, 'temporary file')}.")
    if found.at_work:
        lines.append(f"  At work: {found.at_work}.")
    if found.is_whole:
        lines.append("  Everything is there. `reprise state verify` reads the parts as well.")
    return lines


@click.command("verify")
@click.argument("output", type=FILE, required=False)
@place_options
@click.option("--repair", is_flag=True, help="Have what is damaged done again at the next start.")
@json_option
def verify(
    output: Path | None, state: Path | None, parts: Path | None, repair: bool, as_json: bool
) -> None:
    """Read every finished part and compare it with its digest.

    Exit code 1 when something is damaged or missing. For OUTPUT see `info`.
    """
    from app.jobs.checkpoints import checking
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        places = places_of(output, state, parts)
        with bar("reading", as_json) as on_checked:
            found = checking.verify(places, on_checked)
        if repair and not found.is_whole:
            checking.repair(places, found)
        if as_json:
            again = {"units_again": found.units_again, **asdict(found)}
            print_json({"output": places.output, "whole": found.is_whole, **again})
        else:
            click.echo("\n".join(_verify_lines(str(places.output), found)))
        leave(DONE if found.is_whole else FAILED)


def _verify_lines(output: str, found: Verification) -> list[str]:
    lines = [f"{output}: {count(found.checked, 'part')} read, {in_words(found.size)}"]
    if found.damage:
        lines.append(f"  Damaged: {found.damage}")
    lines += [f"  Damaged: {name}" for name in found.damaged[:MOST_NAMES]]
    if len(found.damaged) > MOST_NAMES:
        lines.append(f"  Damaged: {len(found.damaged) - MOST_NAMES} more")
    if found.missing:
        lines.append(f"  Missing: the parts of units {_numbers(found.missing)}")
    if found.is_whole:
        lines.append("  Everything is intact.")
    elif found.repaired:
        lines.append(f"  Repaired: {count(len(found.units_again), 'unit')} will be done again.")
    else:
        lines.append("  The export does what is damaged again by itself, or now with --repair.")
    return lines


def _numbers(indexes: tuple[int, ...] | list[int]) -> str:
    shown = ", ".join(str(index) for index in indexes[:MOST_NAMES])
    return shown if len(indexes) <= MOST_NAMES else f"{shown} and {len(indexes) - MOST_NAMES} more"
