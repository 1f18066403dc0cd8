"""Statements, expressions and calls: what becomes of a setting, as far as it is known."""

import ddt
from django.test import SimpleTestCase

from tests.files.nodes import ELSEWHERE, python_root
from tests.files.nodes import python as value_of

E = ELSEWHERE
# Lines before the setting X, and the setting after them. A mapping with keys that are not known has the key E.
KNOWN = [
    ("literal", "X = {'a': {'b': 1}}", {"a": {"b": 1}}),
    ("annotation", "X: dict[str, dict] = {'a': {}}", {"a": {}}),
    ("annotation only", "X = {}\nX: dict", {}),
    ("chained", "Y = X = {'a': 1}\nY['b'] = 2", {"a": 1, "b": 2}),
    ("several assignments", "X = {'a': 1}\nX = {'b': 2}", {"b": 2}),
    ("scalars", "X = [None, True, -1, 2.5, 1_0, 0x1f]", [None, True, -1, 2.5, 10, 31]),
    ("strings", "X = ['a' 'b', b'c', r'\\d', '''e\n''']", ["ab", b"c", "\\d", "e\n"]),
    ("tuple", "X = ('a', (), {1, 2})", ["a", [], frozenset({1, 2})]),
    ("keys", "X = {None: 1, 1: 2, True: 3, 'a': 4}", {None: 1, 1: 3, "a": 4}),
    ("item", "X = {}\nX['a'] = {}\nX['a']['b'] = 1", {"a": {"b": 1}}),
    ("item of a list", "Y = [{}, {}]\nY[-1]['a'] = 1\nX = Y[1]", {"a": 1}),
    ("update", "X = {'a': 1}\nX.update({'a': 2, 'b': 3})", {"a": 2, "b": 3}),
    ("update by name", "X = {'a': 1}\nX.update(b=2, **{'c': 3})", {"a": 1, "b": 2, "c": 3}),
    ("update of a provider", "X = {'a': {}}\nX['a'].update(b=1)", {"a": {"b": 1}}),
    ("union", "X = {'a': 1}\nX |= {'b': 2}", {"a": 1, "b": 2}),
    ("union of two", "Y = {'a': 1}\nX = Y | {'b': 2}", {"a": 1, "b": 2}),
    ("setdefault", "X = {'a': 1}\nX.setdefault('a', 2)\nX.setdefault('b', {})['c'] = 3", {"a": 1, "b": {"c": 3}}),
    ("del", "X = {'a': 1, 'b': 2}\ndel X['a']", {"b": 2}),
    ("pop", "X = {None: {}}\nX['null'] = X.pop(None)", {"null": {}}),
    ("pop with default", "X = {'a': 1}\nX['b'] = X.pop('c', 2)", {"a": 1, "b": 2}),
    ("get", "Y = {'a': {'b': 1}}\nX = Y.get('a')", {"b": 1}),
    ("get with default", "Y = {}\nX = Y.get('a', {'b': 1})", {"b": 1}),
    ("dict", "X = dict(a=1, b=dict(c=2))", {"a": 1, "b": {"c": 2}}),
    ("dict of another", "Y = {'a': 1}\nX = dict(Y, b=2)\nY['c'] = 3", {"a": 1, "b": 2}),
    ("spread", "Y = {'a': 1, 'b': 2}\nX = {'a': 0, **Y, 'b': 3}", {"a": 1, "b": 3}),
    ("name of a constant", "NAME = 'acme'\nX = {'DEFAULT': NAME, NAME: {}}", {"DEFAULT": "acme", "acme": {}}),
    ("shared options", "Y = {'a': 1}\nX = {'b': Y, 'c': Y}\nY['d'] = 2", {k: {"a": 1, "d": 2} for k in "bc"}),
    ("copy", "Y = {'a': {}}\nX = Y.copy()\nY['b'] = 1\nY['a']['c'] = 2", {"a": {"c": 2}}),
    ("deepcopy", "import copy\nY = {'a': {}}\nX = copy.deepcopy(Y)\nY['a']['c'] = 2", {"a": {}}),
    ("walrus", "print(X := {'a': 1})", {"a": 1}),
    ("known condition", "X = {'a': {}}\nif 'a' in X and None not in X:\n    X['a']['b'] = 1", {"a": {"b": 1}}),
    ("false condition", "X = {}\nif X:\n    X = 1\nelif X is None:\n    X = 2\nelse:\n    X['a'] = 3", {"a": 3}),
    ("or", "X = {'a': None}\nX['a'] = dict(X['a'] or {})", {"a": {}}),
    ("branches alike", "if DEBUG:\n    X = {'a': 1}\nelse:\n    X = {'a': 1}", {"a": 1}),
    ("loop over literals", "X = {}\nfor name in ('a', 'b'):\n    X[name] = {}", {"a": {}, "b": {}}),
    ("with", "with open('x') as file:\n    X = {'a': 1}", {"a": 1}),
    ("reading", "X = {'a': 1}\nprint(len(X), sorted(X), 'a' in X, f'{X}')", {"a": 1}),
    ("other names", "X = {'a': 1}\nINSTALLED_APPS.append('x')\nLOGGING = f()", {"a": 1}),
    ("plugin", "def plugin_settings(settings):\n    settings.X = {'a': 1}\n    settings.X['b'] = 2", {"a": 1, "b": 2}),
    ("setattr in a plugin", "def plugin_settings(settings):\n    setattr(settings, 'X', {'a': 1})", {"a": 1}),
    ("CRLF", "X = {}\r\nX['a'] = '''b\r\nc'''\r\n", {"a": "b\nc"}),
]
UNRESOLVED = [
    ("environment", "import os\nX = {'a': os.environ['B'], 'c': 1}", {"a": E, "c": 1}),
    ("call", "X = load()", E),
    ("call with the setting", "X = {'a': 1}\nchange(X)", E),
    ("f-string", "X = {'a': f'{b}'}", {"a": E}),
    ("expression", "X = {'a': 60 * 60, 'b': 'c' + 'd', 'e': 'f'.upper()}", {"a": E, "b": E, "e": E}),
    ("comprehension", "X = {name: {} for name in 'ab'}", E),
    ("key", "X = {name: 1, 'a': 2}", {"a": 2, E: E}),
    ("key after others", "X = {'a': 2}\nX[name] = 1", {"a": 2, E: E}),
    ("placeholder", "X = {'a': {{ B }}}", {"a": E}),
    ("spread of another", "X = {'a': 1, **base, 'b': 2}", {"a": E, "b": 2, E: E}),
    ("update of another", "X = {'a': 1}\nX.update(base)\nX['b'] = 2", {"a": E, "b": 2, E: E}),
    ("update of pairs", "X = {'a': 1}\nX.update([('a', 2)])", {"a": E, E: E}),
    ("tokens", "X = {'a': 1}\nX = ENV_TOKENS.get('X', X)", E),
    ("tokens and item", "X = ENV_TOKENS.get('X', {})\nX['a'] = 1", {"a": 1, E: E}),
    ("star import", "from base import *\nX['a'] = {}\nX['b']['c'] = 1", {"a": {}, "b": {"c": 1, E: E}, E: E}),
    ("star import and update", "from base import *\nX.update(a=1)", {"a": 1, E: E}),
    ("star import and union", "from base import *\nX |= {'a': 1}", {"a": 1, E: E}),
    ("star import after", "X = {'a': 1}\nfrom private import *", E),
    ("star import in try", "X = {'a': 1}\ntry:\n    from private import *\nexcept ImportError:\n    pass", E),
    ("import by name", "from base import X\nX['a'] = 1", {"a": 1, E: E}),
    ("if", "X = {'a': 1}\nif DEBUG:\n    X['b'] = 2", {"a": 1, "b": E}),
    ("if that assigns", "X = {'a': 1, 'b': 2}\nif DEBUG:\n    X = {'a': 1, 'b': 3}", {"a": 1, "b": E}),
    ("if that deletes", "X = {'a': 1}\nif DEBUG:\n    del X['a']", {"a": E}),
    ("if of another type", "X = {'a': 1}\nif DEBUG:\n    X = None", E),
    ("else", "if DEBUG:\n    X = {'a': 1, 'b': 2}\nelse:\n    X = {'a': 1}", {"a": 1, "b": E}),
    ("elif", "X = {}\nif A:\n    X['a'] = 1\nelif B:\n    X['a'] = 1\nelse:\n    X['a'] = 2", {"a": E}),
    ("conditional", "X = {'a': 1} if DEBUG else {'a': 1, 'b': 2}", {"a": 1, "b": E}),
    ("conditional of names", "Y = {'a': 1}\nX = Y if DEBUG else {'a': 1}\nY['a'] = 2", E),
    ("and", "X = {'a': 1}\nDEBUG and X.update(a=2)", {"a": E}),
    ("try", "try:\n    X = {'a': 1}\nexcept KeyError:\n    X = {}", E),
    ("while", "X = {'a': 1}\nwhile f():\n    X['b'] = 2", E),
    ("loop", "X = {'a': {}}\nfor options in X.values():\n    options['b'] = 1", E),
    ("loop over names", "X = {'a': {}}\nfor name in names:\n    X[name] = {}", E),
    ("tuple target", "X, Y = {'a': 1}, {}", E),
    ("starred target", "X, *Y = f()", E),
    ("operator", "X = {'a': 1}\nX['a'] += 1", {"a": E}),
    ("function", "X = {'a': 1}\ndef f():\n    X['a'] = 2\nf()", E),
    ("decorated function", "X = {'a': 1}\n@run\ndef f():\n    X['a'] = 2", E),
    ("class", "X = {'a': 1}\nclass Settings:\n    X['a'] = 2", E),
    ("globals", "X = {'a': 1}\nglobals().update(X={})", E),
    ("exec", "X = {'a': 1}\nexec('X = 2')", E),
    ("attribute of another", "X = {'a': 1}\nother.X = X", E),
    ("alias", "X = {'a': 1}\nother.call(Y := X)", E),
    ("iteration", "X = {'a': 1}\nY = [value for value in X.values()]", E),
    ("plugin base", "def plugin_settings(settings):\n    settings.X['a'] = 1", {"a": 1, E: E}),
    ("plugin that returns", "def plugin_settings(settings):\n    if A:\n        return\n    settings.X = {}", E),
    ("plugin helper", "def plugin_settings(settings):\n    settings.X = {}\n    change(settings)", E),
]


