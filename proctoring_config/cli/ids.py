"""Ids of problems as the command line takes them."""

from __future__ import annotations

import argparse

from proctoring_config.kinds import KINDS
from proctoring_config.near import nearest
from proctoring_config.problems import PREFIX


def known_id(text: str) -> str:
    """Return the id in full that ``text`` is, with or without prefix. Raises ArgumentTypeError if there is none."""
    short = text.removeprefix(PREFIX)
    known = [kind.id.removeprefix(PREFIX) for kind in KINDS]
    if short not in known:
        padded = f"{short[:1].upper()}{short[1:].zfill(3)}"
        meant = padded if padded in known else nearest(short, known)
        raise argparse.ArgumentTypeError(f"no such id: {text!r}" + (f", did you mean {meant}?" if meant else ""))
    return PREFIX + short
