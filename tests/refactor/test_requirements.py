"""refactor/requirements.py."""

import configparser

from ddt import data, ddt, unpack
from django.test import SimpleTestCase
from packaging.requirements import Requirement

from proctoring_config.refactor import requirements
from proctoring_config.version import __version__
from tests.places import ROOT


@ddt
class RequirementsTest(SimpleTestCase):
    """Lines of requirements files."""

    @data(
        ("", None),
        ("# edx-proctoring", None),
        ("-r kernel.in", None),
        ("-c ../constraints.txt", None),
        ("--index-url https://example.com/simple", None),
        ("./plugin", None),
        ("two words", None),
        ("Django", "django"),
        ("edx_proctoring.X>=2.0.1  # why", "edx-proctoring-x"),
        ("XBlock[django]\r\n", "xblock"),
        ("python3-openid ; python_version>='3'", "python3-openid"),
        ("a==1 \\\n", "a"),
        ("a==1 --hash=sha256:00", "a"),
        ("a @ git+https://example.com/b.git@1", "a"),
        ("-e git+https://example.com/b.git@1#egg=a", "a"),
        ("git+https://example.com/b.git@1#egg=a==1", "a"),
        ("git+https://example.com/b.git@1#subdirectory=x&egg=a", "a"),
        ("git+https://example.com/owner/b_c.git@feature/x", "b-c"),
        ("git+ssh://git@example.com/owner/b", "b"),
        ("--editable=git+https://example.com/owner/b", "b"),
    )
    @unpack
    def test_the_name_of_what_a_line_requires(self, line, name):
        self.assertEqual(requirements.name_of(line), name)

    @data(("a==1.2", "1.2"), ("a==1.*", None), ("a>=1.2", None), ("a", None), ("a @ https://example.com/a==1", None))
    @unpack
    def test_the_version_that_a_line_pins(self, line, version):
        self.assertEqual(requirements.version_of(line), version)

    @data(
        ("Proctoring.Config==1.0", "proctoring-config==1.0"),
        ("proctoring-config[b,a]~=0.0", f"proctoring-config[a,b]=={__version__}"),
        ("proctoring-config==1.0; python_version>'3'", 'proctoring-config==1.0 ; python_version > "3"'),
        ("proctoring-config>=99", None),
        ("-e git+https://example.com/x.git#egg=x", "-e git+https://example.com/x.git#egg=x"),
        ("git+https://example.com/x.git#egg=x&subdirectory=y", "git+https://example.com/x.git#egg=x&subdirectory=y"),
    )
    @unpack
    def test_how_a_requirement_is_pinned(self, spec, line):
        self.assertEqual(requirements.pinned(spec), line)

    def test_what_is_needed_is_what_is_declared(self):
        config = configparser.ConfigParser()
        config.read(ROOT / "setup.cfg", encoding="utf-8")
        declared = [Requirement(line) for line in config["options"]["install_requires"].split()]
        self.assertEqual(set(map(str, requirements.needed())), set(map(str, declared)))
