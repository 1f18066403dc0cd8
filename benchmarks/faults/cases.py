"""Broken files: every kind of fault in every form, generated from a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from benchmarks.faults import pairs, places, syntax, texts, values  # noqa: F401
from benchmarks.faults.fault import FAULTS, TOP, Broken, Fault
from benchmarks.faults.samples import FORMS, Form, Sample, samples

#: The number of broken files of each kind: in each language, and in each file that has the settings inside.
VARIANTS, WRAPPED = 3, 2


class Case(NamedTuple):
    """A broken file, the fault in it, and the healthy sample that it was made from."""

    fault: Fault
    form: Form
    sample: Sample
    broken: Broken

    def files(self) -> dict[str, str]:
        """Return the files to check by name: the broken one last."""
        broken = self.form.wrap(self.broken.text.text)
        if self.broken.other is None:
            return {self.form.file: broken}
        return {f"lms-{self.form.file}": self.form.wrap(self.broken.other.text), f"cms-{self.form.file}": broken}

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the fault in the file."""
        return tuple(1 if line == TOP else line + self.form.lines for line in self.broken.lines)

    def __str__(self) -> str:
        return f"{self.fault.name} / {self.form.name} / {self.sample.name}"


def generate() -> Iterator[Case]:
    """Yield the same cases in every run."""
    for form in FORMS:
        healthy = list(samples(form))
        for fault in FAULTS:
            if form.language in fault.languages and not _is_valid(fault, form):
                yield from _break(fault, form, healthy, VARIANTS if form.wrap is str else WRAPPED)


def _is_valid(fault: Fault, form: Form) -> bool:
    """
    Return whether this is valid in the form.

    A Tutor plugin is for both services, and templates read variables. Nobody knows what a chart makes of other keys.
    """
    if form.name == "Tutor patch":
        return fault.apply.__module__ == pairs.__name__
    if form.name == "Helm" and fault.name == "PROCTORING_SETTINGS null, without the setting":
        return True
    return form.name in ("Ansible", "Helm") and fault.name in ("setting in other case", "setting as a block scalar")


def _break(fault: Fault, form: Form, healthy: list[Sample], variants: int) -> Iterator[Case]:
    random = Random(f"{fault.name} {form.name}")
    seen: set[str] = set()
    for sample in random.sample(healthy, len(healthy)) * 2:
        if len(seen) == variants:
            return
        broken = fault.apply(sample.text, random)
        if broken and broken.text.text not in seen:
            seen.add(broken.text.text)
            yield Case(fault, form, sample, broken)


def healthy_files() -> Iterator[tuple[Form, Sample]]:
    """Yield every healthy sample in every form."""
    for form in FORMS:
        for sample in samples(form):
            yield form, sample
