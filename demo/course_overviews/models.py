"""One row per published course, which most of edx-platform reads instead of the modulestore."""

from __future__ import annotations

from django.db import models
from opaque_keys.edx.django.models import CourseKeyField


class CourseOverview(models.Model):
    """A course as last published."""

    id = CourseKeyField(primary_key=True, max_length=255)
    org = models.TextField()
    display_name = models.TextField(null=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)

    enable_proctored_exams = models.BooleanField(default=False)
    proctoring_provider = models.TextField(null=True)
    proctoring_escalation_email = models.TextField(null=True)
    allow_proctoring_opt_out = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.id)
