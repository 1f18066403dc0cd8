"""The base of both forms: unsent fields keep their values, and conflicting edits are detected."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config.studio.ports import CourseStore, EditConflictError


class Difference(NamedTuple):
    """A field that someone else has changed to another value. Both values are formatted for display."""

    label: str
    stored: str
    yours: str


class VersionedForm(forms.Form):
    """
    A form that edits one version of the stored values. Fields that are not sent keep their stored values.

    If ``save()`` returns ``False`` because someone else saved first, ``differences`` lists the fields that differ. The
    form then has the new version, so that saving again overwrites the other changes.
    """

    use_required_attribute = False
    data: Any
    cleaned_data: dict[str, Any]
    #: Whether the user sent a value that only platform staff may send. The view should then return 403.
    forbidden = False
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stored: Any, version: str) -> None:
        super().__init__(data, initial={**asdict(stored), "version": version})
        self.stored = stored
        self.differences: list[Difference] = []

    def changes(self) -> dict[str, Any]:
        """Return the valid values that were sent, by field name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and self.was_sent(name)}

    def was_sent(self, name: str) -> bool:
        """Return whether the field was sent. An unchecked checkbox counts as sent."""
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def save(self, store: CourseStore, user: Any) -> bool:
        """Save the changes of a valid form for ``user``, and return whether they were saved."""
        try:
            self.store_changes(store, user, self.changes(), self.cleaned_data["version"])
        except EditConflictError as conflict:
            return self._report_conflict(conflict.current)
        return True

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store ``changes`` to ``version`` for ``user``, or raise ``EditConflictError``."""
        raise NotImplementedError

    def _report_conflict(self, current: Any) -> bool:
        self.differences = [
            Difference(str(self[name].label), self._format(name, stored), self._format(name, value))
            for name, value in self.changes().items()
            if (stored := getattr(current.settings, name)) != value
        ]
        if self.differences:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = current.version
            self.add_error(None, _("Someone else saved these settings while you were editing them."))
        return not self.differences

    def _format(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return str(gettext("(empty)"))
        if isinstance(value, bool):
            return str(gettext("yes") if value else gettext("no"))
        return str(getattr(value, "label", self.fields[name].prepare_value(value)))
