"""Settings files with mistakes in names and values, by kind."""

from tests.mistakes import LIST, START, TEXT, URL, Mistake, provider


def _boolean(written, meant, hint=None):
    hint = hint or f"Write show_review_rules: {str(meant).lower()}, without quotes"
    option = f"{{show_review_rules: {written}}}"
    return provider(written, option, "W004", hint, {"show_review_rules": meant})


def _string(title, written, after, hint="Put quotes around the value", option="client_id"):
    return provider(title, f"\n    {option}: {written}", "W005", hint, {option: after})


COMMA = "Remove the comma: write show_review_rules: {}, without quotes"
CHOICE = "Write true or false, without quotes"
BOOLEANS = [
    _boolean("'true,'", True, COMMA.format("true")),
    _boolean("'False,'", False, COMMA.format("false")),
    _boolean("'no;'", False),
    _boolean("n", False),
    _boolean("Y", True),
    _boolean("fales", False),
    _boolean("flase", False),
    _boolean("ture", True),
    _boolean("treu", True),
    _boolean("fals", False),
    _boolean("truee", True),
    _boolean("TRUE.", True),
    _boolean("\"'False'\"", False),
    _boolean("'False'", False),
    _boolean("' false '", False),
    _boolean("disabled", False),
    _boolean("0", False),
    _boolean("1", True),
    _boolean("1.0", True),
    _boolean("'off'", False),
    _boolean("\u201ctrue\u201d", True),
    _boolean("false\u00a0", False),
    _boolean("[false]", False),
    _boolean("none", True, CHOICE),
    _boolean("~", True, CHOICE),
    _boolean("2", True, CHOICE),
    _boolean("maybe", True, CHOICE),
    _boolean("hidden", True, CHOICE),
]

STRINGS = [
    _string("no", "no", "no"),
    _string("on", "on", "on"),
    _string("Yes", "Yes", "Yes"),
    _string("digits", "0123", "0123"),
    _string("a number", "12.50", "12.50"),
    _string("an exponent", "1.0e+3", "1.0e+3"),
    _string("a date", "2026-01-02", "2026-01-02"),
    _string("a time", "12:30:45", "12:30:45"),
    _string("an underscore", "1_000", "1_000"),
    _string("in a flow mapping", "no", "no", option="organization"),
    _string("null", "", "", "Write the value in quotes after the colon ('' if there is none)"),
    _string("a tilde", "~", "", "Write the value in quotes after the colon ('' if there is none)"),
    _string("a list of one", "[abc]", "abc", 'Write the value in quotes, without "- " or brackets'),
    _string("an item", "\n    - abc", "abc", 'Write the value in quotes, without "- " or brackets'),
]

SECONDS = "Write a positive number, such as timeout: 30"
BARE = "Write the number without quotes and commas"
NUMBERS = [
    _string("a pair", "[3, 27]", 30, SECONDS, "timeout"),
    _string("items", "\n    - 3\n    - 27", 30, SECONDS, "timeout"),
    _string("null", "null", 30, SECONDS, "timeout"),
    _string("a mapping", "{connect: 3}", 30, SECONDS, "timeout"),
    _string("a boolean", "on", 30, SECONDS, "timeout"),
    _string("in quotes", "'27'", 27, BARE, "timeout"),
    _string("a comma", "27,", 27, BARE, "timeout"),
    _string("a unit", "27s", 27, "Write the number only, without a unit", "timeout"),
    _string("a word", "long", 30, SECONDS, "timeout"),
    _string("a lifetime", "'60'", 60, BARE, "token_expiration_time"),
    _string("without a default", "often", 1, "Write one number", "ping_interval"),
]

ITEMS = "Put quotes around each item that is not a string"
BRACKETS = "Put brackets around the value, with its items in quotes"
COLLECTIONS = [
    _string("an unquoted item", "[clean, no]", ["clean", "no"], ITEMS, "passing_statuses"),
    _string("a number", "[1, clean]", ["1", "clean"], ITEMS, "passing_statuses"),
    _string("a string", "clean", ["clean"], BRACKETS, "passing_statuses"),
    _string("commas", "clean, suspicious", ["clean", "suspicious"], BRACKETS, "passing_statuses"),
    _string("null", "", [], "Write a list in brackets ([] if it is empty)", "passing_statuses"),
    _string("links in a list", "\n    - contact: x", {"contact": "x"}, LIST, "LINK_URLS"),
    _string("links in a text", "'{contact: x}'", {"contact": "x"}, TEXT, "LINK_URLS"),
    _string("no links", "", {}, "Write a mapping, such as LINK_URLS: {}", "LINK_URLS"),
]

