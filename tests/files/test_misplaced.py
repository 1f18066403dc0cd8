"""Whether a key is the setting of another tool, one that nothing reads, or neither."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.misplaced import find_misplacement, is_name, is_of_another_tool, is_similar
from tests.files.nodes import yaml

SETTING = "PROCTORING_BACKENDS"
LONGEST = "x" * 60


@ddt.ddt
class KeyTest(SimpleTestCase):
    """Keys at the top level and below other keys."""

    @ddt.data(
        ("EDXAPP_PROCTORING_BACKENDS",),
        ("edxapp_proctoring_backends",),
        ("proctoringBackends",),
        ("lmsProctoringBackends",),
        ("vars", SETTING),
        ("a", "b.yml", SETTING),
        ("EDXAPP_LMS_ENV_EXTRA", SETTING),
        ("lms", "proctoring-backends"),
    )
    def test_another_tool_reads(self, path):
        self.assertTrue(is_similar(path[-1]))
        self.assertTrue(is_of_another_tool(yaml("a: 1"), path))
        self.assertIsNone(find_misplacement(yaml("a: 1"), path))

    @ddt.data(
        ("PROCTORING_BACKEND",),
        ("proctoring_backends",),
        ("PROCTORING_BACKENDS_2",),
        ("PROCTORING_BACKEND_PROVIDER",),
        ("EDXAPP_PROCTORNG_BACKENDS",),
        ("FEATURES", SETTING),
        ("edxapp", "FEATURES", SETTING),
        ("EDXAPP_FEATURES", "proctoring_backends"),
    )
    def test_nothing_reads(self, path):
        self.assertTrue(is_similar(path[-1]))
        self.assertFalse(is_of_another_tool(yaml("a: 1"), path))
        self.assertEqual(find_misplacement(yaml("a: 1"), path).path, path)

    @ddt.data(
        (SETTING,),
        ("PROCTORING_SETTINGS",),
        ("EDXAPP_PROCTORING_SETTINGS",),
        ("ENABLE_PROCTORED_EXAMS",),
        ("proctoring_backend_image",),
        ("vars", "PROCTORING_BACKEND"),
        (SETTING, SETTING),
        ("EDXAPP_PROCTORING_BACKENDS", "proctoring_backends"),
        ("FEATURES", "ENABLE_PROCTORING_BACKENDS"),
    )
    def test_is_neither(self, path):
        self.assertFalse(is_of_another_tool(yaml("a: 1"), path))
        self.assertIsNone(find_misplacement(yaml("a: 1"), path))

    @ddt.named_data(
        (
            "a letter is missing",
            "spec: {values: {PROCTORNG_BACKENDS: {DEFAULT: a}}}",
            "Rename it to PROCTORING_BACKENDS",
        ),
        ("no s", "openedx: {env: {PROCTORING_BACKEND: {'null': {}}}}", "Rename it to PROCTORING_BACKENDS"),
        ("underscore", "values: {PROCTORING_BACKENDS_: {proctortrack: {}}}", "Rename it to PROCTORING_BACKENDS"),
        ("two letters exchanged", "lms: {PROCTORNIG-BACKENDS: {DEFAULT: }}", "Rename it to PROCTORING_BACKENDS"),
        ("with a prefix", "vars: {LMS_PROCTORNG_BACKENDS: {DEFAULT: a}}", "Rename it to LMS_PROCTORING_BACKENDS"),
        (
            "before 2019",
            "spec: {values: {PROCTORING_BACKEND_PROVIDER: {class: x}}}",
            "Replace it with PROCTORING_BACKENDS",
        ),
        (
            "several before 2019",
            "values: {PROCTORING_BACKEND_PROVIDERS: {a: {}}}",
            "Replace it with PROCTORING_BACKENDS",
        ),
        (
            "below FEATURES",
            "FEATURES: {PROCTORNG_BACKENDS: {DEFAULT: a}}",
            "Move it to the top level of the settings, and",
        ),
    )
    def test_a_misspelling_below_other_keys(self, text, hint):
        root = yaml(text)
        path, node = (), root
        while not path or "PROCT" not in path[-1]:
            ((key, entry),) = node.entries.items()
            path, node = (*path, key), entry.node
        problem = find_misplacement(root, path)
        self.assertEqual(problem.path, path)
        self.assertTrue(str(problem.hint).startswith(hint), problem.hint)

    @ddt.data(
        "spec: {proctoring-backend: {image: a}}",
        "spec: {PROCTORING_BACKEND: acme}",
        "spec: {PROCTORING_BACKEND: {image: {}, replicas: 1}}",
        "spec: {PROCTORING_BACKEND: [DEFAULT]}",
        "spec: {PROCTORING_BACKEND_PROVIDER: acme}",
        "spec: {PROCTORNG_BACKENDS: {DEFAULT: a}, PROCTORING_BACKENDS: {DEFAULT: a}}",
        "spec: {PROCTORNG_BACKENDS: {DEFAULT: a}, EDXAPP_PROCTORING_BACKENDS: {DEFAULT: a}}",
    )
    def test_another_value_below_other_keys(self, text):
        root = yaml(text)
        key = next(iter(root.entries["spec"].node.entries))
        self.assertIsNone(find_misplacement(root, ("spec", key)))

    def test_in_a_file_of_the_platform_no_other_tool_reads_below_the_top_level(self):
        root = yaml("FEATURES: {}")
        self.assertFalse(is_of_another_tool(root, ("a", SETTING)))
        self.assertEqual(find_misplacement(root, ("a", SETTING)).path, ("a", SETTING))
        self.assertTrue(is_of_another_tool(root, ("EDXAPP_PROCTORING_BACKENDS",)))

    def test_in_a_list(self):
        self.assertTrue(is_of_another_tool(yaml("a: 1"), (SETTING,), is_inner=True))

    @ddt.data(
        ("a", True), ("a-b.c_1", True), (LONGEST, True), (LONGEST + "x", False), ("a b", False), ("a:b", False),
        ("", False), (None, False), (1, False), ("a\n", False),
    )  # fmt: skip
    @ddt.unpack
    def test_names(self, key, expected):
        self.assertEqual(is_name(key), expected)
