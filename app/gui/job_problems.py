"""What is wrong with an export, in words, and the buttons that help."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.gui.job_page import Problem
from app.gui.sentences import told
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState

translate = QCoreApplication.translate


def problem_of(job: Job) -> Problem | None:
    """None while all is well."""
    if job.waiting_for and job.state is JobState.ACTIVE:
        return Problem(
            translate(
                "Problems",
                "There is no room on the disk. The export waits, and goes on by itself when "
                "there is some.",
            ),
            (("open_folder", translate("Problems", "Open the folder")),),
            "warn",
        )
    if job.state is JobState.FAILED:
        return _failure(job)
    if job.state is JobState.INTERRUPTED:
        return Problem(
            translate(
                "Problems",
                "This export was interrupted. What is finished is safe; it can go on from there.",
            ),
            (),
            "warn",
        )
    if job.state is JobState.COMPLETED and job.message:
        return Problem(told(job.message), (), "warn")
    if job.message and job.state in (JobState.ACTIVE, JobState.PAUSED):
        return Problem(told(job.message), (), "warn")
    return None


def _failure(job: Job) -> Problem:
    helps = []
    if not job.source.exists():
        helps.append(("locate", translate("Problems", "Locate the source…")))
    if not job.output.parent.is_dir() or job.output.exists():
        helps.append(("edit", translate("Problems", "Choose another output…")))
    if job.log:
        helps.append(("show_log", translate("Problems", "Show log")))
    message = told(job.message) or translate("Problems", "This export failed.")
    return Problem(message, tuple(helps))
