"""A stand-in for the hooks of Tutor, which is not a requirement of the tests."""

import copy
import sys
from importlib import resources
from types import ModuleType, SimpleNamespace
from unittest import mock

import jinja2

TEXT = resources.files("proctoring_config.tutor").joinpath("plugin.py").read_text(encoding="utf-8")
TUTOR_DEFAULTS = {"NPM_REGISTRY": "https://npm.example/"}


class TutorError(Exception):
    """The error of Tutor that is shown without a traceback."""


class Filter:
    """Items in the order of their priorities."""

    def __init__(self):
        self._items = []

    def add_items(self, items, priority=10):
        self._items = sorted([*self._items, *((priority, item) for item in items)], key=lambda one: one[0])

    def add_item(self, item, priority=10):
        self.add_items([item], priority)

    def iterate(self):
        return iter([item for _, item in self._items])


class Filters:
    """All filters, created when they are used."""

    def __getattr__(self, name):
        value = Filter()
        setattr(self, name, value)
        return value


class Plugin:
    """The plugin, loaded into stand-ins as often as asked. ``names`` are those of its module."""

    def __init__(self, *, times=1):
        tutor, exceptions, click = ModuleType("tutor"), ModuleType("tutor.exceptions"), mock.MagicMock()
        click.command = click.argument = lambda *args, **options: lambda function: function
        exceptions.TutorError = TutorError
        self.filters = Filters()
        tutor.hooks = SimpleNamespace(Filters=self.filters, priorities=SimpleNamespace(HIGH=5, LOW=50))
        modules = {"tutor": tutor, "tutor.exceptions": exceptions, "click": click}
        for _ in range(times):
            self.names = {"__name__": "tutor.plugin.v1.proctoring"}
            with mock.patch.dict(sys.modules, modules):
                exec(compile(TEXT, "proctoring.py", "exec"), self.names)

    def render(self, patch, **config):
        """Return a patch as Tutor renders it with this configuration."""
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
        environment.filters.update(dict(self.filters.ENV_TEMPLATE_FILTERS.iterate()))
        config = {**TUTOR_DEFAULTS, **dict(self.filters.CONFIG_DEFAULTS.iterate()), **config}
        parts = [text for name, text in self.filters.ENV_PATCHES.iterate() if name == patch]
        return "\n".join(environment.from_string(text).render(config) for text in parts)

    def settings(self, *, before=None, patch="openedx-lms-production-settings", **config):
        """Return the names of a settings module after the patch, which finds PROCTORING_BACKENDS ``before`` it."""
        default = {"DEFAULT": "null", "null": {}}
        names = {"FEATURES": {}, "PROCTORING_BACKENDS": default if before is None else copy.deepcopy(before)}
        exec(self.render(patch, **config), names)
        return names
