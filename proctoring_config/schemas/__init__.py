"""
The JSON Schema (draft-07) of ``PROCTORING_BACKENDS``, generated from the declared options.

``proctoring_backends.schema.json`` in this folder is its text, for editors (``make schema``).
"""

from __future__ import annotations

import json

from proctoring_config.options import DEFAULT, LTI_EXTERNAL, OPTIONS, Option


def backends_schema() -> dict[str, object]:
    """Return the schema of the value of ``PROCTORING_BACKENDS``."""
    return {
        "type": "object",
        "description": "Proctoring providers by name, each with its options; DEFAULT names one of them.",
        "properties": {
            DEFAULT: {"type": "string", "description": "The provider of courses that do not choose one."},
            LTI_EXTERNAL: {"description": "LTI providers are configured in edx-exams, not here."},
        },
        "required": [DEFAULT],
        "additionalProperties": options_schema(),
    }


def options_schema() -> dict[str, object]:
    """Return the schema of the options of one provider."""
    return {
        "type": "object",
        "description": "The options of one provider; other options are ignored.",
        "properties": {name: _option_schema(option) for name, option in OPTIONS.items()},
    }


def settings_schema() -> dict[str, object]:
    """Return the schema of a whole ``lms.yml`` or ``cms.yml``, of which it validates ``PROCTORING_BACKENDS`` only."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:proctoring-config:proctoring-backends",
        "title": "Proctoring settings of an Open edX instance",
        "type": "object",
        "properties": {"PROCTORING_BACKENDS": backends_schema()},
    }


def settings_schema_text() -> str:
    """Return :func:`settings_schema` as the text of the shipped file."""
    return json.dumps(settings_schema(), indent=2) + "\n"


def _option_schema(option: Option) -> dict[str, object]:
    schema: dict[str, object] = {**option.schema, "description": f"{option.summary} Read by {option.read_by}."}
    if option.default is not None:
        schema["default"] = option.default
    if option.secret:
        schema["writeOnly"] = True
    return schema
