"""URLs for the authoring MFE: ``path("api/contentstore/v1/", include("proctoring_config.studio.rest.urls"))``."""

from __future__ import annotations

from django.urls import re_path

from proctoring_config.studio.rest.views import ProctoredExamSettingsView, ProctoringErrorsView

#: A course key of the old or the new format. Clients may percent-encode its plus signs and slashes.
COURSE_ID = r"(?P<course_id>[^/+]+(?:/|\+)[^/+]+(?:/|\+)[^/?]+)"

app_name = "proctoring_config_rest"
urlpatterns = [
    re_path(rf"^proctored_exam_settings/{COURSE_ID}$", ProctoredExamSettingsView.as_view(), name="exam_settings"),
    re_path(rf"^proctoring_errors/{COURSE_ID}$", ProctoringErrorsView.as_view(), name="errors"),
]
