"""
Make a checkout of edx-platform provider-neutral: no vendor branch, no ``studio.show_review_rules``, no Zendesk hook.

``checkout`` detects the checkout and lists its files, ``targets`` reads those that matter, ``engine`` runs the fixers
and verifies their results, ``report`` renders the outcome, and ``checkout`` writes it. Everything is computed and
verified before the first write. Nothing here imports Django.

Each module of ``fixers`` is one fixer; docs/write-a-fixer.rst explains how they work.
"""
