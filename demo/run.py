"""``make demo``: check the sample settings files, then serve the demo on port ``DEMO_PORT``."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = Path("demo", "settings_files")
HOST = "127.0.0.1"


def main():
    """Run the checks, prepare the database and start the server, which replaces this process."""
    os.chdir(ROOT)
    port = _free_port(os.environ.get("DEMO_PORT") or "8001")
    command = str(Path(sys.executable).with_name("proctoring-config"))
    lms, cms, mistakes = (str(FILES / name) for name in ("lms.yml", "cms.yml", "lms-with-mistakes.yml"))

    _title("Settings files without problems")
    _show([command, "check", lms, cms])
    _title("A settings file with mistakes")
    _show([command, "check", mistakes])
    _title("Settings, plugins and database of this demo")
    if _show(_manage("check", "--tag", "proctoring")):
        sys.exit(f"\nStudio cannot start with these problems. Fix {os.environ.get('CMS_CFG') or cms} and try again.")

    _run(_manage("migrate", "--skip-checks", "--verbosity", "0"))
    _title("Logins")
    _run(_manage("demo_data", "--skip-checks"))
    print(f"\n  http://{HOST}:{port}/    (press Ctrl-C to stop)", flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # hide what Django prints about its server
    serve = _manage("runserver", "--skip-checks", f"{HOST}:{port}")
    os.execv(serve[0], serve)


def _free_port(text):
    if not (re.fullmatch("[0-9]{1,5}", text) and 0 < int(text) < 65536):
        sys.exit(f"DEMO_PORT must be a number from 1 to 65535, but is {text!r}.")
    port = int(text)
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except OSError as error:
        sys.exit(f"Cannot use port {port}: {error.strerror}. Choose another port: make demo DEMO_PORT=8002")
    return port


def _title(text):
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def _show(command):
    print("$", " ".join([Path(command[0]).name, *command[1:]]), flush=True)
    status = subprocess.run(command).returncode
    print(f"(exit status {status})", flush=True)
    return status


def _run(command):
    if status := subprocess.run(command).returncode:
        sys.exit(status)


def _manage(*arguments):
    return [sys.executable, str(Path("demo", "manage.py")), *arguments]


if __name__ == "__main__":
    main()
