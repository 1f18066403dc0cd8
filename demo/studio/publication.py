"""Publishing a course: the overview of it is written anew."""

from __future__ import annotations

from dataclasses import fields

from opaque_keys.edx.keys import CourseKey

from demo.course_overviews.models import CourseOverview
from demo.studio import models
from proctoring_config.validators.course import CourseSettings


def publish_course(course: models.Course) -> None:
    """Create or update the overview of ``course``."""
    key = CourseKey.from_string(course.key)
    CourseOverview.objects.update_or_create(
        id=key,
        defaults={
            "org": key.org,
            "display_name": course.name,
            "start": course.start,
            **{field.name: getattr(course, field.name) for field in fields(CourseSettings)},
        },
    )