@ddt.ddt
class StatementsTest(SimpleTestCase):
    """The setting after a module."""

    maxDiff = None

    @ddt.named_data(*KNOWN)
    def test_known(self, text, expected):
        self.assertEqual(value_of(python_root(text).entries["X"].node), expected)

    @ddt.named_data(*KNOWN)
    def test_known_as_python_runs_it(self, text, expected):
        """The expected values themselves, except where names come from elsewhere."""
        if "plugin" in text or "open(" in text:
            return
        names = {"DEBUG": True, "INSTALLED_APPS": [], "f": dict, "print": lambda *_: None}
        exec(text, names)
        self.assertEqual(_without_tuples(names["X"]), expected)

    @ddt.named_data(*UNRESOLVED)
    def test_unresolved(self, text, expected):
        self.assertEqual(value_of(python_root(text).entries["X"].node), expected)

    @ddt.data(
        "Y = 1",
        "X = 1\ndel X",
        "from base import *",
        "from base import *\nY = X['a']",
        "def f():\n    X = {}",
        "def plugin_settings(settings):\n    settings.Y = settings.X['a']",
    )
    def test_absent(self, text):
        self.assertNotIn("X", python_root(text).entries)


def _without_tuples(value):
    if isinstance(value, dict):
        return {key: _without_tuples(one) for key, one in value.items()}
    return [_without_tuples(one) for one in value] if isinstance(value, list | tuple) else value
