"""URLs of the pages: ``path("studio/", include("proctoring_config.studio.pages.urls"))``."""

from __future__ import annotations

from django.urls import path, re_path

from proctoring_config.studio.pages.base import script_view, style_view
from proctoring_config.studio.pages.forms import ExamPage, SettingsPage
from proctoring_config.studio.pages.overview import CoursesPage, MovedPage
from proctoring_config.studio.rest.urls import COURSE_ID

app_name = "proctoring_config_studio"
urlpatterns = [
    path("", CoursesPage.as_view(), name="courses"),
    path("style.css", style_view, name="style"),
    path("forms.js", script_view, name="script"),
    re_path(rf"^{COURSE_ID}/$", SettingsPage.as_view(), name="course"),
    re_path(rf"^{COURSE_ID}/settings/$", MovedPage.as_view(part="settings")),
    re_path(rf"^{COURSE_ID}/(?:checklist|dashboard)/$", MovedPage.as_view(part="status")),
    re_path(rf"^{COURSE_ID}/exams/$", MovedPage.as_view(part="exams")),
    re_path(rf"^{COURSE_ID}/exams/(?P<usage_key>.+)/$", ExamPage.as_view(), name="exam"),
]
