"""Divide the refactor into parts, which reviewers can read and merge one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proctoring_config.refactor.fixer import Fixer, group_members


@dataclass(frozen=True)
class Part:
    """A part of the refactor: its title, the subject of its commit, and a pattern for the names of its fixers."""

    title: str
    subject: str
    fixers: re.Pattern[str]


_REST = Part(
    "Vendor",
    "refactor!: read the options of the proctoring provider instead of comparing its name",
    re.compile("(?!)"),  # matches nothing, because all fixers that are in no other part are in this one
)
#: In the order of the commits, each of which contains the tests of the tree that fail without it. The first part whose
#: pattern matches is that of a fixer.
PARTS = (
    Part(
        "Requirements",
        "build: require proctoring-config, and remove the plugin of one proctoring vendor",
        re.compile(r"requirements_|npm_packages$|makefile$|locale_config$|mock_settings$"),
    ),
    Part(
        "Zendesk",
        "feat!: proctoring does not open Zendesk tickets",
        re.compile(r"\w*zendesk|tests_support_notification$"),
    ),
    _REST,
    Part(
        "Flag",
        "refactor!: replace the waffle flag studio.show_review_rules with an option of the provider",
        re.compile(r"review_rules"),
    ),
    Part("Tests", "test: test the options of proctoring providers", re.compile(r"tests_review_rules$")),
)


def get_part(fixer: Fixer, of: Sequence[Fixer]) -> Part:
    """Return the part of a fixer; all members of a group are in the part of the first one that is not the vendor's."""
    parts = [_match(member) for member in group_members(fixer, of)]
    return next((part for part in parts if part is not _REST), _REST)


def _match(fixer: Fixer) -> Part:
    return next((part for part in PARTS if part.fixers.match(fixer.name)), _REST)
