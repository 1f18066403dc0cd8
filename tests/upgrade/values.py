"""Values of the setting, valid and invalid ones."""

from hypothesis import strategies as st

import proctoring_config
from proctoring_config.options import CAPABILITIES
from proctoring_config.validators.skeleton import Unresolved

#: No output may contain it.
MARK = "s3cr3t-m4rk"

#: The capabilities with a legacy rule, each with its predicate.
LEGACY = [(option, getattr(proctoring_config, option.name)) for option in CAPABILITIES if option.legacy]
_NAMES = [option.name for option in CAPABILITIES]
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.just(MARK), st.dates(), st.builds(Unresolved), st.binary()
)
NAMES = st.one_of(
    st.sampled_from(
        ("proctortrack", "acme", "null", "DEFAULT", "default", "lti_external", "Proctortrack", None, True, 3, 2.5)
    ),
    st.text(max_size=5),
    st.dates(),
)
OPTIONS = st.dictionaries(
    st.one_of(
        st.sampled_from((*_NAMES, "SHOW_REVIEW_RULES", "show-review-rule", "requires_escalation_mail", None, 1)),
        st.text(max_size=5),
    ),
    st.one_of(JUNK, st.booleans(), st.just({}), st.lists(JUNK, max_size=2)),
    max_size=5,
)
SETTINGS = st.dictionaries(NAMES, st.one_of(OPTIONS, OPTIONS, st.none(), JUNK), max_size=6)
FLAGS = st.sampled_from((True, False, None))


def has_decision(options):
    """Return whether the operator has set an option to a boolean, or another tool may set one."""
    if not isinstance(options, dict):
        return options is not None
    return any(isinstance(value, bool | Unresolved) for value in options.values())
