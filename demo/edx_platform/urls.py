"""The URLs of edx-platform, and those of this package in Studio."""

from django.conf import settings
from django.urls import include, path

if settings.SERVICE_VARIANT == "lms":
    from lms.urls import *  # noqa: F403
else:
    from cms.urls import *  # noqa: F403

    urlpatterns = [
        path("proctoring/", include("proctoring_config.studio.pages.urls")),
        path("proctoring/api/", include("proctoring_config.studio.rest.urls")),
        *urlpatterns,  # noqa: F405
    ]
