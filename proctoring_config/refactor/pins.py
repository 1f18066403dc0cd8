"""A requirements file as pip-compile writes it: pins, each with the list of what it was pinned for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from proctoring_config.files.splice import ending, place, split
from proctoring_config.refactor import requirements

_VIA = re.compile(r"^(\s+# via)(?: (\S.*?))?\s*$")
_REASON = re.compile(r"^\s+#   (\S.*?)\s*$")


@dataclass(frozen=True)
class Pin:
    """
    A pin, or a line that is none: ``name`` is ``None`` then, and empty if nothing tells what the pin installs.

    ``lines`` are those up to the ``# via``, ``via`` those from there on, all with their endings.
    """

    name: str | None
    lines: Sequence[str]
    via: Sequence[str] = ()

    @property
    def text(self) -> str:
        """What stands in the file."""
        return "".join([*self.lines, *self.via])

    @property
    def reasons(self) -> list[str]:
        """What the pin is for: names of packages, ``-r`` files, ``-c`` files that constrain it."""
        matches = [_VIA.match(line) if index == 0 else _REASON.match(line) for index, line in enumerate(self.via)]
        return [match.groups()[-1] for match in matches if match and match.groups()[-1]]

    @property
    def is_needed(self) -> bool:
        """Whether anything asks for it; a constraint does not."""
        return any(not reason.startswith("-c ") for reason in self.reasons)

    def also_for(self, reason: str) -> Pin:
        """Return the pin with one more reason; the very pin if it is there, or if the file gives no reasons."""
        reasons = self.reasons
        if not reasons or reason in reasons:
            return self
        reasons.insert(place(reasons, reason), reason)
        return replace(self, via=_via(reasons, ending(self.text)))


def parse(text: str) -> list[Pin]:
    """Return the pins of ``text``, in order; their texts, joined, are ``text``, ended."""
    blocks: list[list[str]] = []
    for line in split(text):
        if blocks and line[:1] in " \t" and line.strip():
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_pin(block) for block in blocks]


def without(pins: Sequence[Pin], name: str) -> list[Pin]:
    """Return ``pins`` without the one of ``name``, without its mentions, and without what only it asked for."""
    kept, gone = list(pins), {name}
    while gone:
        fewer = [(pin, _for_others(pin, gone)) for pin in kept if pin.name not in gone]
        kept = [after for _, after in fewer]
        gone = {str(after.name) for before, after in fewer if after is not before and not after.is_needed}
    return kept


def inserted(pins: Sequence[Pin], line: str, reasons: Sequence[str]) -> list[Pin]:
    """Return ``pins`` with one more, the pin ``line``, where pip-compile sorts it: before the unsafe packages."""
    newline = ending(pins[0].text)
    first = next((index for index, pin in enumerate(pins) if pin.name is not None), len(pins))
    last = next((index for index, pin in enumerate(pins) if index > first and pin.name is None), len(pins))
    new = Pin(requirements.name_of(line), [line + newline], _via(reasons, newline))
    index = first + place([_key(pin) for pin in pins[first:last]], _key(new))
    return [*pins[:index], new, *pins[index:]]


def _pin(block: list[str]) -> Pin:
    is_pin = block[0].strip() and not block[0].strip().startswith(("#", "--"))
    start = next((index for index, line in enumerate(block) if index and _VIA.match(line)), len(block))
    return Pin(requirements.name_of(block[0]) or "" if is_pin else None, block[:start], block[start:])


def _for_others(pin: Pin, gone: Collection[str]) -> Pin:
    reasons = [reason for reason in pin.reasons if reason.replace("_", "-").lower() not in gone]
    return pin if reasons == pin.reasons else replace(pin, via=_via(reasons, ending(pin.text)))


def _key(pin: Pin) -> tuple[bool, str]:
    return not requirements.is_editable(pin.lines[0]), pin.name or ""


def _via(reasons: Sequence[str], newline: str) -> list[str]:
    if len(reasons) == 1:
        return [f"    # via {reasons[0]}{newline}"]
    return [f"    # via{newline}", *(f"    #   {reason}{newline}" for reason in reasons)]
