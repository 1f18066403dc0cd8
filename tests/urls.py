"""URLs of the tests."""

from django.urls import include, path

urlpatterns: list = [
    path("api/", include("edx_proctoring.urls", namespace="edx_proctoring")),
    path("api/contentstore/v1/", include("proctoring_config.studio.rest.urls")),
    path("studio/", include("proctoring_config.studio.pages.urls")),
    path("api/courses/v1/", include("proctoring_config.studio.rest.checklist_urls")),
]
