"""Forks in another style: nothing is left, whatever the quotes, the layout, the order and the type hints."""

import re
import subprocess
import sys

import libcst as cst
import libcst.matchers as m
from ddt import ddt, named_data

from tests.refactor.forks import FILES, HANDLERS, ForkCase, everywhere, transform

HINT = cst.Annotation(cst.Name("object"))
DOCSTRING = m.SimpleStatementLine([m.Expr(m.SimpleString())])


class SwapQuotes(cst.CSTTransformer):
    """Write strings in the other quotes."""

    def on_leave(self, original_node, updated_node):
        quote = updated_node.quote if isinstance(updated_node, cst.SimpleString) else ""
        new = {"'": '"', '"': "'"}.get(quote, "")
        if not new or new in updated_node.value or "\\" in updated_node.value:
            return updated_node
        return updated_node.with_changes(value=updated_node.value.replace(quote, new))


class AnnotateSignatures(cst.CSTTransformer):
    """Add type hints to parameters and results."""

    def on_leave(self, original_node, updated_node):
        if isinstance(updated_node, cst.Param) and updated_node.name.value not in ("self", "cls"):
            return updated_node.with_changes(annotation=HINT)
        return updated_node.with_changes(returns=HINT) if isinstance(updated_node, cst.FunctionDef) else updated_node


class AnnotateVariables(cst.CSTTransformer):
    """Add type hints to variables and fields."""

    def on_leave(self, original_node, updated_node):
        targets = [each.target for each in updated_node.targets] if isinstance(updated_node, cst.Assign) else []
        if len(targets) != 1 or not isinstance(targets[0], cst.Name):
            return updated_node
        return cst.AnnAssign(targets[0], HINT, updated_node.value)


class RemoveComments(cst.CSTTransformer):
    """Remove comments and docstrings."""

    def on_leave(self, original_node, updated_node):
        if isinstance(updated_node, cst.Comment):
            return cst.RemoveFromParent()
        if not isinstance(updated_node, cst.IndentedBlock):
            return updated_node
        kept = [each for each in updated_node.body if not m.matches(each, DOCSTRING)]
        return updated_node.with_changes(body=kept or [cst.SimpleStatementLine([cst.Pass()])])


class SortElements(cst.CSTTransformer):
    """Sort the elements of literals."""

    def on_leave(self, original_node, updated_node):
        if not isinstance(updated_node, cst.Dict | cst.List):
            return updated_node
        commas = [each.comma for each in updated_node.elements]
        bare = [each.with_changes(comma=cst.MaybeSentinel.DEFAULT) for each in updated_node.elements]
        elements = zip(sorted(bare, key=cst.Module([]).code_for_node), commas, strict=True)
        return updated_node.with_changes(elements=[each.with_changes(comma=comma) for each, comma in elements])


def _reformat(*options):
    """Return the files of the miniature as Ruff formats them."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", *options, "-"]

    def edit(text):
        return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout

    return everywhere(edit)


def _use_tabs(text):
    return re.sub(r"(?m)^(?: {4})+", lambda indent: "\t" * (len(indent[0]) // 4), text)


def _split_imports(text):
    return re.sub(r"(?m)^from (\S+) import ([\w, ]+)(?=\n)", _import_each, text)


def _import_each(statement):
    return "from {} import (\n{})".format(
        statement[1], "".join(f"    {name.strip()},\n" for name in statement[2].split(","))
    )


def _move_into_class(path):
    """Return the miniature with the function of a module made a method of a new class."""
    start, function, rest = FILES[path].partition("def ")
    body = (function + rest).replace("\n", "\n    ")
    return {**FILES, path: f"{start}class Acme:\n    @staticmethod\n    {body.rstrip()}\n"}


FORKS = [
    ["quotes_swapped", transform(SwapQuotes)],
    ["formatted_with_short_lines", _reformat("--line-length=79", "--config=format.quote-style='single'")],
    ["formatted_with_long_lines", _reformat("--line-length=200")],
    ["windows_line_endings", everywhere(lambda text: text.replace("\n", "\r\n"), suffix="")],
    ["tabs", everywhere(_use_tabs)],
    ["imports_in_parentheses", everywhere(_split_imports)],
    ["type_hints_in_signatures", transform(AnnotateSignatures)],
    ["type_hints_on_variables", transform(AnnotateVariables)],
    ["no_comments_or_docstrings", transform(RemoveComments)],
    ["elements_sorted", transform(SortElements)],
    ["no_newline_at_the_end", everywhere(str.rstrip, suffix="")],
    ["byte_order_mark", everywhere(lambda text: f"\ufeff{text}")],
    ["function_moved_into_a_class", _move_into_class(HANDLERS)],
]


@ddt
class ForksStyleTest(ForkCase):
    """All fixers on each fork."""

    @named_data(*FORKS)
    def test_nothing_is_left(self, files):
        self.check(files, set())
