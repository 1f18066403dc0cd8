"""The URLs of edx-platform, and in Studio those of this package below ``/proctoring/``."""

from django.conf import settings
from django.urls import include, path

from demo.edx_platform import outside, start

if settings.SERVICE_VARIANT == "lms":
    from lms.urls import *  # noqa: F403

    own = [
        path("outside/attempts", outside.attempts_view),
        path("api/v2/tickets.json", outside.tickets_view),
    ]
else:
    from cms.urls import *  # noqa: F403

    own = [
        path("proctoring/api/", include("proctoring_config.studio.rest.urls")),
        path("proctoring/", include("proctoring_config.studio.pages.urls")),
    ]
urlpatterns = [
    path("start/", start.start_view),
    path("start/<slug:name>/", start.log_in_view),
    *own,
    *urlpatterns,  # noqa: F405
]
