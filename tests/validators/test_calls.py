"""Find out from the code whether a call raises TypeError, and compare that with real calls."""

import abc
import collections
import functools
import types
import typing
from dataclasses import dataclass, field

import ddt
from django.test import SimpleTestCase
from django.views.decorators.debug import sensitive_variables

from proctoring_config.validators.calls import Mismatch, find_mismatch


def passes_through(function):
    """Decorate a function as most decorators do."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def completes(function):
    """Decorate a function, and add what it requires."""

    @functools.wraps(function)
    def wrapper(self, **kwargs):
        return function(self, **{"client_id": "x", **kwargs})

    return wrapper


def drops(function):
    """Decorate a function, and drop all arguments."""

    @functools.wraps(function)
    def wrapper(self, *args, **kwargs):
        return function(self, client_id="x")

    return wrapper


def hides(function):
    """Decorate a function without a trace, and require an argument of the wrapper."""

    def wrapper(self, base_url, **kwargs):
        return function(self, client_id="x")

    return wrapper


def of(*bases, metaclass=type, **body):
    """Return a class with this body."""
    return types.new_class("Backend", bases, {"metaclass": metaclass}, lambda space: space.update(body))


def init(self, client_id):
    """A constructor that requires an option."""


def lenient(self, client_id="x", **options):
    """A constructor that requires nothing."""


def claims(function, signature):
    """Return a copy of the function with an attribute that ``inspect.signature`` believes."""
    copy = types.FunctionType(function.__code__, globals(), None, function.__defaults__)
    copy.__signature__ = signature
    return copy


class Singleton(type):
    """A metaclass that accepts all arguments."""

    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)


class Strict(type):
    """A metaclass that accepts one option only."""

    def __call__(cls, *, client_id):
        return super().__call__()


class StaticCall(type):
    """A metaclass whose call does not get the class."""

    @staticmethod
    def __call__(client_id=None):
        return client_id


class Registering(type):
    """A metaclass that leaves calls alone."""

    def __new__(mcs, *args, **kwargs):
        return super().__new__(mcs, *args, **kwargs)


class Unfinished(abc.ABC):
    """A class without one of its methods."""

    @abc.abstractmethod
    def start(self):
        """Start."""


class Factory:
    """A factory that is an instance."""

    def __call__(self, client_id):
        return client_id

    def create(self, client_id, base_url=None):
        """Return an instance."""

    @classmethod
    def of_class(cls, *, base_url):
        """Return an instance."""

    @staticmethod
    def static(base_url="x"):
        """Return an instance."""


def generate(client_id):
    """A function whose body does not run when it is called."""
    yield client_id


@dataclass
class Data:
    """A dataclass."""

    client_id: str
    base_url: str | None = None
    seen: list = field(default_factory=list)


@dataclass(kw_only=True)
class DataOfKeywords:
    """A dataclass with keyword-only fields, one of which is set by no constructor."""

    client_id: str
    base_url: str = field(init=False, default="x")


class Base:
    """A base class that requires an option."""

    def __init__(self, client_id):
        pass


class Inheriting(Base):
    """A class without a constructor of its own."""


class Forwarding(Base):
    """A class whose constructor calls its base."""

    def __init__(self, **options):
        super().__init__(**options)


Named = collections.namedtuple("Named", ["client_id", "base_url"], defaults=[None])
T = typing.TypeVar("T")

# name, what an entry point refers to; the verdict must be that of a real call
KNOWN = [
    ("no constructor", of()),
    ("required option", of(__init__=init)),
    ("optional option and keywords", of(__init__=lenient)),
    ("default None", of(__init__=lambda self, client_id=None: None)),
    ("keyword only", of(__init__=lambda self, *, client_id, base_url=None: None)),
    ("positional only", of(__init__=lambda self, client_id, /: None)),
    ("positional only with a default", of(__init__=lambda self, client_id=None, /: None)),
    ("positional only beside keywords", of(__init__=lambda self, client_id, /, **options: None)),
    ("optional and positional only beside keywords", of(__init__=lambda self, client_id=0, /, **options: None)),
    ("self without a name", of(__init__=lambda *args, **options: None)),
    ("arguments by position only", of(__init__=lambda *args: None)),
    ("not even self", of(__init__=lambda: None)),
    ("self is an option", of(__init__=lambda client_id, **options: None)),
    ("inherited constructor", Inheriting),
    ("dataclass", Data),
    ("dataclass with keyword-only fields", DataOfKeywords),
    ("named tuple", Named),
    ("generic class", of(__init__=init, __class_getitem__=classmethod(lambda cls, item: cls))),
    ("subclass of Generic", types.new_class("Backend", (typing.Generic[T],), {}, lambda d: d.update(__init__=init))),
    ("slots", of(__slots__=("client_id",), __init__=init)),
    ("own creation only", of(__new__=lambda cls, client_id: object.__new__(cls))),
    ("own creation, constructor of object", of(__new__=lambda cls, **options: object.__new__(cls))),
    ("own creation refuses first", of(__new__=lambda cls, base_url: object.__new__(cls), __init__=lenient)),
    ("metaclass that leaves calls alone", of(metaclass=Registering, __init__=init)),
    ("metaclass that refuses", of(metaclass=Strict)),
    ("metaclass with a static call", of(metaclass=StaticCall, __init__=init)),
    ("abstract class", Unfinished),
    ("abstract class with a method", of(Unfinished, metaclass=abc.ABCMeta, start=lambda self: None, __init__=init)),
    ("decorator that drops", of(__init__=drops(init))),
    ("decorator without a trace", of(__init__=hides(init))),
    ("false signature of the constructor", of(__init__=claims(init, "(self)"))),
    ("signature that claims too much", of(__init__=claims(lenient, init.__get__(0)))),
    ("false signature of the class", of(__init__=lenient, __signature__="(client_id)")),
    ("static constructor", of(__init__=staticmethod(lambda client_id=None: None))),
    ("constructor of the class", of(__init__=classmethod(lambda cls, client_id: None))),
    ("function", lambda client_id: client_id),
    ("function with keywords", lambda **options: options),
    ("function of nothing", lambda: None),
    ("decorated function", drops(lambda self, client_id: None)),
    ("generator function", generate),
    ("method of the class", Factory.of_class),
    ("method of an instance", Factory().create),
    ("static method", Factory.static),
    ("callable instance", Factory()),
    ("method of a function", types.MethodType(lambda self, base_url: None, 1)),
    ("method of a class", types.MethodType(of(__init__=lambda self, owner, client_id: None), 1)),
    ("partial with the option", functools.partial(of(__init__=init), client_id=1)),
    ("partial with an argument", functools.partial(of(__init__=init), 1)),
    ("partial with too many arguments", functools.partial(of(__init__=init), 1, 2)),
    ("partial with a wrong keyword", functools.partial(of(__init__=init), wrong=1)),
    ("partial of a partial", functools.partial(functools.partial(Data, base_url="x"), client_id=1)),
    ("partial of a method", functools.partial(Factory().create, "x")),
    ("partial of object", functools.partial(of(), 1)),
    ("module", abc),
    ("null", None),
    ("string", "acme"),
    ("instance", Base(1)),
]
# name, callable whose own code decides: nothing is reported, although some of the calls fail
UNKNOWN = [
    ("decorator that completes", of(__init__=completes(init))),
    ("decorator that passes through", of(__init__=passes_through(init))),
    ("decorator of Django", of(__init__=sensitive_variables()(init))),
    ("decorated function", passes_through(lambda client_id: client_id)),
    ("base constructor", Forwarding),
    ("metaclass that passes through", of(metaclass=Singleton, __init__=init)),
    ("metaclass and abstract class", of(Unfinished, metaclass=type("M", (Singleton, abc.ABCMeta), {}))),
    ("own creation and constructor", of(__new__=lambda cls, *a, **k: object.__new__(cls), __init__=init)),
    (
        "own creation of an abstract class",
        of(Unfinished, metaclass=abc.ABCMeta, __new__=lambda cls, **k: object.__new__(cls)),
    ),
    ("constructor in C", of(Exception)),
    ("creation in C", of(int)),
    ("cache", functools.lru_cache(lambda client_id: client_id)),
    ("constructor that is an object", of(__init__=functools.partialmethod(init))),
    ("built-in function", len),
    ("alias", list[int]),
    ("no constructor at all", of(__init__=None)),
]
NAMES = ("client_id", "base_url", "verbose_name")
CALLS = [tuple(name for number, name in enumerate(NAMES) if bits & 1 << number) for bits in range(1 << len(NAMES))]


def raises_type_error(target, names):
    """Return whether the call really raises TypeError."""
    try:
        target(**dict.fromkeys(names, "x"))
    except TypeError:
        return True
    return False


@ddt.ddt
class FindMismatchTest(SimpleTestCase):
    """find_mismatch."""

    @ddt.named_data(*KNOWN)
    def test_agrees_with_calls(self, target):
        verdicts = {names: find_mismatch(target, names) != Mismatch() for names in CALLS}
        self.assertEqual(verdicts, {names: raises_type_error(target, names) for names in CALLS})

    @ddt.named_data(*UNKNOWN)
    def test_says_nothing_about_code_that_it_cannot_know(self, target):
        self.assertEqual({find_mismatch(target, names) for names in CALLS}, {Mismatch()})
        self.assertIn(True, [raises_type_error(target, names) for names in CALLS])

    def test_there_are_calls_of_both_kinds(self):
        outcomes = [raises_type_error(target, names) for _, target in KNOWN for names in CALLS]
        self.assertGreater(min(outcomes.count(True), outcomes.count(False)), 100)

    def test_names_what_is_missing_and_refused(self):
        target = of(__init__=lambda self, license_number, client_id, /, base_url, *, ping_interval: None)
        self.assertEqual(
            find_mismatch(target, ["verbose_name", "client_id"]),
            Mismatch(
                missing=("license_number", "client_id", "base_url", "ping_interval"),
                positional=("license_number", "client_id"),
                refused=("client_id", "verbose_name"),
            ),
        )
