"""URLs of the demo; those of plugin apps, with the operator page among them, are mounted as Studio mounts them."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.generic import TemplateView
from edx_django_utils.plugins import get_plugin_url_patterns

urlpatterns = [
    path("", TemplateView.as_view(template_name="demo_site/start.html"), name="start"),
    path("login/", LoginView.as_view(template_name="demo_site/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    *get_plugin_url_patterns("cms.djangoapp"),
]
