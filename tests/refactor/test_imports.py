"""imports.py."""

from textwrap import dedent

import libcst as cst
from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.imports import add_import, remove_unused_imports
from proctoring_config.refactor.source import SourceFile

ADDED = [
    [
        "in_order_of_names",
        """
        from opaque_keys import x
        from pytz import UTC
        """,
        """
        from opaque_keys import x
        from proctoring_config import rule
        from pytz import UTC
        """,
    ],
    [
        "below_plain_imports",
        """
        import os

        import pytz
        from rest_framework import x
        """,
        """
        import os

        import pytz
        from proctoring_config import rule
        from rest_framework import x
        """,
    ],
    [
        "first_of_its_section",
        """
        import os

        from pytz import UTC
        """,
        """
        import os

        from proctoring_config import rule
        from pytz import UTC
        """,
    ],
    [
        "a_section_of_its_own",
        """
        import os

        from cms.x import y
        """,
        """
        import os

        from proctoring_config import rule

        from cms.x import y
        """,
    ],
    [
        "below_the_docstring",
        """
        '''Doc.'''
        from cms.x import y
        """,
        """
        '''Doc.'''

        from proctoring_config import rule

        from cms.x import y
        """,
    ],
    [
        "not_into_imports_further_down",
        """
        import os
        os.x = 1
        from zebra import y
        """,
        """
        import os

        from proctoring_config import rule

        os.x = 1
        from zebra import y
        """,
    ],
    [
        "beside_another_name",
        """
        from proctoring_config import other
        """,
        """
        from proctoring_config import other, rule
        """,
    ],
    [
        "into_parentheses",
        """
        from proctoring_config import (
            one,
            other,
        )
        """,
        """
        from proctoring_config import (
            one,
            other,
            rule,
        )
        """,
    ],
    ["there_already", "from proctoring_config import rule\n", "from proctoring_config import rule\n"],
    [
        "there_from_upstream",
        "from common.djangoapps.util.proctoring import rule\n",
        "from common.djangoapps.util.proctoring import rule\n",
    ],
]

UNUSED = [
    ["the_whole_statement", "import a\nimport b\na.x, b.x\n", "import a\nimport b\na.x\n", "import a\na.x\n"],
    ["one_of_two", "from x import a, b\na, b\n", "from x import a, b\nb\n", "from x import b\nb\n"],
    ["the_last_of_two", "from x import a, b\na, b\n", "from x import a, b\na\n", "from x import a\na\n"],
    [
        "in_parentheses",
        "from x import (\n    a,\n    b,\n)\na, b\n",
        "from x import (\n    a,\n    b,\n)\na\n",
        "from x import (\n    a,\n)\na\n",
    ],
    ["by_its_alias", "import x.y as a\na\n", "import x.y as a\n1\n", "1\n"],
    ["relative", "from ..x import a\na\n", "from ..x import a\n1\n", "1\n"],
    [
        "in_a_function",
        "def f():\n    from x import a\n    return a\n",
        "def f():\n    from x import a\n    return 1\n",
        "def f():\n    return 1\n",
    ],
    ["unused_before", "import a\nimport b\nb\n", "import a\nimport b\nb.x\n", "import a\nimport b\nb.x\n"],
]


@ddt
class ImportsTest(SimpleTestCase):
    """Adding imports and removing unused ones."""

    @named_data(*ADDED)
    def test_add_import(self, before, after):
        module = cst.parse_module(dedent(before).lstrip("\n"))
        self.assertEqual(add_import(module, "proctoring_config", "rule").code, dedent(after).lstrip("\n"))

    @named_data(*UNUSED)
    def test_remove_unused_imports(self, before, edited, after):
        self.assertEqual(remove_unused_imports(before, SourceFile("x.py", edited)).text, after)
