"""YAML's scalars as PyYAML's ``safe_load``, by which edx-platform reads its settings, resolves and constructs them."""

from __future__ import annotations

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from proctoring_config.settings_files.source import UnparsableError
from proctoring_config.validators.skeleton import Elsewhere

_TAG = "tag:yaml.org,2002:"
_STRING = _TAG + "str"
_CONSTRUCTED = {_TAG + name for name in ("binary", "bool", "float", "int", "null", "timestamp")}


class Scalars(SafeConstructor, Resolver):
    """Makes a value of a scalar's event."""

    def __init__(self) -> None:
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def is_merge_key(self, event: yaml.ScalarEvent) -> bool:
        """Return whether the scalar is ``<<``, which merges where a key is expected."""
        return bool(event.value == "<<" and self._tag(event) == _TAG + "merge")

    def value(self, event: yaml.ScalarEvent, offset: int) -> object:
        """Return the scalar's value; ``Elsewhere`` for a tag of other tools. Raises UnparsableError if it has none."""
        tag = self._tag(event)
        if tag == _STRING:
            return event.value
        if tag not in _CONSTRUCTED:
            return Elsewhere()
        try:
            return self.yaml_constructors[tag](self, yaml.ScalarNode(tag, event.value))
        except Exception:  # 2024-13-01, !!bool x, !!int '': each of them another exception
            kind = tag.removeprefix(_TAG)
            raise UnparsableError(offset, f"not valid YAML: a broken value of type {kind}") from None

    def _tag(self, event: yaml.ScalarEvent) -> str:
        if event.tag not in (None, "!"):
            return str(event.tag)
        implicit = (True, False) if event.tag == "!" else event.implicit  # libyaml has it otherwise, safe_load thus
        return str(self.resolve(yaml.ScalarNode, event.value, implicit))  # type: ignore[no-untyped-call]
