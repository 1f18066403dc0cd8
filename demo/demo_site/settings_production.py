"""
Settings of the demo for a public site behind a TLS proxy.

The environment variables ``DEMO_SECRET_KEY`` and ``DEMO_HOSTS`` (comma-separated) are required. ``manage.py check
--deploy`` reports only problems of the settings file.
"""

import os
import sys

from demo.demo_site.settings import *  # noqa: F403
from demo.demo_site.settings import JWT_AUTH, VAR

if missing := [name for name in ("DEMO_SECRET_KEY", "DEMO_HOSTS") if not os.environ.get(name)]:
    sys.exit(f"Set {' and '.join(missing)} in the environment.")

DEBUG = False
SECRET_KEY = PROCTORING_USER_OBFUSCATION_KEY = os.environ["DEMO_SECRET_KEY"]
JWT_AUTH = {
    **JWT_AUTH,
    "JWT_ISSUERS": [{"ISSUER": "demo", "AUDIENCE": "demo", "SECRET_KEY": SECRET_KEY}],
    "JWT_SECRET_KEY": SECRET_KEY,
}
ALLOWED_HOSTS = os.environ["DEMO_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
STATIC_ROOT = VAR / "static"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CSRF_COOKIE_HTTPONLY = True
