"""Trees as tests write them down."""

from proctoring_config.files.read import Document
from proctoring_config.files.read_json import parse_json
from proctoring_config.files.read_python import parse_python
from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.setting import find_setting
from proctoring_config.files.source import Source
from proctoring_config.files.tree import ListNode, MappingNode, ScalarNode
from proctoring_config.validators.skeleton import Unresolved

ELSEWHERE = "<elsewhere>"


def python(node):
    """Return the tree as a value of Python (no cycles, please)."""
    if isinstance(node, MappingNode):
        return {python(key): python(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, ListNode):
        return [python(item) for item in node.items]
    value = node.value if isinstance(node, ScalarNode) else node
    return ELSEWHERE if isinstance(value, Unresolved) else value


def places(node):
    """Return (key, line, column) of all keys, depth first."""
    if isinstance(node, ListNode):
        return [place for item in node.items for place in places(item)]
    if not isinstance(node, MappingNode):
        return []
    return [place for entry in node.entries.values() for place in [(entry.key, *entry.position), *places(entry.node)]]


def yaml(text):
    """Return the tree of a text in YAML."""
    return parse_yaml(Source("lms.yml", text))[0]


def json(text):
    """Return the tree of a text in JSON."""
    return parse_json(Source("lms.env.json", text))


def python_root(text):
    """Return the tree of a Python module."""
    return parse_python(Source("settings.py", text))


def setting(text, name="lms.yml"):
    """Return the setting PROCTORING_BACKENDS of a file in YAML."""
    source = Source(name, text)
    return find_setting(Document(source, parse_yaml(source)[0]), ("PROCTORING_BACKENDS",))
