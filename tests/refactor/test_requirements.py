"""refactor/requirements.py; the tests of the fixers have files as pip-compile writes them."""

import configparser

from ddt import data, ddt, unpack
from django.test import SimpleTestCase
from hypothesis import given
from packaging.requirements import Requirement

from proctoring_config.files.splice import split
from proctoring_config.refactor import requirements
from proctoring_config.version import __version__
from tests.files.test_splice import TEXTS
from tests.places import ROOT

PIN = "b==1\n    # via -r x.in\n"


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
    def test_get_name(self, line, name):
        self.assertEqual(requirements.get_name(line), name)

    @data(("a==1.2", "1.2"), ("a==1.*", None), ("a>=1.2", None), ("a", None), ("a @ https://example.com/a==1", None))
    @unpack
    def test_get_pinned_version(self, line, version):
        self.assertEqual(requirements.get_pinned_version(line), version)

    @data(
        ("Proctoring.Config==1.0", "proctoring-config==1.0"),
        ("proctoring-config[b,a]~=1.0", f"proctoring-config[a,b]=={__version__}"),
        ("proctoring-config==1.0; python_version>'3'", 'proctoring-config==1.0 ; python_version > "3"'),
        ("proctoring-config>=99", None),
        ("-e git+https://example.com/x.git#egg=x", "-e git+https://example.com/x.git#egg=x"),
        ("git+https://example.com/x.git#egg=x&subdirectory=y", "git+https://example.com/x.git#egg=x&subdirectory=y"),
    )
    @unpack
    def test_pin_requirement(self, spec, line):
        self.assertEqual(requirements.pin_requirement(spec), line)

    def test_dependencies_are_those_declared(self):
        config = configparser.ConfigParser()
        config.read(ROOT / "setup.cfg", encoding="utf-8")
        declared = [Requirement(line) for line in config["options"]["install_requires"].split()]
        self.assertEqual(set(map(str, requirements.list_dependencies())), set(map(str, declared)))


@ddt
class UnusualTextTest(SimpleTestCase):
    """Reasons without a pin are a comment like any other."""

    @data("    # via a\n", "\r    # via a\n", "\n\r    # via\n    #   a\n", "\t# via a\n")
    def test_reasons_without_a_pin(self, text):
        for whole in (text, text + PIN, PIN + "\n" + text + PIN):
            parsed = requirements.parse_pins(whole)
            self.assertEqual("".join(pin.text for pin in parsed), whole)
            self.assertEqual({pin.name for pin in parsed} - {None}, {"b"} if PIN in whole else set())
            self.assertTrue(all(pin.lines for pin in parsed))
            added = requirements.insert_pin(parsed, "a==1", ["-r x.in"])
            self.assertIn("a==1\n    # via -r x.in\n", "".join(pin.text for pin in added))


class ParsePinsTest(SimpleTestCase):
    """Parsing any text."""

    @given(TEXTS)
    def test_joined_pins_are_the_text(self, text):
        self.assertEqual("".join(pin.text for pin in requirements.parse_pins(text)), "".join(split(text)))
