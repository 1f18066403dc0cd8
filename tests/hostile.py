"""Arbitrary values of PROCTORING_BACKENDS, with a marker planted wherever a value may be secret."""

from collections.abc import Mapping
from contextlib import suppress

from django.core.exceptions import AppRegistryNotReady
from django.utils.functional import SimpleLazyObject, lazy
from hypothesis import strategies as st

from proctoring_config.options import OPTIONS

#: Stands in values, and in keys that do not look like names: no output may hold it.
MARKER = "MaRkEr-5ecret"

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.binary(max_size=4)
    | st.text(max_size=6)
    | st.sampled_from(["", "False", "true", "yes", "0", "null", "{{ X }}", "%s", "{0}", "{found}"])
    | st.sampled_from([MARKER, f"{MARKER}\n", f"x{MARKER}x", MARKER.encode()])
)
_NAMES = st.sampled_from(
    ["mock", "null", "proctortrack", "lti_external", "software_secure", "DEFAULT", "default", f"a:{MARKER}"]
)
_OPTION_NAMES = st.sampled_from(
    [
        *OPTIONS,
        "SHOW_REVIEW_RULES",
        "show_review_rule",
        "requires-escalation-email",
        "house_option",
        "{found}",
        "",
        f"client_secret:{MARKER}",
    ]
)
_KEYS = st.none() | st.booleans() | st.integers() | st.text(max_size=6)

values = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=4) | st.just(MARKER), inner, max_size=3)
    ),
    max_leaves=6,
)


def _unnamed(value):
    """Not a mapping: its keys would be names."""
    return not isinstance(value, dict)


def _without_secret_default(value):
    """The name under DEFAULT is a provider's name, which is no secret and is shown."""
    if isinstance(value, dict) and isinstance(value.get("DEFAULT"), str):
        value["DEFAULT"] = value["DEFAULT"].replace(MARKER, "")
    return value


options = st.dictionaries(_OPTION_NAMES | _KEYS, values, max_size=5) | values.filter(_unnamed)
settings_values = (
    st.dictionaries(_NAMES | _KEYS, options, max_size=5)
    | st.builds(
        lambda entries, name: {**entries, "DEFAULT": name}, st.dictionaries(_NAMES, options, max_size=4), _NAMES
    )
    | values.filter(_unnamed)
).map(_without_secret_default)
providers = _NAMES | _KEYS | values


class HostileError(Exception):
    """Raised by the objects below; its message must not be shown."""


def fail(*args, **kwargs):
    """Raise an exception."""
    raise HostileError(MARKER)


def raising(name, base=object, methods=(), **attributes):
    """Return an instance of a class ``name`` in which these methods raise exceptions."""
    return type(name, (base,), {**dict.fromkeys(methods, fail), **attributes})()


def _lying(claimed):
    """Return an object whose ``__class__`` is that of another type."""
    return raising("Liar", __class__=property(lambda self: claimed))


class _Changing(dict):
    """A dictionary that changes while it is read."""

    def items(self):
        """Yield the items, and add one for each."""
        for key, value in super().items():
            yield key, value
            self[len(self)] = value


_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__gt__")
_CONTAINER = ("__len__", "__iter__", "__contains__", "__getitem__")
_TEXT = ("__str__", "__repr__", "__format__")
_STRING = ("casefold", "upper", "strip", "isprintable", "startswith", "encode", "join", "split")

