"""The declaration of a fixer, and the list of all of them."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from proctoring_config.refactor import fixers
from proctoring_config.refactor.source import Result, Source

Wants = Callable[[str, bytes], bool]


@dataclass(frozen=True)
class Fixer:
    """One rewrite, as the package's docstring describes it."""

    module: str
    wants: Wants
    fix: Callable[[Source], Result]
    group: str | None = None
    takes_away: str | None = None

    @property
    def name(self) -> str:
        """The public name: the module's."""
        return self.module.rpartition(".")[2]

    @property
    def doc(self) -> str:
        """The module's docstring."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.doc.partition("\n")[0]


def at(*paths: str, word: str = "") -> Wants:
    """Want the files at these paths, if they hold the word, in lower case (``content`` is given in lower case)."""
    return At(frozenset(paths), word.lower().encode())


def holding(word: str, *, under: str = "", suffix: str = ".py") -> Wants:
    """Want files of this suffix below this folder that hold the word (in lower case, as ``content`` is given)."""
    needle = word.lower().encode()

    def wants(path: str, content: bytes) -> bool:
        return path.endswith(suffix) and path.startswith(under) and needle in content

    return wants


@dataclass(frozen=True)
class At:
    """What :func:`at` returns; the paths tell without a call that a fixer does not want a file."""

    paths: frozenset[str]
    needle: bytes

    def __call__(self, path: str, content: bytes) -> bool:
        return path in self.paths and self.needle in content


def all_fixers() -> list[Fixer]:
    """Return every fixer, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(fixers.__path__))
    return [import_module(f"{fixers.__name__}.{name}").FIXER for name in names]


def mates(fixer: Fixer, of: list[Fixer]) -> list[Fixer]:
    """Return the fixers that are applied together with ``fixer`` or not at all, itself included."""
    return [other for other in of if other == fixer or (fixer.group and other.group == fixer.group)]
