"""
Use our function in upstream's function that lists the providers that require an escalation email.

Upstream's function fails for a provider with empty options, and takes values such as ``1`` and ``"true"`` for true. The
REST API of proctored exam settings calls it; LTI stays in the list (Verawood and later, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within, match_string
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.vendor import EMAIL_OPTION_IS_STRICT

_UPSTREAM = "get_requires_escalation_email_providers"
_FUNCTION = "providers_requiring_escalation_email"
_OPTION = "requires_escalation_email"
_BACKENDS = m.Attribute(attr=m.Name("PROCTORING_BACKENDS"))
_NOT_DEFAULT = m.Comparison(m.Name(), [m.ComparisonTarget(m.NotEqual(), match_string("DEFAULT"))])
_OPTIONS = m.Subscript(_BACKENDS, [m.SubscriptElement(m.Index(m.Name()))])
_READS = m.Call(
    m.Attribute(_OPTIONS, m.Name("get")),
    [m.Arg(match_string(_OPTION)), m.AtMostN(m.Arg(m.Name("False") | m.Name("None")), n=1)],
)
_RULE = m.ListComp(
    m.Name(),
    m.CompFor(m.Name(), _BACKENDS, [m.CompIf(m.BooleanOperation(_NOT_DEFAULT, m.And(), _READS))], inner_for_in=None),
)
#: How often the variable is used: as element, as target, in the comparison, and as key.
_USES = 4


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace the list of providers in the function, if it is made of the setting alone."""
    for function in find_nodes(file.module, _UPSTREAM, m.FunctionDef(m.Name(_UPSTREAM))):
        rules = [rule for rule in find_within(function, _RULE) if _has_one_variable(rule)]
        yield from ((rule, cst.Call(cst.Name(_FUNCTION))) for rule in rules)
        if not rules and find_within(function, _BACKENDS):
            yield file.leftover(
                function,
                what=_UPSTREAM,
                why="no fixer understands how the list of providers is built",
                todo=f"get it from {_FUNCTION} of proctoring_config",
            )


def _has_one_variable(rule: cst.ListComp) -> bool:
    """Return whether the element, the condition on it and the key of its options are the same variable."""
    return len(find_within(rule, m.Name(cst.ensure_type(rule.elt, cst.Name).value))) == _USES


FIXER = Fixer(
    __name__,
    in_files("xmodule/course_block.py", word=_UPSTREAM),
    node_fix(
        edit,
        note="list the providers that require an escalation email with our function",
        breaking=EMAIL_OPTION_IS_STRICT,
        add=("proctoring_config", _FUNCTION),
    ),
)
