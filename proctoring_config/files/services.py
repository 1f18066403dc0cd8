"""
Find out whether LMS or Studio reads a text inside a file.

Tutor writes the patches of plugins into the settings of one of them, or of both. In a ConfigMap, the key of a text is
the name of a file. The names of the patches are those of Tutor (docs/reference/patches) and of its MFE plugin.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from proctoring_config.problems import Problem, kinds
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText

LMS, STUDIO, BOTH = "lms", "cms", "both"
#: The key below which a Tutor plugin has its patches.
PATCHES_KEY = "patches"

_FILE = re.compile(r"(?:.*[/_.-])?(lms|cms|studio)(?:[_.-](?:env|auth|config|settings))*\.(?:ya?ml|json)")
_SIDES = {LMS: STUDIO, STUDIO: LMS}


class Patch(NamedTuple):
    """A patch of Tutor: the ``service`` that reads it, and whether it is Python, or YAML below ``FEATURES``."""

    service: str
    is_python: bool = False
    is_features: bool = False


_SETTINGS = {
    f"openedx-{name}-settings": Patch(service, is_python=True)
    for service, names in (
        (BOTH, ("common", "development")),
        (LMS, ("lms-common", "lms-production", "lms-development")),
        (STUDIO, ("cms-common", "cms-production", "cms-development")),
    )
    for name in names
}
_ENV = {"openedx-auth": Patch(BOTH), "lms-env": Patch(LMS), "cms-env": Patch(STUDIO)}
_FEATURES = {
    "common-env-features": Patch(BOTH, is_features=True),
    "lms-env-features": Patch(LMS, is_features=True),
    "cms-env-features": Patch(STUDIO, is_features=True),
}
_OF_PLUGINS = {
    f"mfe-lms-{name}-settings": Patch(LMS, is_python=True) for name in ("common", "production", "development")
}
_READ = {**_SETTINGS, **_ENV, **_FEATURES, **_OF_PLUGINS}
_ASSETS, _BEFORE_ASSETS = "openedx-common-assets-settings", "openedx-dockerfile-pre-assets"
_BUILD = (_ASSETS, "openedx-common-i18n-settings")

#: What happens if nothing reads the setting.
DEFAULT_IS_USED = TranslatableText("LMS and Studio use their default, which has only the provider 'null'")
_NO_PATCH = TranslatableText("Tutor has no patch of this name")
_BUILD_ONLY = TranslatableText("Tutor uses the patch only to build images")
_NOT_BELOW_PATCHES = TranslatableText("Tutor reads only patches below the key patches")


def find_patch(name: str) -> Patch | None:
    """Return the patch called ``name`` if it is part of the settings of LMS or Studio."""
    return _READ.get(name)


def find_patch_at(path: Sequence[Hashable]) -> Patch | None:
    """Return the patch whose text is at ``path`` if it is part of the settings of LMS or Studio."""
    return find_patch(str(path[-1])) if path and is_patch(path) else None


def is_patch(path: Sequence[Hashable]) -> bool:
    """Return whether the text at ``path`` is a patch of a Tutor plugin, whatever its name is."""
    return path[-2:-1] == (PATCHES_KEY,)


def find_service(path: Sequence[Hashable]) -> str | None:
    """Return which service reads the text at ``path``: ``LMS``, ``STUDIO``, ``BOTH``, or ``None`` if unknown."""
    if patch := find_patch_at(path):
        return patch.service
    found = _FILE.fullmatch(str(path[-1]))
    return None if found is None else LMS if found[1] == LMS else STUDIO


def is_whole(path: Sequence[Hashable]) -> bool:
    """Return whether LMS or Studio reads the text at ``path``, or the file if that is empty, at their top level."""
    patch = find_patch_at(path)
    return not path or not (patch.is_features if patch else find_service(path) is None)


def other_service(service: str | None) -> str | None:
    """Return Studio for the LMS, and the LMS for Studio."""
    return _SIDES.get(service or "")


def check_patch(path: tuple[Hashable, ...], *, is_python: bool, file: str = "") -> Problem | None:
    """
    Return a problem if the patch at ``path``, whose text contains the setting, is not read by LMS and Studio.

    ``is_python`` is whether the text is Python. ``file`` is the text of the whole file: an image needs the setting as
    well to build workers.
    """
    *above, name = map(str, path)
    parent = above[-1] if above else ""
    if parent != PATCHES_KEY:
        is_misspelled = name in _READ and closest_match(parent, [PATCHES_KEY]) is not None
        hint = TranslatableText("Rename {name} to patches", name=parent)
        reason = _NOT_BELOW_PATCHES if is_misspelled else None
    elif name in _READ or (name == _ASSETS and _BEFORE_ASSETS in file):
        return None
    else:
        reason = _BUILD_ONLY if name in _BUILD else _NO_PATCH
        hint = TranslatableText("Rename the patch to {name}", name=_suggest_patch(name, is_python=is_python))
    return kinds.PATCH_NOT_READ.problem(path, reason=reason, effect=DEFAULT_IS_USED, hint=hint) if reason else None


def move_out_of_features(path: tuple[Hashable, ...], patch: str) -> Problem:
    """Return the problem that the setting at ``path`` is in a ``patch`` that Tutor writes below ``FEATURES``."""
    service = _READ[patch].service
    name = next(name for name, other in _ENV.items() if other.service == service)
    hint = TranslatableText("Move it to the patch {name}", name=name)
    return kinds.SETTING_NOT_READ.problem(path, effect=DEFAULT_IS_USED, hint=hint)


def suggest_patch_of_both(name: str) -> TranslatableText:
    """Return the hint for a setting in the patch ``name``, which only one service reads."""
    is_python = bool((patch := find_patch(name)) and patch.is_python)
    name = "openedx-common-settings" if is_python else "openedx-auth"
    return TranslatableText("Move it to the patch {name}, which LMS and Studio read", name=name)


def _suggest_patch(name: str, *, is_python: bool) -> str:
    """Return the patch in the same language and for the same service that ``name`` probably misspells."""
    words = re.split(r"[^a-z]", name.casefold())
    service = LMS if LMS in words else STUDIO if {STUDIO, "studio"} & set(words) else BOTH
    candidates = [known for known, patch in (_SETTINGS if is_python else _ENV).items() if patch.service == service]
    return closest_match(name, candidates) or candidates[0]
