"""One finding of the audit, and its row in a CSV file."""

from __future__ import annotations

from dataclasses import dataclass

from proctoring_config.problems import Problem

COLUMNS = (
    "course_key",
    "org",
    "provider",
    "id",
    "severity",
    "path",
    "message",
    "hint",
    "exams",
    "escalation_email",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Finding:
    """
    A problem of one course, or of the whole instance (``course_key`` is ``None``).

    ``exams`` are the usage keys of the exams that it is about, if it is about exams. ``escalation_email`` is what the
    course has stored: show it only to those who asked for it, else ``masked_email``.
    """

    problem: Problem
    course_key: str | None = None
    org: str | None = None
    provider: str | None = None
    exams: tuple[str, ...] = ()
    escalation_email: str | None = None

    @property
    def masked_email(self) -> str:
        """Whether an escalation e-mail is stored, and whether it has an @; nothing of it is shown."""
        stored = (self.escalation_email or "").strip()
        return "***@***" if "@" in stored else "***" if stored else ""

    def email(self, *, show: bool) -> str:
        """Return the escalation e-mail as it is stored if ``show``, else masked; empty where there is none."""
        return (self.escalation_email or "") if show else self.masked_email


def csv_row(finding: Finding, *, show_emails: bool = False) -> list[str]:
    """Return the cells of :data:`COLUMNS`; one that a spreadsheet would run as a formula gets an apostrophe first."""
    problem = finding.problem
    cells = (
        finding.course_key or "",
        finding.org or "",
        finding.provider or "",
        problem.id,
        problem.severity.value,
        problem.location,
        problem.message,
        problem.hint,
        " ".join(finding.exams),
        finding.email(show=show_emails),
    )
    return ["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells]
