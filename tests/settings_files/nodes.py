"""Trees as tests write them down."""

from proctoring_config.settings_files.json_tree import parse_json
from proctoring_config.settings_files.loading import Document
from proctoring_config.settings_files.setting import setting_of
from proctoring_config.settings_files.source import Source
from proctoring_config.settings_files.tree import Block
from proctoring_config.settings_files.yaml_tree import parse_yaml
from proctoring_config.validators.skeleton import Elsewhere

ELSEWHERE = "<elsewhere>"


def python(node):
    """Return the tree as a value of Python (no cycles, please)."""
    if isinstance(node, Block):
        return {python(entry.key): python(entry.node) for entry in node.entries.values()}
    if isinstance(node, list):
        return [python(item) for item in node]
    return ELSEWHERE if isinstance(node, Elsewhere) else node


def places(node):
    """Return (key, line, column) of all keys, depth first."""
    if isinstance(node, list):
        return [place for item in node for place in places(item)]
    if not isinstance(node, Block):
        return []
    return [place for entry in node.entries.values() for place in [(entry.key, *entry.position), *places(entry.node)]]


def yaml(text):
    """Return the tree of a text in YAML."""
    return parse_yaml(Source("lms.yml", text))[0]


def json(text):
    """Return the tree of a text in JSON."""
    return parse_json(Source("lms.env.json", text))


def setting(text, name="lms.yml"):
    """Return the setting PROCTORING_BACKENDS of a file in YAML."""
    source = Source(name, text)
    return setting_of(Document(source, parse_yaml(source)[0]), ("PROCTORING_BACKENDS",))
