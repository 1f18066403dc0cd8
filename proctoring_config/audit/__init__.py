"""
Find the courses of this instance that will behave differently after the upgrade, or that are broken already.

The audit reads courses as last published from edx-platform's course overviews, edx-proctoring's exams and the tables
of the waffle flag ``studio.show_review_rules``. It changes nothing. The management command ``proctoring_audit`` and
the operator page show what it finds.
"""

from proctoring_config.audit.connection import CannotReadError
from proctoring_config.audit.models import CourseProblem, Scope
from proctoring_config.audit.run import Audit

__all__ = ["Audit", "CannotReadError", "CourseProblem", "Scope"]
