"""URLs of the operator page; the plugin app mounts them at ``/proctoring-config/`` in LMS and Studio."""

from __future__ import annotations

from django.urls import path

from proctoring_config.operator_page.notice import dismiss_notice
from proctoring_config.operator_page.views import audit_csv, audit_page, operator_page, stylesheet

app_name = "proctoring_config"

urlpatterns = [
    path("", operator_page, name="operator_page"),
    path("audit/", audit_page, name="audit"),
    path("audit.csv", audit_csv, name="audit_csv"),
    path("dismiss-notice/", dismiss_notice, name="dismiss_notice"),
    path("style.css", stylesheet, name="operator_page_style"),
]
