"""What files that are to say the same say differently, once each has its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from proctoring_config.options import CAPABILITIES, Option
from proctoring_config.problems import shown
from proctoring_config.upgrade.outcome import outcome
from proctoring_config.upgrade.plan import Plan


class Planned(NamedTuple):
    """A file's name, the value of its setting and what is planned for it."""

    name: str
    value: object
    plan: Plan

    @property
    def outcome(self) -> Mapping[object, object]:
        """The value with the changes; empty where it is no mapping."""
        return outcome(self.value, self.plan.changes) if isinstance(self.value, Mapping) else {}


def differences(files: Sequence[Planned]) -> Iterator[str]:
    """Yield a line for each capability of a provider in which a later file and the first one differ."""
    for other in files[1:]:
        first, second = files[0].outcome, other.outcome
        for provider in first:
            for option in CAPABILITIES if provider in second else ():
                one, two = (_answer(option, backends[provider]) for backends in (first, second))
                if one is not None and two is not None and one != two:
                    words = str(two).lower(), str(one).lower()
                    yield (
                        f"{other.name}: {option.name} of {shown(provider)} will be {words[0]} here and {words[1]} in "
                        f"{files[0].name}: Studio and LMS must be configured alike"
                    )


def _answer(option: Option, options: object) -> bool | None:
    """Return what the options say, or their absence; ``None`` where that is not known."""
    value = options.get(option.name, option.default) if isinstance(options, Mapping) else None
    return value if isinstance(value, bool) else None
