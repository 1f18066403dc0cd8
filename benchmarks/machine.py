"""Describe the machine and the versions of the measured packages."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "proctoring-config",
    "Django",
    "edx-proctoring",
    "edx-toggles",
    "PyYAML",
    "jsonschema",
    "check-jsonschema",
    "yamllint",
    "libcst",
    "django-upgrade",
)


def facts() -> Iterator[str]:
    """Yield lines with the date, the machine as Linux describes it, and the versions of the packages."""
    yield f"{datetime.now(UTC):%Y-%m-%d}, load {os.getloadavg()[0]:.1f} at the start"
    model = _found("/proc/cpuinfo", r"model name\s*: (.+)") or platform.machine()
    memory = int(_found("/proc/meminfo", r"MemTotal:\s*(\d+) kB") or 0) / 1024**2
    yield f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB of memory, {platform.system()} {platform.release()}"
    yield ", ".join([f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in _PACKAGES)])


def _found(file: str, pattern: str) -> str | None:
    try:
        match = re.search(pattern, Path(file).read_text(encoding="utf-8"))
    except OSError:
        return None
    return match[1] if match else None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
