"""URLs of a project that has an admin and mounts no plugin apps."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
