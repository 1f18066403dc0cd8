"""Lines for settings in YAML, templates of it included, and in JSON."""

from __future__ import annotations

import json

from proctoring_config.upgrade.plan import Plan
from proctoring_config.upgrade.snippets.additions import additions


def as_yaml(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the keys to merge into a YAML file, below those that lead to the setting; the rest as comments."""
    added, by_hand = additions(plan, value)
    comments = [*by_hand, *(f"undecided: {note}" for note in plan.undecided)]
    text = "".join(f"# {comment}\n" for comment in comments)
    if added:
        text += _dumped(_nested(added, path))
    return text


def as_json(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the members to merge into a JSON file; what cannot be said by them is left to the report."""
    added = additions(plan, value).providers
    return json.dumps(_nested(added, path), indent=2) + "\n" if added else ""


def _dumped(value: object) -> str:
    """Return ``value`` as YAML, in ASCII only where a line break of Unicode would be read as a space otherwise."""
    import yaml  # takes a while to import

    text, ascii_text = (
        str(yaml.safe_dump(value, sort_keys=False, allow_unicode=allowed, width=float("inf")))
        for allowed in (True, False)
    )
    return text if yaml.safe_load(text) == value else ascii_text


def _nested(added: object, path: tuple[str, ...]) -> object:
    for key in reversed(path):
        added = {key: added}
    return added
