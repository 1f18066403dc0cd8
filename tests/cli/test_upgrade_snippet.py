"""``proctoring-config upgrade --snippet``: standard output is a file that works."""

import ddt

from tests.cli.base import said
from tests.cli.upgrading import BARE, BARE_CHANGES, PYTHON, YAML, UpgradeTestCase

MODULES = "at the end of the settings modules of LMS and Studio"


@ddt.ddt
class SnippetTest(UpgradeTestCase):
    """Only the lines to add are printed to stdout."""

    @ddt.data(("python", MODULES), ("tutor", "in a Tutor plugin"))
    @ddt.unpack
    def test_only_the_lines_go_to_stdout_if_their_form_is_given(self, form, where):
        self.file("lms.yml", BARE)
        self.file("cms.yml", BARE)
        status, out, err = self.upgrade("lms.yml", "cms.yml", "--snippet", form, "--review-rules", "hidden")
        self.assertEqual((status, out.count(PYTHON)), (1, 1))
        compile(out, "lines.py", "exec")
        changes = BARE_CHANGES.format("lms.yml").splitlines()
        self.assertEqual(err[:4], [*changes, "", f"lms.yml: add these lines {where}:"])
        self.assertEqual(err[-1:], said("4 changes in 2 files"))
        self.assertEqual(self.upgrade("lms.yml", "--snippet", form, "--write", "--review-rules", "hidden")[0], 1)
        self.assertEqual(self.upgrade("lms.yml", "--snippet", form)[:2], (0, ""))

    def test_different_lines_cannot_be_in_one_file_of_yaml(self):
        self.file("lms.yml", BARE)
        self.file("vars.yml", BARE.replace("PROCTORING_BACKENDS", "EDXAPP_PROCTORING_BACKENDS"))
        status, out, err = self.upgrade("lms.yml", "vars.yml", "--snippet", "yaml")
        self.assertEqual((status, out), (2, ""))
        self.assertEqual(err[-1:], said("the files need different lines; pass one file at a time with --snippet"))

    @ddt.data("EDXAPP_PROCTORING_BACKENDS", "edxapp_proctoring_backends", "proctoringBackends", "PROCTORING_BACKENDS")
    def test_the_key_in_a_template_is_kept(self, key):
        self.file("vars.yml.j2", f"{key}:\n{{% if a %}}\n  proctortrack: {{client_id: b}}\n{{% endif %}}\n")
        status, out, _ = self.upgrade("vars.yml.j2", "--snippet", "yaml", "--review-rules", "hidden")
        self.assertEqual((status, out), (1, YAML.replace("PROCTORING_BACKENDS", key)))

    def test_texts_of_the_same_name_are_told_apart_by_their_lines(self):
        document = "apiVersion: v1\nkind: ConfigMap\ndata:\n  env.yml: |\n    PROCTORING_BACKENDS: {proctortrack: {}}\n"
        self.file("manifest.yaml", f"{document}---\n{document}")
        _, out, err = self.upgrade("manifest.yaml", "--review-rules", "hidden")
        for line in (5, 11):
            self.assertIn(f"add these lines in the text data['env.yml'] (line {line}):\n", out)
        self.assertEqual(err, said("4 changes in 1 file"))
