"""The source of the running edx-platform, for facts that its code does not expose."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def source_contains(module: str, text: str) -> bool:
    """Return whether the source file of a platform ``module`` contains ``text``; ``False`` outside edx-platform."""
    try:
        spec = importlib.util.find_spec(module)
        return bool(spec and spec.origin and text in Path(spec.origin).read_text(encoding="utf-8"))
    except (ImportError, ValueError, OSError):
        return False
