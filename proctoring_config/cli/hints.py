"""Adapt hints, which are written for YAML, to the place of a problem: its language, and how the value is written."""

from __future__ import annotations

import re

from proctoring_config.files import tree
from proctoring_config.files.read import is_json
from proctoring_config.files.texts import is_python_text
from proctoring_config.problems import Problem, kinds

# YAML in hints: PROCTORING_BACKENDS with a mapping, "DEFAULT: 'null'", "show_review_rules: false", "true or false".
_SETTING_IN_BRACES = re.compile(r"\b(PROCTORING_BACKENDS|PROCTORING_SETTINGS|FEATURES): \{")
_PAIR = re.compile(r"(?<![\w'\"])(DEFAULT(?=: ')|\w+(?=: (?:(?:true|false|null|name)\b|[\d{\[]))): ")
_WORD = re.compile(r"(?<![\w'])(?:true|false)(?![\w'])|(?<=: )(?:null|name)\b")
_WORDS = {"true": "True", "false": "False", "null": "None", "name": "'name'"}
_NAME = re.compile(r"(?<=: )name\b")
_QUOTED = re.compile(r"(?<!\w)'([^'\s]*)'(?!\w)")
_AS_MAPPING = "Write the text as a mapping in braces, without quotes around it"
_NO_COMMA = "Remove the comma after the mapping"
# The same edits where braces, not indentation, show what belongs together.
_IN_BRACES = (
    (re.compile(r"Indent the options below it"), "Move the options that follow it into braces after its name"),
    (re.compile(r"\AIndent it under (.+), as one of its options"), r"Move it into the options of \1"),
    (re.compile(r"\AWrite (.+): above its options, and indent them"), r"Move the options into the braces of \1: {}"),
    (re.compile(r"\AWrite (.+): above it, and indent it"), r"Move it into the braces of \1: {}"),
    (re.compile(r'write spaces instead of each "- ", or one pair'), "write one pair"),
    (re.compile(r"Remove the quotes around the text, .*"), _AS_MAPPING),
    (re.compile(r'without "- " or brackets'), "without brackets"),
    (
        re.compile(r'Write each option as "name: value" instead of a list'),
        "Write the options as a mapping in braces instead of a list",
    ),
    (re.compile(r"names and values below it \(name: value\)"), "names and values in braces after it"),
    (re.compile(r", or names and values below it"), ", or names and values in the braces"),
)
_SEPARATE = re.compile(r"Write (?:an? (?:ordinary )?space after each colon|a colon and a space instead of each .*)")
_UNQUOTED_KEY = re.compile(r"Quote the name; YAML reads .*")
_NOT_A_MAPPING = (
    *(kinds.SETTING_NOT_A_MAPPING.id, kinds.OPTIONS_NOT_A_MAPPING.id, kinds.BODY_OF_ABSENT_PLUGIN.id),
    kinds.WRONG_TYPE.id,
)


def adapt_hint(problem: Problem, entry: tree.Entry) -> str:
    """Return the hint of a problem in the language of the file, and for the way in which ``entry`` is written."""
    in_python, in_json = is_python_text(entry.source), is_json(entry.source)
    hint = problem.hint
    if problem.id in _NOT_A_MAPPING:
        hint = _suggest_mapping(hint, entry)
        if in_python or in_json:
            hint = _SEPARATE.sub(_AS_MAPPING, hint)
    if in_python:
        return write_in_python(hint)
    return write_in_json(hint) if in_json else hint


def write_in_python(hint: str) -> str:
    """Return a hint with the values and mappings that it shows in Python instead of YAML."""
    hint = _UNQUOTED_KEY.sub("Write the name as a string, in quotes", _write_in_braces(hint))
    hint = _SETTING_IN_BRACES.sub(r"\1 = {", hint)
    hint = _PAIR.sub(r"'\1': ", hint)
    return _WORD.sub(lambda word: _WORDS[word[0]], hint)


def write_in_json(hint: str) -> str:
    """Return a hint with the names and mappings that it shows in JSON instead of YAML."""
    hint = _PAIR.sub(r'"\1": ', _write_in_braces(hint))
    return _QUOTED.sub(r'"\1"', _NAME.sub('"name"', hint))


def _write_in_braces(hint: str) -> str:
    for pattern, new in _IN_BRACES:
        hint = pattern.sub(new, hint)
    return hint


def _suggest_mapping(hint: str, entry: tree.Entry) -> str:
    """Return the hint for a value that should be a mapping, and is one in brackets or a text on the line of its key."""
    node, source = entry.node, entry.source
    if hint.startswith("Make the list one mapping") and isinstance(node, tree.ListNode) and len(node.written) == 1:
        if not node.is_tuple:
            return "Remove the brackets around the mapping" if node.is_flow else hint
        is_bare = node.start == node.written[0].start
        return _NO_COMMA if is_bare else f"{_NO_COMMA}, and the parentheses"
    text = node.value if isinstance(node, tree.ScalarNode) and node.style not in ("|", ">") else None
    is_on_line = source.position(node.start)[0] == entry.position[0]
    if not isinstance(text, str) or "\n" in text or not is_on_line:
        return hint
    if _SEPARATE.match(hint):
        return "Put braces around the options, and write a colon and a space after each name"
    if hint.startswith("Remove the quotes around the text") and not text.lstrip().startswith("{"):
        return "Write braces instead of the quotes around the text"
    return hint
