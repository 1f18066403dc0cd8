"""What a tool made of a broken file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Verdict(NamedTuple):
    """Whether the fault was found, on the right line, and with a remedy that mends it; and what was printed."""

    is_found: bool
    is_at_line: bool
    is_mended: bool
    reports: Sequence[object] = ()


NOTHING = Verdict(False, False, False)
