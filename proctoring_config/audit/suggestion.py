"""Which one answer to ``show_review_rules`` is the same as what the flag said before the upgrade, if there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from proctoring_config.audit.database import read_only
from proctoring_config.audit.flag import Shown
from proctoring_config.audit.instance import this_instance
from proctoring_config.audit.reader import Reader
from proctoring_config.audit.scope import Scope
from proctoring_config.validators.backend_options import VENDOR


class Differing(NamedTuple):
    """A course that the suggested value changes, and what the old release showed there."""

    course_key: str
    before: Shown


@dataclass(frozen=True)
class Suggestion:
    """
    What the old release showed to the courses in ``scope`` of the one provider for which it asked the flag.

    ``flag`` is what the flag itself says, ``counts`` are the courses by what it showed (``True``, ``False``, ``None``:
    to some authors only), and ``configured`` is whether the settings have that provider.
    """

    alias: str
    scope: Scope
    flag: Shown
    counts: Counter[bool | None]
    configured: bool
    skipped: list[str]

    @property
    def changes_least(self) -> bool:
        """The value with which the fewest courses differ; where both are equal what the flag itself says."""
        shown, hidden = self.counts[True], self.counts[False]
        return bool(self.flag.value) if shown == hidden else shown > hidden

    @property
    def differing(self) -> int:
        """How many courses differ with that value."""
        return self.counts.total() - self.counts[self.changes_least]

    @property
    def is_same(self) -> bool:
        """Whether that value is the same as before: for every course or, where there are none, for every author."""
        return not self.differing and (self.counts.total() > 0 or self.flag.value is not None)

    def courses(self) -> Iterator[Differing]:
        """Yield the courses that differ, while reading them anew. Raises ``CannotReadError``."""
        with read_only(self.alias):
            for key, before in _courses(Reader(self.alias, self.scope, this_instance())):
                if before.value is not self.changes_least:
                    yield Differing(key, before)


def suggest(alias: str, scope: Scope) -> Suggestion:
    """Return what the flag of the database ``alias`` showed in the courses in ``scope``. Raises ``CannotReadError``."""
    instance = this_instance()
    with read_only(alias):
        reader = Reader(alias, scope, instance)
        counts = Counter(before.value for _, before in _courses(reader))
    return Suggestion(alias, scope, reader.flag.state, counts, VENDOR in instance.available, reader.skipped)


def _courses(reader: Reader) -> Iterator[tuple[str, Shown]]:
    for page in reader.pages():
        yield from page.shown.items()
