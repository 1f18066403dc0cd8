"""What comes of one file: what is planned for it, the lines to add, and whether they were written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proctoring_config.errors import UntreatableError
from proctoring_config.upgrade.plan import Plan
from proctoring_config.upgrade.snippets import FORMS
from proctoring_config.upgrade.subjects import Subject


@dataclass(frozen=True)
class Treatment:
    """
    The ``plan`` for a file, and the ``snippet`` that says it in ``form``, empty where there is nothing to add.

    ``diff`` is masked; ``not_edited`` says why the file is not edited, ``None`` if it can be; ``written``: it was.
    """

    subject: Subject
    plan: Plan
    form: str
    snippet: str
    diff: str | None = None
    not_edited: str | None = None
    written: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be done about the file."""
        return self.plan.is_done


def treat(
    subject: Subject, flag: bool | None, *, form: str | None, diff: bool = False, write: bool = False, backup: bool
) -> Treatment:
    """
    Return what comes of ``subject``, with ``write`` after its file was written.

    ``flag`` is the old flag (``plan.py``), ``form`` the snippet's (default: that of the file's place). With neither
    ``diff`` nor ``write`` no edit is tried. Raises UntreatableError where the aliases of its setting explode.
    """
    plan = subject.plan(flag)
    form = form or subject.place.form
    snippet = FORMS[form](plan, subject.value, subject.path) if plan.changes else ""
    shown, reason, written = None, subject.place.not_edited, False
    if plan.changes and not reason and (diff or write):
        try:
            shown = _edit(subject, plan, write=write, backup=backup)
            written = write
        except _NotEditedError as error:
            reason = str(error)
    return Treatment(subject, plan, form, snippet, shown if diff else None, reason, written)


class _NotEditedError(Exception):
    pass


def _edit(subject: Subject, plan: Plan, *, write: bool, backup: bool) -> str | None:
    from proctoring_config.upgrade.edit import NotEditableError, edited  # take a while to import
    from proctoring_config.upgrade.masking import masked_diff
    from proctoring_config.upgrade.write import write as write_file

    if not subject.document or not subject.setting:
        return None
    source = subject.source
    try:
        text = edited(subject.document, subject.setting, plan.changes)
        if write:
            write_file(Path(subject.name), source, text, backup=backup)
    except (NotEditableError, UntreatableError) as reason:
        raise _NotEditedError(str(reason).removeprefix(f"{source.name}: ")) from None
    return masked_diff(source.name, source.text, text)
