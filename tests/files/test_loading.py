"""A name -> the tree of that file, or one line that names what the file is."""

import ddt

from proctoring_config.errors import InputError
from proctoring_config.files.read import load
from tests.cli.base import CommandTestCase
from tests.files.nodes import python

_CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\ndata:\n  lms.yml: |\n    A: 1\n"
_RENDERED = "check the rendered file"


@ddt.ddt
class LoadTest(CommandTestCase):
    """Detection of settings files."""

    @ddt.data(
        ("lms.yml", "A: 1e5", {"A": "1e5"}),
        ("lms.env.json", '{"A": 1e5}', {"A": 1e5}),
        ("lms.env.json", "  \n", {}),
        ("lms", '\n {\n\t// x\n"A": 1e5}', {"A": 1e5}),
        ("lms", '{"A": 1e5}', {"A": 1e5}),
        ("lms", "{}", {}),
        ("lms", "{A: 1e5}", {"A": "1e5"}),
        ("lms.yml", "", {}),
        ("lms.yml", "# nothing yet\n", {}),
        ("lms.yml", "---\n", {}),
        ("lms.yml", b"\xef\xbb\xbfA: 1\r\n", {"A": 1}),
        (
            "lms.yml",
            'A: "{{ B }} {% if c %}"\nD: |\n  {% if e %}\n# {{ F }}\n',
            {"A": "{{ B }} {% if c %}", "D": "{% if e %}\n"},
        ),
        ("lms.yml", "A: b {{ C }}\nD: <%= e %>\n", {"A": "b {{ C }}", "D": "<%= e %>"}),
        ("lms.yml", "sops: {enabled: true}\nkind: ConfigMap\n", {"sops": {"enabled": True}, "kind": "ConfigMap"}),
    )
    @ddt.unpack
    def test_is_read(self, name, content, value):
        document = load(self.file(name, content))
        self.assertEqual((python(document.root), document.source.name), (value, name))

    @ddt.data(
        (f"{_CONFIG_MAP}---\n{_CONFIG_MAP}", [(1, "apiVersion"), (7, "apiVersion")]),
        (f"---\n---\nB: 1\n---\n{_CONFIG_MAP}---\n", [(3, "B"), (5, "apiVersion")]),
        (f"# x\n{_CONFIG_MAP}...\n---\n- B\n--- !x\nC: 1", [(2, "apiVersion")]),
    )
    @ddt.unpack
    def test_the_documents_of_a_manifest(self, content, expected):
        document = load(self.file("lms.yml", content))
        found = [
            (entry.position[0], entry.key)
            for one in (document, *document.more)
            for entry in list(one.root.entries.values())[:1]
        ]
        self.assertEqual(found, expected)

    def test_too_many_documents(self):
        self.file("lms.yml", f"---\n{_CONFIG_MAP}" * 101)
        with self.assertRaises(InputError) as caught:
            load("lms.yml")
        self.assertEqual(str(caught.exception), "lms.yml:601:1: more than 100 YAML documents")

    @ddt.data(
        ("A:\n  - b\n c: 1", "lms.yml:3:2: not valid YAML: this line is indented too far"),
        ("A: 1\n---\nB: 1", "lms.yml:2:1: a second YAML document begins here"),
        ("- A", "lms.yml: must be a mapping of settings, but it is a list"),
        ("A", "lms.yml: must be a mapping of settings, but it is a string"),
        ("!vault x", "lms.yml: the whole file is a placeholder; use the rendered file"),
        ("'{{ A | to_yaml }}'", "lms.yml: the whole file is a placeholder; use the rendered file"),
        ("A: {{ B }}\n", f"lms.yml:1: template block; {_RENDERED}"),
        ("A: 1\n{% if b %}\nC: 1\n{% endif %}", f"lms.yml:2: template block; {_RENDERED}"),
        ('{"A": {{ B }} }', f"lms.yml:1: template block; {_RENDERED}"),
        ("A: 1\n{{- range .Values.b }}\nC: 1\n", f"lms.yml:2: template block; {_RENDERED}"),
        (
            'A: 1\n{{ with secret "b/c" }}\nD: {{ .Data.e }}\n',
            f"lms.yml:3: template block; {_RENDERED}",
        ),
        ("A: 1\n<% if b %>\nC: 1\n", f"lms.yml:2: template block; {_RENDERED}"),
        (
            "{# b #}\nA: 1\n",
            f"lms.yml:1: template block; {_RENDERED} "
            "(line 3: not valid YAML: expected ',' or '}', but got '<stream end>' while parsing a flow mapping)",
        ),
        ("%{ if b }\nA: 1\n", f"lms.yml:1: template block; {_RENDERED}"),
        (
            "A: |\n  {% if b %}\nC: 1\nD: @e",
            f"lms.yml:2: template block; {_RENDERED} "
            "(line 4: not valid YAML: an unquoted @ at the beginning of a value)",
        ),
        ("A: '{{ B }}' # {% c %}\nD: @e", "lms.yml:2:4: not valid YAML: an unquoted @ at the beginning of a value"),
        (
            "$ANSIBLE_VAULT;1.1;AES256\n616263\n",
            "lms.yml: encrypted with Ansible Vault; "
            "pipe the output of ansible-vault view to this command, with - as the file",
        ),
        (
            "A: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[x]\n  version: 3.8.1\n",
            "lms.yml: encrypted with SOPS; pipe the output of sops -d to this command, with - as the file",
        ),
        (
            '{"A": "ENC[x]", "sops": {"mac": "ENC[x]"}}',
            "lms.yml: encrypted with SOPS; pipe the output of sops -d to this command, with - as the file",
        ),
    )
    @ddt.unpack
    def test_is_named_as_what_it_is(self, content, reason):
        self.file("lms.yml", content)
        with self.assertRaises(InputError) as caught:
            load("lms.yml")
        self.assertEqual(str(caught.exception), reason)

    def test_a_python_module(self):
        self.assertEqual(python(load(self.file("production.py", "A = {'b': 1}")).root), {"A": {"b": 1}})
