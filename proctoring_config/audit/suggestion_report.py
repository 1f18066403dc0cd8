"""A suggestion as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from proctoring_config.audit.flag import WORDS
from proctoring_config.audit.report import VERSION
from proctoring_config.audit.suggestion import Suggestion
from proctoring_config.text import escape_unprintable, pluralize
from proctoring_config.validators.backend_options import VENDOR


def suggestion_as_table(suggestion: Suggestion) -> Iterator[str]:
    """Yield what is the same as before, or that nothing is and which courses differ, and the command to run."""
    if not suggestion.configured:
        yield f"No provider {VENDOR} is configured, and the flag had an effect on no other: there is nothing to set.\n"
        return
    value, courses = WORDS[suggestion.changes_least], suggestion.counts.total()
    those = (
        f"the {pluralize(courses, 'course')} with the provider {VENDOR} ({suggestion.scope.words}; as last published)"
    )
    if not courses:
        yield f"No course has the provider {VENDOR} ({suggestion.scope.words}; as last published).\n"
        yield f"The flag itself: {suggestion.flag.reason}.\n"
        if not suggestion.is_same:
            yield "No single value is the same as before for every author.\n"
            return
    elif suggestion.is_same:
        yield f"{value} is the same as before for {those}.\n"
    else:
        counted = ", ".join(f"{count} {WORDS[was]}" for was, count in sorted(suggestion.counts.items(), key=str))
        yield f"No single value is the same as before for {those}: {counted}.\n"
        yield f"{value} changes least. The field Review rules will change for {suggestion.differing} of them:\n\n"
        for course in suggestion.courses():
            before = f"{course.before.word} ({course.before.reason})"
            yield escape_unprintable(f"    {course.course_key:<40} {before}") + "\n"
        yield "\n"
    yield f"Run: proctoring-config upgrade --review-rules {value} FILE...\n"


def suggestion_as_json(suggestion: Suggestion) -> Iterator[str]:
    """Yield the parts of one JSON object in ASCII."""
    same = suggestion.is_same and suggestion.configured
    head = {
        "version": VERSION,
        "as_of": "last published",
        "scope": suggestion.scope.words,
        "configured": suggestion.configured,
        "review_rules": WORDS[suggestion.changes_least] if same else None,
        "changes_least": WORDS[suggestion.changes_least],
        "flag": suggestion.flag.reason,
        "courses": {str(WORDS[was]): count for was, count in suggestion.counts.items()},
        "skipped": suggestion.skipped,
    }
    yield json.dumps(head)[:-1] + ', "differing": ['
    comma = "\n"
    for course in suggestion.courses() if suggestion.differing else ():
        was = {"course_key": course.course_key, "before": course.before.word, "why": course.before.reason}
        yield comma + json.dumps(was)
        comma = ",\n"
    yield "\n]}\n"


SUGGESTIONS: dict[str, Callable[[Suggestion], Iterator[str]]] = {
    "table": suggestion_as_table,
    "json": suggestion_as_json,
}
