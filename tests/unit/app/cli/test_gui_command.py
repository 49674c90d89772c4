"""``reprise gui`` where the window is not opened before it."""

from __future__ import annotations

from click.testing import CliRunner

from app.cli.main import reprise


def test_it_says_how_the_window_is_opened() -> None:
    done = CliRunner().invoke(reprise, ["gui", "film.mp4"])
    assert done.exit_code == 2
    assert "`reprise gui`" in done.stderr


def test_its_help_is_the_command_lines() -> None:
    done = CliRunner().invoke(reprise, ["gui", "--help"])
    assert done.exit_code == 0
    assert "[FILES]..." in done.stdout
