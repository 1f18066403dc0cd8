"""Generated settings modules, and what becomes of their names when they are run."""

import copy
import re
import sys
from types import ModuleType
from unittest import mock

from proctoring_config.files.tree import ChoiceNode, ListNode, MappingNode, ScalarNode
from proctoring_config.validators.skeleton import Unresolved

BASE = "settings_of_the_platform"
NAMES = ("A", "B", "PROCTORING_BACKENDS")
KEYS = ('"a"', '"b"', "'null'", "None", "1")
SCALARS = ("None", "True", "1", "-2.5", "'x'", '"y" "z"', "b'x'", "r'\\d'", "()", "{1, 2}", "'é'", "1_0", "0x1f", "...")
UNKNOWN = ("os.environ.get('X')", "f'{A}'", "chosen", "[key for key in A]", "unknown(1)", "1 + 1", "copy")
# name, key, value, object, dict literal, condition; each is replaced by a random one
VALUES = (
    *("N", "N", "N", "{}", "D", "D", "D", "[V, V]", "dict(a=V, b=V)", "dict(O)", "copy.deepcopy(O)", "O.copy()"),
    *("{K: V, **O}", "(V or V)", "(V and V)", "(V if C else V)", "O.get(K, V)", "O.setdefault(K, V)", "O.pop(K, V)"),
    *("(O | D)", "unknown(V)", "(N := V)", "(O or {})", "O.get(K)", "(lambda: N)"),
)
OBJECTS = (*("N",) * 9, "N['a']", "N[K]", "N['a'][K]", "N.get(K, D)", "globals()['A']")
CONDITIONS = ("chosen", "other", "K in O", "K not in O", "not O", "O is None", "O is not None", "O == 1", "True")
STATEMENTS = (
    *(
        "N = V",
        "N = D",
        "N = D",
        "N: dict = D",
        "N = N = D",
        "N, N = V, V",
        "O[K] = V",
        "O[K] = D",
        "O[K] = D",
        "N[K] = V",
    ),
    *(
        "O[chosen] = V",
        "N |= D",
        "N[K] |= D",
        "N |= O",
        "O.update(V)",
        "O.update(D)",
        "O.update(a=V, **D)",
        "O.clear()",
        "change(N)",
    ),
    *(
        "O.setdefault(K, D)[K] = V",
        "del N[K]",
        "del N",
        "if chosen: N = V",
        "V",
        "O.pop(K, None)",
        "N[K] = O.pop(K, V)",
    ),
    *(f"from {BASE} import *", f"from {BASE} import A", f"import {BASE} as B", "change_globals()", "N.a = V"),
)
BLOCKS = (
    *("if C:\nS", "if C:\nS\nelse:\nS", "if C:\nS\nelif C:\nS\nelse:\nS", "for key in (K, K):\n    N[key] = V\nS"),
    *("for key in unknown_list():\nS", "try:\nS\nexcept Exception:\nS", "with context():\nS", "while once():\nS"),
    *("for N in [D, O]:\nS", "def change_globals():\n    N[K] = 1\n    O.update(a={})"),
)
_PART = re.compile(r"\b[NKVODCS]\b")


class Writer:
    """Writes random modules."""

    def __init__(self, random):
        self.random = random

    def module(self):
        """Return the text of a module."""
        first = [f"from {BASE} import *"] * (self.random.random() < 0.3)
        first += [f"{name} = {self.fill('D', 2)}" for name in NAMES if self.random.random() < 0.9]
        more = [self.statement(2) for _ in range(self.random.randrange(7))]
        last = [self.fill("N[K] = V", 1)] * (self.random.random() < 0.5)
        return "def change_globals():\n    pass\n" + "\n".join([*first, *more, *last]) + "\n"

    def statement(self, depth):
        """Return a statement, in which others are nested to this depth."""
        if depth and self.random.random() < 0.3:
            return self.fill(self.random.choice(BLOCKS), depth)
        return self.fill(self.random.choice(STATEMENTS), depth)

    def fill(self, text, depth):
        """Replace the parts of a form with random ones."""
        return _PART.sub(lambda found: self._part(found.group(), depth), text)

    def _part(self, letter, depth):
        choice = self.random.choice
        if letter == "N":
            return choice(NAMES)
        if letter == "K":
            return choice(KEYS[:2] if self.random.random() < 0.7 else KEYS)
        if letter == "S":
            lines = [self.statement(depth - 1) for _ in range(self.random.randint(1, 2))]
            return "\n".join(f"    {line}" for statement in lines for line in statement.splitlines())
        if letter == "D":
            pairs = [
                self.fill(choice(("K: V", "'a': D" if depth > 0 else "'b': {}")), depth - 1)
                for _ in range(self.random.randint(0, 3))
            ]
            return "{" + ", ".join(pairs) + "}"
        if letter == "O":
            return self.fill(choice(OBJECTS), depth - 1)
        if letter == "C":
            return self.fill(choice(CONDITIONS), depth - 1)
        if depth <= 0 or self.random.random() < 0.3:
            return (
                "{}"
                if self.random.random() < 0.4
                else choice(UNKNOWN)
                if self.random.random() < 0.1
                else choice(SCALARS)
            )
        return self.fill(choice(VALUES), depth - 1)


