"""What files that are to say the same say differently, once each has its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from proctoring_config.options import CAPABILITIES, Option
from proctoring_config.problems import quote_name
from proctoring_config.upgrade.changes import apply_all
from proctoring_config.upgrade.plan import Plan
from proctoring_config.validators.backends import is_provider


class Planned(NamedTuple):
    """A file's name, the value of its setting and what is planned for it."""

    name: str
    value: object
    plan: Plan

    def answer(self, provider: str, option: Option) -> bool | None:
        """Return what the provider's options will say, or their absence; ``None`` where that is not known."""
        backends = apply_all(self.value, self.plan.changes) if isinstance(self.value, Mapping) else {}
        options = backends.get(provider)
        if not isinstance(options, Mapping) or any(
            note.path[-2:] == (provider, option.name) for note in self.plan.undecided
        ):
            return None
        value = options.get(option.name, option.default)
        return value if isinstance(value, bool) else None


def differences(files: Sequence[Planned]) -> Iterator[str]:
    """Yield a line for each capability of a provider in which a later file and the first one differ."""
    for first, other in ((files[0], other) for other in files[1:]):
        for provider in _providers(first.value):
            for option in CAPABILITIES:
                answers = first.answer(provider, option), other.answer(provider, option)
                if None not in answers and answers[0] != answers[1]:
                    there, here = (str(answer).lower() for answer in answers)
                    yield (
                        f"{other.name}: {option.name} of {quote_name(provider)} will be {here} here and {there} in "
                        f"{first.name}: Studio and LMS must be configured alike"
                    )


def _providers(value: object) -> list[str]:
    names = value.items() if isinstance(value, Mapping) else ()
    return ["null" if name is None else name for name, options in names if name is None or is_provider(name, options)]
