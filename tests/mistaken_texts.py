"""Settings files with quotes that enclose other keys, with commas after values, and with keys that have two values."""

from proctoring_config.options import OWN_PLUGINS
from tests.mistakes import START, TOP, URL, Mistake

ACME = {"client_id": "a", "base_url": URL}
ONE = {"DEFAULT": "acme", "acme": ACME}
OUTSIDE = "Write each of them as a key of its own, outside the value"


def _close(first, last):
    return f"Write the closing quote at the end of the value on line {first}, and remove the one on line {last}"


def _quote(title, text, first, last, after, id="W034"):
    return Mistake(title, text, id, _close(first, last), after)


IN_FLOW = f'PROCTORING_BACKENDS: {{DEFAULT: acme,\n  acme: {{base_url: "{URL},\n    client_id: a"}}}}\n'
LINKS = {"DEFAULT": "acme", "acme": {"LINK_URLS": {"contact": "x", "help": "y"}}}
SECURE = dict.fromkeys(OWN_PLUGINS["rpnow4"], "x")
ONE_OPTION = {"DEFAULT": "acme", "acme": {"client_id": "a"}}
IN_JSON = f'{{"PROCTORING_BACKENDS": {{"DEFAULT": "acme", "acme": {{"base_url": "{URL}, client_id: a"}}}}}}\n'
IN_PYTHON = f"PROCTORING_BACKENDS = {{'DEFAULT': 'acme', 'acme': {{'base_url': '{URL} client_id: a'}}}}\n"


def _secure(form, end=""):
    lines = "".join(f"    {name}: {form}\n" for name in SECURE)
    return f"{START}  DEFAULT: rpnow4\n  rpnow4:\n{lines}{end}"


OPEN_QUOTES = [
    _quote("double quotes", f'{TOP}  acme:\n    base_url: "{URL}\n    client_id: a"\n', 4, 5, ONE),
    _quote("single quotes", f"{TOP}  acme:\n    base_url: '{URL}\n    client_id: a'\n", 4, 5, ONE),
    _quote(
        "two options",
        f'{TOP}  acme:\n    verbose_name: "A b\n    base_url: {URL}\n    client_id: a"\n',
        4,
        6,
        {"DEFAULT": "acme", "acme": {"verbose_name": "A b", **ACME}},
    ),
    _quote(
        "a boolean",
        f"{TOP}  acme:\n    client_id: 'a\n    show_review_rules: false'\n",
        4,
        5,
        {"DEFAULT": "acme", "acme": {"client_id": "a", "show_review_rules": False}},
    ),
    _quote(
        "of a boolean",
        f"{TOP}  acme:\n    client_id: 'a\n    needs_oauth: false'\n    base_url: {URL}\n",
        4,
        5,
        {"DEFAULT": "acme", "acme": {**ACME, "needs_oauth": False}},
    ),
    _quote(
        "an unknown option at the same level",
        f"{TOP}  acme:\n    base_url: '{URL}\n    client_id: a\n    timeout: 5'\n",
        4,
        6,
        {"DEFAULT": "acme", "acme": {**ACME, "timeout": 5}},
    ),
    _quote(
        "another provider",
        f"{TOP}  acme:\n    client_id: 'a\n  other:\n    client_id: b'\n",
        4,
        6,
        {"DEFAULT": "acme", "acme": {"client_id": "a"}, "other": {"client_id": "b"}},
    ),
    _quote(
        "the default provider",
        f"{START}  other:\n    client_id: 'a\n  acme:\n    client_id: b'\n  DEFAULT: acme\n",
        3,
        5,
        {"DEFAULT": "acme", "acme": {"client_id": "b"}, "other": {"client_id": "a"}},
    ),
    _quote(
        "of DEFAULT",
        f"{START}  DEFAULT: 'acme\n  acme:\n    client_id: a'\n",
        2,
        4,
        ONE_OPTION,
    ),
    _quote(
        "DEFAULT itself",
        f"{START}  acme:\n    client_id: 'a\n  DEFAULT: acme'\n",
        3,
        4,
        ONE_OPTION,
    ),
    _quote(
        "another setting",
        f"{TOP}  acme:\n    client_id: 'a\nSITE_NAME: x'\n",
        4,
        5,
        ONE_OPTION,
    ),
    _quote("in braces", IN_FLOW, 2, 3, ONE),
    _quote(
        "links",
        f"{TOP}  acme:\n    LINK_URLS:\n      contact: 'x\n      help: y'\n",
        5,
        6,
        LINKS,
    ),
    _quote(
        "options that are required",
        _secure("x").replace(" x", " 'x", 1)[:-1] + "'\n",
        4,
        10,
        {"DEFAULT": "rpnow4", "rpnow4": SECURE},
        "E008",
    ),
    _quote(
        "options of the vendor",
        f"{START}  DEFAULT: proctortrack\n  proctortrack:\n    client_id: 'a\n    show_review_rules: false\n"
        "    requires_escalation_email: true'\n",
        4,
        6,
        {
            "DEFAULT": "proctortrack",
            "proctortrack": {"client_id": "a", "show_review_rules": False, "requires_escalation_email": True},
        },
    ),
    _quote(
        "a comment",
        f"{TOP}  acme:\n    base_url: '{URL}  # ours\n    client_id: a'\n",
        4,
        5,
        ONE,
    ),
    _quote(
        "an empty line",
        f"{TOP}  acme:\n    base_url: '{URL}\n\n    client_id: a'\n",
        4,
        6,
        ONE,
    ),
    Mistake("in one line", f"{TOP}  acme: {{base_url: '{URL}, client_id: a'}}\n", "W034", OUTSIDE, ONE),
    Mistake("JSON", IN_JSON, "W034", OUTSIDE, ONE),
    Mistake("Python", IN_PYTHON, "W034", OUTSIDE, ONE),
    Mistake("without quotes", f"{TOP}  acme:\n    base_url: {URL}\n      client_id:a\n", "W034", OUTSIDE, ONE),
    Mistake(
        "a block scalar", f"{TOP}  acme:\n    base_url: |\n      {URL}\n      client_id: a\n", "W034", OUTSIDE, ONE
    ),
]

