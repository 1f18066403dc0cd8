"""URLs of the demo, both Studio and LMS. Plugin apps are mounted as in the LMS, which has the review callback."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import TemplateView
from edx_django_utils.plugins import get_plugin_url_patterns

from demo.demo_site.sample_courses import COURSES

urlpatterns = [
    path(
        "", TemplateView.as_view(template_name="demo_site/start.html", extra_context={"courses": COURSES}), name="start"
    ),
    path("login/", LoginView.as_view(template_name="demo_site/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("studio/", include("proctoring_config.studio.pages.urls")),
    path("api/contentstore/v1/", include("proctoring_config.studio.rest.urls")),
    path("api/courses/v1/", include("proctoring_config.studio.rest.checklist_urls")),
    path("admin/", admin.site.urls),
    *get_plugin_url_patterns("lms.djangoapp"),
]
