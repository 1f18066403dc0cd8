"""The requirement that --requirement gives, in each kind of requirements file."""

from ddt import data, ddt
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers import requirements_compiled, requirements_in, requirements_pyproject
from proctoring_config.refactor.source import SourceFile
from tests.refactor.fixers.test_requirements_compiled import BASE, DONE, HEADER, NEEDED, PINNED, REST, compiled
from tests.refactor.fixers.test_requirements_in import KERNEL, WHY
from tests.refactor.fixers.test_requirements_pyproject import PATH

WITHOUT_OURS = compiled(NEEDED, REST)


@ddt
class WrittenRequirementsTest(SimpleTestCase):
    """Files that people write."""

    @data(
        ("proctoring-config==9.9", f"{'proctoring-config==9.9':<35} {WHY}"),
        ("acme-proctoring  # of ours", "acme-proctoring  # of ours"),
        (
            "git+https://example.com/x.git@v1#egg=proctoring-config",
            f"git+https://example.com/x.git@v1#egg=proctoring-config {WHY}",
        ),
    )
    def test_adds_the_given_requirement(self, example):
        requirement, line = example
        source = SourceFile(KERNEL, "edx-proctoring\n", requirement)
        result = requirements_in.FIXER.fix(source)
        self.assertEqual(sorted(result.file.text.splitlines()), sorted(["edx-proctoring", line]))
        self.assertIs(requirements_in.FIXER.fix(result.file).file, result.file)

    @data(
        ("proctoring-config", "It must be available from a package index that the build can reach."),
        ("proctoring-config @ https://user:x@example.com/x.zip", "It must be available from the address in the"),
    )
    def test_pull_request_names_the_source(self, example):
        requirement, sentence = example
        (breaking,) = requirements_in.FIXER.fix(SourceFile(KERNEL, "edx-proctoring\n", requirement)).breaking
        self.assertIn(sentence, breaking)
        self.assertNotIn("example.com", breaking)
        done = SourceFile(KERNEL, "edx-proctoring\nproctoring-config\n", requirement)
        self.assertFalse(requirements_in.FIXER.fix(done).breaking)


@ddt
class CompiledRequirementsTest(SimpleTestCase):
    """Files that pip-compile or uv generates."""

    @data(
        ("proctoring-config==9.9", "proctoring-config==9.9"),
        ("proctoring-config", PINNED),
        ("Proctoring_Config >= 0.0.1, <99  # ours", PINNED),
        ("proctoring-config @ https://example.com/x.zip", "proctoring-config @ https://example.com/x.zip"),
        (
            "git+https://example.com/x.git@v1#egg=proctoring-config",
            "proctoring-config @ git+https://example.com/x.git@v1",
        ),
    )
    def test_pins_the_given_requirement(self, example):
        requirement, line = example
        result = requirements_compiled.FIXER.fix(SourceFile(BASE, WITHOUT_OURS, requirement))
        self.assertEqual(result.file.text, compiled(DONE.replace(PINNED, line)))
        self.assertEqual(requirements_compiled.FIXER.fix(result.file).file, result.file)

    def test_puts_a_checkout_first(self):
        requirement = "-e git+https://example.com/x.git@v1#egg=proctoring-config"
        after = requirements_compiled.FIXER.fix(SourceFile(BASE, WITHOUT_OURS, requirement)).file.text
        own = f"{requirement}\n    # via -r requirements/edx/kernel.in\n"
        self.assertEqual(after, compiled(own, NEEDED, REST))

    def test_does_not_guess_a_version(self):
        result = requirements_compiled.FIXER.fix(SourceFile(BASE, WITHOUT_OURS, "proctoring-config>=99"))
        self.assertEqual(result.file.text, WITHOUT_OURS)
        self.assertEqual(
            [left.why for left in result.leftovers],
            ["proctoring-config is not pinned here: the requirement does not admit the running version"],
        )

    def test_unknown_dependencies(self):
        before = compiled("edx-proctoring==5.2.0\n    # via -r requirements/edx/kernel.in\n")
        result = requirements_compiled.FIXER.fix(SourceFile(BASE, before, "acme-proctoring==1.0"))
        own = "acme-proctoring==1.0\n    # via -r requirements/edx/kernel.in\n"
        self.assertEqual(result.file.text, HEADER + own + before.removeprefix(HEADER))
        self.assertEqual(list(result.leftovers), [])


@ddt
class PyprojectTest(SimpleTestCase):
    """pyproject.toml."""

    @data(
        ("proctoring-config==9.9", f'"proctoring-config==9.9", {WHY}'),
        ("proctoring-config>1 # Ours", '"proctoring-config>1", # Ours'),
        (
            "git+https://example.com/x.git@v1#egg=proctoring-config",
            f'"proctoring-config @ git+https://example.com/x.git@v1", {WHY}',
        ),
        ('acme; python_version > "3"', f'"acme; python_version > \\"3\\"", {WHY}'),
    )
    def test_adds_the_given_requirement(self, example):
        requirement, line = example
        source = SourceFile(PATH, '[project]\ndependencies = [\n    "edx-proctoring",\n]\n', requirement)
        result = requirements_pyproject.FIXER.fix(source)
        lines = ["[project]", "dependencies = [", '    "edx-proctoring",', f"    {line}", "]"]
        self.assertEqual(sorted(result.file.text.splitlines()), sorted(lines))
        self.assertIs(requirements_pyproject.FIXER.fix(result.file).file, result.file)
        self.assertEqual(len(result.breaking), 1)

    def test_reports_what_only_pip_understands(self):
        source = SourceFile(PATH, '[project]\ndependencies = [\n    "edx-proctoring",\n]\n', "-e ./plugin")
        result = requirements_pyproject.FIXER.fix(source)
        self.assertIs(result.file, source)
        self.assertEqual([each.why for each in result.leftovers], ["the given requirement cannot be written there"])
