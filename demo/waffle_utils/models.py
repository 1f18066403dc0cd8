"""The columns that matter of edx-platform's override tables."""

from django.db import models


class Override(models.Model):
    """A row of a history table: the newest of a key counts."""

    waffle_flag = models.CharField(max_length=255)
    override_choice = models.CharField(max_length=3)
    enabled = models.BooleanField(default=True)
    change_date = models.DateTimeField()

    class Meta:
        abstract = True


class WaffleFlagCourseOverrideModel(Override):
    """An override of one course."""

    course_id = models.CharField(max_length=255)


class WaffleFlagOrgOverrideModel(Override):
    """An override of one organisation."""

    org = models.CharField(max_length=255)
