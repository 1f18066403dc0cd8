"""URLs of what the authoring front end asks: ``path("api/contentstore/v1/", include("....studio.rest.urls"))``."""

from __future__ import annotations

from django.urls import re_path

from proctoring_config.studio.rest.errors import ProctoringErrorsView
from proctoring_config.studio.rest.exam_settings import ProctoredExamSettingsView

#: A course key, of the old kind or the new, whose plus signs a client may send encoded.
COURSE_ID = r"(?P<course_id>[^/+]+(?:/|\+)[^/+]+(?:/|\+)[^/?]+)"

app_name = "proctoring_config_rest"
urlpatterns = [
    re_path(rf"^proctored_exam_settings/{COURSE_ID}$", ProctoredExamSettingsView.as_view(), name="exam_settings"),
    re_path(rf"^proctoring_errors/{COURSE_ID}$", ProctoringErrorsView.as_view(), name="errors"),
]