IN_FRONT = "Write https:// in front of the URL"
AT_BEGINNING = "Write https:// or http:// at the beginning of the URL"


def _url(title, written, hint=IN_FRONT, text=None, after=URL):
    text = text or f"{START}  DEFAULT: acme\n  acme:\n    base_url: {written}\n"
    return Mistake(title, text, "W027", hint, {"DEFAULT": "acme", "acme": {"base_url": after}})


URLS = [
    _url("a host", "acme.example.com"),
    _url("in quotes", "'acme.example.com'"),
    _url("in double quotes", '"acme.example.com"'),
    _url("a port", "acme.example.com:8443", after=f"{URL}:8443"),
    _url("this machine", "localhost:8080/api", AT_BEGINNING, after="https://localhost:8080/api"),
    _url("a path", "acme.example.com/api", after=f"{URL}/api"),
    _url("slashes", "//acme.example.com", AT_BEGINNING),
    _url("one slash", "https:/acme.example.com", AT_BEGINNING),
    _url("no slash", "https:acme.example.com", AT_BEGINNING),
    _url("no colon", "https//acme.example.com", AT_BEGINNING),
    _url("a semicolon", "https;//acme.example.com", AT_BEGINNING),
    _url("in capitals", "HTTPS:/acme.example.com", AT_BEGINNING),
    _url(
        "JSON",
        None,
        text='{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": {"base_url": "acme.example.com"}}}\n',
    ),
    _url("Python", None, text="PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': {'base_url': 'acme.example.com'}}\n"),
]

ALIKE = {"DEFAULT": "acme", "acme": {"client_id": "a"}}


def _alike(title, written, hint, after=ALIKE, id="W023"):
    return Mistake(title, f"{START}{written}\n", id, hint, after)


VALUE = "Write the value without them, in straight quotes if necessary"
LOOKALIKES = [
    _alike("DEFAULT", "  DEFAULT: \u201cacme\u201d\n  acme: {client_id: a}", "Write DEFAULT: 'acme'"),
    _alike("single quotes", "  DEFAULT: \u2018acme\u2019\n  acme: {client_id: a}", "Write DEFAULT: 'acme'"),
    _alike("both", "  DEFAULT: \u201eacme\u201c\n  \u201eacme\u201c: {client_id: a}", "Write DEFAULT: 'acme'"),
    _alike("a backtick", "  DEFAULT: 'acme`'\n  acme: {client_id: a}", "Write DEFAULT: 'acme'"),
    _alike("a non-breaking space", "  DEFAULT: acme\u00a0\n  acme: {client_id: a}", "Write DEFAULT: 'acme'"),
    _alike("an invisible character", "  DEFAULT: acme\n  acme: {client_id\u200b: a}", "Rename it to client_id"),
    _alike("a dash", "  DEFAULT: acme\n  acme: {client\u2013id: a}", "Rename it to client_id"),
    _alike("full-width letters", "  DEFAULT: acme\n  acme: {\uff43lient_id: a}", "Rename it to client_id"),
    _alike("a Cyrillic letter", "  DEFAULT: acme\n  acme: {\u0441lient_id: a}", "Rename it to client_id"),
    _alike("quotes inside quotes", "  DEFAULT: acme\n  acme: {\"'client_id'\": a}", "Rename it to client_id"),
    _alike(
        "the key DEFAULT",
        "  \u201cDEFAULT\u201d: acme\n  acme: {client_id: a}",
        "Rename '\u201cDEFAULT\u201d' to DEFAULT",
        id="W001",
    ),
    _alike("a value", "  DEFAULT: acme\n  acme: {client_id: \u201ca\u201d}", VALUE),
    _alike("a value with a space", "  DEFAULT: acme\n  acme: {client_id: a\u00a0}", VALUE),
    _alike("a space after a value", "  DEFAULT: acme\n  acme: {client_id: 'a '}", VALUE),
    _alike("a space before a value", '  DEFAULT: acme\n  acme: {client_id: " a"}', VALUE),
    _alike("a tab after a value", '  DEFAULT: acme\n  acme: {client_id: "a\\t"}', VALUE),
    _alike("a line break", "  DEFAULT: acme\n  acme:\n    client_id: |\n      a", VALUE),
    _alike("a folded line break", "  DEFAULT: acme\n  acme:\n    client_id: >\n      a\n", VALUE),
    _alike("a quote on the next line", "  DEFAULT: acme\n  acme:\n    client_id: 'a\n      '", VALUE),
    _alike("a value in two quotes", "  DEFAULT: acme\n  acme: {client_id: \"'a'\"}", VALUE),
]

