"""What of a plan can be said by adding keys, and what has to be said in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from proctoring_config.problems import shown
from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.outcome import outcome
from proctoring_config.upgrade.plan import Plan


class Additions(NamedTuple):
    """The options to add, by provider, and one line for each thing that has to be done by hand besides."""

    providers: dict[str, dict[str, bool]]
    by_hand: list[str]


def additions(plan: Plan, value: object) -> Additions:
    """
    Return what is to be added to ``value``, the setting that ``plan`` was made for.

    A renamed option is added under its right name where its value is a boolean; no other value is named.
    """
    providers: dict[str, dict[str, bool]] = {}
    by_hand = []
    after = outcome(value, plan.changes) if isinstance(value, Mapping) else {}
    for change in plan.changes:
        if isinstance(change, QuoteName):
            by_hand.append("write the name null with quotes: 'null'")
        elif isinstance(change, FillBody):
            providers.setdefault(change.provider, {})
        elif isinstance(change, SetOption):
            providers.setdefault(change.provider, {})[change.option] = change.value
        elif isinstance(change, RenameOption):
            renamed = after[change.provider][change.new]
            if isinstance(renamed, bool):
                providers.setdefault(change.provider, {})[change.new] = renamed
                by_hand.append(f"{shown(change.provider)}: remove {shown(change.old)}, {change.new} replaces it")
            else:
                by_hand.append(f"{shown(change.provider)}: rename {shown(change.old)} to {change.new}")
    return Additions(providers, by_hand)
