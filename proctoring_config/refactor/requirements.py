"""Read lines of requirements files, and edit the pins that pip-compile writes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import requires

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from proctoring_config.files.splice import ending, place, split
from proctoring_config.version import __version__

VENDOR_PLUGIN = "edx-proctoring-proctortrack"
#: What the platform requires for proctoring; a file that requires it gets proctoring-config too.
PROCTORING = "edx-proctoring"
#: The folder of the platform's own requirements files.
FOLDER = "requirements/edx/"
OURS = "proctoring-config"

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_EDITABLE = re.compile(r"^(?:-e|--editable)[\s=]+")
_OPTIONS = re.compile(r"\s+(?:--\w|\\$).*$")
_EGG = re.compile(r"[#&]egg=([\w.-]+)")
_REPOSITORY = re.compile(r"^\w+\+\w+://(?:[^/@]+@)?[^#@]*/([\w.-]+?)(?:\.git)?(?:@[^#]+)?(?:#.*)?$")
_VIA = re.compile(r"^(\s+# via)(?: (\S.*?))?\s*$")
_REASON = re.compile(r"^\s+#   (\S.*?)\s*$")


def get_name(line: str) -> str | None:
    """Return the normalized name of the package that a line of a requirements file requires, or ``None``."""
    text = _strip(line)
    parsed = _parse(text)
    if parsed:
        return str(canonicalize_name(parsed.name))
    url = _EDITABLE.sub("", text)
    match = _EGG.search(url) or _REPOSITORY.match(url)
    return str(canonicalize_name(match.group(1))) if match else None


def get_pinned_version(line: str) -> str | None:
    """Return the version that the line pins, or ``None``."""
    parsed = _parse(_strip(line))
    exact = [each.version for each in parsed.specifier if each.operator == "=="] if parsed else []
    return exact[0] if exact and "*" not in exact[0] else None


def pin_requirement(spec: str) -> str | None:
    """
    Return ``spec`` as pip-compile would pin it, or ``None`` if only a package index could tell.

    A range is pinned to the running version of proctoring-config if it admits that version.
    """
    text = _strip(spec)
    parsed = _parse(text)
    if parsed is None:
        url, _, fragment = text.partition("#")
        plain = not _is_editable(text) and fragment.startswith("egg=") and "&" not in fragment
        return f"{get_name(text)} @ {url}" if plain else text
    name = canonicalize_name(parsed.name) + (f"[{','.join(sorted(parsed.extras))}]" if parsed.extras else "")
    marker = f" ; {parsed.marker}" if parsed.marker else ""
    if parsed.url:
        return f"{name} @ {parsed.url}{marker}"
    version = get_pinned_version(text)
    if version is None and parsed.specifier.contains(__version__, prereleases=True):
        version = __version__
    return f"{name}=={version}{marker}" if version else None


def list_dependencies() -> list[Requirement]:
    """Return the requirements of proctoring-config itself, from its metadata."""
    found = [Requirement(line) for line in requires(OURS) or ()]
    return [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]


@dataclass(frozen=True)
class Pin:
    """
    A pin of a compiled requirements file, or another line of it, for which ``name`` is ``None``.

    ``name`` is empty if the package is unknown. ``lines`` are those before the ``# via`` comment, ``via`` the lines of
    that comment, all with their endings.
    """

    name: str | None
    lines: Sequence[str]
    via: Sequence[str] = ()

    @property
    def text(self) -> str:
        """The lines as they are in the file."""
        return "".join([*self.lines, *self.via])

    @property
    def reasons(self) -> list[str]:
        """The reasons for the pin: packages, ``-r`` files, and ``-c`` files that constrain it."""
        matches = [_VIA.match(line) if index == 0 else _REASON.match(line) for index, line in enumerate(self.via)]
        return [match.groups()[-1] for match in matches if match and match.groups()[-1]]

    @property
    def is_needed(self) -> bool:
        """Whether anything requires it; a constraint does not."""
        return any(not reason.startswith("-c ") for reason in self.reasons)

    def add_reason(self, reason: str) -> Pin:
        """Return the pin with one more reason; the same object if it has it, or if the file gives no reasons."""
        reasons = self.reasons
        if not reasons or reason in reasons:
            return self
        reasons.insert(place(reasons, reason), reason)
        return replace(self, via=_render_via(reasons, ending(self.text)))


def parse_pins(text: str) -> list[Pin]:
    """Return the pins of ``text`` in order; their joined texts are ``text`` with a final line ending."""
    blocks: list[list[str]] = []
    for line in split(text):
        if blocks and line[:1] in " \t" and line.strip():
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_parse_pin(block) for block in blocks]


def remove_pin(pins: Sequence[Pin], name: str) -> list[Pin]:
    """Return the pins without ``name``, without its mentions as a reason, and without pins that only it required."""
    kept, removed = list(pins), {name}
    while removed:
        fewer = [(pin, _remove_reasons(pin, removed)) for pin in kept if pin.name not in removed]
        kept = [after for _, after in fewer]
        removed = {str(after.name) for before, after in fewer if after is not before and not after.is_needed}
    return kept


def insert_pin(pins: Sequence[Pin], line: str, reasons: Sequence[str]) -> list[Pin]:
    """Return the pins with ``line`` inserted where pip-compile would sort it, before the unsafe packages."""
    newline = ending(pins[0].text)
    first = next((index for index, pin in enumerate(pins) if pin.name is not None), len(pins))
    last = next((index for index, pin in enumerate(pins) if index > first and pin.name is None), len(pins))
    new = Pin(get_name(line), [line + newline], _render_via(reasons, newline))
    index = first + place([_sort_key(pin) for pin in pins[first:last]], _sort_key(new))
    return [*pins[:index], new, *pins[index:]]


def _parse_pin(block: list[str]) -> Pin:
    is_pin = block[0].strip() and not block[0].strip().startswith(("#", "--"))
    start = next((index for index, line in enumerate(block) if index and _VIA.match(line)), len(block))
    return Pin(get_name(block[0]) or "" if is_pin else None, block[:start], block[start:])


def _remove_reasons(pin: Pin, removed: Collection[str]) -> Pin:
    reasons = [reason for reason in pin.reasons if reason.replace("_", "-").lower() not in removed]
    return pin if reasons == pin.reasons else replace(pin, via=_render_via(reasons, ending(pin.text)))


def _sort_key(pin: Pin) -> tuple[bool, str]:
    return not _is_editable(pin.lines[0]), pin.name or ""


def _is_editable(line: str) -> bool:
    """Return whether the line installs a checkout; pip-compile sorts such lines first."""
    return bool(_EDITABLE.match(line))


def _render_via(reasons: Sequence[str], newline: str) -> list[str]:
    if len(reasons) == 1:
        return [f"    # via {reasons[0]}{newline}"]
    return [f"    # via{newline}", *(f"    #   {reason}{newline}" for reason in reasons)]


def _strip(line: str) -> str:
    """Return the line without comment and options."""
    return _OPTIONS.sub("", _COMMENT.sub("", line.rstrip())).strip()


def _parse(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None
