"""
The lines to add to settings, as text for one place each.

Most settings are generated from something else, so these lines are what an operator carries there by hand. A snippet
holds names and booleans only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proctoring_config.upgrade.plan import Plan
from proctoring_config.upgrade.snippets.data import as_json, as_yaml
from proctoring_config.upgrade.snippets.python import as_python
from proctoring_config.upgrade.snippets.tutor import as_tutor_plugin

#: By the word for it on the command line: (plan, the setting's value, the keys that lead to the setting) -> text.
FORMS: Mapping[str, Callable[[Plan, object, tuple[str, ...]], str]] = {
    "yaml": as_yaml,
    "json": as_json,
    "python": as_python,
    "tutor": as_tutor_plugin,
}