class Context:
    """Names that a settings module uses but does not define."""

    def __init__(self, random):
        self.random = random
        self.left = 3

    def unknown(self, *values):
        """Change each object somewhere, or not."""
        for value in values:
            if isinstance(value, dict) and self.random.random() < 0.7:
                inner = [one for one in value.values() if isinstance(one, dict)]
                target = self.random.choice([value, *inner])
                target[self.random.choice(["a", "b", "new"])] = "changed"
        return self.random.choice([None, {}, {"a": {}}, 1, "a", *copy.deepcopy(values)])

    def once(self):
        """Return true a few times."""
        self.left -= 1
        return self.left > 0 and self.random.random() < 0.7

    def names(self):
        """Return the global names that the modules use."""
        chosen = self.random.choice(["c", "d", "", 0])  # none of the keys that the text contains
        return {
            "chosen": chosen,
            "other": self.random.choice([0, 1]),
            "unknown": self.unknown,
            "change": self.unknown,
            "unknown_list": lambda: self.random.choice([[], ["a"], ["a", "b"]]),
            "once": self.once,
            "context": lambda: mock.MagicMock(__exit__=mock.Mock(return_value=False)),
            "os": mock.Mock(environ={"X": chosen}),
            "copy": copy,
        }


def run(code, random):
    """Return the names of a module after it has run, or ``None`` if it fails."""
    context = Context(random)
    base = ModuleType(BASE)
    for name in NAMES:
        setattr(
            base,
            name,
            random.choice([{}, {"a": {"b": 1}}, {"a": {}, "b": {}, "null": None}, {None: 1, 1: {}, "a": {}}]),
        )
    names = context.names()
    with mock.patch.dict(sys.modules, {BASE: base}):
        try:
            exec(compile(code, "settings.py", "exec"), names)
        except Exception:  # as LMS and Studio would fail
            return None
    return names


def disagreement(node, value, path="", seen=()):
    """Return where a node is not what an object is, or ``None``. What is not known agrees with everything."""
    if (id(node), id(value)) in seen:
        return None
    seen = (*seen, (id(node), id(value)))
    if isinstance(node, ChoiceNode):
        found = [disagreement(one, value, path, seen) for one in node.alternatives if one]
        return path if found and all(found) else None
    if isinstance(node, ScalarNode):
        if isinstance(node.value, Unresolved):
            return None
        found = frozenset(value) if isinstance(value, set) else value
        return None if type(found) is type(node.value) and found == node.value else path
    if isinstance(node, ListNode):
        if not isinstance(value, list | tuple) or len(value) != len(node.items):
            return path
        pairs = [(f"{path}[{number}]", *pair) for number, pair in enumerate(zip(node.items, value, strict=True))]
    else:
        if not isinstance(node, MappingNode) or not isinstance(value, dict):
            return path
        found = disagreement_of_keys(node, value)
        if found:
            return f"{path}: {found}"
        pairs = [(f"{path}[{key!r}]", node.entries[key].node, value[key]) for key in value if key in node.entries]
    return next((found for where, one, other in pairs if (found := disagreement(one, other, where, seen))), None)


def disagreement_of_keys(node, value):
    """Return a message about a key that only one of them has."""
    for key, entry in node.entries.items():
        is_unknown = isinstance(entry.node, ScalarNode) and isinstance(entry.node.value, Unresolved)
        if key not in value and not is_unknown:
            return f"{key!r} is not there"
    if not any(isinstance(key, Unresolved) for key in node.entries):
        return next((f"{key!r} is not known" for key in value if key not in node.entries), None)
    return None
