"""fixers/upstream_predicates.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase, override_settings

import proctoring_config
from proctoring_config.refactor.fixers.upstream_predicates import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.tools import check_noop, check_rewritten

PATH = "common/djangoapps/util/proctoring.py"

NOOPS = [
    [
        "done_already",
        """
        from proctoring_config import requires_escalation_email, show_review_rules

        __all__ = ["requires_escalation_email", "show_review_rules"]
        """,
    ],
    ["no_predicates", "def helper(provider):\n    return provider\n"],
    ["empty", ""],
    ["names_only", "requires_escalation_email = show_review_rules = None\n"],
]

LEFT = [
    [
        "of_the_default_provider",
        """
        from django.conf import settings

        def requires_escalation_email():
            return settings.PROCTORING_BACKENDS

        def show_review_rules():
            return settings.PROCTORING_BACKENDS
        """,
    ],
    [
        "default_by_default",
        """
        from django.conf import settings

        def requires_escalation_email(proctoring_provider="DEFAULT"):
            return settings.PROCTORING_BACKENDS[proctoring_provider]

        def show_review_rules(proctoring_provider="DEFAULT"):
            return settings.PROCTORING_BACKENDS[proctoring_provider]
        """,
    ],
    [
        "a_third_function",
        """
        from django.conf import settings

        def requires_escalation_email(proctoring_provider):
            return settings.PROCTORING_BACKENDS[proctoring_provider]

        def show_review_rules(proctoring_provider):
            return settings.PROCTORING_BACKENDS[proctoring_provider]

        def of_a_fork(proctoring_provider):
            return settings.PROCTORING_BACKENDS[proctoring_provider]
        """,
    ],
    [
        "only_one_of_them",
        """
        from django.conf import settings

        def requires_escalation_email(proctoring_provider):
            return settings.PROCTORING_BACKENDS[proctoring_provider]
        """,
    ],
    [
        "a_decorated_one",
        """
        from x import cached

        @cached
        def requires_escalation_email(proctoring_provider):
            return bool(proctoring_provider)

        def show_review_rules(proctoring_provider):
            return bool(proctoring_provider)
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_has_it",
        '''
        """
        Rules of proctoring.
        """


        from django.conf import settings


        def requires_escalation_email(proctoring_provider):
            """Say so."""
            return settings.PROCTORING_BACKENDS.get(proctoring_provider, {}).get("requires_escalation_email", False)


        def show_review_rules(proctoring_provider):
            """Say so."""
            return settings.PROCTORING_BACKENDS.get(proctoring_provider, {}).get("show_review_rules", True)
        ''',
        '''
        """
        Rules of proctoring.
        """

        from proctoring_config import requires_escalation_email, show_review_rules

        __all__ = ['requires_escalation_email', 'show_review_rules']
        ''',
    ],
    [
        "without_docstrings",
        """
        from django.conf import settings

        def show_review_rules(provider):
            return settings.PROCTORING_BACKENDS.get(provider, {}).get("show_review_rules", True)

        def requires_escalation_email(provider):
            return settings.PROCTORING_BACKENDS.get(provider, {}).get("requires_escalation_email", False)
        """,
        """
        from proctoring_config import requires_escalation_email, show_review_rules

        __all__ = ['requires_escalation_email', 'show_review_rules']
        """,
    ],
]


@ddt
class UpstreamPredicatesTest(SimpleTestCase):
    """Edit upstream's own module."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*LEFT)
    def test_reports_other_code(self, before):
        line = next(
            number for number, text in enumerate(before.split("\n"), start=1) if text.lstrip().startswith("def")
        )
        check_noop(FIXER, PATH, before, left=(line,))

    def test_tells_operators_which_values_change(self):
        breaking = FIXER.fix(SourceFile(PATH, dedent(REWRITES[0][1]))).breaking
        for (option, values), note in zip(self.find_changed_values().items(), breaking, strict=True):
            self.assertTrue(note.startswith(f"`{option}` "))
            for value in ("`1`", '`"true"`', "`0`", "null"):
                self.assertEqual(value in note, value in values, note)

    def find_changed_values(self):
        """The values, by option, for which upstream's predicate and ours differ."""
        upstream, changed = {}, {}
        exec(dedent(REWRITES[0][1]), upstream)
        values = {"`1`": 1, '`"true"`': "true", "`0`": 0, "null": None, "`true`": True, "`false`": False}
        for option in ("requires_escalation_email", "show_review_rules"):
            for name, value in values.items():
                with override_settings(PROCTORING_BACKENDS={"DEFAULT": "x", "x": {option: value}}):
                    if bool(upstream[option]("x")) is not getattr(proctoring_config, option)("x"):
                        changed.setdefault(option, []).append(name)
        return changed

    def test_no_notes_if_nothing_changes(self):
        self.assertEqual(list(FIXER.fix(SourceFile(PATH, dedent(NOOPS[0][1]))).breaking), [])

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
