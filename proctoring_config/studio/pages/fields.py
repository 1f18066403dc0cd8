"""A form's fields as the pages show them, with everything that assistive technology is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form, RadioSelect


@dataclass(frozen=True)
class ShownField:
    """
    One field; ``target`` is what links in the error summary lead to.

    ``needs`` is what the script follows: JSON of the values other controls must have for the field to be shown.
    """

    id: str
    label: str
    help: str
    widget: str
    errors: list[str]
    target: str
    described_by: str
    is_group: bool
    needs: str


def shown_field(form: Form, name: str, *, needs: Mapping[str, Sequence[str]] | None = None) -> ShownField:
    """Return the field ``name`` of ``form``; ``needs`` maps names of controls to the values that show the field."""
    bound = form[name]
    is_group = isinstance(bound.field.widget, RadioSelect)
    errors = [str(error) for error in bound.errors]
    parts = [f"{bound.auto_id}_help"] * bool(bound.help_text) + [f"{bound.auto_id}_error"] * bool(errors)
    attrs: dict[str, Any] = {}
    if parts and not is_group:
        attrs["aria-describedby"] = " ".join(parts)
    if errors and not is_group:
        attrs["aria-invalid"] = "true"
    return ShownField(
        id=bound.auto_id,
        label=str(bound.label),
        help=str(bound.help_text),
        widget=bound.as_widget(attrs=attrs),
        errors=errors,
        target=f"{bound.auto_id}_0" if is_group else bound.auto_id,
        described_by=" ".join(parts),
        is_group=is_group,
        needs=json.dumps(needs or {}),
    )
