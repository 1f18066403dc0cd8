"""Generate parts of the documentation: ``make tables`` writes them, and a test compares them with the code."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from textwrap import dedent, indent
from unittest import mock

from docs.layers import layers_diagram
from proctoring_config.cli.main import COMMANDS, main
from proctoring_config.files.encoding import Text
from proctoring_config.options import OPTIONS, Option
from proctoring_config.refactor.engine import edit_file
from proctoring_config.refactor.fixer import Fixer, all_fixers, group_members
from proctoring_config.refactor.targets import TargetFile
from tests.refactor.tools import iter_sources

_LANGUAGES = {".html": "html", ".json": "json", ".py": "python", ".yaml": "yaml", ".yml": "yaml"}
_TYPES = {"array": "list", "boolean": "boolean", "null": "null", "number": "number", "object": "mapping"}


def options_table() -> str:
    """Return a reStructuredText table of all options."""
    rows = [("Option", "Description", "Read by"), *map(_cells, OPTIONS.values())]
    lines = [".. list-table::", "   :header-rows: 1", "   :widths: 42 35 23", ""]
    for row in rows:
        for index, cell in enumerate(row):
            first, *rest = cell.splitlines()
            lines += [f"   {' ' if index else '*'} - {first}", *(f"       {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _cells(option: Option) -> tuple[str, ...]:
    types = option.schema["type"]
    words = " or ".join(_TYPES.get(name, name) for name in ([types] if isinstance(types, str) else types))
    if option.default is not None:
        words += f", default: ``{json.dumps(option.default)}``"
    secret = " Secret." if option.secret else ""
    return f"| ``{option.name}``\n| {words}", option.summary + secret, option.read_by


def fixers_sections() -> str:
    """Return a section per fixer: its docstring, and the first case of its tests before and after."""
    return "\n".join(_section(fixer) for fixer in all_fixers())


def _section(fixer: Fixer) -> str:
    path, text = next(iter_sources(fixer))
    before = dedent(text)
    after = edit_file(TargetFile(path, Text(before), [fixer])).after
    parts = [f"{fixer.name}\n{'=' * len(fixer.name)}", fixer.doc, *_terms(fixer)]
    parts += [f"In ``{path}``, before:", _block(path, before), "After:", _block(path, after)]
    return "\n\n".join(parts) + "\n"


def _terms(fixer: Fixer) -> list[str]:
    others = [f"``{member.name}``" for member in group_members(fixer, all_fixers()) if member != fixer]
    together = f"The group ``{fixer.group}`` is applied in all files or in none. Its other fixers: {', '.join(others)}."
    terms = [together if others else "Applied in all files or in none."] if fixer.group else []
    what = "The group is" if others else "It is"
    return terms + (
        [f"{what} withheld while another file uses ``{fixer.removes_name}``."] if fixer.removes_name else []
    )


def _block(path: str, text: str) -> str:
    return f".. code-block:: {_LANGUAGES.get(Path(path).suffix, 'text')}\n\n" + indent(text.strip("\n"), "   ")


def command_line() -> str:
    """Return a section per command of ``proctoring-config``: its ``--help``."""
    parts = [_block("", _help("--help"))]
    for name in COMMANDS:
        parts += [f"proctoring-config {name}\n{'*' * (18 + len(name))}", _block("", _help(name, "--help"))]
    return "\n\n".join(parts) + "\n"


def _help(*argv: str) -> str:
    columns = mock.patch.dict(os.environ, COLUMNS="100")
    with columns, contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.suppress(SystemExit):
        main(argv)
    return printed.getvalue()


#: The generated files, each with the function that returns its text.
GENERATED = {
    "command-line-help.rst": command_line,
    "layers-diagram.rst": layers_diagram,
    "options-table.rst": options_table,
    "refactoring-fixers.rst": fixers_sections,
}

if __name__ == "__main__":
    for name, text in GENERATED.items():
        Path(__file__).with_name(name).write_text(text(), encoding="utf-8")
