"""code.py."""

import sysconfig
from pathlib import Path

import libcst as cst
from ddt import data, ddt
from django.test import SimpleTestCase

from proctoring_config.refactor.code import module_code, statement_code

SAMPLES = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))[::8]


@ddt
class CodeTest(SimpleTestCase):
    """The text of modules, made of cached pieces, against LibCST's own."""

    @data(
        "",
        "\n",
        "# only a comment",
        "# only a comment\n\n",
        "a = 1",
        "a = 1\n",
        "\n\n# header\n\na = 1\n\n# footer\n",
        "a = 1\r\nif a:\r\n\tb = 2\r\n",
        "if a:\n  b = 1\n  # end of block\n# end of file\n",
        "a = 1; b = 2\n",
        "#!/usr/bin/python\n# -*- coding: utf-8 -*-\n'''Doc.'''\n",
    )
    def test_the_module(self, text):
        module = cst.parse_module(text)
        self.assertEqual(module_code(module), module.code)
        self.assertEqual(module.code, text)

    def test_real_modules(self):
        for path in SAMPLES:
            with self.subTest(path.name):
                module = cst.parse_module(path.read_bytes())
                self.assertEqual(module_code(module), module.code)

    def test_a_changed_module(self):
        module = cst.parse_module("a = 1\nb = 2\n")
        module_code(module)
        changed = module.with_changes(body=[module.body[1], cst.parse_statement("c = 3")])
        self.assertEqual(module_code(changed), "b = 2\nc = 3\n")

    def test_a_statement_without_the_indentation_around_it(self):
        module = cst.parse_module("if a:\r\n\tif b:\r\n\t\tc = 1\r\n")
        self.assertEqual(statement_code(module, module.body[0].body.body[0]), "if b:\r\n\tc = 1\r\n")
