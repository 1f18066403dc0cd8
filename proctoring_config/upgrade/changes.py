"""
Changes to the setting, which apply and describe themselves.

Changes refer to providers by the keys that they have after ``QuoteName``.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from proctoring_config.options import NULL

Backends = Mapping[Any, Any]


@dataclass(frozen=True)
class Change(ABC):
    """A change. ``kind`` is its name in JSON reports."""

    kind: ClassVar[str]

    @abstractmethod
    def apply(self, backends: Backends) -> dict[Any, Any]:
        """Return the value of the setting after the change. Raises KeyError if the change is not possible."""

    @abstractmethod
    def path(self) -> tuple[Hashable, ...]:
        """Return the path below the setting to the key that changes."""

    @abstractmethod
    def describe(self) -> str:
        """Return the edit in plain English."""

    @abstractmethod
    def names(self) -> set[str]:
        """Return names; each line that the edit changes must contain one of them."""


@dataclass(frozen=True)
class QuoteName(Change):
    """Quote the provider name ``null``, which YAML reads as null. Requires that ``'null'`` is not configured."""

    kind = "quote_name"

    def apply(self, backends: Backends) -> dict[Any, Any]:
        return _rename(backends, None, NULL)

    def path(self) -> tuple[Hashable, ...]:
        return (None,)

    def describe(self) -> str:
        return "write 'null', with quotes"

    def names(self) -> set[str]:
        return {NULL}


@dataclass(frozen=True)
class ProviderChange(Change):
    """A change inside the entry of one ``provider``."""

    provider: str

    def path(self) -> tuple[Hashable, ...]:
        return (self.provider,)

    def _apply(self, backends: Backends, options: Mapping[Any, Any]) -> dict[Any, Any]:
        return {**backends, self.provider: dict(options)}

    def _options(self, backends: Backends) -> Mapping[Any, Any]:
        options = backends[self.provider]
        if not isinstance(options, Mapping):
            raise KeyError(self.provider)
        return options


@dataclass(frozen=True)
class FillBody(ProviderChange):
    """Write ``{}`` as the options of the provider, which has none."""

    kind = "fill_body"

    def apply(self, backends: Backends) -> dict[Any, Any]:
        if self.provider not in backends:
            raise KeyError(self.provider)
        return self._apply(backends, {})

    def describe(self) -> str:
        return "write {}"

    def names(self) -> set[str]:
        return {self.provider, json.dumps(self.provider)[1:-1]}


@dataclass(frozen=True)
class RenameOption(ProviderChange):
    """Rename the provider's option ``old`` to ``new`` and keep its value. Requires that ``new`` is absent."""

    kind = "rename_option"
    old: str
    new: str

    def apply(self, backends: Backends) -> dict[Any, Any]:
        return self._apply(backends, _rename(self._options(backends), self.old, self.new))

    def path(self) -> tuple[Hashable, ...]:
        return (self.provider, self.old)

    def describe(self) -> str:
        return f"rename to {self.new}"

    def names(self) -> set[str]:
        return {self.new}


@dataclass(frozen=True)
class SetOption(ProviderChange):
    """Set the provider's ``option`` to ``value``, whether it is present or absent."""

    kind = "set_option"
    option: str
    value: bool

    def apply(self, backends: Backends) -> dict[Any, Any]:
        return self._apply(backends, {**self._options(backends), self.option: self.value})

    def path(self) -> tuple[Hashable, ...]:
        return (self.provider, self.option)

    def describe(self) -> str:
        return f"write {str(self.value).lower()}"

    def names(self) -> set[str]:
        return {self.option}


def apply_all(backends: Backends, changes: Iterable[Change]) -> dict[Any, Any]:
    """
    Return the value of the setting after ``changes``, applied in order. ``backends`` itself is not changed.

    Keys keep their order, and new ones come last. Raises KeyError if a change is not possible.
    """
    result = dict(backends)
    for change in changes:
        result = change.apply(result)
    return result


def by_provider(changes: Iterable[Change]) -> Iterator[tuple[str, list[ProviderChange]]]:
    """Yield each provider with the changes to its entry, in order."""
    found: dict[str, list[ProviderChange]] = {}
    for change in changes:
        if isinstance(change, ProviderChange):
            found.setdefault(change.provider, []).append(change)
    yield from found.items()


def _rename(mapping: Mapping[Any, Any], old: Hashable, new: str) -> dict[Any, Any]:
    known = dict(mapping)  # a mapping with keys that are not known seems to have all keys
    if old not in known or new in known:
        raise KeyError(old)
    return {new if key == old else key: value for key, value in known.items()}
