"""Models of edx-platform and its apps, if they are installed and migrated: this package also runs without them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import CharField, ExpressionWrapper, F


def table_names(alias: str) -> set[str]:
    """Return the names of the tables in the database ``alias``. Raises ``DatabaseError`` like any query."""
    return set(connections[alias].introspection.table_names())


def find_model(app: str, name: str, tables: Collection[str]) -> Any:
    """Return a model if its app is installed and its table is among ``tables``, else ``None``."""
    try:
        model: Any = apps.get_model(app, name)
    except LookupError:
        return None
    return model if model._meta.db_table in tables else None


def find_flag_model(tables: Collection[str]) -> Any:
    """Return django-waffle's flag model, which a setting can replace, under the conditions of :func:`find_model`."""
    if not apps.is_installed("waffle"):
        return None
    from waffle import get_waffle_flag_model

    options = get_waffle_flag_model()._meta
    return find_model(options.app_label, options.object_name, tables)


def as_text(column: str) -> ExpressionWrapper:
    """Return ``column`` as plain text: the platform's key fields would parse it, and fail on a malformed key."""
    return ExpressionWrapper(F(column), output_field=CharField())


def text_folding(alias: str) -> Callable[[str], str]:
    """Return the function that makes texts equal if the database compares them as equal, as MySQL's collations do."""
    return str.casefold if connections[alias].vendor == "mysql" else str
