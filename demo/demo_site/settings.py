"""
Settings of the demo: defaults, overridden by the operator's settings file, as in production settings of Studio.

The file is ``settings_files/cms.yml`` unless the environment variable ``CMS_CFG`` is set to another path.
"""

import os
import sys
from pathlib import Path

import yaml
from django.utils.autoreload import autoreload_started
from edx_django_utils.plugins import get_plugin_apps

DEMO = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("DEMO_VAR") or DEMO / "var")
VAR.mkdir(exist_ok=True)

CMS_CFG = Path(os.environ.get("CMS_CFG") or DEMO / "settings_files" / "cms.yml")
try:
    ENV_TOKENS = dict(yaml.safe_load(CMS_CFG.read_text(encoding="utf-8")))
except (OSError, TypeError, ValueError, yaml.YAMLError) as error:
    sys.exit(f"{CMS_CFG} cannot be read ({type(error).__name__}). Run: proctoring-config check {CMS_CFG}")
autoreload_started.connect(lambda sender, **_: sender.watch_dir(CMS_CFG.parent, CMS_CFG.name), weak=False)

PLATFORM_NAME = ENV_TOKENS.get("PLATFORM_NAME", "Open edX")
PROCTORING_BACKENDS = ENV_TOKENS.get("PROCTORING_BACKENDS", {"DEFAULT": "null", "null": {}})
PROCTORING_SETTINGS = ENV_TOKENS.get("PROCTORING_SETTINGS", {})
FEATURES = ENV_TOKENS.get("FEATURES", {})
PARTNER_SUPPORT_EMAIL = ENV_TOKENS.get("PARTNER_SUPPORT_EMAIL", "")

DEBUG = True
SECRET_KEY = PROCTORING_USER_OBFUSCATION_KEY = "a demo on 127.0.0.1 has no secrets"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SITE_ID = 1
SITE_NAME = "127.0.0.1"
USE_TZ = True
TIME_ZONE = ENV_TOKENS.get("TIME_ZONE", "UTC")
ROOT_URLCONF = "demo.demo_site.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "demo.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "demo.demo_site",
    "demo.studio",
    "demo.course_overviews",
    "demo.waffle_utils",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
    "waffle",
    "eventtracking.django.apps.EventTrackingConfig",
    *get_plugin_apps("cms.djangoapp"),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "crum.CurrentRequestUserMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "start"
LOGGING = {
    "version": 1,
    "loggers": {"django.utils.autoreload": {"level": "WARNING"}},
    "disable_existing_loggers": False,
}
# Cookies are not specific to a port, and other projects may run on 127.0.0.1 too.
SESSION_COOKIE_NAME = "proctoring_config_demo_session"
CSRF_COOKIE_NAME = "proctoring_config_demo_csrf"

# How the author pages and REST views read courses and check access.
PROCTORING_CONFIG_COURSE_STORE = "demo.studio.store.OrmCourseStore"
PROCTORING_CONFIG_ACCESS = "demo.studio.store.AuthorAccess"
JWT_AUTH = {
    "JWT_AUTH_HEADER_PREFIX": "JWT",
    "JWT_DECODE_HANDLER": "edx_rest_framework_extensions.auth.jwt.decoder.jwt_decode_handler",
    "JWT_ISSUERS": [{"ISSUER": "demo", "AUDIENCE": "demo", "SECRET_KEY": SECRET_KEY}],
    "JWT_SECRET_KEY": SECRET_KEY,
    "JWT_AUDIENCE": "demo",
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
}

# Settings that edx_proctoring expects from the platform.
ENV_ROOT = VAR
COURSE_ID_PATTERN = r"(?P<course_id>[^/+]+(/|\+)[^/+]+(/|\+)[^/?]+)"
PROCTORED_EXAM_VIEWABLE_PAST_DUE = False
EVENT_TRACKING_ENABLED = True  # without a backend, so events are discarded
WEBPACK_LOADER = {"WORKERS": {"BUNDLE_DIR_NAME": "bundles/", "STATS_FILE": VAR / "webpack-worker-stats.json"}}
