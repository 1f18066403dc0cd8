"""
Remove the vendor's name, the flag ``studio.show_review_rules`` and Zendesk tickets from a checkout of edx-platform.

``checkout`` detects the checkout and lists its files with ``git``, ``targets`` reads those that matter, ``engine`` runs
the fixers and verifies their results, ``report`` renders the outcome, and ``checkout`` writes it.

Everything is computed and verified before the first write. Nothing here imports Django.

Each module of ``fixers`` is one fixer; docs/write-a-fixer.rst explains how they work.
"""
