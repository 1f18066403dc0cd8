"""
The test settings of edx-platform's Studio or LMS (``SERVICE_VARIANT``), on database files in the current folder.

The pages and REST views of this package are included by ``demo.edx_platform.urls``.
"""

import os
from pathlib import Path

from demo.edx_platform import mongo_in_memory  # noqa: F401

if os.environ["SERVICE_VARIANT"] == "lms":
    from lms.envs.test import *  # noqa: F403
else:
    from cms.envs.test import *  # noqa: F403


class NoMigrations:
    """Create tables from models. The platform's migrations do not run on SQLite."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


FOLDER = Path.cwd()
DATABASE = {"ENGINE": "django.db.backends.sqlite3", "ATOMIC_REQUESTS": True, "OPTIONS": {"timeout": 20}}
DATABASES = {
    "default": {**DATABASE, "NAME": FOLDER / "platform.sqlite3"},
    "student_module_history": {**DATABASE, "NAME": FOLDER / "history.sqlite3"},
}
MIGRATION_MODULES = NoMigrations()
for store in MODULESTORE["default"]["OPTIONS"]["stores"]:  # noqa: F405
    store["DOC_STORE_CONFIG"] = {**store.get("DOC_STORE_CONFIG", {}), "db": "modulestore"}
CONTENTSTORE["DOC_STORE_CONFIG"]["db"] = "contentstore"  # noqa: F405
WEBPACK_LOADER["DEFAULT"]["LOADER_CLASS"] = "demo.edx_platform.assets.NoAssets"  # noqa: F405
# LMS must not keep what Studio changes.
CACHES = {name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in CACHES}  # noqa: F405
ROOT_URLCONF = "demo.edx_platform.urls"
ALLOWED_HOSTS = ["*"]
SECRET_KEY = PROCTORING_USER_OBFUSCATION_KEY = "a demo on 127.0.0.1 has no secrets"
FEATURES |= {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True}  # noqa: F405
# The middleware of edx-platform accepts only sessions of its own login page.
MIDDLEWARE = [
    "demo.edx_platform.shared.read_middleware"
    if os.environ["SERVICE_VARIANT"] == "lms"
    else "demo.edx_platform.shared.write_middleware",
    *(
        "django.contrib.sessions.middleware.SessionMiddleware" if "SafeSessionMiddleware" in name else name
        for name in MIDDLEWARE  # noqa: F405
        if "EmailChangeMiddleware" not in name
    ),
]
LOGIN_URL = "/start/"

LMS = f"http://127.0.0.1:{os.environ.get('LMS_PORT', '8003')}"
#: ``demo.edx_platform.outside`` answers in place of the proctoring provider and of Zendesk.
ZENDESK_URL, ZENDESK_USER, ZENDESK_API_KEY = LMS, "user", "key"
PROCTORING_BACKENDS = {
    "DEFAULT": "mock",
    "mock": {},
    "null": {"show_review_rules": False},
    "software_secure": {
        "organization": "Academy",
        "exam_sponsor": "Academy",
        "exam_register_endpoint": f"{LMS}/outside/attempts",
        "secret_key_id": "key",
        "secret_key": "a demo has no secrets",
        "crypto_key": "0123456789abcdef01234567",
        "software_download_url": f"{LMS}/outside/",
        "requires_escalation_email": True,
    },
    "proctortrack": {"requires_escalation_email": True, "show_review_rules": False},
}
PROCTORING_CONFIG_COURSE_STORE = "proctoring_config.studio.modulestore.ModulestoreCourseStore"
PROCTORING_CONFIG_ACCESS = "proctoring_config.studio.modulestore.CourseAuthorAccess"
