"""Lines of requirements files: whose they are, and how pip-compile writes them."""

from __future__ import annotations

import re
from importlib.metadata import requires

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from proctoring_config.version import __version__

VENDOR = "edx-proctoring-proctortrack"
#: What the platform requires for proctoring; what requires it is where proctoring-config belongs.
PROCTORING = "edx-proctoring"
#: The folder of the platform's own requirements files.
FOLDER = "requirements/edx/"
OURS = "proctoring-config"

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_EDITABLE = re.compile(r"^(?:-e|--editable)[\s=]+")
_OPTIONS = re.compile(r"\s+(?:--\w|\\$).*$")
_EGG = re.compile(r"[#&]egg=([\w.-]+)")
_REPOSITORY = re.compile(r"^\w+\+\w+://(?:[^/@]+@)?[^#@]*/([\w.-]+?)(?:\.git)?(?:@[^#]+)?(?:#.*)?$")


def name_of(line: str) -> str | None:
    """Return the name, as PyPI spells it, of what the line of a requirements file requires; ``None`` if nothing."""
    text = _bare(line)
    parsed = _parsed(text)
    if parsed:
        return str(canonicalize_name(parsed.name))
    url = _EDITABLE.sub("", text)
    match = _EGG.search(url) or _REPOSITORY.match(url)
    return str(canonicalize_name(match.group(1))) if match else None


def is_editable(line: str) -> bool:
    """Return whether the line installs a checkout; pip-compile puts such lines first."""
    return bool(_EDITABLE.match(line))


def version_of(line: str) -> str | None:
    """Return the version that the line pins; ``None`` if it pins none."""
    parsed = _parsed(_bare(line))
    exact = [each.version for each in parsed.specifier if each.operator == "=="] if parsed else []
    return exact[0] if exact and "*" not in exact[0] else None


def pinned(spec: str) -> str | None:
    """
    Return ``spec`` as pip-compile pins it; ``None`` where only an index could tell.

    A range is pinned to the version that runs, if it admits that one.
    """
    text = _bare(spec)
    parsed = _parsed(text)
    if parsed is None:
        url, _, fragment = text.partition("#")
        plain = not is_editable(text) and fragment.startswith("egg=") and "&" not in fragment
        return f"{name_of(text)} @ {url}" if plain else text
    name = canonicalize_name(parsed.name) + (f"[{','.join(sorted(parsed.extras))}]" if parsed.extras else "")
    marker = f" ; {parsed.marker}" if parsed.marker else ""
    if parsed.url:
        return f"{name} @ {parsed.url}{marker}"
    version = version_of(text)
    if version is None and parsed.specifier.contains(__version__, prereleases=True):
        version = __version__
    return f"{name}=={version}{marker}" if version else None


def needed() -> list[Requirement]:
    """Return what proctoring-config itself requires, as its metadata say."""
    found = [Requirement(line) for line in requires(OURS) or ()]
    return [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]


def _bare(line: str) -> str:
    return _OPTIONS.sub("", _COMMENT.sub("", line.rstrip())).strip()


def _parsed(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None
