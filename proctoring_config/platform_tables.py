"""The tables of edx-platform's apps, as far as they are there: this package runs in LMS, in Studio, and elsewhere."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections


def tables(alias: str) -> set[str]:
    """Return the names of the tables of the database ``alias``. Raises what the database raises."""
    return set(connections[alias].introspection.table_names())


def model_of(app: str, name: str, there: set[str]) -> Any:
    """Return the model if its app is installed and its table is ``there``, else ``None``."""
    try:
        model: Any = apps.get_model(app, name)
    except LookupError:
        return None
    return model if model._meta.db_table in there else None


def flag_model(there: set[str]) -> Any:
    """Return django-waffle's model of flags, which a setting can name, as :func:`model_of` does."""
    if not apps.is_installed("waffle"):
        return None
    from waffle import get_waffle_flag_model

    options = get_waffle_flag_model()._meta
    return model_of(options.app_label, options.object_name, there)
