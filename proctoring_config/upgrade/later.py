"""
Find out which changes are made later, in files that LMS and Studio read after the file itself.

Tutor renders ``*.env.yml`` and the settings modules that read it. All plugins in a folder add to these modules.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from proctoring_config.errors import InputError
from proctoring_config.options import NULL, VENDOR
from proctoring_config.upgrade.changes import Change, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.plan import Note, Plan
from proctoring_config.upgrade.settings_file import SettingsFile, find_settings_files
from proctoring_config.validators.skeleton import Unresolved

_RENDERED = re.compile(r"(/env/apps/openedx)/config/(lms|cms)\.env\.(?:yml|yaml|json)\Z")
_MODULES = ("production.py", "development.py")
_PLUGIN = ".py"


def leave_out_later_changes(file: SettingsFile, plan: Plan) -> Plan:
    """Return ``plan`` without the changes that later files make, and with a note about them. Never raises."""
    if plan.is_done or file.origin.form != "tutor":
        return plan
    for names, later in _find_later(file):
        made = tuple(change for change in plan.changes if all(_makes(values, change) for values in later))
        decided = {note for note in plan.undecided if all(_decides(values, note) for values in later)}
        if made or decided:
            note = Note(file.path, _describe(file, names))
            return replace(
                plan,
                changes=tuple(change for change in plan.changes if change not in made),
                notes=(*(one for one in plan.notes if one not in decided), note),
                made_later=made,
                decided_later=tuple(decided),
            )
    return plan


def _find_later(file: SettingsFile) -> Iterator[tuple[list[str], list[list[object]]]]:
    """Yield groups of later files: their names, and the values of the setting in each. All files of a group count."""
    path = Path(os.path.abspath(file.name))
    rendered = _RENDERED.search(path.as_posix())
    if rendered:
        folder = path.parent.parent / "settings" / rendered[2]
        modules = [folder / name for name in _MODULES if (folder / name).exists()]
        if modules:
            yield [module.name for module in modules], [_read_values(module) for module in modules]
        return
    for plugin in sorted(path.parent.glob(f"*{_PLUGIN}")) if path.parent.is_dir() else ():
        if plugin != path and (values := _read_values(plugin)):
            yield [plugin.name], [values]


def _read_values(path: Path) -> list[object]:
    try:
        files = find_settings_files(str(path))
    except (InputError, OSError):
        return []
    return [file.value for file in files if file.origin.form == "tutor" and not file.origin.is_build]


def _makes(values: list[object], change: Change) -> bool:
    """Return whether a later value has what the change would add. Only its code knows some of the values."""
    if isinstance(change, QuoteName):
        return any(isinstance(value, Mapping) and NULL in value for value in values)
    provider = change.path()[0]
    options = [value.get(provider) for value in values if isinstance(value, Mapping)]
    if isinstance(change, SetOption):
        return any(_has(one, change.option, change.value) for one in options)
    if isinstance(change, RenameOption):
        return any(isinstance(one, Mapping) and change.new in one for one in options)
    return any(isinstance(one, Mapping | Unresolved) for one in options)


def _decides(values: list[object], note: Note) -> bool:
    """Return whether a later value has the option about which ``note`` is."""
    *_, provider, option = ("", "", *note.path)
    options = [value.get(provider) for value in values if isinstance(value, Mapping)]
    return provider == VENDOR and any(_has(one, option, True) or _has(one, option, False) for one in options)


def _has(options: object, option: object, value: bool) -> bool:
    found = options.get(option) if isinstance(options, Mapping) else None
    return found is value or isinstance(found, Unresolved)


def _describe(file: SettingsFile, names: list[str]) -> str:
    if _RENDERED.search(Path(os.path.abspath(file.name)).as_posix()):
        return f"the old behavior is kept by the settings modules that are read later ({', '.join(names)})"
    return f"the old behavior is kept by {names[0]} in the same folder: make sure that this plugin is enabled"
