"""
The URL of the checklist: ``path("api/courses/v1/", include("proctoring_config.studio.rest.checklist_urls"))``.

It has its own module because in edx-platform, it would replace the view of the whole launch checklist.
"""

from __future__ import annotations

from django.urls import re_path

from proctoring_config.studio.rest.urls import COURSE_ID
from proctoring_config.studio.rest.views import ProctoringChecklistView

app_name = "proctoring_config_checklist"
urlpatterns = [re_path(rf"^validation/{COURSE_ID}/$", ProctoringChecklistView.as_view(), name="checklist")]
