"""Whatever the files hold: the command ends with a line, never with a traceback, and lets no value out."""

import json

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.base import CommandTestCase
from tests.examples import tries
from tests.hostile import MARKER, settings_values


def as_yaml(value, flow):
    """The settings as YAML, in block or flow style."""
    return yaml.safe_dump(
        {"OTHER": [MARKER], "PROCTORING_BACKENDS": value}, default_flow_style=flow, allow_unicode=True
    )


def as_json(value, indent):
    """The settings as JSON; what JSON cannot say becomes a list, and a key that it cannot say is left out."""
    text = json.dumps(value, indent=indent, default=lambda _: [MARKER], skipkeys=True)
    return f'{{"OTHER": "{MARKER}", // {MARKER}\n"PROCTORING_BACKENDS": {text}}}'


texts = st.builds(as_yaml, settings_values, st.booleans()) | st.builds(
    as_json, settings_values, st.sampled_from([None, 2, "\t"])
)
options = st.sampled_from([[], ["--merge"], ["--format", "json"], ["--fail-level", "error"], ["--ignore", "W007"]])
_PIECES = [
    *"{}[]:,-&*!|>'\"%@`#\t\n\0",
    "\n---\n",
    "{{ x }}",
    "{% x %}",
    "<<: ",
    "!x ",
    "*x",
    "&x ",
    "\\",
    "é",
    "\ufeff",
]


@st.composite
def damaged(draw):
    """The text of a settings file, with a few pieces put in or cut out, perhaps no longer UTF-8."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(_PIECES)) + text[at + draw(st.sampled_from([0, 0, 1, 5])) :]
    data = text.encode()
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.sampled_from([b"", b"", b"", b"\xff", b"\xe2\x82"])) + data[at:]


class HostileFilesTest(CommandTestCase):
    """Generated settings files, pairs of them, and damaged ones."""

    @tries(fuzz=20_000)
    @given(st.lists(texts, min_size=1, max_size=2), options)
    def test_no_value_gets_out(self, contents, argv):
        names = [self.file(f"{number}.yml", content) for number, content in enumerate(contents)]
        status, out, err = self.run_command("check", *names, *argv)
        self.assertIn(status, (0, 1, 2))
        self.assertNotIn(MARKER, out + "".join(err))

    @tries(fuzz=10_000)
    @given(damaged() | st.binary(), options)
    def test_no_damage_makes_a_traceback(self, content, argv):
        """Damage may turn a value into a provider's name, which findings on stdout show, but stderr never does."""
        status, _, err = self.run_command("check", self.file("lms.yml", content), *argv)
        self.assertIn(status, (0, 1, 2))
        self.assertNotIn(MARKER, "".join(err))
        self.assertLessEqual(len([line for line in err if not line.startswith("    hint: ")]), 2, err)
