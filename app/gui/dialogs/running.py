"""Running a dialog that is wanted once."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def run_dialog(dialog: QDialog) -> int:
    """Show a dialog until it is answered, and let go of it; its parent would keep it alive."""
    try:
        return dialog.exec()
    finally:
        dialog.deleteLater()
