"""Arbitrary values of PROCTORING_BACKENDS, with a marker planted wherever a value may be secret."""

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
