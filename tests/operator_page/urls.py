"""URLs as Studio has them: those of its plugin apps, and the Django admin; and a second admin, which Studio has not."""

from django.contrib import admin
from django.urls import path
from edx_django_utils.plugins import get_plugin_url_patterns

urlpatterns = [
    *get_plugin_url_patterns("cms.djangoapp"),
    path("admin/", admin.site.urls),
    path("another/", admin.AdminSite("another").urls),
]
