"""
Check the options that constructors of plugins require, as far as they are known without importing a plugin.

Known are the plugins that are part of edx-proctoring, and the class on which REST plugins are based.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from proctoring_config.options import OPTIONS, OWN_PLUGINS, ROOT
from proctoring_config.problems import Problem
from proctoring_config.validators.construction import BASE_URL, report_base_url, report_missing
from proctoring_config.validators.structure import is_provider

#: The other options of REST plugins. A provider that has one of them most probably has a REST plugin.
REST_OPTIONS = {name for name, option in OPTIONS.items() if option.reader == OPTIONS[BASE_URL].reader} - {BASE_URL}


def validate_constructor_options(value: object, *, root: tuple[Hashable, ...] = ROOT) -> list[Problem]:
    """
    Return the problems of ``value``, the setting in a file, that stop the process in the constructors of plugins.

    The plugins of edx-proctoring are always installed. Those of other providers are unknown, but no class can replace
    a ``base_url`` that is null: that is an error if other options show that the plugin is a REST plugin. Never raises.
    """
    problems: list[Problem] = []
    for name, options in value.items() if isinstance(value, Mapping) else ():
        if not is_provider(name, options) or not isinstance(options, Mapping):
            continue
        path = (*root, name)
        missing = [option for option in OWN_PLUGINS.get(name, ()) if option not in options]
        if missing:
            problems.append(report_missing(missing, path))
        if name not in OWN_PLUGINS and BASE_URL in options:
            problems += report_base_url(options, path, is_fatal=not REST_OPTIONS.isdisjoint(options))
    return problems
