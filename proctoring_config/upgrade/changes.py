"""
What is to be changed in the setting: the planner lists changes, the editors and the snippets carry them out.

A provider is named by its key in the setting; ``None`` is the key ``null`` that somebody forgot to quote.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SetOption:
    """Give the provider's ``option`` this ``value``, in the place of another value if it has one."""

    provider: str
    option: str
    value: bool


@dataclass(frozen=True)
class RenameOption:
    """Give the provider's option ``old`` the name ``new``, which the provider does not have; its value stays."""

    provider: str
    old: str
    new: str


@dataclass(frozen=True)
class QuoteName:
    """Quote the name of the provider ``null``; there is none of the name ``'null'``."""


@dataclass(frozen=True)
class FillBody:
    """Write ``{}`` for the empty body of ``provider``, as it is called once ``QuoteName`` is carried out."""

    provider: str


Change = SetOption | RenameOption | QuoteName | FillBody
