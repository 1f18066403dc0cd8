"""The value of ``PROCTORING_BACKENDS`` -> problems."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from proctoring_config.problems import Problem

ROOT: tuple[Hashable, ...] = ("PROCTORING_BACKENDS",)


def validate_backends(
    value: object, *, installed: Collection[str] | None = None, root: tuple[Hashable, ...] = ROOT
) -> list[Problem]:
    """
    Return everything that is wrong with ``value`` as the value of ``PROCTORING_BACKENDS``, in order of the paths.

    ``installed`` are the names of the installed plugins, where they are known: a body that is no mapping stops the
    process only when its plugin is installed. ``root`` is where the value stands in what was read. Never raises.
    """
    return []
