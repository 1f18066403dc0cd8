"""Which courses are looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """
    Which of the courses with proctored exams enabled are looked at, CCX courses never.

    By default those that have not ended and have an active proctored exam that is no practice; ``everything`` takes
    the others, too. ``courses`` (course keys) and ``orgs`` narrow the choice, and a course that is named is looked at
    even if it has ended or has no exam.
    """

    courses: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    everything: bool = False

    @property
    def running_only(self) -> bool:
        """Whether ended courses and those without an exam are left out."""
        return not (self.everything or self.courses)

    @property
    def words(self) -> str:
        """What the scope is, without naming a course or an organisation."""
        if self.courses:
            return "the given courses"
        chosen = "all courses" if self.everything else "courses not ended, with active proctored exams"
        return chosen + (" of the given organisations" if self.orgs else "")
