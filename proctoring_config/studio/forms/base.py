"""The base of both forms: unsent fields keep their values, and edits of several authors are merged."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config.studio.ports import CourseStore, EditConflictError

#: The name of the button that keeps the saved values of the fields that someone else has changed too.
KEEP_SAVED = "keep_saved"
_OWN_FIELDS = ("version", "seen")
_ATTEMPTS = 5


class Difference(NamedTuple):
    """A field that the user and someone else have changed to different values, formatted for display."""

    label: str
    stored: str
    yours: str


class VersionedForm(forms.Form):
    """
    A form that edits one version of the stored values.

    ``seen`` holds the values that the user saw first, as JSON. A field that was not sent, or that the user has not
    changed, keeps its stored value. If it is not known what the user saw, every field sent counts as changed.

    If ``save()`` returns ``False`` because someone else has changed the same fields, ``differences`` lists them. The
    form then has the new version and the new values of all other fields. Saving it again overwrites the other changes,
    and the button :data:`KEEP_SAVED` keeps them. ``merged`` lists the labels of the fields that only others changed.
    """

    use_required_attribute = False
    data: Any
    cleaned_data: dict[str, Any]
    #: Whether the user sent a value that only platform staff may send. The view should then return 403.
    forbidden = False
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stored: Any, version: str) -> None:
        initial = {**asdict(stored), "version": version, "seen": self._dump_stored}
        super().__init__(data, initial=initial)
        self.stored = stored
        self.stored_version = version
        self.differences: list[Difference] = []

    @property
    def keeps_saved(self) -> bool:
        """Whether the user chose to keep the saved values of fields that someone else has changed too."""
        return self.add_prefix(KEEP_SAVED) in self.data

    @property
    def merged(self) -> list[str]:
        """The labels of the fields that someone else has changed since the user saw them, and the user has not."""
        seen, changes = self._read_seen(), self.changes()
        return [
            str(self.fields[name].label)
            for name, value in seen.items()
            if name in self.fields and name not in changes and not _is_same(value, getattr(self.stored, name))
        ]

    def changes(self) -> dict[str, Any]:
        """Return the valid values to save, by field name."""
        kept = self.find_conflicts() if self.keeps_saved else {}
        return {name: value for name, value in self.entered().items() if name not in kept}

    def entered(self) -> dict[str, Any]:
        """Return the valid values that were sent and that the user has changed, by field name."""
        seen = self._read_seen()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in _OWN_FIELDS and self.was_sent(name) and not (name in seen and _is_same(value, seen[name]))
        }

    def find_conflicts(self) -> dict[str, Any]:
        """Return the values that the user has entered and someone else has changed to other values, by field name."""
        seen = self._read_seen()
        return {
            name: value
            for name, value in self.entered().items()
            for stored in [getattr(self.stored, name)]
            if not _is_same(value, stored) and not (name in seen and _is_same(stored, seen[name]))
        }

    def was_sent(self, name: str) -> bool:
        """Return whether the field was sent. An unchecked checkbox counts as sent."""
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def save(self, store: CourseStore, user: Any) -> bool:
        """
        Save the changes of a valid form for ``user``, and return whether they were saved.

        If someone else has saved in the meantime, the changes are merged with theirs and validated again.
        """
        for _attempt in range(_ATTEMPTS):
            if self.cleaned_data["version"] != self.stored_version and not self.keeps_saved and self.find_conflicts():
                break
            try:
                self.store_changes(store, user, self.changes(), self.stored_version)
            except EditConflictError as conflict:
                self.use_current(conflict.current)
                self.full_clean()
                if self.errors:
                    return False
            else:
                return True
        self._report_conflict()
        return False

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store ``changes`` to ``version`` for ``user``, or raise ``EditConflictError``."""
        raise NotImplementedError

    def use_current(self, current: Any) -> None:
        """Edit ``current``, the stored course or exam, instead of the one that was read before."""
        self.stored, self.stored_version = current.settings, current.version

    def show_stored_values_of_unsent_fields(self) -> None:
        """Change a bound form for display: a browser does not send hidden fields, which would otherwise be empty."""
        self._show_stored([name for name in self.fields if name not in _OWN_FIELDS and not self.was_sent(name)])

    def _report_conflict(self) -> None:
        conflicts, entered, seen = self.find_conflicts(), self.entered(), self._read_seen()
        self.differences = [
            Difference(str(self[name].label), self._format(name, getattr(self.stored, name)), self._format(name, value))
            for name, value in conflicts.items()
        ]
        self._show_stored([name for name in seen if name in self.fields and name not in entered])
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.stored_version
        if seen:
            kept = {name: seen[name] for name in conflicts if name in seen}
            self.data[self.add_prefix("seen")] = self._dump_stored(**kept)
        self.add_error(None, _("Someone else saved these settings while you were editing them."))

    def _show_stored(self, names: list[str]) -> None:
        self.data = self.data.copy()
        for name in names:
            value = self.fields[name].prepare_value(getattr(self.stored, name))
            self.data.pop(self.add_prefix(name), None)
            if not isinstance(self.fields[name].widget, forms.CheckboxInput):
                self.data[self.add_prefix(name)] = "" if value is None else str(value)
            elif value:
                self.data[self.add_prefix(name)] = "on"

    def _dump_stored(self, **others: Any) -> str:
        values = {name: getattr(self.stored, name) for name in self.fields if name not in _OWN_FIELDS}
        return json.dumps({**values, **others})

    def _read_seen(self) -> dict[str, Any]:
        """Return the values that the user saw, or nothing if they are not known."""
        try:
            seen = json.loads(self.cleaned_data.get("seen") or "{}")
        except (ValueError, RecursionError):
            return {}
        return {name: seen[name] for name in self.fields if name in seen} if isinstance(seen, dict) else {}

    def _format(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return str(gettext("(empty)"))
        if isinstance(value, bool):
            return str(gettext("yes") if value else gettext("no"))
        return str(getattr(value, "label", self.fields[name].prepare_value(value)))


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are the same to an author: browsers change line breaks, and forms strip spaces."""
    return bool(_normalize(one) == _normalize(other))


def _normalize(value: Any) -> Any:
    return (value.replace("\r\n", "\n").strip() or None) if isinstance(value, str) else value
