"""Follow the statements of a Python module."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from proctoring_config.files.python.calls import Calls
from proctoring_config.files.python.names import Functions
from proctoring_config.files.python.values import Item, Shape, Value

_FUNCTION = re.compile(r"\b(?:def|class|lambda)\b")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_JUMPS = (ast.Return, ast.Break, ast.Continue)
#: The longest literal list that a loop is followed over.
_LONGEST_LOOP = 50


class Statements(Calls):
    """
    Runs the statements of a module as far as their effect is known from the text.

    Functions are not run, except ``plugin_settings(settings)`` of an Open edX plugin, at the end. ``offset`` is the
    position of the current statement.
    """

    def __init__(self, text: str, module: ast.Module) -> None:
        super().__init__(text, _find_functions(module) if _FUNCTION.search(text) else Functions())
        self.offset = 0
        self.has_settings = False
        self._module = module
        self._plugin_functions: list[ast.FunctionDef] = []

    def run_module(self) -> None:
        """Run the module. Raises RecursionError, or UnparsableError if it is too much code."""
        self.run(self._module.body)
        for function in self._plugin_functions:
            self.has_settings = True
            self.parameter, self.locals = function.args.args[0].arg, self.memory.create(0, 0, Shape.MAPPING)
            self.run(function.body)
            self.parameter = self.locals = None

    def run(self, statements: Sequence[ast.stmt]) -> None:
        """Run statements in order. Those after a possible ``return`` or ``break`` may run or not."""
        for number, statement in enumerate(statements, start=1):
            self.offset = self.offsets.start(statement)
            if isinstance(statement, ast.If) and self.locals is not None and _returns(statement):
                self._run_if(statement, statements[number:])
                break
            method = getattr(self, f"_run_{type(statement).__name__.lower()}", None)
            if method:
                method(statement)
            else:
                self.forget_names(statement)
            if isinstance(statement, ast.If) and self.locals is not None and _has_jump(statement):
                self.forget_names(*statements[number:])
                break

    def _run_expr(self, statement: ast.Expr) -> None:
        self.evaluate(statement.value)

    def _run_assign(self, statement: ast.Assign) -> None:
        value = self.evaluate(statement.value)
        for target in statement.targets:
            self._assign(target, value)

    def _run_annassign(self, statement: ast.AnnAssign) -> None:
        if statement.value:
            self._assign(statement.target, self.evaluate(statement.value))

    def _assign(self, target: ast.expr, value: Value) -> None:
        offset = self.offsets.start(target)
        if isinstance(target, ast.Name):
            self.assign_name(target.id, value, offset)
        elif isinstance(target, ast.Subscript):
            mapping = self.evaluate(target.value)
            self.write_key(mapping, self.key(target.slice), value, self.offsets.start(target.slice))
        elif isinstance(target, ast.Attribute) and self.is_settings(target.value):
            offset = self.offsets.end(target) - len(target.attr)
            self.memory.write(self.settings, target.attr, Item(value, offset))
        else:
            self.forget(value)
            self.forget_names(target)

    def _run_augassign(self, statement: ast.AugAssign) -> None:
        target = statement.target
        before, value = self.evaluate(target), self.evaluate(statement.value)
        kinds = {before.kind, value.kind}
        if isinstance(statement.op, ast.BitOr) and Shape.MAPPING in kinds <= {Shape.MAPPING, Shape.UNKNOWN}:
            if before.kind is Shape.UNKNOWN:
                self.memory.add_more_keys(before, before.start)
            self.update(before, value, self.offsets.start(statement.value))
            self._assign(target, before)
        else:
            self.forget(before, value)
            self._assign(target, self.forgotten(target))

    def _run_delete(self, statement: ast.Delete) -> None:
        for target in statement.targets:
            if isinstance(target, ast.Name) and self.locals is None:
                self.memory.write(self.globals, target.id, None)
            elif isinstance(target, ast.Subscript):
                self.remove_key(self.evaluate(target.value), self.key(target.slice))
            elif isinstance(target, ast.Attribute) and self.is_settings(target.value):
                self.memory.write(self.settings, target.attr, None)
            else:
                self.forget_names(target)

    def _run_if(self, statement: ast.If, rest: Sequence[ast.stmt] = ()) -> None:
        """Run the branches. The ``rest`` of the statements follows only if the condition is false."""
        otherwise = [*statement.orelse, *rest]
        self.choose(statement.test, lambda: self._run_branch(statement.body), lambda: self._run_branch(otherwise))

    def _run_branch(self, statements: Sequence[ast.stmt]) -> Value:
        self.run(statements)
        return self.memory.create(0, 0, Shape.SCALAR)

    def _run_for(self, statement: ast.For) -> None:
        items = self.evaluate(statement.iter)
        is_followed = items.kind is Shape.LIST and len(items.items) <= _LONGEST_LOOP and not _has_jump(statement)
        if not is_followed:
            self.forget(items)
            self.forget_names(statement)
            return
        for item in items.items:
            self.memory.spend(_count(statement), self.offset)
            self._assign(statement.target, item)
            self.run(statement.body)
        self.run(statement.orelse)

    def _run_with(self, statement: ast.With) -> None:
        for item in statement.items:
            self.forget(self.evaluate(item.context_expr))
            if item.optional_vars:
                self.forget_names(item.optional_vars)
        self.run(statement.body)

    def _run_functiondef(self, statement: ast.FunctionDef) -> None:
        if _is_plugin_function(statement) and self.locals is None:
            self._plugin_functions.append(statement)
            return
        self.evaluate_all(statement.decorator_list)
        self.evaluate_all([*statement.args.defaults, *filter(None, statement.args.kw_defaults)])
        start, end = self.offsets.start(statement), self.offsets.end(statement)
        self.assign_name(statement.name, self.memory.create(start, end, Shape.FUNCTION), start)
        if statement.decorator_list:  # the decorator may call it
            self.use_function(start)

    _run_asyncfunctiondef = _run_functiondef

    def _run_import(self, statement: ast.Import | ast.ImportFrom) -> None:
        self.import_names(statement)

    _run_importfrom = _run_import

    def _run_assert(self, statement: ast.Assert) -> None:
        self.evaluate(statement.test)

    def _run_return(self, statement: ast.Return) -> None:
        if statement.value:
            self.forget(self.evaluate(statement.value))

    def _run_pass(self, statement: ast.Pass) -> None:
        pass


def _is_plugin_function(statement: ast.stmt) -> bool:
    """Return whether a function is ``plugin_settings(settings)``, or another one with such a parameter."""
    if not isinstance(statement, ast.FunctionDef) or not statement.args.args:
        return False
    return statement.name == "plugin_settings" or statement.args.args[0].arg == "settings"


def _find_functions(module: ast.Module) -> Functions:
    names: set[str] = set()
    mentioned: set[str] = set()
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in module.body if not _is_plugin_function(node)]
    while pending:
        node, is_inside = pending.pop()
        if isinstance(node, _FUNCTIONS):
            is_inside = True
            if not isinstance(node, ast.Lambda):
                names.add(node.name)
        elif is_inside and isinstance(node, ast.Name):
            mentioned.add(node.id)
        pending += [(child, is_inside) for child in ast.iter_child_nodes(node)]
    return Functions(frozenset(names), frozenset(mentioned))


def _returns(statement: ast.If) -> bool:
    """Return whether the body ends with the only ``return``, so that what follows is as in ``else``."""
    *body, last = statement.body
    return isinstance(last, ast.Return) and not any(map(_has_jump, [*body, *statement.orelse]))


def _has_jump(statement: ast.stmt) -> bool:
    return any(isinstance(node, _JUMPS) for node in ast.walk(statement))


def _count(statement: ast.stmt) -> int:
    return sum(1 for _ in ast.walk(statement))
