"""
Find what YAML's indentation puts into another mapping than was meant.

The validators see only the value of the setting. Options that are merged (``<<``) at the level of the providers, or
that are indented like the setting itself, can be recognized only in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import replace

from proctoring_config.files.read import is_python
from proctoring_config.files.setting import Setting
from proctoring_config.files.texts import is_python_text
from proctoring_config.files.tree import MERGE, Entry, ListNode, MappingNode, Node, ScalarNode, child, resolve
from proctoring_config.options import DEFAULT, OPTIONS, SETTING
from proctoring_config.problems import Problem, kinds, quote_name
from proctoring_config.problems.names import SPACES, find_lookalikes, looks_like_name, straighten
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.structure import is_provider

_INDENT_PROVIDERS = TranslatableText("Indent DEFAULT and the providers below it")
_MOVE_UNDER = TranslatableText("Move it under PROCTORING_BACKENDS, as one of the providers")
_WRITE_SPACES = TranslatableText("Write ordinary spaces in front of it, as many as in the line above")
# Settings of edx-platform that are options in capitals.
_OTHER_SETTINGS = ("SECRET_KEY", "TECH_SUPPORT_EMAIL")
_NOT_READ = TranslatableText("No provider has the option")


def place_problems(setting: Setting, problems: Collection[Problem]) -> Iterator[tuple[Problem, Entry]]:
    """
    Yield the ``problems`` of the value of ``setting`` with their places, and with hints that fit the indentation.

    Providers next to the setting are added, and explain a ``DEFAULT`` that is not configured.
    """
    outside = {str(entry.key): entry for entry in _find_outside(setting)}
    is_empty = any(problem.id == kinds.EMPTY_SETTING.id for problem in problems)
    default = child(setting.entry.node, DEFAULT)
    name = default.value if isinstance(default, ScalarNode) else None
    if name in outside:
        problems = [problem for problem in problems if problem.id != kinds.DEFAULT_NOT_CONFIGURED.id]
    for key, entry in () if is_empty else outside.items():
        hint = _MOVE_UNDER
        if child(setting.entry.node, key):
            hint = TranslatableText("Move its options into {provider} in PROCTORING_BACKENDS", provider=quote_name(key))
        yield kinds.PROVIDER_OUTSIDE.problem((*setting.path[:-1], key), hint=hint), entry
    stranded = {problem.path[-1] for problem in problems if problem.id == kinds.STRANDED_OPTION.id}
    merged = _find_misplaced_merges(setting, stranded) if stranded else {}
    for problem in problems:
        entry = setting.nearest_entry(problem.path)
        if problem.id == kinds.STRANDED_OPTION.id and problem.path[-1] in merged:
            hint, entry = merged[problem.path[-1]]
            problem = replace(problem, hint=hint)
        elif problem.id == kinds.EMPTY_SETTING.id and (outside or DEFAULT in _keys_after(setting)):
            problem = replace(problem, hint=_INDENT_PROVIDERS)
        elif problem.id == kinds.EMPTY_OPTIONS.id and _is_last(setting, problem.path[-1]):
            options = _options_after(setting)
            if options:
                names = ", ".join(options)
                hint = TranslatableText(
                    "Indent the options below it, which are outside the setting: {names}", names=names
                )
                problem = replace(problem, hint=hint)
        yield problem, entry


def _find_outside(setting: Setting) -> Iterator[Entry]:
    """
    Yield the keys next to the setting that have nothing but options, so that they were meant as providers.

    Names in capitals are other settings, and mappings with an anchor are used elsewhere.
    """
    for part in setting.parts if setting.path == (SETTING,) and not is_python_text(setting.entry.source) else ():
        for key, entry in part.above[-1].entries.items():
            node = entry.node
            if looks_like_name(key) and str(key) != str(key).upper() and isinstance(node, MappingNode):
                has_options = bool(node.entries) and all(name in OPTIONS for name in node.entries)
                if has_options and not node.anchor:
                    yield entry


def find_odd_spaces(setting: Setting) -> Iterator[tuple[Problem, Entry]]:
    """Yield a warning for each option next to ``setting`` that is indented by characters other than spaces."""
    for part in setting.parts:
        above = part.above[-1]
        for key, entry in () if above.is_flow else above.entries.items():
            if isinstance(key, str) and not key.isascii() and find_lookalikes(key) is SPACES:
                name = straighten(key)
                if name in OPTIONS and not key.startswith(name):
                    what = TranslatableText("name")
                    yield (
                        kinds.LOOKALIKES.problem(
                            (*part.path[:-1], name), what=what, characters=SPACES, effect=_NOT_READ, hint=_WRITE_SPACES
                        ),
                        entry,
                    )


def _find_misplaced_merges(
    setting: Setting, stranded: Collection[Hashable]
) -> dict[Hashable, tuple[TranslatableText, Entry]]:
    """Return the stranded options that come from a merge of nothing else, with the hint and the place of the merge."""
    found = {}
    for part in setting.parts:
        owner: Hashable = None
        for key, value in part.entry.node.pairs if isinstance(part.entry.node, MappingNode) else ():
            if not isinstance(key, ScalarNode):
                continue
            if key.value is not MERGE:
                owner = key.value if is_provider(key.value, None) and key.value not in OPTIONS else owner
                continue
            names = _merged_names(resolve(value))
            if names <= set(stranded):
                hint = TranslatableText("Move << into the options of its provider")
                if owner is not None:
                    hint = TranslatableText(
                        "Indent << under {provider}, as one of its options", provider=quote_name(owner)
                    )
                place = Entry(None, key, part.entry.source, key.start)
                found.update(dict.fromkeys(names, (hint, place)))
    return found


def _merged_names(node: Node) -> set[Hashable]:
    items = node.items if isinstance(node, ListNode) else [node]
    return {name for item in items if isinstance(item, MappingNode) for name in item.entries}


def _is_last(setting: Setting, name: Hashable) -> bool:
    """Return whether ``name`` is the last key that is written in the setting."""
    node = setting.entry.node
    last = node.pairs[-1][0] if isinstance(node, MappingNode) and node.pairs else None
    return isinstance(last, ScalarNode) and last.value == name


def _options_after(setting: Setting) -> list[str]:
    """
    Return the options, and merges of options, that directly follow the setting in the mapping that it is in.

    Misspelled ones and those in capitals count if they cannot be other settings.
    """
    names: list[str] = []
    for key in _keys_after(setting):
        if key is not MERGE and not _is_option(str(key)):
            break
        names.append("<<" if key is MERGE else str(key))
    return names if any(name != "<<" for name in names) else []


def _is_option(key: str) -> bool:
    if key.upper() == key:
        return key in OPTIONS or (key.casefold() in OPTIONS and key not in _OTHER_SETTINGS)
    return closest_match(key, OPTIONS) is not None


def _keys_after(setting: Setting) -> list[Hashable]:
    """Return the keys that follow the setting in the mapping that it is in, if that has YAML's block style."""
    above = setting.parts[-1].above[-1:]
    if not above or above[0].is_flow or is_python(setting.entry.source.file_name):
        return []
    offset = setting.parts[-1].entry.offset
    keys = (key for key, _ in above[0].pairs if key.start > offset)
    return [key.value for key in keys if isinstance(key, ScalarNode) and isinstance(key.value, Hashable)]
