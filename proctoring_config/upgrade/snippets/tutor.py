"""
A Tutor plugin, as one Python file.

Tutor renders each settings module anew from templates, and plugins add to it by patches. The last patches of the four
modules (LMS and Studio, production and development) come after everything else that may define the setting: the
platform's modules read ``*.env.yml`` first, then ``openedx-common-settings`` and the other patches follow. Seen in
Tutor 20 and 21, ``tutor/templates/apps/openedx/settings``; filter priorities are there since Tutor 15.
"""

from __future__ import annotations

from proctoring_config.upgrade.plan import Plan
from proctoring_config.upgrade.snippets.python import as_python

PATCHES = (
    "openedx-lms-production-settings",
    "openedx-cms-production-settings",
    "openedx-lms-development-settings",
    "openedx-cms-development-settings",
)
NAME = "proctoring_as_before"

_PLUGIN = """\
# Tutor plugin: save it as {name}.py in the directory that "tutor plugins printroot" prints, then run
# "tutor plugins enable {name}" and "tutor config save", and restart LMS and Studio.
from tutor import hooks

SETTINGS = r'''
{settings}'''

# The last settings of LMS and Studio, in production and in development; the priority puts them after other plugins'.
for name in (
{patches}
):
    hooks.Filters.ENV_PATCHES.add_item((name, SETTINGS), priority=hooks.priorities.LOW)
"""


def as_tutor_plugin(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the file of a plugin that adds the statements of ``as_python`` to the settings of LMS and Studio."""
    patches = "\n".join(f'    "{patch}",' for patch in PATCHES)
    return _PLUGIN.format(name=NAME, settings=as_python(plan, value, path), patches=patches)
