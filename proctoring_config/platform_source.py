"""What the source of the edx-platform around us says, where its code cannot be asked."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def source_holds(module: str, words: str) -> bool:
    """Return whether the source of the platform's ``module`` holds ``words``; ``False`` outside edx-platform."""
    try:
        spec = importlib.util.find_spec(module)
        return bool(spec and spec.origin and words in Path(spec.origin).read_text(encoding="utf-8"))
    except (ImportError, ValueError, OSError):
        return False
