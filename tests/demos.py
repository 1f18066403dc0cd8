"""Demos, each with its own database, settings file and port."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.test import SimpleTestCase

from tests.places import ROOT

FILES = Path("demo", "settings_files")
RUN, MANAGE = "demo/run.py", "demo/manage.py"


class DemoCase(SimpleTestCase):
    """A demo with its own database and settings file."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.settings_file = Path(directory.name, "cms.yml")
        self.settings_file.write_text((ROOT / FILES / "cms.yml").read_text(encoding="utf-8"), encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {"DEMO_VAR": directory.name, "DEMO_PORT": str(self.port), "CMS_CFG": str(self.settings_file)}
        self.environment = {**os.environ, **own}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def run_in(self, *arguments, **more):
        """Run a command in the root of the repository, like the Makefile."""
        return subprocess.run(
            arguments, cwd=ROOT, env={**self.environment, **more}, capture_output=True, text=True, timeout=120
        )

    def run_python(self, *arguments, **more):
        """Run a script of the demo."""
        return self.run_in(sys.executable, *arguments, **more)


class RunningDemoCase(DemoCase):
    """A demo with a server, and clients for it."""

    @contextmanager
    def demo(self):
        """Start the demo, wait for its login page, and yield the file with its output."""
        output = Path(self.environment["DEMO_VAR"], "output")
        with output.open("w", encoding="utf-8") as stream:
            process = subprocess.Popen(
                [sys.executable, RUN],
                cwd=ROOT,
                env=self.environment,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        try:
            self.wait_until(lambda: self.status("/login/") == HTTPStatus.OK or process.poll() is not None)
            yield output
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)

    def wait_until(self, happens):
        """Wait until ``happens()`` is true, for up to a minute."""
        for _ in range(600):
            if happens():
                return
            time.sleep(0.1)
        self.fail("nothing happened for a minute")

    def status(self, path, opener=None):
        """Return the status of a response, or ``None`` if there is no response."""
        try:
            return (opener or build_opener()).open(f"http://127.0.0.1:{self.port}{path}", timeout=30).status
        except HTTPError as error:
            return error.code
        except OSError:
            return None

    def text(self, opener, url):
        """Return the text of a page, or an empty string while the server restarts."""
        try:
            return opener.open(url, timeout=30).read().decode()
        except OSError:
            return ""

    def logged_in(self, name):
        """Return a URL opener that is logged in as a user of the demo."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        login = f"http://127.0.0.1:{self.port}/login/"
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', opener.open(login).read().decode())
        form = {"csrfmiddlewaretoken": token, "username": name, "password": f"{name}-demo"}
        start = opener.open(login, urlencode(form).encode()).read().decode()
        self.assertIn(f"<span>{name}</span>", start)
        return opener
