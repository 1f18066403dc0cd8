"""Settings files of operators are read as the platform reads them, by whatever PyYAML is installed."""

import json
from pathlib import Path

import ddt
import yaml
from django.test import SimpleTestCase

from proctoring_config.files.read import is_json
from proctoring_config.files.read_json import parse_json
from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.source import Source, UnparsableError
from tests.files.nodes import python

ROOT = Path(__file__).parents[2]
FILES = [
    (path.relative_to(ROOT / folder).as_posix(), path)
    for folder in ("tests/upgrade/corpus", "demo/settings_files")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".yml", ".yaml", ".json", ".expected", ".j2", ".ctmpl")
]


def load(path):
    """The value as Python's own readers load it, or ``None`` with the error."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        return (json.loads if path.name.removesuffix(".expected").endswith(".json") else yaml.safe_load)(text), None
    except (yaml.YAMLError, ValueError) as error:
        return None, error


@ddt.ddt
class CorpusTest(SimpleTestCase):
    """Equal values, or both refuse."""

    def test_there_are_files(self):
        self.assertGreater(len(FILES), 80)

    @ddt.named_data(*FILES)
    def test_as_the_platform_reads_it(self, path):
        source = Source(path.name.removesuffix(".expected"), path.read_text(encoding="utf-8-sig"))
        expected, refused = load(path)
        try:
            root, second = (parse_json(source), None) if is_json(source) else parse_yaml(source)
        except UnparsableError as error:
            self.assertIsNotNone(refused, error.reason)
            return
        if refused is None:
            self.assertIsNone(second)
            self.assertEqual(repr(python(root)), repr(expected))
        else:  # what is more than a plain file: other tools' tags, several documents, comments in JSON
            is_known = "could not determine a constructor for the tag '!" in str(refused) or second is not None
            self.assertTrue(is_known or (is_json(source) and "//" in source.text), refused)
