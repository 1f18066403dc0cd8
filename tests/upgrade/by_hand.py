"""What becomes of the lines that operators carry to their settings by hand."""

import copy
import sys
from types import ModuleType, SimpleNamespace
from unittest import mock

import jinja2


def merged(value, added):
    """What a person makes of the value by merging the added keys."""
    if not isinstance(added, dict):
        return added
    value = dict(value or {})
    return {**value, **{key: merged(value.get(key), more) for key, more in added.items()}}


def run_settings(code, value):
    """The setting after its settings module has run to the end of the snippet."""
    names = {"PROCTORING_BACKENDS": copy.copy(value)}
    exec(code, names)
    return names["PROCTORING_BACKENDS"]


def patches_of(plugin):
    """What a Tutor plugin adds to which patch, with which priority, by a stand-in for Tutor's hooks."""
    tutor = ModuleType("tutor")
    tutor.hooks = SimpleNamespace(
        Filters=SimpleNamespace(ENV_PATCHES=mock.Mock(spec=["add_item"])), priorities=SimpleNamespace(LOW=50)
    )
    with mock.patch.dict(sys.modules, tutor=tutor):
        exec(compile(plugin, "plugin.py", "exec"), {})
    return [
        (*call.args[0], call.kwargs["priority"]) for call in tutor.hooks.Filters.ENV_PATCHES.add_item.call_args_list
    ]


def rendered(patch):
    """A patch as Tutor renders it: as a template of Jinja."""
    return jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False).from_string(patch).render()
