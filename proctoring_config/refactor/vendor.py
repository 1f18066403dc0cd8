"""What fixers of Python have in common: comparisons with the vendor's name, and comments that hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.statements import Changes, inside

VENDOR = "proctortrack"

#: The name as a literal.
VENDOR_NAME = literal(VENDOR)
_PROVIDER = m.Name() | m.Attribute()
_OPERATOR = m.Equal() | m.NotEqual()

#: ``provider == 'proctortrack'`` or the other way round, or with ``!=``; the provider is a name or an attribute.
IS_VENDOR = m.Comparison(left=_PROVIDER, comparisons=[m.ComparisonTarget(_OPERATOR, VENDOR_NAME)]) | m.Comparison(
    left=VENDOR_NAME, comparisons=[m.ComparisonTarget(_OPERATOR, _PROVIDER)]
)


def is_negated(comparison: cst.Comparison) -> bool:
    """Return whether a comparison that ``IS_VENDOR`` matches is one with ``!=``."""
    return m.matches(comparison.comparisons[0].operator, m.NotEqual())


def provider_of(comparison: cst.Comparison) -> cst.BaseExpression:
    """Return the provider in a comparison that ``IS_VENDOR`` matches."""
    target = comparison.comparisons[0]
    return target.comparator if m.matches(comparison.left, VENDOR_NAME) else comparison.left


def asked(comparison: cst.Comparison, predicate: str) -> cst.BaseExpression:
    """Return what stands for a comparison that ``IS_VENDOR`` matches once ``predicate`` is asked of the provider."""
    call = cst.Call(cst.Name(predicate), [cst.Arg(provider_of(comparison))])
    answer: cst.BaseExpression = call
    if is_negated(comparison):
        answer = cst.UnaryOperation(cst.Not(), call)
    return answer.with_changes(lpar=comparison.lpar, rpar=comparison.rpar)


def reworded(node: cst.CSTNode, wordings: Sequence[tuple[str, str]]) -> Changes:
    """
    Return the changes to the comments in and above ``node`` in which a wording names the vendor.

    A wording is a regular expression (case counts not) and what takes the place of what it matches.
    """
    changes: Changes = {}
    for comment in inside(node, m.Comment(m.MatchIfTrue(lambda text: VENDOR in text.lower()))):
        text = comment.value
        for old, new in wordings:
            text = re.sub(old, new, text, flags=re.IGNORECASE)
        if text != comment.value:
            changes[comment] = comment.with_changes(value=text)
    return changes
