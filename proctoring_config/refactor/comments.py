"""Find the comments that are removed with the code that they are about."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from proctoring_config.refactor.advice import detect_kind, quote_line
from proctoring_config.refactor.requirements import is_compiled
from proctoring_config.refactor.source import Leftover

_WHAT = "comment"
_WHY = "it was removed with the code next to it"
_TODO = "move it to where it still applies, if anywhere"

#: Strings, in which nothing is a comment, and comments (the first group). A string that is not closed ends with its
#: line, or with the text.
_PYTHON = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'
    r'|"(?:\\.|[^"\\\n])*+"?|\'(?:\\.|[^\'\\\n])*+\'?|(#[^\n]*)',
    re.DOTALL,
)
_TEMPLATE = re.compile(
    r"(^[ \t]*##[^\n]*|<%doc>(?:(?!<%doc>).)*?</%doc>|<!--(?:(?!<!--).)*?-->|\{#(?:(?!\{#).)*?#\})",
    re.DOTALL | re.MULTILINE,
)
_OTHER = re.compile(r"(?:^|(?<=\s))(#[^\n]*)", re.MULTILINE)
_MARKS = re.compile(r"^(?:#+|<!--|<%doc>|\{#)|(?:-->|</%doc>|#\})$")

#: Comments without a meaning of their own: those on what is removed, directives, and upstream's own.
_IRRELEVANT = re.compile(
    r"proctortrack|verificient|zendesk|show_review_rules|^\W*$|^\.\. toggle_\w+:"
    r"|^(?:lint-amnesty|noqa\b[\w:, ]*|type: *ignore\S*|pragma: *no cover)$"
    r"|^(?:lint-amnesty, *)?pylint: *(?:disable|enable)=[\w, -]+$"
    r"|^using hash to support django42$|^django42 support PR merged\b.*|openedx/edx-platform/issues/33431$"
    r"|^Now check sending a notification with a review link$",
    re.IGNORECASE,
)


def find_removed_comments(path: str, before: str, after: str) -> Iterator[Leftover]:
    """
    Yield a leftover for every line of a comment that ``before``, the file on disk, contains and ``after`` does not.

    Comments without a meaning of their own are left out, such as those that name the vendor, Zendesk or the flag, and
    directives for linters. JSON has no comments, and compiled requirements have only generated ones.
    """
    if path.endswith(".json") or is_compiled(before[:1000].lower().encode()):
        return
    old, new = list(_list_comments(path, before)), list(_list_comments(path, after))
    texts = [text for _, text in old], [text for _, text in new]
    lost = Counter(texts[0]) - Counter(texts[1])
    matcher = difflib.SequenceMatcher(None, *texts, autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        for line, text in old[first:last] if tag in ("delete", "replace") else ():
            if lost[text] and not _IRRELEVANT.search(text):
                lost[text] -= 1
                yield Leftover(path, line, _WHAT, _WHY, _TODO, quote_line(path, before, line))


def _list_comments(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of every line of a comment, without the marks and spaces around it."""
    pattern = _PYTHON if path.endswith(".py") else _TEMPLATE if detect_kind(path, text) == "template" else _OTHER
    line, end = 1, 0
    for match in pattern.finditer(text):
        if match[1] is not None:
            line, end = line + text.count("\n", end, match.start(1)), match.start(1)
            for offset, part in enumerate(match[1].split("\n")):
                yield line + offset, _MARKS.sub("", part.strip()).strip()
