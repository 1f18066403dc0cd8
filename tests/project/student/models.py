"""The columns of edx-platform's ``student.CourseAccessRole`` that the audit reads."""

from django.conf import settings
from django.db import models


class CourseAccessRole(models.Model):
    """A role of a user, in a course or in all courses of an organization."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    course_id = models.CharField(max_length=255)
    role = models.CharField(max_length=64)
