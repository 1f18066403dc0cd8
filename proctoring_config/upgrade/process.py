"""Plan the changes to one file, and make them if requested."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proctoring_config.errors import InputError
from proctoring_config.upgrade.later import leave_out_later_changes
from proctoring_config.upgrade.plan import Plan
from proctoring_config.upgrade.settings_file import SettingsFile
from proctoring_config.upgrade.snippets import FORMS


@dataclass(frozen=True)
class FileResult:
    """
    The ``plan`` for a file, and the ``snippet`` that expresses it in ``form``; it is empty if there is nothing to add.

    ``diff`` is masked. ``not_edited`` is the reason why the file is not edited, or ``None`` if it can be. ``written``
    tells whether the file was written.
    """

    file: SettingsFile
    plan: Plan
    form: str
    snippet: str
    diff: str | None = None
    not_edited: str | None = None
    written: bool = False


def process_file(
    file: SettingsFile, flag: bool | None, *, form: str | None, diff: bool = False, write: bool = False, backup: bool
) -> FileResult:
    """
    Return the plan for ``file``, after writing it if ``write`` is set.

    ``flag`` is the old waffle flag (``plan.py``), ``form`` the format of the snippet (default: that of the file's
    origin). An edit is attempted only with ``diff`` or ``write``. Raises InputError if the aliases of the setting
    expand too far.
    """
    plan = leave_out_later_changes(file, file.plan(flag))
    form = form or file.origin.form
    snippet = FORMS[form](plan, file.value, file.path) if plan.changes else ""
    shown, reason, written = None, file.origin.not_edited, False
    if plan.changes and not reason and (diff or write):
        try:
            shown = _edit(file, plan, write=write, backup=backup)
            written = write
        except InputError as error:
            reason = str(error).removeprefix(f"{file.source.name}: ")
    return FileResult(file, plan, form, snippet, shown if diff else None, reason, written)


def _edit(file: SettingsFile, plan: Plan, *, write: bool, backup: bool) -> str | None:
    from proctoring_config.files.mask import masked_diff  # these take a while to import
    from proctoring_config.files.write import write as write_file
    from proctoring_config.upgrade.edit import edit_text

    if not file.document or not file.setting:
        return None
    source = file.source
    text = edit_text(file.document, file.setting, plan.changes)
    if write:
        write_file(Path(file.name), source, text, backup=backup)
    return masked_diff(source.name, source.text, text, file.setting.path)
