"""
Makes a checkout of edx-platform provider-neutral: no vendor branch, no ``studio.show_review_rules``, no Zendesk hook.

The way of a run: ``tree`` recognises the checkout, ``candidates`` lists its files, ``plan`` lets every fixer work on
what it wants and verifies the result, ``report`` says what changed, ``files`` writes. Everything is computed and
verified before the first write. Nothing here imports Django or the rest of the package.

A fixer is one module of ``fixers/``, and its name is what ``--only``, ``--skip`` and the report call it:

* the docstring: its first line says what it does (``--list`` prints it), the rest says why, with the DEPR or the pull
  request;
* ``fix(source) -> Result`` (``source.py``) gets one file and gives it back, changed or as it was, with ``notes`` (what
  a reviewer is told), ``strings`` (translatable strings that changed), ``breaking`` (what operators are told) and
  ``leftovers``. A fixer matches by meaning, makes the smallest edit, and knows its own result: done twice, it does
  nothing. What it does not understand it leaves as it is and returns as a leftover with line, reason and what to do by
  hand. It never guesses, and never raises for what stands in a file;
* ``FIXER = Fixer(__name__, wants=..., fix=fix)`` (``fixer.py``) says which files it wants: ``at`` (these paths) or
  ``holding`` (this word, in files of this suffix). Two more facts are said there when they hold:

  ``group="..."``
      its edits make sense only together with those of the other fixers of the group: one leftover of one member, or
      one change that does not verify, and none of them is applied;
  ``takes_away="NAME"``
      it removes a name's definition: it is withheld while any other file would still use the name afterwards, and
      what it edits is written last.

Fixers of Python work on ``source.module`` (LibCST) and return ``source.changed(module)``; an import that an edit leaves
unused goes by itself (``tidy``), one that an edit needs is added by ``imports.add_import``. Fixers of other files work
on ``source.text`` and return ``source.changed(text)``; line endings are in the text as they are in the file.
"""
