"""Settings files with a level too many, with mappings as texts or in brackets, and with providers outside."""

from tests.mistakes import BRACKETS, START, TOP, URL, Mistake

ONE = {"DEFAULT": "acme", "acme": {"client_id": "a"}}
OPTIONS, PROVIDERS = (
    "Remove this level, so that its options are directly below 'acme'",
    "Remove this level, so that its providers are directly below PROCTORING_BACKENDS",
)


def _options(name):
    return Mistake(name, f"{TOP}  acme:\n    {name}:\n      client_id: a\n", "W033", OPTIONS, ONE)


def _providers(name):
    return Mistake(name, f"{TOP}  {name}:\n    acme:\n      client_id: a\n", "W033", PROVIDERS, ONE)


LEVELS = [
    *map(_options, ("options", "option", "config", "settings", "kwargs", "params")),
    *map(_providers, ("providers", "backends", "plugins", "provider")),
    Mistake(
        "options beside others",
        f"{TOP}  acme:\n    base_url: {URL}\n    options: {{client_id: a}}\n",
        "W033",
        OPTIONS,
        {"DEFAULT": "acme", "acme": {"base_url": URL, "client_id": "a"}},
    ),
    Mistake(
        "with DEFAULT", f"{START}  providers:\n    DEFAULT: acme\n    acme: {{client_id: a}}\n", "W033", PROVIDERS, ONE
    ),
    Mistake(
        "providers beside others",
        f"{START}  DEFAULT: 'null'\n  'null': {{}}\n  providers:\n    acme: {{client_id: a}}\n    b: {{}}\n",
        "W033",
        PROVIDERS,
        {"DEFAULT": "null", "null": {}, "acme": {"client_id": "a"}, "b": {}},
    ),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {"options": {"client_id": "a"}}}}\n',
        "W033",
        OPTIONS.replace("'", '"'),
        ONE,
    ),
    Mistake(
        "Python",
        "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'providers': {'acme': {'client_id': 'a'}}}\n",
        "W033",
        PROVIDERS,
        ONE,
    ),
]

OUT = "Move 'acme' out of DEFAULT, to the level of the providers, and write DEFAULT: 'acme'"
DEFAULTS = [
    Mistake("in braces", f"{START}  DEFAULT: {{acme: {{client_id: a}}}}\n", "W002", OUT, ONE),
    Mistake("in lines", f"{START}  DEFAULT:\n    acme:\n      client_id: a\n", "W002", OUT, ONE),
    Mistake("no options", f"{START}  DEFAULT: {{acme: {{}}}}\n", "W002", OUT, {"DEFAULT": "acme", "acme": {}}),
    Mistake(
        "beside a provider",
        f"{START}  'null': {{}}\n  DEFAULT: {{acme: {{client_id: a}}}}\n",
        "W002",
        OUT,
        {**ONE, "null": {}},
    ),
    Mistake(
        "the vendor",
        f"{START}  DEFAULT:\n    examity: {{show_review_rules: false}}\n",
        "W002",
        OUT.replace("acme", "examity"),
        {"DEFAULT": "examity", "examity": {"show_review_rules": False}},
    ),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": {"acme": {"client_id": "a"}}}}\n',
        "W002",
        'Move "acme" out of DEFAULT, to the level of the providers, and write "DEFAULT": "acme"',
        ONE,
    ),
    Mistake(
        "Python",
        "PROCTORING_BACKENDS = {'DEFAULT': {'acme': {'client_id': 'a'}}}\n",
        "W002",
        "Move 'acme' out of DEFAULT, to the level of the providers, and write 'DEFAULT': 'acme'",
        ONE,
    ),
    Mistake("a flow mapping", "PROCTORING_BACKENDS: {DEFAULT: {acme: {client_id: a}}}\n", "W002", OUT, ONE),
]

BRACES = "Put braces around the options, and write a colon and a space after each name"
QUOTES = "Write braces instead of the quotes around the text"
MAPPING = "Write the text as a mapping in braces, without quotes around it"
ON_ONE_LINE = [
    Mistake("no space", f"{TOP}  acme: client_id:a\n", "E007", BRACES, ONE),
    Mistake("an equals sign", f"{TOP}  acme: client_id=a\n", "E007", BRACES, ONE),
    Mistake("an equals sign and spaces", f"{TOP}  acme: client_id = a\n", "E007", BRACES, ONE),
    Mistake("two options", f"{TOP}  acme: client_id:a, client_secret:b\n", "E007", BRACES, {}),
    Mistake("quotes", f"{TOP}  acme: 'client_id: a'\n", "E007", QUOTES, ONE),
    Mistake("double quotes", f'{TOP}  acme: "client_id: a"\n', "E007", QUOTES, ONE),
    Mistake("quotes and no space", f"{TOP}  acme: 'client_id:a'\n", "E007", BRACES, ONE),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": "client_id:a"}}\n',
        "E007",
        BRACES,
        ONE,
    ),
    Mistake("Python", "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': 'client_id=a'}\n", "E007", BRACES, ONE),
    Mistake(
        "JSON with quotes inside",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": "{client_id: a}"}}\n',
        "E007",
        MAPPING,
        ONE,
    ),
]
ON_ONE_LINE[3] = ON_ONE_LINE[3]._replace(after={"DEFAULT": "acme", "acme": {"client_id": "a", "client_secret": "b"}})

