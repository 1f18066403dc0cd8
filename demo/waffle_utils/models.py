"""The columns of edx-platform's override tables that the package reads."""

from django.db import models


class Override(models.Model):
    """A row of a history table. The newest row of a course or an organization is in effect."""

    waffle_flag = models.CharField(max_length=255)
    override_choice = models.CharField(max_length=3)
    enabled = models.BooleanField(default=True)
    change_date = models.DateTimeField()

    class Meta:
        abstract = True


class WaffleFlagCourseOverrideModel(Override):
    """An override for a course."""

    course_id = models.CharField(max_length=255)


class WaffleFlagOrgOverrideModel(Override):
    """An override for an organization."""

    org = models.CharField(max_length=255)
