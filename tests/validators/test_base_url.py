"""Check base_url and the other options that the base classes of edx-proctoring set, compared with real constructors."""

import warnings

import ddt
import requests
from django.core.cache import CacheKeyWarning
from django.test import SimpleTestCase
from django.utils.functional import lazystr
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from edx_proctoring.backends.null import NullBackendProvider
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from proctoring_config.validators.construction import validate_construction
from tests.distributions import make_plugin

PATH = ("PROCTORING_BACKENDS", "acme")
URL = "https://proctor.example.com"
ADD = "Add base_url: with the URL of the provider's API"
WRITE = "Write the URL of the provider's API, or remove the option if the plugin has its own URL"


class Rest(BaseRestProctoringProvider):
    """Sets no URL."""


class WithUrl(BaseRestProctoringProvider):
    """Sets a URL."""

    base_url = URL


class Grandchild(WithUrl):
    """Inherits a URL."""


class Computing(BaseRestProctoringProvider):
    """Computes the URL."""

    base_url = property(lambda self: URL)


class Settable(BaseRestProctoringProvider):
    """Computes the URL, and ignores the option."""

    base_url = property(lambda self: URL, lambda self, value: None)


class Constructing(BaseRestProctoringProvider):
    """Replaces the option."""

    def __init__(self, **options):
        super().__init__(**{**options, "base_url": URL})


class Forwarding(BaseRestProctoringProvider):
    """Has a constructor that leaves the option as it is."""

    def __init__(self, **options):
        super().__init__(**options)


class Ignoring(BaseRestProctoringProvider):
    """Ignores null."""

    base_url = URL

    def __setattr__(self, name, value):
        if value is not None:
            super().__setattr__(name, value)


class Meta(type(BaseRestProctoringProvider)):
    """Adds a URL to each call."""

    def __call__(cls, **options):
        return super().__call__(**{**options, "base_url": URL})


class Completed(BaseRestProctoringProvider, metaclass=Meta):
    """Gets its URL from its metaclass."""


class Mixin(BaseRestProctoringProvider):
    """Knows the URL only when it is set by its sibling."""


class Mixed(Mixin, WithUrl):
    """Inherits a URL from its second base."""


class Naming(NullBackendProvider):
    """Computes its name."""

    verbose_name = property(lambda self: "Acme")


class NamingRest(WithUrl):
    """Computes its name."""

    verbose_name = property(lambda self: "Acme")


def fatal(found, error="AttributeError", path=(*PATH, "base_url")):
    """Return the error about a URL."""
    message = (
        f"The base_url of a REST plugin must be a string, but it is {found}. LMS and Studio will not start ({error})."
    )
    return [("E012", path, message, WRITE if path[-1] == "base_url" else ADD)]


def doubtful(found, effect="LMS and Studio will not start (AttributeError)"):
    """Return the warning about a URL."""
    message = f"The base_url of the plugin is {found}. Unless the plugin's own code replaces it, {effect}."
    return [("W027", (*PATH, "base_url"), message, WRITE)]


def without_scheme(error, hint):
    """Return the warning about a URL that does not begin with https:// or http://."""
    found = "a URL that does not begin with https:// or http://"
    return [(*doubtful(found, f"every request to the provider fails ({error})")[0][:3], hint)]


def with_invalid_host():
    """Return the warning about a URL whose host or port is missing or invalid."""
    found = "a URL whose host or port is missing or invalid"
    hint = "Write the URL as https://HOST, without spaces, followed by :PORT and /PATH if necessary"
    return [(*doubtful(found, "every request to the provider fails (InvalidURL)")[0][:3], hint)]


def computed(*names):
    """Return the error about options that the plugin computes."""
    message = (
        f"The plugin computes the following options itself and cannot accept them: {', '.join(names)}. LMS and Studio "
        "will not start (AttributeError)."
    )
    return [("E013", PATH, message, "Remove the options")]


IN_FRONT = "Write https:// in front of the URL"
AT_BEGINNING = "Write https:// or http:// at the beginning of the URL"
MISSING, NULL = fatal("missing", path=PATH), {"base_url": None}
EMPTY = doubtful("empty", "every request to the provider fails (MissingSchema)")