COMMA = "Remove the comma after the mapping"
BOTH = f"{COMMA}, and the parentheses"
IN_PYTHON = "{'DEFAULT': 'acme', 'acme': {'client_id': 'a'}}"
IN_BRACKETS = [
    Mistake("a comma", f"PROCTORING_BACKENDS = {IN_PYTHON},\n", "E003", COMMA, ONE),
    Mistake("a comma and spaces", f"PROCTORING_BACKENDS = {IN_PYTHON} ,\n", "E003", COMMA, ONE),
    Mistake("parentheses", f"PROCTORING_BACKENDS = ({IN_PYTHON},)\n", "E003", BOTH, ONE),
    Mistake("brackets", f"PROCTORING_BACKENDS = [{IN_PYTHON}]\n", "E003", BRACKETS, ONE),
    Mistake(
        "options in parentheses",
        "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': ({'client_id': 'a'},)}\n",
        "E007",
        BOTH,
        ONE,
    ),
    Mistake(
        "options in brackets",
        "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': [{'client_id': 'a'}]}\n",
        "E007",
        BRACKETS,
        ONE,
    ),
    Mistake(
        "JSON", '{"PROCTORING_BACKENDS": [{"DEFAULT": "acme", "acme": {"client_id": "a"}}]}\n', "E003", BRACKETS, ONE
    ),
    Mistake("YAML", "PROCTORING_BACKENDS: [{DEFAULT: acme, acme: {client_id: a}}]\n", "E003", BRACKETS, ONE),
]

UNDER = "Move it under PROCTORING_BACKENDS, as one of the providers"
OUTSIDE = [
    Mistake("the default", f"{TOP}acme:\n  client_id: a\n", "W032", UNDER, ONE),
    Mistake("in braces", f"{TOP}acme: {{client_id: a}}\n", "W032", UNDER, ONE),
    Mistake("before the setting", f"acme:\n  client_id: a\n{TOP}  'null': {{}}\n", "W032", UNDER, {**ONE, "null": {}}),
    Mistake(
        "another one",
        f"{START}  DEFAULT: 'null'\n  'null': {{}}\nacme:\n  client_id: a\n",
        "W032",
        UNDER,
        {"DEFAULT": "null", "null": {}, "acme": {"client_id": "a"}},
    ),
    Mistake(
        "the vendor",
        f"{START}  DEFAULT: 'null'\n  'null': {{}}\nexamity: {{show_review_rules: false}}\n",
        "W032",
        UNDER,
        {"DEFAULT": "null", "null": {}, "examity": {"show_review_rules": False}},
    ),
    Mistake(
        "options of a provider",
        f"{TOP}  acme: {{base_url: {URL}}}\nacme:\n  client_id: a\n",
        "W032",
        "Move its options into 'acme' in PROCTORING_BACKENDS",
        {"DEFAULT": "acme", "acme": {"base_url": URL, "client_id": "a"}},
    ),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme"}, "acme": {"client_id": "a"}}\n',
        "W032",
        UNDER,
        ONE,
    ),
    Mistake(
        "two",
        f"{TOP}acme: {{client_id: a}}\nb: {{timeout: 5}}\n",
        "W032",
        UNDER,
        {**ONE, "b": {"timeout": 5}},
    ),
]

MERGE, KEEP = "Merge the entries into one", "Remove all but one"
TWO = {**ONE, "b": {"timeout": 5}}


def _twice(title, text, hint, after=ONE):
    return Mistake(title, text, "W017", hint, after)


DUPLICATES = [
    _twice("provider", f"{TOP}  acme: {{client_id: a}}\n  acme: {{}}\n", MERGE),
    _twice("provider, empty first", f"{TOP}  acme:\n  acme: {{client_id: a}}\n", MERGE),
    _twice(
        "provider, two options",
        f"{TOP}  acme:\n    base_url: {URL}\n  acme:\n    client_id: a\n",
        MERGE,
        {"DEFAULT": "acme", "acme": {"base_url": URL, "client_id": "a"}},
    ),
    _twice("provider, an anchor", f"x: &x {{client_id: a}}\n{TOP}  acme: *x\n  acme: {{client_id: a}}\n", MERGE),
    _twice("setting", f"{START}  b: {{timeout: 5}}\n{TOP}  acme: {{client_id: a}}\n", MERGE, TWO),
    _twice(
        "setting, nothing else last",
        f"{TOP}  acme: {{client_id: a}}\n{START}  DEFAULT: acme\n  acme: {{}}\n",
        MERGE,
    ),
    _twice(
        "setting, JSON",
        '{"PROCTORING_BACKENDS": {"b": {"timeout": 5}},\n'
        ' "PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {"client_id": "a"}}}\n',
        MERGE,
        TWO,
    ),
    _twice(
        "mapping as an option",
        f"{TOP}  acme:\n    LINK_URLS: {{contact: a}}\n    LINK_URLS: {{faq: b}}\n",
        MERGE,
        {"DEFAULT": "acme", "acme": {"LINK_URLS": {"contact": "a", "faq": "b"}}},
    ),
    _twice("option", f"{TOP}  acme: {{client_id: b, client_id: a}}\n", KEEP),
    _twice("DEFAULT", f"{START}  DEFAULT: b\n  DEFAULT: acme\n  acme: {{client_id: a}}\n", KEEP),
    _twice(
        "provider without options", f"{TOP}  acme: {{client_id: a}}\n  b: {{}}\n  b: {{}}\n", KEEP, {**ONE, "b": {}}
    ),
]

KINDS = {
    "duplicate": DUPLICATES,
    "level": LEVELS,
    "mapping as DEFAULT": DEFAULTS,
    "on one line": ON_ONE_LINE,
    "in brackets": IN_BRACKETS,
    "outside": OUTSIDE,
}
