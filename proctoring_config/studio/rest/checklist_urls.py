"""
The URL of the checklist: ``path("api/courses/v1/", include("....studio.rest.checklist_urls"))``.

Apart from the others, because in edx-platform it would take the place of the view that has the whole checklist.
"""

from __future__ import annotations

from django.urls import re_path

from proctoring_config.studio.rest.checklist import ProctoringChecklistView
from proctoring_config.studio.rest.urls import COURSE_ID

app_name = "proctoring_config_checklist"
urlpatterns = [re_path(rf"^validation/{COURSE_ID}/$", ProctoringChecklistView.as_view(), name="checklist")]
