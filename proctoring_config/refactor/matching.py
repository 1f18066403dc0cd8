"""Matchers that several fixers share."""

from __future__ import annotations

import libcst.matchers as m

#: The name of a module's logger, as edx-platform calls it.
LOGGER = m.MatchRegex("_?log(ger)?|_?LOG(GER)?")
#: A call of the logger.
LOGS = m.Call(m.Attribute(m.Name(LOGGER), m.Name()))


def literal(text: str) -> m.SimpleString:
    """Return what matches the string ``text``, in quotes of either kind."""
    return m.SimpleString(m.MatchRegex(rf"^[\"']{text}[\"']$"))
