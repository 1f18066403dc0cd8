"""URLs as Studio has them: those of its plugin apps."""

from edx_django_utils.plugins import get_plugin_url_patterns

urlpatterns = get_plugin_url_patterns("cms.djangoapp")
