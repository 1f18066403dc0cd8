"""
Courses and subsections of edx-platform: reading them, saving them, and who may do so.

Nothing of edx-platform is imported before a function is called. The names that are used exist from release Redwood on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import router, transaction
from django.db.models import F
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator

SUBSECTION = "sequential"


def find_course(course_key: CourseKey) -> Any | None:
    """Return the course block, or ``None``. Libraries, CCX courses and keys of a branch or version are not courses."""
    if type(course_key) is not CourseLocator or course_key != course_key.for_branch(None).version_agnostic():
        return None
    return _modulestore().get_course(course_key)


def course_overviews() -> Iterable[Any]:
    """Return the overviews of all courses, sorted by name. Studio updates them when a course is published."""
    overviews: Iterable[Any] = apps.get_model("course_overviews", "CourseOverview").objects.order_by(
        "display_name", "id"
    )
    return overviews


def find_subsections(course_key: CourseKey) -> list[Any]:
    """Return the subsections of the course in the order of the outline, or an empty list if there is no course."""
    course = find_course(course_key)
    sections = course.get_children() if course is not None else []
    blocks = [block for section in sections for block in section.get_children()]
    return [block for block in blocks if block.scope_ids.usage_id.block_type == SUBSECTION]


def find_subsection(course_key: CourseKey, usage_key: UsageKey) -> Any | None:
    """Return the subsection, or ``None`` if the outline of the course does not contain it."""
    found = (block for block in find_subsections(course_key) if plain_key(block) == usage_key)
    return next(found, None)


def plain_key(block: Any) -> UsageKey:
    """Return the usage key of a block without the branch and version that it was read from."""
    key: UsageKey = block.scope_ids.usage_id
    return key.map_into_course(key.course_key.for_branch(None).version_agnostic())


def block_version(block: Any) -> str:
    """Return the version of the modulestore's structure that last changed this block or its list of children."""
    return str(block.update_version)


class OldSnapshotError(Exception):
    """The transaction reads the course as it was before someone else saved it."""


@contextmanager
def lock_course(course_key: CourseKey) -> Iterator[None]:
    """
    Let no other caller with this lock read or write the course until the transaction ends.

    The modulestore replaces the index row of a course only if it is the one that it read, but it compares and writes
    in two steps, and discards a change that comes too late without an error. The lock makes reading, comparing and
    writing one step. It is an ``UPDATE`` that changes nothing, because SQLite has no other lock of a row.

    Code of edx-platform that saves at the same time does not take the lock. It waits for the end of the transaction
    when it writes, and if it read the row before, it overwrites the change, as it does with any other writer.

    Raises :class:`OldSnapshotError` if the isolation level, such as MySQL's ``REPEATABLE READ``, hides the newest row.
    """
    index = apps.get_model("split_modulestore_django", "SplitModulestoreCourseIndex")
    rows = index.objects.filter(course_id=course_key)
    with transaction.atomic(using=router.db_for_write(index)):
        rows.update(base_store=F("base_store"))
        # The row may have been read earlier in this request.
        import_string("edx_django_utils.cache.RequestCache")("course_index_cache").clear()
        newest, read = (list(query.values_list("last_update")) for query in (rows.select_for_update(), rows))
        if newest != read:
            raise OldSnapshotError(str(course_key))
        with _modulestore().bulk_operations(course_key):
            yield


def save_block(block: Any, values: Mapping[str, Any], user_id: int) -> Any:
    """
    Set fields of a block, publish it and return the stored block.

    Values are converted as Studio does for those that it receives as JSON. Publishing sends the signal on which
    edx-platform updates the course overview and registers the exams of the course. The caller holds the lock.
    """
    for name, value in values.items():
        setattr(block, name, block.fields[name].from_json(value))
    return _modulestore().update_item(block, user_id)


def exams_ida_enabled(course_key: CourseKey) -> bool:
    """Return whether the exams of the course are in edx-exams, which offers LTI providers."""
    return bool(import_string("openedx.core.djangoapps.course_apps.toggles.exams_ida_enabled")(course_key))


def can_write(user: Any, course_key: CourseKey) -> bool:
    """Return whether Studio lets the user edit the course, as its authors and platform staff may."""
    return bool(import_string("common.djangoapps.student.auth.has_studio_write_access")(user, course_key))


def _modulestore() -> Any:
    return import_string("xmodule.modulestore.django.modulestore")()
