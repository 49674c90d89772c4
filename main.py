"""Starts Reprise from a checkout: the window, or ``python main.py export INPUT -o OUTPUT``."""

from __future__ import annotations

from app.start import main

if __name__ == "__main__":
    main()
