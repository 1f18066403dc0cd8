"""Check whether the vendor's entry sets the options that replace the special rules of old releases."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any

from proctoring_config.options import REVIEW_RULES_FLAG, VENDOR, VENDOR_OPTIONS, Option
from proctoring_config.problems import Problem, kinds
from proctoring_config.text import TranslatableText, join_all


def check_old_rules(
    options: Mapping[Any, object],
    path: tuple[Hashable, ...],
    misspelled: Collection[str | None],
    has_vendor_rules: bool | None,
) -> Iterator[Problem]:
    """
    Yield a problem if the vendor's entry lacks capabilities whose default differs from the old behavior.

    A ``misspelled`` capability is a problem of its own, and is not to be added a second time. ``has_vendor_rules`` is
    whether the running release has special rules for the vendor; ``None`` if that is unknown.
    """
    missing = [option for option in VENDOR_OPTIONS if option.name not in options and option.name not in misspelled]
    if missing:
        losses = join_all([TranslatableText(option.legacy.loss) for option in missing if option.legacy])
        yield kinds.VENDOR_WITHOUT_OPTIONS.problem(
            path,
            names=join_all([option.name for option in missing]),
            effect=_describe_losses(losses, has_vendor_rules),
            lines=join_all([_describe_legacy_value(option) for option in missing]),
        )


def _describe_losses(losses: str, has_vendor_rules: bool | None) -> TranslatableText:
    if has_vendor_rules is None:
        return TranslatableText(
            "Releases before Verawood have special rules for proctortrack. Verawood and later have none: without the "
            "options, Studio {losses}",
            losses=losses,
        )
    if has_vendor_rules:
        return TranslatableText(
            "This release has special rules for proctortrack, but Verawood and later have none: after the upgrade, "
            "Studio {losses}",
            losses=losses,
        )
    return TranslatableText("This release has no special rules for proctortrack: Studio {losses}", losses=losses)


def _describe_legacy_value(option: Option) -> str:
    """Return the option with the value that keeps the old behavior, or with both values if the flag decides."""
    off, on = (str(option.legacy_value(VENDOR, flag)).lower() for flag in (False, True))
    if off == on:
        return f"{option.name}: {off}"
    return TranslatableText(
        "{option}: {off} ({on} if the flag {flag} was on for everyone)",
        option=option.name,
        off=off,
        on=on,
        flag=REVIEW_RULES_FLAG,
    )
