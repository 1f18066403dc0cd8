"""Demos with a database, a settings file and a port of their own."""

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
    """A demo with a database and a settings file of its own."""

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
        """Run a command from the root of the project, as the Makefile does."""
        return subprocess.run(
            arguments, cwd=ROOT, env={**self.environment, **more}, capture_output=True, text=True, timeout=120
        )

    def run_python(self, *arguments, **more):
        """Run one of the demo's scripts."""
        return self.run_in(sys.executable, *arguments, **more)


class RunningDemoCase(DemoCase):
    """A demo that can be served, and its visitors."""

    @contextmanager
    def demo(self):
        """Run the demo until its login page answers; yields the file that its output goes to."""
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
        """Wait for something that takes a second or ten."""
        for _ in range(600):
            if happens():
                return
            time.sleep(0.1)
        self.fail("waited a minute in vain")

    def status(self, path, opener=None):
        """Return the status of an answer, or None where there is none."""
        try:
            return (opener or build_opener()).open(f"http://127.0.0.1:{self.port}{path}", timeout=30).status
        except HTTPError as error:
            return error.code
        except OSError:
            return None

    def text(self, opener, url):
        """Return a page, or nothing while the server restarts."""
        try:
            return opener.open(url, timeout=30).read().decode()
        except OSError:
            return ""

    def logged_in(self, name):
        """Return an opener of URLs that has logged in as one of the demo's users."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        login = f"http://127.0.0.1:{self.port}/login/"
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', opener.open(login).read().decode())
        form = {"csrfmiddlewaretoken": token, "username": name, "password": f"{name}-demo"}
        start = opener.open(login, urlencode(form).encode()).read().decode()
        self.assertIn(f"<span>{name}</span>", start)
        return opener
