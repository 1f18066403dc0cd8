"""The providers that a field of a course offers, in order."""

from django.conf import settings

OFFERED = sorted([name for name in settings.PROCTORING_BACKENDS if name != "DEFAULT"] + ["lti_external"])
