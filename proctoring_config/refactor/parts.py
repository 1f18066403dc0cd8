"""Divide the refactor into parts, which reviewers can read and merge one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proctoring_config.refactor.fixer import Fixer, group_members


@dataclass(frozen=True)
class Part:
    """
    A part of the refactor: its title, the subject of its commit, and a pattern for the names of its fixers.

    If the part has breaking changes, the subject gets an exclamation mark after its type.
    """

    title: str
    subject: str
    fixers: re.Pattern[str]


_REST = Part(
    "Vendor",
    "refactor: read the options of providers with proctoring-config",
    re.compile("(?!)"),  # matches nothing: this part gets the fixers that match no other
)
#: In the order of the commits. Each contains the changes to the tests of the tree that would fail without them. A fixer
#: belongs to the first part whose pattern matches.
PARTS = (
    Part(
        "Requirements",
        "build: update the requirements for provider-neutral proctoring",
        re.compile(r"requirements_|npm_packages$|makefile$|locale_config$|mock_settings$"),
    ),
    Part(
        "Zendesk",
        "feat: stop opening Zendesk tickets for proctored exams",
        re.compile(r"\w*zendesk|tests_support_notification$"),
    ),
    _REST,
    Part(
        "Flag",
        "refactor: replace the flag studio.show_review_rules with an option",
        re.compile(r"(?:tests_)?review_rules"),
    ),
)


def get_part(fixer: Fixer, of: Sequence[Fixer]) -> Part:
    """Return the part of a fixer. A whole group is in the part of its first member that is not in the vendor's part."""
    parts = [_match(member) for member in group_members(fixer, of)]
    return next((part for part in parts if part is not _REST), _REST)


def _match(fixer: Fixer) -> Part:
    return next((part for part in PARTS if part.fixers.match(fixer.name)), _REST)
