"""The settings of the tests, on the PostgreSQL server that PROCTORING_CONFIG_POSTGRES names by a URL."""

import os
from urllib.parse import urlsplit

from tests.settings import *  # noqa: F403

_address = urlsplit(os.environ["PROCTORING_CONFIG_POSTGRES"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "HOST": _address.hostname,
        "PORT": _address.port,
        "USER": _address.username,
        "PASSWORD": _address.password or "",
        "OPTIONS": {},
    }
}