COMMA, SEMICOLON = (f"Remove the {name} at the end of the value" for name in ("comma", "semicolon"))


def _comma(title, options, after, hint=COMMA):
    return Mistake(title, f"{TOP}  acme:\n    {options}\n", "W035", hint, {"DEFAULT": "acme", "acme": after})


COMMAS = [
    _comma("without quotes", "client_id: a,", {"client_id": "a"}),
    _comma("single quotes", "client_id: 'a,'", {"client_id": "a"}),
    _comma("double quotes", 'client_id: "a,"', {"client_id": "a"}),
    _comma("a URL", f"base_url: {URL},", {"base_url": URL}),
    _comma("words", "verbose_name: A b,", {"verbose_name": "A b"}),
    _comma("an email address", "tech_support_email: a@b.c,", {"tech_support_email": "a@b.c"}),
    _comma("a number as a string", "tech_support_phone: 1-2,", {"tech_support_phone": "1-2"}),
    _comma("a semicolon", "client_id: a;", {"client_id": "a"}, SEMICOLON),
    _comma("before a comment", "client_id: a,  # ours", {"client_id": "a"}),
    _comma("two commas", "client_id: a,,", {"client_id": "a"}),
    _comma("in braces", "LINK_URLS: {contact: 'x,'}", {"LINK_URLS": {"contact": "x"}}),
    _comma("links", "LINK_URLS:\n      contact: x,\n      help: y", {"LINK_URLS": {"contact": "x", "help": "y"}}),
    _comma("items", "passing_statuses:\n    - a,\n    - b", {"passing_statuses": ["a", "b"]}),
    _comma("items in brackets", "passing_statuses: ['a,', b]", {"passing_statuses": ["a", "b"]}),
    _comma(
        "a secret beside others", f"base_url: {URL},\n    client_secret: s,", {"base_url": URL, "client_secret": "s"}
    ),
    _comma("two secrets", "client_secret: s,\n    secret_key: t,", {"client_secret": "s", "secret_key": "t"}),
    Mistake(
        "an option that is required",
        _secure("x,"),
        "W035",
        COMMA,
        {"DEFAULT": "rpnow4", "rpnow4": SECURE},
    ),
    Mistake(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {"client_id": "a,"}}}\n',
        "W035",
        COMMA,
        ONE_OPTION,
    ),
    Mistake(
        "Python",
        "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': {'client_id': 'a,'}}\n",
        "W035",
        COMMA,
        ONE_OPTION,
    ),
]

