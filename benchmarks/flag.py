"""
A predicate against what it replaces: a waffle flag of edx-toggles, warm in the request cache.

CourseWaffleFlag, which ``studio.show_review_rules`` was, is edx-platform's; it asks its override tables before it comes
to this, so that the reference is the faster one.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.project import in_process
from benchmarks.timing import Row, calls, compared

FLAG = "studio.show_review_rules"


def rows() -> Iterator[Row]:
    """Measure ``show_review_rules`` and the flag, its row in a database, within a request."""
    import crum
    import django
    from django.db import connection
    from django.test import RequestFactory

    in_process()
    django.setup()
    from edx_toggles.toggles import WaffleFlag
    from waffle.models import Flag

    from proctoring_config import show_review_rules

    with connection.schema_editor() as editor:
        editor.create_model(Flag)
    Flag.objects.create(name=FLAG, everyone=True)
    flag = WaffleFlag(FLAG, __name__)

    def asked(_: str) -> bool:
        return bool(flag.is_enabled())

    with crum.impersonate(None):
        crum.set_current_request(RequestFactory().get("/"))
        if not (asked("") and WaffleFlag.cached_flags()):
            raise RuntimeError("the flag is not warm")
        yield compared(
            "show_review_rules, with a warm waffle flag", *calls(show_review_rules, asked, "provider_0"), target=1.0
        )
