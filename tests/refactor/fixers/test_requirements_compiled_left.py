"""fixers/requirements_compiled.py: pins that people have to make."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.requirements_compiled import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.fixers.test_requirements_compiled import BASE, DONE, PYYAML, compiled
from tests.refactor.tools import check_noop

LEFT = [
    [
        "no_reasons_are_given",
        compiled("edx-proctoring==5.2.0\n"),
        "proctoring-config is not pinned here: the file gives no reasons for its pins",
    ],
    [
        "reasons_on_the_line",
        compiled("edx-proctoring==5.2.0    # via -r requirements/edx/kernel.in\n"),
        "proctoring-config is not pinned here: the file gives no reasons for its pins",
    ],
    [
        "hashes",
        compiled("edx-proctoring==5.2.0 \\\n    --hash=sha256:00\n    # via -r requirements/edx/kernel.in\n"),
        "proctoring-config is not pinned here: the file contains hashes",
    ],
    [
        "a_pin_that_is_too_old",
        compiled(DONE.replace("edx-toggles==5.3.0", "edx-toggles==5.0.0")),
        "proctoring-config requires edx-toggles>=5.2.0",
    ],
    [
        "a_pin_that_is_missing",
        compiled(DONE.replace(PYYAML, "")),
        "proctoring-config requires PyYAML, which is not pinned",
    ],
]


@ddt
class LeftTest(SimpleTestCase):
    """Files without reasons or with hashes, and pins that proctoring-config does not admit."""

    @named_data(*LEFT)
    def test_reports(self, before, why):
        result = FIXER.fix(SourceFile(BASE, before))
        self.assertEqual(result.file.text, before)
        self.assertEqual([left.why for left in result.leftovers], [why])

    def test_reports_the_line_of_the_pin(self):
        (before,) = [before for name, before, _ in LEFT if name == "a_pin_that_is_too_old"]
        check_noop(FIXER, BASE, before, left=(before[: before.index("edx-toggles")].count("\n") + 1,))
