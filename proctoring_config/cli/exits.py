"""What the exit status of ``proctoring-config`` says."""

from __future__ import annotations

NOTHING_TO_DO = 0
FINDINGS = 1
CANNOT_TREAT = 2
TOOL_FAILED = 3
