"""Settings of the tests: a project as small as the real edx_proctoring can live in, our app installed."""

SECRET_KEY = "tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
USE_TZ = True
SITE_ID = 1
ROOT_URLCONF = "tests.urls"
ENV_ROOT = "/dev/null"  # no folder, so nothing can ever be there
SITE_NAME = "localhost"
PLATFORM_NAME = "Open edX"
COURSE_ID_PATTERN = r"(?P<course_id>[^/+]+(/|\+)[^/+]+(/|\+)[^/?]+)"
PROCTORED_EXAM_VIEWABLE_PAST_DUE = False
WEBPACK_LOADER = {"WORKERS": {"BUNDLE_DIR_NAME": "bundles/", "STATS_FILE": "webpack-worker-stats.json"}}
PROCTORING_SETTINGS: dict = {}
PROCTORING_CONFIG_COURSE_STORE = "demo.studio.store.OrmCourseStore"
PROCTORING_CONFIG_ACCESS = "demo.studio.store.AuthorAccess"
PROCTORING_BACKENDS = {"DEFAULT": "null", "null": {}, "mock": {}}
OPENEDX_TELEMETRY: list = []
JWT_AUTH = {
    "JWT_AUTH_HEADER_PREFIX": "JWT",
    "JWT_DECODE_HANDLER": "edx_rest_framework_extensions.auth.jwt.decoder.jwt_decode_handler",
    "JWT_ISSUERS": [{"ISSUER": "tests", "AUDIENCE": "tests", "SECRET_KEY": "a key of the tests, of 32 bytes or more"}],
    "JWT_SECRET_KEY": "a key of the tests, of 32 bytes or more",
    "JWT_AUDIENCE": "tests",
    "JWT_PUBLIC_SIGNING_JWK_SET": None,
}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
    "waffle",
    "edx_when",
    "edx_proctoring",
    "demo.waffle_utils",
    "tests.project.student",
    "proctoring_config",
    "demo.studio",
    "demo.course_overviews",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
