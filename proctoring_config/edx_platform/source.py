"""The source of the running edx-platform, for facts that its code does not expose."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_FLAG_SOURCE = ("djangoapps", "contentstore", "config", "waffle.py")


def source_contains(module: str, text: str) -> bool:
    """Return whether the source file of a platform ``module`` contains ``text``; ``False`` outside edx-platform."""
    try:
        spec = importlib.util.find_spec(module)
        return bool(spec and spec.origin and text in Path(spec.origin).read_text(encoding="utf-8"))
    except (ImportError, ValueError, OSError):
        return False


def has_vendor_rules() -> bool | None:
    """
    Return whether the running edx-platform has special rules for ``proctortrack``, as releases before Verawood have.

    The waffle flag that belonged to them was removed together with them. ``None`` outside edx-platform. No module of
    the platform is imported, because this is called while it starts.
    """
    try:
        spec = importlib.util.find_spec("cms")
        folder = next(iter(spec.submodule_search_locations or ())) if spec else None
        text = Path(folder, *_FLAG_SOURCE).read_text(encoding="utf-8") if folder else None
    except (ImportError, ValueError, OSError, StopIteration):
        return None
    return None if text is None else "show_review_rules" in text
