"""Form fields as the templates show them, with their ARIA attributes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.forms import CheckboxInput, Form, RadioSelect

from proctoring_config.studio.messages import not_installed_message, provider_label, provider_notes

Needs = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """
    A provider to choose from.

    ``notes`` are about the provider, ``warning`` tells that it is not installed, and ``consequences`` are those of
    saving this choice.
    """

    id: str
    value: str
    label: str
    is_checked: bool
    notes: list[str]
    warning: str
    consequences: list[str]


@dataclass(frozen=True)
class RenderedField:
    """
    A form field.

    ``errors`` are those of the values sent, ``problems`` those of the stored values. ``target`` is the id that links
    in summaries point to. ``needs`` is JSON for the script: the values that other controls must have for the field to
    be shown. ``choices`` replace the widget.
    """

    id: str
    label: str
    help: str
    widget: str
    errors: list[str]
    problems: list[str]
    target: str
    described_by: str
    is_group: bool
    needs: str
    consequences: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def render_field(form: Form, name: str, *, needs: Needs | None = None, problems: Iterable[str] = ()) -> RenderedField:
    """
    Return the field ``name`` of ``form``.

    ``needs`` maps names of other controls to the values that show the field. ``problems`` are messages about the
    stored value, which an unbound form shows.
    """
    bound = form[name]
    is_group = isinstance(bound.field.widget, RadioSelect)
    errors = [str(error) for error in bound.errors]
    stored = [] if form.is_bound else list(problems)
    parts = [f"{bound.auto_id}_help"] * bool(bound.help_text) + [f"{bound.auto_id}_error"] * bool(errors or stored)
    attrs: dict[str, Any] = {"role": "switch"} if isinstance(bound.field.widget, CheckboxInput) else {}
    if parts and not is_group:
        attrs["aria-describedby"] = " ".join(parts)
    if (errors or stored) and not is_group:
        attrs["aria-invalid"] = "true"
    return RenderedField(
        id=bound.auto_id,
        label=str(bound.label),
        help=str(bound.help_text),
        widget=bound.as_widget(attrs=attrs),
        errors=errors,
        problems=stored,
        target=f"{bound.auto_id}_0" if is_group else bound.auto_id,
        described_by=" ".join(parts),
        is_group=is_group,
        needs=json.dumps(needs or {}),
    )


def add_choices(rendered: RenderedField, form: Form, name: str, consequences: Mapping[str, list[str]]) -> RenderedField:
    """
    Return the field with radio buttons for the choices of its list, which are providers.

    ``consequences`` maps providers to sentences about choosing them.
    """
    selected = form[name].value() or ""
    values = [value for value, _ in form.fields[name].widget.choices]
    choices = [
        Choice(
            id=f"{rendered.id}_{number}",
            value=value,
            label=provider_label(value),
            is_checked=value == selected,
            notes=provider_notes(value),
            warning=not_installed_message(value),
            consequences=consequences.get(value, []),
        )
        for number, value in enumerate(values)
    ]
    target = next((choice.id for choice in choices if choice.is_checked), f"{rendered.id}_0")
    return replace(rendered, widget="", is_group=True, choices=choices, target=target)
