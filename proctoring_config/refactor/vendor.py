"""Find comparisons with the vendor's name, and replace them with calls to a predicate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst
import libcst.matchers as m

from proctoring_config.options import VENDOR as VENDOR
from proctoring_config.refactor.nodes import find_within, match_string

#: The notes on what upstream's own code, which takes these options for Python's true and false, does otherwise.
EMAIL_OPTION_IS_STRICT = (
    '`requires_escalation_email` is true only if its value is `true`. Previously, values such as `1` and `"true"` '
    "counted as true. `proctoring-config check` lists them."
)
RULES_OPTION_IS_STRICT = (
    "`show_review_rules` is false only if its value is `false`. Previously, values such as `0` and null counted as "
    "false; now they mean the default, true. `proctoring-config check` lists them."
)

#: The name as a string.
VENDOR_NAME = match_string(VENDOR)
_PROVIDER = m.Name() | m.Attribute()
_OPERATOR = m.Equal() | m.NotEqual()

#: ``provider == "proctortrack"``, or with ``!=``, operands in either order; the provider is a name or an attribute.
IS_VENDOR = m.Comparison(left=_PROVIDER, comparisons=[m.ComparisonTarget(_OPERATOR, VENDOR_NAME)]) | m.Comparison(
    left=VENDOR_NAME, comparisons=[m.ComparisonTarget(_OPERATOR, _PROVIDER)]
)


def is_negated(comparison: cst.Comparison) -> bool:
    """Return whether a comparison that matches ``IS_VENDOR`` uses ``!=``."""
    return m.matches(comparison.comparisons[0].operator, m.NotEqual())


def get_provider(comparison: cst.Comparison) -> cst.BaseExpression:
    """Return the provider in a comparison that matches ``IS_VENDOR``."""
    target = comparison.comparisons[0]
    return target.comparator if m.matches(comparison.left, VENDOR_NAME) else comparison.left


def predicate_call(comparison: cst.Comparison, predicate: str) -> cst.BaseExpression:
    """Return the call of ``predicate`` that replaces a comparison that matches ``IS_VENDOR``."""
    call = cst.Call(cst.Name(predicate), [cst.Arg(get_provider(comparison))])
    answer: cst.BaseExpression = call
    if is_negated(comparison):
        answer = cst.UnaryOperation(cst.Not(), call)
    return answer.with_changes(lpar=comparison.lpar, rpar=comparison.rpar)


def reword_comments(
    node: cst.CSTNode, wordings: Sequence[tuple[str, str]]
) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """
    Yield the comments in and above ``node`` that name the vendor in a known wording, each with its replacement.

    A wording is a regular expression, which ignores letter case, and its replacement.
    """
    for comment in find_within(node, m.Comment(m.MatchIfTrue(lambda text: VENDOR in text.lower()))):
        text = comment.value
        for old, new in wordings:
            text = re.sub(old, new, text, flags=re.IGNORECASE)
        if text != comment.value:
            yield comment, comment.with_changes(value=text)
