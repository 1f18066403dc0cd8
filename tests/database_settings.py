"""The settings of the tests, on the database server that PROCTORING_CONFIG_DATABASE names by a URL."""

import os
from urllib.parse import urlsplit

from tests.settings import *  # noqa: F403

_address = urlsplit(os.environ["PROCTORING_CONFIG_DATABASE"])
_is_mysql = _address.scheme == "mysql"
DATABASES = {
    "default": {
        "ENGINE": f"django.db.backends.{_address.scheme}",
        "NAME": "proctoring_config",
        "HOST": _address.hostname,
        "PORT": _address.port,
        "USER": _address.username,
        "PASSWORD": _address.password or "",
        "OPTIONS": {"charset": "utf8mb4"} if _is_mysql else {},
        "TEST": {"CHARSET": "utf8mb4" if _is_mysql else "UTF8"},
    }
}
