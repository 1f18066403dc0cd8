"""
What will behave differently on this instance, or is broken, course by course, as last published.

It reads edx-platform's overviews of courses, edx-proctoring's exams, and the tables of the waffle flag
``studio.show_review_rules``, and changes nothing. The management command ``proctoring_audit`` and the operator page
render what it finds.
"""

from proctoring_config.audit.database import CannotReadError
from proctoring_config.audit.finding import COLUMNS, Finding, csv_row
from proctoring_config.audit.run import Audit
from proctoring_config.audit.scope import Scope

__all__ = ["COLUMNS", "Audit", "CannotReadError", "Finding", "Scope", "csv_row"]