REMOVE = "Remove this entry, which has no value"


def _repeated(title, text, after, hint=REMOVE):
    return Mistake(title, text, "W017", hint, after)


REPEATED = [
    _repeated("null", f"{TOP}  acme: {{client_id: a}}\n  acme:\n", ONE_OPTION),
    _repeated("a tilde", f"{TOP}  acme: {{client_id: a}}\n  acme: ~\n", ONE_OPTION),
    _repeated("lines", f"{TOP}  acme:\n    client_id: a\n    base_url: {URL}\n  acme: null\n", ONE),
    _repeated(
        "in between",
        f"{TOP}  acme: {{client_id: a}}\n  b: {{}}\n  acme:\n",
        {**ONE_OPTION, "b": {}},
    ),
    _repeated(
        "in braces",
        "PROCTORING_BACKENDS: {DEFAULT: acme, acme: {client_id: a}, acme: }\n",
        ONE_OPTION,
    ),
    _repeated(
        "JSON",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {"client_id": "a"}, "acme": null}}\n',
        ONE_OPTION,
    ),
    _repeated(
        "Python",
        "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': {'client_id': 'a'}, 'acme': None}\n",
        ONE_OPTION,
    ),
    _repeated("the setting", f"{TOP}  acme: {{client_id: a}}\nPROCTORING_BACKENDS:\n", ONE_OPTION),
    _repeated(
        "without its required options",
        _secure("x", "  rpnow4: {}\n"),
        {"DEFAULT": "rpnow4", "rpnow4": SECURE},
        "Merge the entries into one",
    ),
    _repeated(
        "an option",
        f"{TOP}  acme:\n    client_id: a\n    client_id:\n",
        ONE_OPTION,
    ),
]

OUT = "Indent the options below it, which are outside the setting: "


def _outside(title, lines, names, options):
    return Mistake(title, f"{TOP}  acme:\n{lines}", "E006", OUT + names, {"DEFAULT": "acme", "acme": options})


OUTSIDE_THE_SETTING = [
    _outside("one", "client_id: a\n", "client_id", {"client_id": "a"}),
    _outside("in capitals", "CLIENT_ID: a\n", "CLIENT_ID", {"client_id": "a"}),
    _outside("capitals first", f"CLIENT_ID: a\nbase_url: {URL}\n", "CLIENT_ID, base_url", ACME),
    _outside("capitals last", f"base_url: {URL}\nCLIENT_ID: a\n", "base_url, CLIENT_ID", ACME),
    _outside(
        "capitals between",
        f"base_url: {URL}\nTIMEOUT: 5\nclient_id: a\n",
        "base_url, TIMEOUT, client_id",
        {**ACME, "timeout": 5},
    ),
    _outside("before a setting", f"base_url: {URL}\nCLIENT_ID: a\nSITE_NAME: x\n", "base_url, CLIENT_ID", ACME),
    _outside("before the secret key", "client_id: a\nSECRET_KEY: s\n", "client_id", {"client_id": "a"}),
    _outside("before an address", "client_id: a\nTECH_SUPPORT_EMAIL: a@b.c\n", "client_id", {"client_id": "a"}),
    _outside("dashes", f"client-id: a\nbase_url: {URL}\n", "client-id, base_url", ACME),
    _outside("misspelled", f"base_url: {URL}\nclient_idd: a\n", "base_url, client_idd", ACME),
    _outside("a mapping", "LINK_URLS:\n  contact: x\n", "LINK_URLS", {"LINK_URLS": {"contact": "x"}}),
]

KINDS = {
    "open quote": OPEN_QUOTES,
    "comma": COMMAS,
    "repeated": REPEATED,
    "outside the setting": OUTSIDE_THE_SETTING,
}
