"""Settings files with mistakes, by kind: what is written, the hint, and the setting after all hints are obeyed."""

from typing import Any, NamedTuple

START = "PROCTORING_BACKENDS:\n"
TOP = START + "  DEFAULT: acme\n"
URL = "https://acme.example.com"


class Mistake(NamedTuple):
    """A file with the ``hint`` of its first problem, whose id is ``id``; ``after``: the setting with hints obeyed."""

    title: str
    text: str
    id: str
    hint: str
    after: Any

    @property
    def name(self):
        """The name of the file."""
        if self.text.startswith("PROCTORING_BACKENDS ="):
            return "prod.py"
        return "lms.env.json" if self.text.startswith("{") else "lms.yml"


def provider(title, options, id, hint, after):
    """A mistake in the options of a provider."""
    text = f"{TOP}  acme: {options}\n"
    return Mistake(title, text, id, hint, {"DEFAULT": "acme", "acme": after})


UNDER_ACME = "Indent it under 'acme', as one of its options"
BELOW = "Indent the options below it"
INTO_ACME = "Move it into the options of 'acme'"
ACME = {"client_id": "a", "base_url": URL}
ONE = {"DEFAULT": "acme", "acme": ACME}

STRANDED = [
    Mistake(
        "below an empty provider",
        f"{TOP}  acme:\n  client_id: a\n  base_url: {URL}\n",
        "E006",
        BELOW,
        ONE,
    ),
    Mistake(
        "before another provider",
        f"{START}  DEFAULT: 'null'\n  acme:\n  client_id: a\n  base_url: {URL}\n  'null': {{}}\n",
        "E006",
        BELOW,
        {"DEFAULT": "null", "acme": ACME, "null": {}},
    ),
    Mistake(
        "one of two options",
        f"{TOP}  acme:\n    base_url: {URL}\n  client_id: a\n",
        "W022",
        INTO_ACME,
        ONE,
    ),
    Mistake(
        "after braces",
        f"{TOP}  acme: {{}}\n  base_url: {URL}\n  client_id: a\n",
        "W022",
        INTO_ACME,
        ONE,
    ),
    Mistake(
        "before the only provider",
        f"{TOP}  client_id: a\n  acme:\n    base_url: {URL}\n",
        "W022",
        INTO_ACME,
        ONE,
    ),
    Mistake(
        "before the first of two providers",
        f"{TOP}  client_id: a\n  acme: {{base_url: '{URL}'}}\n  'null': {{}}\n",
        "W022",
        "Move it into the options of its provider: 'acme' or 'null'",
        {**ONE, "null": {}},
    ),
    Mistake(
        "without the provider",
        f"{TOP}  client_id: a\n  base_url: {URL}\n",
        "W003",
        "Write 'acme': above its options, and indent them",
        ONE,
    ),
    Mistake(
        "a boolean",
        f"{TOP}  acme:\n  show_review_rules: false\n",
        "E006",
        BELOW,
        {"DEFAULT": "acme", "acme": {"show_review_rules": False}},
    ),
    Mistake(
        "an option that is a mapping",
        f"{TOP}  acme:\n  LINK_URLS:\n    contact: {URL}\n",
        "E006",
        BELOW,
        {"DEFAULT": "acme", "acme": {"LINK_URLS": {"contact": URL}}},
    ),
    Mistake(
        "a mapping after another option",
        f"{TOP}  acme:\n      client_id: a\n  LINK_URLS:\n    contact: x\n",
        "W022",
        INTO_ACME,
        {"DEFAULT": "acme", "acme": {"client_id": "a", "LINK_URLS": {"contact": "x"}}},
    ),
    Mistake(
        "misspelled",
        f"{TOP}  acme:\n  client-id: a\n",
        "E006",
        BELOW,
        {"DEFAULT": "acme", "acme": {"client_id": "a"}},
    ),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {}, "client_id": "a"}}\n',
        "W022",
        'Move it into the options of "acme"',
        {"DEFAULT": "acme", "acme": {"client_id": "a"}},
    ),
    Mistake(
        "a provider inside a provider",
        f"{TOP}  acme:\n    base_url: {URL}\n    other:\n      client_id: b\n",
        "W007",
        "Move it out of 'acme', to the level of the providers",
        {"DEFAULT": "acme", "acme": {"base_url": URL}, "other": {"client_id": "b"}},
    ),
    Mistake(
        "DEFAULT inside a provider",
        f"{START}  acme:\n    base_url: {URL}\n    DEFAULT: acme\n  'null': {{}}\n",
        "W001",
        "Move DEFAULT out of 'acme', to the level of the providers",
        {"DEFAULT": "acme", "acme": {"base_url": URL}, "null": {}},
    ),
]

