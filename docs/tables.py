"""The generated parts of the documentation: ``make tables`` writes them anew, a test holds them against the code."""

from __future__ import annotations

import json
from pathlib import Path

from proctoring_config.options import OPTIONS, Option

_TYPES = {"array": "list", "boolean": "boolean", "null": "nothing", "number": "number", "object": "mapping"}


def options_table() -> str:
    """Return the registry of options as a table in reStructuredText."""
    rows = [("Option", "Type", "Default", "Read by", "What it says"), *map(_cells, OPTIONS.values())]
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for row in rows:
        lines += [f"   {' ' if index else '*'} - {cell}" for index, cell in enumerate(row)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cells(option: Option) -> tuple[str, ...]:
    types = option.schema["type"]
    words = [_TYPES.get(name, name) for name in ([types] if isinstance(types, str) else types)]
    default = "" if option.default is None else f"``{json.dumps(option.default)}``"
    secret = " Secret." if option.secret else ""
    return f"``{option.name}``", " or ".join(words), default, option.reader, option.summary + secret


#: Every generated file by its text.
GENERATED = {"options-table.rst": options_table}

if __name__ == "__main__":
    for name, text in GENERATED.items():
        Path(__file__).with_name(name).write_text(text(), encoding="utf-8")
