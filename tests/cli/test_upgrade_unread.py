"""``proctoring-config upgrade`` on files that cannot be read: the lines, and where they belong."""

import ddt

from tests.cli.base import said
from tests.cli.upgrading import MULTIPLE, TEMPLATE, UNREAD, YAML, UpgradeTestCase

VAULT = "$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061393464336163\n"

# case, name, content, the first line of the report, the line above the snippet, the notes on stderr
HIDDEN = [
    (
        "Ansible Vault",
        "vault.yml",
        VAULT,
        "vault.yml: cannot be read (encrypted with Ansible Vault)",
        "vault.yml: if the instance has an entry named proctortrack, add these lines where ansible-vault edit shows "
        "the file:",
        "vault.yml: encrypted with Ansible Vault; pipe the output of ansible-vault view to this command, with - as the "
        "file",
    ),
    (
        "a Kubernetes Secret",
        "secret.yaml",
        "apiVersion: v1\nkind: Secret\ndata:\n  lms.yml: UFJPQ1RPUklOR19CQUNLRU5EUzoge30K\n",
        "secret.yaml: cannot be read (a text inside another file)",
        "secret.yaml: if the instance has an entry named proctortrack, add these lines in the text data['lms.yml']:",
        "secret.yaml:4:3: base64 in data['lms.yml'] contains the setting; decode it (base64 -d) and pipe it to this "
        "command, with - as the file",
    ),
    (
        "two documents",
        "two.yml",
        MULTIPLE,
        "two.yml:5: mentions proctortrack, but cannot be read (not a single YAML or JSON document)",
        "two.yml: if the instance has an entry named proctortrack, add these lines in the file, once it can be read:",
        "two.yml:3:1: a second YAML document begins here",
        "    hint: Remove this line if the settings belong together, or check one document at a time",
    ),
]
# what does not name the vendor, what is said of it, the exit status
SILENT = [
    (
        "a Python module",
        "prod.py",
        "# from proctortrack import x\nPROCTORING_BACKENDS = {\n",
        "prod.py:2:24: not valid Python: the { on line 2, column 23 is not closed; it does not mention proctortrack",
        "    hint: Write } before this place",
        2,
    ),
    (
        "a template",
        "lms.yml",
        TEMPLATE.replace("proctortrack", "acme"),
        "lms.yml:1: template block; check the rendered file; it does not mention proctortrack",
        0,
    ),
    (
        "invalid YAML",
        "lms.yml",
        "A: [1\nB: x\n",
        "lms.yml:1:6: not valid YAML: the [ on line 1, column 4 is not closed; it does not mention proctortrack",
        "    hint: Write ] before this place",
        2,
    ),
]


@ddt.ddt
class UnreadTest(UpgradeTestCase):
    """Files that cannot be read, which may name the vendor."""

    @ddt.named_data(*UNREAD)
    def test_a_file_that_names_the_vendor_and_cannot_be_read(self, name, content, first, heading, snippet):
        self.file(name, content)
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        lines = out.splitlines()
        self.assertEqual((lines[0], lines[2]), (first, heading))
        self.assertTrue(out.partition(heading + "\n\n")[2].startswith(snippet), out)
        self.assertEqual((status, err), (1, said("1 file to edit by hand in 1 file")))
        status, _, _ = self.upgrade(name, "--review-rules", "hidden", "--write")
        self.assertEqual((status, self.text(name)), (2, content))

    @ddt.named_data(*UNREAD)
    def test_once_it_names_the_options_there_is_nothing_to_add(self, name, content, *_):
        self.file(name, content + "\n# show_review_rules\n")
        self.assertIn("show_review_rules", self.upgrade(name, "--review-rules", "hidden")[1])
        self.file(name, content + "\nrequires_escalation_email: show_review_rules\n")
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        self.assertEqual((status, err), (0, said("nothing to do in 1 file")))
        self.assertIn("the value cannot be read here: make sure that it is false, not a string\n", out)

    @ddt.named_data(*HIDDEN)
    def test_a_file_of_which_nothing_can_be_said(self, name, content, first, heading, *reason):
        self.file(name, content)
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        self.assertEqual(out, f"{first}\n\n{heading}\n\n{YAML}")
        self.assertEqual((status, err), (2, said(*reason, "1 file to edit by hand in 1 file")))

    @ddt.named_data(*SILENT)
    def test_a_file_that_does_not_name_the_vendor(self, name, content, *expected):
        self.file(name, content)
        status, out, err = self.upgrade(name)
        *reason, expected_status = expected
        self.assertEqual((status, out, err), (expected_status, "", said(*reason, "nothing to do in 1 file")))