#: Functions that return a value of the setting on which something raises an exception, by a readable name.
HOSTILE = {
    "class_raises": lambda: raising("X", __class__=property(fail)),
    "class_claims_dict": lambda: _lying(dict),
    "class_claims_list": lambda: _lying(list),
    "class_claims_str": lambda: _lying(str),
    "class_claims_bool": lambda: _lying(bool),
    "class_claims_int": lambda: _lying(int),
    "eq_raises": lambda: raising("X", methods=_COMPARISONS, __hash__=object.__hash__),
    "hash_raises": lambda: raising("X", methods=["__hash__"]),
    "bool_raises": lambda: raising("X", methods=["__bool__"]),
    "text_raises": lambda: raising("X", methods=_TEXT),
    "len_and_iter_raise": lambda: raising("X", methods=_CONTAINER),
    "everything_raises": lambda: raising("X", methods=["__getattr__", "__bool__", *_COMPARISONS, *_CONTAINER, *_TEXT]),
    "mapping_raises": lambda: raising("X", Mapping, _CONTAINER),
    "dict_with_raising_items": lambda: raising("X", dict, ["items", "keys", "__iter__"]),
    "dict_with_raising_get": lambda: raising("X", dict, ["get", "__getitem__", "__contains__", "__len__", "__bool__"]),
    "dict_that_raises_key_error": lambda: raising("X", Mapping, __getitem__={}.__getitem__, __len__=int, __iter__=int),
    "dict_that_changes": lambda: _Changing(a=1),
    "str_with_raising_methods": lambda: raising("X", str, [*_STRING, *_TEXT, "__bool__", "__len__"]),
    "str_with_raising_eq": lambda: raising("X", str, _COMPARISONS, __hash__=str.__hash__),
    "int_with_raising_methods": lambda: raising("X", int, [*_COMPARISONS, *_TEXT, "__bool__", "__abs__"]),
    "list_with_raising_iter": lambda: raising("X", list, [*_CONTAINER, "__bool__"]),
    "lazy_object_that_fails": lambda: SimpleLazyObject(fail),
    "lazy_text_that_fails": lazy(fail, str),
    "lazy_mapping_that_fails": lazy(fail, dict),
    "lazy_value_that_needs_apps": lambda: SimpleLazyObject(raiser(AppRegistryNotReady)),
    "lazy_value_that_recurses": lambda: SimpleLazyObject(raiser(RecursionError)),
    "complex_number": lambda: 3j,
    "huge_number": lambda: 10**5000,
    "surrogate": lambda: "\ud800",
    "contains_itself": lambda: _cycle(),
    "very_deep": lambda: _nest(10_000),
}


def raiser(error):
    """Return a function that raises ``error``."""

    def function():
        raise error

    return function


def _cycle():
    value = {}
    value["a"] = value
    return value


def _nest(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


def _one(**options):
    """Return a setting whose provider has these options."""
    return {"DEFAULT": "mock", "null": {}, "mock": options}


#: Functions that put a value somewhere into the setting, by a readable name.
PLACES = {
    "setting": lambda value: value,
    "default": lambda value: {"DEFAULT": value, "null": {}, "mock": {}},
    "body": lambda value: {"DEFAULT": "null", "null": {}, "mock": value},
    "body_without_plugin": lambda value: {"DEFAULT": "null", "null": {}, "acme": value},
    "body_of_vendor": lambda value: {"DEFAULT": "null", "null": {}, "proctortrack": value},
    "lti": lambda value: {"DEFAULT": "null", "null": {}, "lti_external": value},
    "requires_escalation_email": lambda value: _one(requires_escalation_email=value),
    "show_review_rules": lambda value: _one(show_review_rules=value),
    "text": lambda value: _one(verbose_name=value, help_center_article_url=value),
    "number": lambda value: _one(token_expiration_time=value, timeout=value),
    "list": lambda value: _one(passing_statuses=value),
    "item": lambda value: _one(passing_statuses=["a", value]),
    "mapping": lambda value: _one(LINK_URLS=value, default_rules=value),
    "unknown_option": lambda value: _one(house_option=value),
    "name_of_provider": lambda value: {"DEFAULT": "mock", "mock": {}, value: {}},
    "name_of_option": lambda value: {"DEFAULT": "mock", "mock": {value: True}},
}


def hostile_settings():
    """Yield a name and a setting for each hostile value in each place where it can be."""
    for place, put in PLACES.items():
        for name, make in HOSTILE.items():
            with suppress(Exception):  # a value that cannot be hashed cannot be a key
                yield f"{place}__{name}", put(make())