LIST = 'Make the list one mapping: write spaces instead of each "- ", or one pair of braces instead of the brackets'
BRACKETS = "Remove the brackets around the mapping"
LISTS = [
    Mistake(
        "an item for each provider", f"{START}  - DEFAULT: acme\n  - acme:\n      base_url: {URL}\n", "E003", LIST, {}
    ),
    Mistake("at the margin", f"{START}- DEFAULT: acme\n- acme:\n    base_url: {URL}\n", "E003", LIST, {}),
    Mistake("one item", f"{START}  - DEFAULT: acme\n    acme:\n      base_url: {URL}\n", "E003", LIST, {}),
    Mistake("brackets", f"PROCTORING_BACKENDS: [DEFAULT: acme, acme: {{base_url: '{URL}'}}]\n", "E003", LIST, {}),
    Mistake(
        "brackets and braces",
        f"PROCTORING_BACKENDS: [{{DEFAULT: acme}}, {{acme: {{base_url: '{URL}'}}}}]\n",
        "E003",
        LIST,
        {},
    ),
    Mistake(
        "JSON",
        f'{{"PROCTORING_BACKENDS": [{{"DEFAULT": "acme"}}, {{"acme": {{"base_url": "{URL}"}}}}]}}\n',
        "E003",
        "Make the list one mapping: write one pair of braces instead of the brackets",
        {},
    ),
    Mistake("a provider", f"{TOP}  acme:\n    - base_url: {URL}\n", "E007", LIST, {}),
    Mistake("a provider at its margin", f"{TOP}  acme:\n  - base_url: {URL}\n", "E007", LIST, {}),
    Mistake(
        "a provider in brackets",
        f"{TOP}  acme: [{{base_url: '{URL}'}}]\n",
        "E007",
        "Remove the brackets around the mapping",
        {},
    ),
    Mistake(
        "names only",
        f"{START}  - acme\n",
        "E003",
        "Write each provider as a key with its options: PROCTORING_BACKENDS: {DEFAULT: name, name: {}}",
        {"DEFAULT": "acme", "acme": {}},
    ),
]
LISTS = [row._replace(after=row.after or {"DEFAULT": "acme", "acme": {"base_url": URL}}) for row in LISTS]

TEXT = 'Remove the quotes around the text, or the "|" or ">" in front of it, so that it is read as a mapping'
SPACES = "Write a space after each colon"
TEXTS = [
    Mistake(
        "a block scalar", f"PROCTORING_BACKENDS: |\n  DEFAULT: acme\n  acme:\n    base_url: {URL}\n", "E003", TEXT, {}
    ),
    Mistake(
        "a folded one", f"PROCTORING_BACKENDS: >\n  DEFAULT: acme\n  acme:\n    base_url: {URL}\n", "E003", TEXT, {}
    ),
    Mistake("stripped", f"PROCTORING_BACKENDS: |-\n  DEFAULT: acme\n  acme: {{base_url: '{URL}'}}\n", "E003", TEXT, {}),
    Mistake(
        "with a comment",
        f"PROCTORING_BACKENDS: |\n  # ours\n  DEFAULT: acme\n  acme: {{base_url: '{URL}'}}\n",
        "E003",
        TEXT,
        {},
    ),
    Mistake(
        "JSON in quotes",
        f'PROCTORING_BACKENDS: \'{{"DEFAULT": "acme", "acme": {{"base_url": "{URL}"}}}}\'\n',
        "E003",
        TEXT,
        {},
    ),
    Mistake(
        "JSON in JSON",
        f'{{"PROCTORING_BACKENDS": "{{\\"DEFAULT\\": \\"acme\\", \\"acme\\": {{\\"base_url\\": \\"{URL}\\"}}}}"}}\n',
        "E003",
        "Write the text as a mapping in braces, without quotes around it",
        {},
    ),
    Mistake("a provider", f"{TOP}  acme: |\n    base_url: {URL}\n", "E007", TEXT, {}),
    Mistake("a provider in quotes", f"{TOP}  acme: '{{base_url: \"{URL}\"}}'\n", "E007", TEXT, {}),
    Mistake(
        "a missing space",
        f"{TOP}  acme:\n    client_id:a\n",
        "E007",
        SPACES,
        {"DEFAULT": "acme", "acme": {"client_id": "a"}},
    ),
    Mistake(
        "two missing spaces",
        f"{TOP}  acme:\n    client_id:a\n    client_secret:b\n",
        "E007",
        SPACES,
        {"DEFAULT": "acme", "acme": {"client_id": "a", "client_secret": "b"}},
    ),
    Mistake(
        "an equals sign",
        f"{TOP}  acme:\n    client_id = a\n",
        "E007",
        'Write a colon and a space instead of each "="',
        {"DEFAULT": "acme", "acme": {"client_id": "a"}},
    ),
    Mistake(
        "empty braces in quotes",
        f"{TOP}  acme: '{{}}'\n",
        "E007",
        TEXT,
        {"DEFAULT": "acme", "acme": {}},
    ),
]
TEXTS = [row._replace(after=row.after or {"DEFAULT": "acme", "acme": {"base_url": URL}}) for row in TEXTS]

KINDS = {"stranded": STRANDED, "list": LISTS, "text": TEXTS}
