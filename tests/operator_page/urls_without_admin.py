"""URLs as the LMS has them without the feature ENABLE_DJANGO_ADMIN_SITE."""

from edx_django_utils.plugins import get_plugin_url_patterns

urlpatterns = get_plugin_url_patterns("lms.djangoapp")
