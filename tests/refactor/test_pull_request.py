"""pull_request.py."""

from dataclasses import replace

from proctoring_config.files.encoding import Text
from proctoring_config.refactor.checkout import Checkout
from proctoring_config.refactor.engine import Changeset, compute_changeset
from proctoring_config.refactor.fixer import Fixer, all_fixers, in_files
from proctoring_config.refactor.pull_request import render_markdown
from proctoring_config.refactor.report import Report
from proctoring_config.refactor.source import FixResult, Leftover
from proctoring_config.refactor.targets import TargetFile
from tests.refactor.tools import FolderCase

API = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"


def appending(name, path, note="a change"):
    """A fixer that appends a line to a file."""

    def fix(file):
        if file.text.endswith(f"# {name}\n"):
            return FixResult(file)
        return FixResult(file.replace_content(f"{file.text}# {name}\n"), notes=[note])

    return Fixer(f"fixers.{name}", in_files(path), fix)


class PullRequestTest(FolderCase):
    """The description of the pull request."""

    def describe(self, *fixers, text="x = 1\n", requirement="proctoring-config", diffs=False):
        """The description of what these fixers change."""
        paths = sorted({path for fixer in fixers for path in fixer.applies_to.paths})
        targets = [
            TargetFile(path, Text(text), [each for each in fixers if path in each.applies_to.paths], requirement)
            for path in paths
        ]
        changeset = compute_changeset(targets, fixers)
        return render_markdown(Report(Checkout(self.root), changeset, written=False), diffs=diffs)

    def test_changes_are_listed_by_part_with_their_own_files(self):
        text = self.describe(
            appending("review_rules", "a.py", "show the rules"),
            appending("rest_zendesk", "b.py", "remove the key"),
            appending("makefile", "Makefile", "remove the plugin"),
            *(appending("course_validation", f"{name}.py", "ask the option") for name in "cde"),
        )
        self.assertIn("### Requirements\n\n- remove the plugin (`Makefile`)\n", text)
        self.assertIn("### Zendesk\n\n- remove the key (`b.py`)\n", text)
        self.assertIn("### Vendor\n\n- ask the option (3 files)\n", text)
        self.assertIn("### Flag\n\n- show the rules (`a.py`)\n", text)

    def test_reason_names_only_what_was_done(self):
        option = "- The code reads these options with `proctoring-config`.\n"
        vendor = "- The code no longer compares the provider's name with that of one vendor.\n"
        tickets = "- Proctoring no longer opens Zendesk tickets.\n"
        for name, results in {
            "makefile": [],
            "rest_zendesk": [],
            "instructor_service_zendesk": [tickets],
            "upstream_predicates": [option],
            "review_rules": [option, vendor],
        }.items():
            text = self.describe(appending(name, "a.py"))
            for each in (option, vendor, tickets):
                self.assertEqual(each in text, each in results, (name, each))
            self.assertIn("This change implements DEPR" if results else "This change is part of DEPR", text)

    def test_operators_set_options_and_delete_the_flag(self):
        text = self.describe(appending("review_rules_flag", "a.py"))
        self.assertIn("- Before the upgrade, run `proctoring-config upgrade` on each settings file", text)
        self.assertIn("- After the upgrade, `./manage.py cms proctoring_prune_flag` lists the rows of the flag", text)
        self.assertNotIn("MFE", text)

    def test_operators_have_nothing_to_do(self):
        for name in ("makefile", "upstream_predicates", "course_block_provider_list", "instructor_api_capabilities"):
            text = self.describe(appending(name, "Makefile"))
            self.assertNotIn("What operators must do", text)

    def test_operators_set_options_wherever_an_old_rule_goes(self):
        names = {fixer.name for fixer in all_fixers()}
        for name in (
            "course_metadata_escalation_email",
            "course_validation",
            "instructor_dashboard",
            "review_rules",
        ):
            self.assertIn(name, names)
            self.assertIn("run `proctoring-config upgrade`", self.describe(appending(name, "a.py")))

    def test_front_end_moves_with_the_back_end(self):
        text = self.describe(appending("rest_provider_lists", API))
        self.assertIn("- Move the authoring MFE and this back end together: from Verawood on", text)
        self.assertNotIn("Teak or Ulmo", text)

    def test_old_front_end_crashes_unless_the_answer_keeps_the_key(self):
        fixer = appending("rest_zendesk", API)
        self.assertIn("- Do not keep the authoring MFE of Teak or Ulmo", self.describe(fixer))
        kept = "data['create_zendesk_tickets'] = False\n"
        self.assertNotIn("Do not keep the authoring MFE", self.describe(fixer, text=kept))

    def test_source_of_the_distribution(self):
        fixer = appending("requirements_in", "requirements/edx/kernel.in")
        self.assertIn(
            "`proctoring-config`, so it must be able to download it from the package index", self.describe(fixer)
        )
        address = "proctoring-config @ git+https://example.com/x.git"
        self.assertIn(
            f"`{address}`, so it must be able to reach its address.", self.describe(fixer, requirement=address)
        )
        self.assertNotIn("so it must be able to", self.describe(appending("makefile", "Makefile")))

    def test_tests_to_run_belong_to_what_changed(self):
        for path in ("cms/a/tests/test_views.py", "lms/b/tests/test_other.py", "lms/tests/test_services.py"):
            self.put(path)
        text = self.describe(
            appending("one", "cms/a/views.py"),
            appending("two", "lms/b/services.py"),
            appending("three", "xmodule/tests/test_block.py"),
            appending("four", "lms/b/tests/helpers.py"),
        )
        cms = "pytest --ds=cms.envs.test \\\n    cms/a/tests/test_views.py\n"
        lms = "pytest --ds=lms.envs.test \\\n    lms/tests/test_services.py \\\n    xmodule/tests/test_block.py\n"
        self.assertIn(f"```console\n{cms}{lms}```\n", text)

    def test_no_tests_to_run(self):
        self.assertNotIn("run the tests", self.describe(appending("one", "x.html")))

    def test_code_may_contain_backticks(self):
        leftover = Leftover("a`b.js", 1, "proctortrack", "odd", "do it", quote="x = `${y}``")
        text = render_markdown(Report(Checkout(self.root), Changeset([], [leftover], []), written=False))
        self.assertIn("- `` a`b.js:1 `` (proctortrack): odd. Do it. ``` x = `${y}`` ```\n", text)
        self.assertTrue(text.startswith("There is nothing to change.\n"))

    def test_block_may_contain_a_fence(self):
        text = self.describe(appending("one", "x.md"), text="````\n", diffs=True)
        self.assertIn("`````diff\n--- a/x.md\n", text)

    def test_quote_of_nothing_is_left_out(self):
        leftover = Leftover("a.yml", 1, "proctortrack", "odd", "do it")
        changeset = replace(compute_changeset([], []), leftovers=[leftover])
        text = render_markdown(Report(Checkout(self.root), changeset, written=False))
        self.assertIn("- `a.yml:1` (proctortrack): odd. Do it.\n", text)
