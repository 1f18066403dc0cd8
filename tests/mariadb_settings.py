"""The settings of the tests, on the MariaDB or MySQL server that PROCTORING_CONFIG_MARIADB names by a URL."""

import os
from urllib.parse import urlsplit

from tests.settings import *  # noqa: F403

_address = urlsplit(os.environ["PROCTORING_CONFIG_MARIADB"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.mysql",
        "NAME": "proctoring_config",
        "HOST": _address.hostname,
        "PORT": _address.port,
        "USER": _address.username,
        "PASSWORD": _address.password or "",
        "OPTIONS": {"charset": "utf8mb4"},
        "TEST": {"CHARSET": "utf8mb4"},
    }
}
