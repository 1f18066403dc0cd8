"""
Render a plan as lines to add to the settings, in the format of the place where they belong.

Most settings are generated, so operators copy these lines to the source of their settings. A snippet contains only
names and booleans.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from proctoring_config.options import SETTING
from proctoring_config.problems import quote_name
from proctoring_config.upgrade.changes import (
    FillBody,
    ProviderChange,
    QuoteName,
    RenameOption,
    SetOption,
    apply_all,
    by_provider,
)
from proctoring_config.upgrade.plan import Plan

#: The last patches in the settings modules of LMS and Studio, in production and in development.
PATCHES = (
    "openedx-lms-production-settings",
    "openedx-cms-production-settings",
    "openedx-lms-development-settings",
    "openedx-cms-development-settings",
)
PLUGIN_NAME = "proctoring_as_before"
INTRODUCTION = "PROCTORING_BACKENDS: keep the behavior of releases before Verawood."

# Tutor renders each settings module from templates, to which plugins add patches. The platform's modules read
# *.env.yml first, then openedx-common-settings and the other patches follow, PATCHES last (Tutor 20 and 21,
# tutor/templates/apps/openedx/settings). Filter priorities exist since Tutor 15.
_PLUGIN = """\
# Tutor plugin: save it as {name}.py in the directory that "tutor plugins printroot" prints, then run
# "tutor plugins enable {name}" and "tutor config save", and restart LMS and Studio.
from tutor import hooks

SETTINGS = r'''
{settings}'''

# The last settings of LMS and Studio, in production and in development; the priority puts them after other plugins'.
for name in (
{patches}
):
    hooks.Filters.ENV_PATCHES.add_item((name, SETTINGS), priority=hooks.priorities.LOW)
"""


def as_yaml(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the keys to merge into a YAML file, below those that lead to the setting. Everything else is a comment."""
    added, by_hand = _additions(plan, value)
    comments = [*by_hand, *(f"undecided: {note}" for note in plan.undecided)]
    text = "".join(f"# {comment}\n" for comment in comments)
    if added:
        text += _dump(_nest(added, path))
    return text


def as_json(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the members to merge into a JSON file. Only the report mentions what they cannot express."""
    added, _ = _additions(plan, value)
    return json.dumps(_nest(added, path), indent=2) + "\n" if added else ""


def as_python(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """
    Return statements that make the changes of ``plan`` once ``PROCTORING_BACKENDS`` has its final value.

    They skip providers that are not configured, keep existing booleans, do not change dicts that other settings share,
    and may run twice. Their text contains neither ``'`` nor a Jinja placeholder.
    """
    lines = [f"# {INTRODUCTION}", *_statements(plan)]
    return "".join(line + "\n" for line in lines)


def as_tutor_plugin(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """Return the file of a Tutor plugin that adds the statements of ``as_python`` to the settings of LMS and Studio."""
    patches = "\n".join(f'    "{patch}",' for patch in PATCHES)
    return _PLUGIN.format(name=PLUGIN_NAME, settings=as_python(plan, value, path), patches=patches)


#: The forms by their names on the command line: (plan, the setting's value, the setting's path) -> text.
FORMS: Mapping[str, Callable[[Plan, object, tuple[str, ...]], str]] = {
    "yaml": as_yaml,
    "json": as_json,
    "python": as_python,
    "tutor": as_tutor_plugin,
}


def _additions(plan: Plan, value: object) -> tuple[dict[str, dict[str, bool]], list[str]]:
    """
    Return the options to add to ``value`` by provider, and a line for each manual step.

    A renamed option is added under its correct name if its value is a boolean. No other value is shown.
    """
    providers: dict[str, dict[str, bool]] = {}
    by_hand = []
    after = apply_all(value, plan.changes) if isinstance(value, Mapping) else {}
    for change in plan.changes:
        if isinstance(change, QuoteName):
            by_hand.append("quote the name null: 'null'")
        elif isinstance(change, FillBody):
            providers.setdefault(change.provider, {})
        elif isinstance(change, SetOption):
            providers.setdefault(change.provider, {})[change.option] = change.value
        elif isinstance(change, RenameOption):
            renamed = after[change.provider][change.new]
            if isinstance(renamed, bool):
                providers.setdefault(change.provider, {})[change.new] = renamed
                by_hand.append(
                    f"{quote_name(change.provider)}: remove {quote_name(change.old)}, {change.new} replaces it"
                )
            else:
                by_hand.append(f"{quote_name(change.provider)}: rename {quote_name(change.old)} to {change.new}")
    return providers, by_hand


def _dump(value: object) -> str:
    """Return ``value`` as YAML. It is in ASCII if a Unicode line break would otherwise be read as a space."""
    import yaml  # takes a while to import

    text, ascii_text = (
        str(yaml.safe_dump(value, sort_keys=False, allow_unicode=allowed, width=float("inf")))
        for allowed in (True, False)
    )
    return text if yaml.safe_load(text) == value else ascii_text


def _nest(added: object, path: tuple[str, ...]) -> object:
    for key in reversed(path):
        added = {key: added}
    return added


def _statements(plan: Plan) -> Iterator[str]:
    if QuoteName() in plan.changes:
        yield f"if None in {SETTING}:"
        yield f'    {SETTING}["null"] = {SETTING}.pop(None)'
    for provider, changes in by_provider(plan.changes):
        yield from _provider_statements(provider, changes)
    for note in plan.undecided:
        yield f"# undecided: {_comment(str(note))}"


def _provider_statements(provider: str, changes: Sequence[ProviderChange]) -> Iterator[str]:
    name = _literal(provider)
    options = f"{SETTING}[{name}]"
    yield f"if {name} in {SETTING}:"
    yield f"    {options} = dict({options} or {{}})"
    for change in changes:
        if isinstance(change, RenameOption):
            old, new = _literal(change.old), _literal(change.new)
            yield f"    if {old} in {options}:"
            yield f"        {options}[{new}] = {options}.pop({old})"
        elif isinstance(change, SetOption):
            option = _literal(change.option)
            yield f"    if not isinstance({options}.get({option}), bool):"
            yield f"        {options}[{option}] = {change.value}"


def _literal(name: str) -> str:
    """Return ``name`` as an ASCII string literal that contains no quote and no brace."""
    escaped = name.encode("unicode_escape").decode()
    return '"' + escaped.replace('"', r"\x22").replace("'", r"\x27").replace("{", r"\x7b") + '"'


def _comment(text: str) -> str:
    return text.replace("'", '"').replace("{", "(")
