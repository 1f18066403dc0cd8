"""URLs of the pages: ``path("studio/", include("proctoring_config.studio.pages.urls"))``."""

from __future__ import annotations

from django.urls import path, re_path

from proctoring_config.studio.pages.base import script_view, style_view
from proctoring_config.studio.pages.forms import ExamPage, SettingsPage
from proctoring_config.studio.pages.overview import ChecklistPage, CoursesPage, DashboardPage
from proctoring_config.studio.rest.urls import COURSE_ID

app_name = "proctoring_config_studio"
urlpatterns = [
    path("", CoursesPage.as_view(), name="courses"),
    path("style.css", style_view, name="style"),
    path("forms.js", script_view, name="script"),
    re_path(rf"^{COURSE_ID}/settings/$", SettingsPage.as_view(), name="settings"),
    re_path(rf"^{COURSE_ID}/checklist/$", ChecklistPage.as_view(), name="checklist"),
    re_path(rf"^{COURSE_ID}/dashboard/$", DashboardPage.as_view(), name="dashboard"),
    re_path(rf"^{COURSE_ID}/exams/(?P<usage_key>.+)/$", ExamPage.as_view(), name="exam"),
]
