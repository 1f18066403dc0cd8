"""Propose a patch for simple comparisons with the vendor's name that no fixer understands."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, ParentNodeProvider

from proctoring_config.refactor import vendor, verify
from proctoring_config.refactor.advice import is_settings
from proctoring_config.refactor.engine import Changeset, FileEdit
from proctoring_config.refactor.imports import add_import, remove_unused_imports
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.nodes import STATEMENT, Replacements, find_nodes, render_node, replace_nodes
from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.report import make_diff
from proctoring_config.refactor.source import SourceFile, is_test
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.traces import TRACES

_EMAIL, _RULES = "requires_escalation_email", "show_review_rules"
#: What code is about, by the names in it.
_TOPICS = {
    _EMAIL: re.compile(r"e_?mail|escalation", re.IGNORECASE),
    _RULES: re.compile(r"review_?rules", re.IGNORECASE),
}
_NOT = m.UnaryOperation(operator=m.Not())


def propose_edits(targets: Sequence[TargetFile], changeset: Changeset, *, written: bool) -> list[FileEdit]:
    """
    Return the proposed edits of Python files as they are on disk after the run.

    Files that the run would change are left out unless they were ``written``. A comparison is replaced if the statement
    around it, or else the name of its function, is about the escalation email or the review rules, but not both.
    """
    edits = {edit.target.path: edit for edit in changeset.edits}
    trace = TRACES[0]
    proposals = []
    for target in targets:
        path = target.path
        lines = {
            each.line
            for each in changeset.leftovers
            if each.path == path and (each.what, each.why, each.todo) == (trace.what, trace.why, trace.todo)
        }
        if not lines or not target.is_python or is_test(path) or is_settings(path) or (path in edits and not written):
            continue
        text = edits[path].after if path in edits else target.content.text
        after = _edit(SourceFile(path, text), {map_line(line, target.content.text, text) for line in lines})
        if after != text:
            proposals.append(FileEdit(replace(target, content=replace(target.content, text=text)), after))
    return proposals


def render_patch(edits: Sequence[FileEdit]) -> bytes:
    """Return the edits as one patch, byte for byte in the encodings of the files."""
    return b"".join(
        make_diff(
            os.fsencode(edit.target.path).decode("latin-1"),
            edit.target.content.encoded(edit.before).decode("latin-1"),
            edit.target.content.encoded(edit.after).decode("latin-1"),
        ).encode("latin-1")
        for edit in edits
    )


def _edit(file: SourceFile, lines: Collection[int]) -> str:
    """Return the text of the file with the comparisons on these lines replaced, as far as possible."""
    try:
        found = list(_find_replacements(file, lines))
        for names in ([_EMAIL, _RULES], [_EMAIL], [_RULES]):
            replacements: Replacements = {old: new for name, old, new in found if name in names}
            if replacements:
                module = replace_nodes(file.module, replacements)
                for name in sorted({name for name, _, _ in found} & set(names)):
                    module = add_import(module, "proctoring_config", name)
                after = remove_unused_imports(file.text, file.replace_content(module)).text
                if not verify.find_new_faults(file.text, after):
                    return after
    except (CannotParseError, SyntaxError, RecursionError):
        pass
    return file.text


def _find_replacements(
    file: SourceFile, lines: Collection[int]
) -> Iterator[tuple[str, cst.CSTNode, cst.BaseExpression]]:
    """Yield the predicate, the node to replace and the new node for every comparison whose topic is clear."""
    parents = MetadataWrapper(file.module, unsafe_skip_copy=True).resolve(ParentNodeProvider)
    for comparison in find_nodes(file.module, vendor.VENDOR, vendor.IS_VENDOR):
        name = _find_topic(file.module, comparison, parents)
        if name is None or file.line_of(comparison) not in lines:
            continue
        call = cst.Call(cst.Name(name), [cst.Arg(vendor.get_provider(comparison))])
        node, is_negated = comparison, vendor.is_negated(comparison) != (name == _RULES)
        if m.matches(parents[node], _NOT):
            node, is_negated = parents[node], not is_negated
        new: cst.BaseExpression = cst.UnaryOperation(cst.Not(), call) if is_negated else call
        yield name, node, new.with_changes(lpar=node.lpar, rpar=node.rpar)


def _find_topic(module: cst.Module, comparison: cst.CSTNode, parents: Mapping[cst.CSTNode, Any]) -> str | None:
    """Return the predicate that the comparison stands for; ``None`` if that is not clear."""
    node = parents[comparison]
    while not isinstance(node, STATEMENT):
        node = parents[node]
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return None
    topics = _match_topics(render_node(module, node))
    while not topics and not isinstance(node, cst.Module):
        node = parents[node]
        topics = _match_topics(node.name.value) if isinstance(node, cst.FunctionDef) else []
    return topics[0] if len(topics) == 1 else None


def _match_topics(text: str) -> list[str]:
    return [name for name, pattern in _TOPICS.items() if pattern.search(text)]
