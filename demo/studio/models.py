"""Courses and exams, which Studio keeps in the modulestore."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models


def new_version() -> str:
    """Return a new unique version."""
    return uuid4().hex


class Course(models.Model):
    """A course run and its proctoring settings."""

    key = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)
    start = models.DateTimeField(null=True, blank=True)
    lti_available = models.BooleanField(default=False)
    timed_exams_enabled = models.BooleanField(default=True)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True)
    version = models.CharField(max_length=32, default=new_version)

    enable_proctored_exams = models.BooleanField(default=False)
    allow_proctoring_opt_out = models.BooleanField(default=False)
    proctoring_provider = models.TextField(null=True, blank=True)
    proctoring_escalation_email = models.TextField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class Exam(models.Model):
    """A subsection of a course and its exam settings."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="exams")
    key = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)
    version = models.CharField(max_length=32, default=new_version)

    kind = models.CharField(max_length=32, default="none")
    default_time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)
    exam_review_rules = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key
