"""The page: the report's document as one HTML file without scripts or anything from outside."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.jobs.report import pictures, words
from app.jobs.report.files import HTML_MARK
from app.jobs.report.timeline import time_line
from app.jobs.report.words import printable

TEMPLATES = Path(__file__).parents[3] / "resources" / "report"

CONTAINERS = {
    "mov,mp4,m4a,3gp,3g2,mj2": "MP4 or MOV",
    "matroska,webm": "Matroska or WebM",
    "mpegts": "MPEG transport stream",
}
"""Words for names of libavformat; others are shown as they are."""

MOST_INTERRUPTIONS = 30
"""Rows that the table of interruptions has at most; the JSON file has all."""


def page_of(document: Mapping[str, Any]) -> bytes:
    """Render the page."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {
        "size": words.size,
        "duration": words.duration,
        "number": words.number,
        "bits": bits,
        "rate": rate,
        "percent": percent,
        "container": lambda name: CONTAINERS.get(name, name),
    }
    zone = words.zone_at(document["times"]["ended"])
    environment.filters["moment"] = lambda seconds: words.moment(seconds, zone)
    rows = document["interruptions"]
    work = document["work"]
    piece = "segment" if document["segments"]["starts"] else "part"
    page = environment.get_template("report.html").render(
        report=document,
        zone=zone.tzname(None),
        counted=words.counted,
        pauses=sum(len(session["pauses"]) for session in document["sessions"]),
        line=time_line(document["sessions"], rows, zone),
        speed=pictures.speed_plot(document["speed"], work["name"]),
        bit_rate=pictures.bit_rate_plot(document["bit_rate"]),
        piece=piece,
        sizes=pictures.size_plot(document["segments"]["sizes"], piece),
        per_bar=-(-len(document["segments"]["sizes"]) // pictures.MOST_BARS),
        interruptions=rows[:MOST_INTERRUPTIONS],
        more=rows[MOST_INTERRUPTIONS:],
    )
    encoded = page.encode("utf-8", "backslashreplace")
    assert encoded.startswith(HTML_MARK)
    return encoded


def _shown(value: Any) -> Any:
    """Whatever text a file or its tags bring along can be shown, on one line."""
    return printable(value) if type(value) is str else value


def bits(value: float | None) -> str:
    """ "8.2 Mbit/s", "128 kbit/s": of bits per second."""
    if value is None:
        return words.UNKNOWN
    scaled, unit = (value / 1e6, "Mbit/s") if value >= 1e6 else (value / 1e3, "kbit/s")
    return f"{words.number(scaled, pictures.digits_for(scaled))} {unit}"


def rate(value: str | None) -> str:
    """ "25", "29.97": of frames per second, from a fraction."""
    if value is None:
        return words.UNKNOWN
    return words.number(float(Fraction(value)), 3).rstrip("0").rstrip(".")


def percent(share: float, digits: int = 0) -> str:
    """ "31 %"."""
    return f"{share * 100:.{digits}f} %"
