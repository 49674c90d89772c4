"""``python -m app``."""

from app.start import main

main()