SPACE = "Write a space after the colon"
MISSING_SPACE = [
    provider("one option", "{client_id:a}", "W024", SPACE, {"client_id": "a"}),
    provider("two options", "{client_id:a, base_url: b}", "W024", SPACE, {"client_id": "a", "base_url": "b"}),
    provider("a boolean", "{show_review_rules:false}", "W024", SPACE, {"show_review_rules": False}),
    provider("an unknown option", "{show_review_rulez:no}", "W024", SPACE, {"show_review_rules": False}),
    provider("a URL", f"{{base_url:{URL}}}", "W024", SPACE, {"base_url": URL}),
    provider("quotes", "{client_id:'a'}", "W024", SPACE, {"client_id": "a"}),
    provider(
        "an equals sign", "{client_id=a}", "W024", 'Write a colon and a space instead of each "="', {"client_id": "a"}
    ),
    provider(
        "a full-width colon",
        "{client_id\uff1aa}",
        "W024",
        "Write a colon and a space instead of each full-width colon",
        {"client_id": "a"},
    ),
    *(
        provider(f"missing colon {title}", f"{{{text}, base_url: b}}", "W024", f"Write a colon after {name}", after)
        for title, text, name, after in (
            ("after a text", "client_id a", "client_id", {"client_id": "a", "base_url": "b"}),
            ("after a boolean", "needs_oauth no", "needs_oauth", {"needs_oauth": False, "base_url": "b"}),
            ("after a number", "timeout  5", "timeout", {"timeout": 5, "base_url": "b"}),
            ("before words", "verbose_name A b c", "verbose_name", {"verbose_name": "A b c", "base_url": "b"}),
        )
    ),
    Mistake(
        "DEFAULT",
        "PROCTORING_BACKENDS: {DEFAULT:acme, acme: {}}\n",
        "W001",
        SPACE,
        {"DEFAULT": "acme", "acme": {}},
    ),
]

QUOTE = "Quote the name; YAML reads unquoted yes, no, on, off and digits as booleans and numbers"
WHERE = "Quote the name where the provider is configured: {!r}"


def _unquoted(title, default, name, hint, after, id):
    text = f"{START}  DEFAULT: {default}\n  {name}: {{client_id: a}}\n"
    return Mistake(title, text, id, hint, {"DEFAULT": after, after: {"client_id": "a"}})


BOTH = "Put quotes around the name, here and where the provider is configured"
NAMES = [
    _unquoted("null", "'null'", "null", WHERE.format("null"), "null", "W003"),
    _unquoted("a tilde", "'null'", "~", WHERE.format("null"), "null", "W003"),
    _unquoted("yes", "'yes'", "yes", WHERE.format("yes"), "yes", "W003"),
    _unquoted("Off", "'Off'", "Off", WHERE.format("Off"), "Off", "W003"),
    _unquoted("digits", "'42'", "42", WHERE.format("42"), "42", "W003"),
    _unquoted("both null", "null", "null", "Write DEFAULT: 'null', with quotes", "null", "W002"),
    _unquoted("both on", "on", "on", BOTH, "on", "W002"),
    _unquoted("both digits", "7", "7", BOTH, "7", "W002"),
    _unquoted("both dates", "2026-01-02", "2026-01-02", BOTH, "2026-01-02", "W002"),
    Mistake(
        "null without options",
        f"{START}  DEFAULT: acme\n  acme: {{}}\n  null:\n",
        "E004",
        "Quote the name: 'null'",
        {"DEFAULT": "acme", "acme": {}, "null": {}},
    ),
    Mistake(
        "null and 'null'",
        f"{START}  DEFAULT: 'null'\n  'null': {{}}\n  null: {{}}\n",
        "E004",
        "Remove it, or move its options to 'null', which is also configured",
        {"DEFAULT": "null", "null": {}},
    ),
]

KINDS = {
    "name": NAMES,
    "boolean": BOOLEANS,
    "string": STRINGS,
    "number": NUMBERS,
    "collection": COLLECTIONS,
    "URL": URLS,
    "lookalikes": LOOKALIKES,
    "missing space": MISSING_SPACE,
}
