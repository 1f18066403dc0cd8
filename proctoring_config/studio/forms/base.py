"""What both forms share: the version that was read, the fields that were sent, and two authors saving at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config.studio.ports import CourseStore, EditConflictError


class Difference(NamedTuple):
    """A field that another author saved otherwise; both values as authors read them."""

    label: str
    stored: str
    yours: str


class VersionedForm(forms.Form):
    """
    A form over what is stored at one version; a field that was not sent keeps its stored value.

    After ``save()`` returned ``False``, ``differences`` says what another author saved meanwhile and what was typed
    here, and the form, shown again, saves over that.
    """

    use_required_attribute = False
    data: Any
    cleaned_data: dict[str, Any]
    #: Whether something was sent that only platform staff may send: the view answers with 403.
    forbidden = False
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stored: Any, version: str) -> None:
        super().__init__(data, initial={**asdict(stored), "version": version})
        self.stored = stored
        self.differences: list[Difference] = []

    def changes(self) -> dict[str, Any]:
        """Return the values that were sent and that their fields accept, by name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and self.sent(name)}

    def sent(self, name: str) -> bool:
        """Return whether the client sent the field; an unticked box counts as sent."""
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def save(self, store: CourseStore, user: Any) -> bool:
        """Save the changes of a valid form for ``user``; return whether they are stored, else see ``differences``."""
        try:
            self.store_changes(store, user, self.changes(), self.cleaned_data["version"])
        except EditConflictError as conflict:
            return self._nothing_lost(conflict.current)
        return True

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store ``changes`` over ``version`` for ``user``; raises ``EditConflictError``."""
        raise NotImplementedError

    def _nothing_lost(self, current: Any) -> bool:
        self.differences = [
            Difference(str(self[name].label), self._shown(name, stored), self._shown(name, value))
            for name, value in self.changes().items()
            if (stored := getattr(current.settings, name)) != value
        ]
        if self.differences:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = current.version
            self.add_error(None, _("Somebody else saved these settings while you were editing them."))
        return not self.differences

    def _shown(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return str(gettext("(empty)"))
        if isinstance(value, bool):
            return str(gettext("yes") if value else gettext("no"))
        return str(getattr(value, "label", self.fields[name].prepare_value(value)))
