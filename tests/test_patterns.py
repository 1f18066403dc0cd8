"""Every regular expression of the package takes linear time, whatever it searches."""

import ast
import builtins
import importlib
import pkgutil
import re
from collections import defaultdict, deque
from functools import partial
from pathlib import Path
from re import _parser as parser  # what a pattern consists of

from django.test import SimpleTestCase

import proctoring_config
from tests.timing import measure_seconds

#: Characters of the longest text, and the processor time that it may take; shorter ones may take a tenth of it.
LONGEST, SECONDS = 100_000, 0.5
_SIZES = (32, 250, 500, 1_500, 10_000)  # from the size that shows what is exponential to what is quadratic
_METHODS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"}
_REPEATED = [
    *" \t\n\0aA0_.-#'\"\\/*,:=%&!@<$;{}[]()|",
    *("/*", "/* ", "//", "{{", "{%", "a.", "a_", "A_", "a/", "- ", "# x\n", '\\"', "a: ", "\r\n", " \n", "''"),
]
_ENDS = ("", "\x01", "\n\x01")


def modules():
    """Yield the modules of the package, except the one that Tutor imports."""
    for found in pkgutil.walk_packages(proctoring_config.__path__, "proctoring_config."):
        if found.name != "proctoring_config.tutor.plugin":
            yield importlib.import_module(found.name)


def patterns():
    """Yield an id, a compiled pattern and the methods that are called on it, for each pattern of the package."""
    seen = set()
    for module in modules():
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        methods = defaultdict(set)
        for call in calls:
            owner = call.func.value.value if isinstance(call.func.value, ast.Subscript) else call.func.value
            if isinstance(owner, ast.Name):
                methods[owner.id].add(call.func.attr)
        for name, value in vars(module).items():
            for pattern in _compiled(value):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield f"{module.__name__}.{name}", pattern, methods[name] & _METHODS or {"finditer"}
        for call in calls:
            if isinstance(call.func.value, ast.Name) and call.func.value.id == "re" and call.func.attr in _METHODS:
                text = _evaluate(call.args[0], module)
                if text is not None:
                    yield f"{module.__name__}:{call.func.attr}", re.compile(text), {call.func.attr}


def _compiled(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _compiled(item)


class _Names(dict):
    """The names of a module; local ones stand for a word."""

    def __missing__(self, name):
        if hasattr(builtins, name):
            raise KeyError(name)
        return "word"


def _evaluate(node, module):
    """Return the pattern that a call passes to a function of re, or None if it is not written there."""
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return None
    return eval(compile(ast.Expression(node), "pattern", "eval"), {}, _Names(vars(module) | {"re": re}))


def _literals(items):
    """Yield the words in a parsed pattern, which a text needs to get further into it."""
    word = ""
    for code, value in items:
        if code is parser.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
            word = ""
        for part in _parts(value):
            yield from _literals(part)
    if word:
        yield word


def _parts(value):
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _parts(item)


def texts(pattern):
    """Yield functions that return a text of a given size in which a repetition of the pattern may go wrong."""
    is_text = isinstance(pattern.pattern, str)
    words = list(dict.fromkeys(_literals(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))))[:12]
    for before in ("", *words):
        for repeated in (*_REPEATED, *words):
            for end in _ENDS:

                def make(size, before=before, repeated=repeated, end=end):
                    text = before + repeated * (size // len(repeated)) + end
                    return text if is_text else text.encode()

                yield make


def exhaust(call, *arguments):
    """Take everything that the iterator yields which ``call`` returns."""
    deque(call(*arguments), maxlen=0)


def seconds(pattern, methods, text):
    """Return the processor time of the slowest method."""
    worst = 0.0
    for method in methods:
        call = getattr(pattern, method)
        arguments = (text[:0], text) if method.startswith("sub") else (text,)
        run = partial(exhaust, call) if method == "finditer" else call
        worst = max(worst, measure_seconds(partial(run, *arguments)))
    return worst


def find_slow(pattern, methods):
    """Return the beginning and the size of a text that takes too long, or None."""
    found = list(texts(pattern))
    for size in (*_SIZES, LONGEST):
        timed = []
        limit = SECONDS if size == LONGEST else SECONDS / 10
        for number, make in enumerate(found):
            taken = seconds(pattern, methods, make(size))
            if taken > limit:
                return make(size)[:60], size
            timed.append((taken, number))
        slowest = sorted(timed, reverse=True)[: max(4, len(found) // 8)]
        found = [found[number] for _, number in slowest]
    return None


class LinearTest(SimpleTestCase):
    """Each pattern with the texts that take it longest."""

    def test_each_pattern_with_the_texts_that_take_longest(self):
        names = set()
        for name, pattern, methods in patterns():
            names.add(name)
            self.assertIsNone(find_slow(pattern, methods), name)
        self.assertGreater(len(names), 100)

    def test_a_quadratic_pattern_is_found(self):
        for text in (r"\s*\n\s*x", "a[ ]*b?[ ]*c", "/[*].*?[*]/", "x+$", "(a|aa)+$"):
            self.assertIsNotNone(find_slow(re.compile(text, re.DOTALL), {"search"}), text)