# name, plugin, options, problems; an error exactly if the constructor raises an exception
CERTAIN = [
    ("missing", Rest, {}, MISSING),
    ("missing beside other options", Rest, {"client_id": "x", "client_secret": "x"}, MISSING),
    ("null", Rest, NULL, fatal("null")),
    ("null although the class sets one", WithUrl, NULL, fatal("null")),
    ("false", Rest, {"base_url": False}, fatal("false")),
    ("a number", Rest, {"base_url": 7}, fatal("a number")),
    ("a list", Rest, {"base_url": [URL]}, fatal("a list")),
    ("a mapping", Rest, {"base_url": {"url": URL}}, fatal("a mapping")),
    ("bytes", Rest, {"base_url": URL.encode()}, fatal("bytes", "TypeError")),
    ("empty", Rest, {"base_url": ""}, EMPTY),
    ("blank", WithUrl, {"base_url": "  "}, EMPTY),
    *(
        (url, Rest, {"base_url": url}, without_scheme(error, hint))
        for url, error, hint in (
            ("proctor.example.com", "MissingSchema", IN_FRONT),
            ("www.proctor.example.com/api/", "MissingSchema", IN_FRONT),
            ("//proctor.example.com", "MissingSchema", AT_BEGINNING),
            (" proctor.example.com", "MissingSchema", IN_FRONT),
            ("proctor.example.com:8443", "InvalidSchema", IN_FRONT),
            ("proctor.example.com:8443/api", "InvalidSchema", IN_FRONT),
            ("https:/proctor.example.com", "InvalidURL", AT_BEGINNING),
            ("https:proctor.example.com", "InvalidURL", AT_BEGINNING),
            ("HTTP:/proctor.example.com", "InvalidURL", AT_BEGINNING),
            ("https;//proctor.example.com", "MissingSchema", AT_BEGINNING),
            ("https//proctor.example.com", "MissingSchema", AT_BEGINNING),
            ("htps://proctor.example.com", "InvalidSchema", AT_BEGINNING),
            ("hhttps://proctor.example.com", "InvalidSchema", AT_BEGINNING),
            ("ftp://proctor.example.com", "InvalidSchema", AT_BEGINNING),
            ("WSS://proctor.example.com/api", "InvalidSchema", AT_BEGINNING),
            ("git+https://proctor.example.com", "InvalidSchema", AT_BEGINNING),
        )
    ),
    *(
        (url, Rest, {"base_url": url}, with_invalid_host())
        for url in (
            "https://",
            "https:///proctor.example.com",
            "https:// proctor.example.com",
            "https://proctor example.com",
            "https://proctor.example.com /api",
            "https://proctor.example.com:port/api",
            "https://proctor.example.com:844333",
            "https://:8443/api",
            "HTTPS://user@:8443",
            "https://[::1/api",
        )
    ),
    *(
        (url, Rest, {"base_url": url}, [])
        for url in (
            "https://proctor_1.example.com",
            "http://localhost:8000",
            "https://[::1]:8443/api v1",
            "https://proctor.example.com:/",
            "https://{{ PROCTOR_HOST }}/api",
            "https://${PROCTOR_HOST}/api",
        )
    ),
    ("a URL", Rest, {"base_url": URL}, []),
    ("a URL with a port", Rest, {"base_url": f"{URL}:8443/api"}, []),
    ("a URL in capitals", Rest, {"base_url": URL.upper()}, []),
    ("another text", Rest, {"base_url": "test"}, []),
    ("a lazy URL", Rest, {"base_url": lazystr(URL)}, []),
    ("missing, but the class sets one", WithUrl, {}, []),
    ("missing, but a base class sets one", Grandchild, {}, []),
    ("missing, but another base class sets one", Mixed, {}, []),
    ("missing, but computed", Computing, {}, []),
    ("given, although it is computed", Computing, {"base_url": URL}, computed("base_url")),
    ("null, but ignored by a property", Settable, NULL, []),
    ("missing, but set by the constructor", Constructing, {}, []),
    ("missing, but set by the metaclass", Completed, {}, []),
    ("not a REST plugin", NullBackendProvider, NULL, []),
    ("a computed option of another plugin", Naming, {"verbose_name": "x", "base_url": None}, computed("verbose_name")),
    ("computed options", NamingRest, {"verbose_name": "x"}, computed("verbose_name")),
    ("a computed option that is not set", NamingRest, {"tech_support_email": "x"}, []),
]
# name, plugin, options, problems; the plugin's own code decides whether it starts
DOUBTFUL = [
    ("null, replaced by the constructor", Constructing, NULL, doubtful("null")),
    ("null, forwarded by the constructor", Forwarding, NULL, doubtful("null")),
    ("missing, and forwarded by the constructor", Forwarding, {}, []),
    ("null, ignored by the plugin", Ignoring, NULL, doubtful("null")),
    ("null, replaced by the metaclass", Completed, NULL, doubtful("null")),
]


@ddt.ddt
class BaseUrlTest(SimpleTestCase):
    """validate_construction, for options that become attributes of the plugin."""

    def validate(self, loaded, options):
        """Return the problems as tuples."""
        problems = validate_construction(
            make_plugin("acme", "acme", loaded=loaded), options, BACKEND_CONFIGURATION_ALLOW_LIST, PATH
        )
        return [(problem.id[-4:], problem.path, problem.message, problem.hint) for problem in problems]

    @ddt.named_data(*CERTAIN, *DOUBTFUL)
    def test_finds(self, loaded, options, expected):
        self.assertEqual(self.validate(loaded, options), expected)

    @ddt.named_data(*CERTAIN)
    def test_errors_are_exactly_what_stops_edx_proctoring(self, loaded, options, expected):
        raised = None
        try:
            loaded(**options)
        except Exception as error:
            raised = type(error).__name__
        code, message = (expected[0][0], expected[0][2]) if expected else (None, "")
        self.assertEqual(bool(raised), code in ("E012", "E013"))
        self.assertIn(f"({raised})" if raised else "", message)

    @ddt.named_data(
        *(
            (name, options["base_url"], found[0][2])
            for name, _, options, found in CERTAIN
            if found and found[0][0] == "W027"
        )
    )
    def test_requests_fail(self, url, message):
        warnings.simplefilter("ignore", CacheKeyWarning)  # of the client, which stores its token under this URL
        with self.assertRaises(requests.exceptions.RequestException) as caught:
            Rest(base_url=url).get_exam({"id": "x"})
        self.assertIn(f"({type(caught.exception).__name__})", message)
