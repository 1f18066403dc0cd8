"""
Compare a predicate with an edx-toggles waffle flag that is in the request cache.

``studio.show_review_rules`` was a CourseWaffleFlag, which exists only in edx-platform and also reads override tables.
The reference is therefore faster than the original flag.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.project import in_process
from benchmarks.timing import Row, calls, compared

FLAG = "studio.show_review_rules"


def rows() -> Iterator[Row]:
    """Measure ``show_review_rules`` and the flag during a request; the flag has a row in the database."""
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

    def read_flag(_: str) -> bool:
        return bool(flag.is_enabled())

    with crum.impersonate(None):
        crum.set_current_request(RequestFactory().get("/"))
        if not (read_flag("") and WaffleFlag.cached_flags()):
            raise RuntimeError("the flag is not cached")
        yield compared(
            "show_review_rules vs. cached waffle flag", *calls(show_review_rules, read_flag, "provider_0"), target=1.0
        )
