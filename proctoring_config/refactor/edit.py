"""Lets the fixers work on one document, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from proctoring_config.refactor import imports, verify
from proctoring_config.refactor.documents import Document
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.lines import moved
from proctoring_config.refactor.source import Leftover, NotUnderstoodError, Result, Source


@dataclass(frozen=True)
class Step:
    """What one fixer made of the text that the one before it left."""

    fixer: Fixer
    source: Source
    result: Result

    @property
    def changed(self) -> bool:
        """Whether the fixer changed anything."""
        return self.result.source is not self.source

    @property
    def before(self) -> str:
        """The text before the step."""
        return self.source.text

    @property
    def after(self) -> str:
        """The text after the step."""
        return self.result.source.text


@dataclass(frozen=True)
class Edit:
    """What became of one document; ``leftovers`` have the lines of the file as it is on disk."""

    document: Document
    after: str
    steps: Sequence[Step] = ()
    leftovers: Sequence[Leftover] = ()

    @property
    def before(self) -> str:
        """The document's text as it is on disk."""
        return self.document.text.text

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before


def edit(document: Document, withheld: Collection[str]) -> Edit:
    """Return what the document's fixers, except those ``withheld``, make of it."""
    source = Source(document.path, document.text.text, document.requirement)
    fixers = [fixer for fixer in document.fixers if fixer.name not in withheld]
    steps = []
    for fixer in fixers:
        result = _result(fixer, source)
        steps.append(Step(fixer, source, result))
        source = result.source
    if document.is_python and any(step.changed for step in steps) and _parses(source):
        source = imports.tidy(document.text.text, source)
    left_over = [
        replace(leftover, line=moved(leftover.line, step.before, document.text.text))
        for step in steps
        for leftover in step.result.leftovers
    ]
    return Edit(document, source.text, steps, left_over)


def culprits(edited: Edit) -> Iterator[tuple[Step, str]]:
    """Yield the first step after which a changed Python file no longer holds, with the reason; nothing if it holds."""
    if not edited.document.is_python or not edited.changed or not _faults(edited.before, edited.after):
        return
    for step in edited.steps:
        if step.changed:
            tidied = imports.tidy(edited.before, step.result.source) if _parses(step.result.source) else None
            faults = _faults(edited.before, tidied.text if tidied else step.after)
            if faults:
                yield step, faults[0]
                return
    yield edited.steps[-1], _faults(edited.before, edited.after)[0]


def _result(fixer: Fixer, source: Source) -> Result:
    """Return what the fixer makes of the file; one that fails leaves the file as it is, and the others go on."""
    try:
        return fixer.fix(source)
    except NotUnderstoodError as reason:
        what, why = "the whole file", str(reason)
    except SyntaxError:  # of a literal, such as "\\x", which LibCST evaluates only when it is asked to
        what, why = "the whole file", "Python cannot parse it"
    except Exception as error:
        what, why = fixer.name, f"the fixer failed with {type(error).__name__}: please report it"
    return Result(source, leftovers=[source.leftover(1, what=what, why=why, todo="treat the file by hand")])


def _parses(source: Source) -> bool:
    try:
        verify.findings(source.text)
    except (SyntaxError, ValueError):
        return False
    return True


def _faults(before: str, after: str) -> list[str]:
    try:
        return [verify.sentence(finding) for finding in verify.new_findings(before, after)]
    except (SyntaxError, ValueError):
        return ["the file would no longer parse"]
