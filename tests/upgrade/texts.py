"""Settings files as their operators may have written them: random settings in random styles, and changes to them."""

import json
import re
from io import StringIO

import yaml
from hypothesis import strategies as st

from proctoring_config.options import CAPABILITIES
from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption

SETTING = "PROCTORING_BACKENDS"
NAMES = [option.name for option in CAPABILITIES]
MISSPELLED = ["SHOW_REVIEW_RULES", "requires-escalation-email", "Show_Review_Rule"]

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.text("ab: #-{}[]'\"\n\t,é😀\u2028\x85", max_size=30)
    | st.sampled_from(["{{ X }}", "a b c " * 12, "yes", "~", "1e3", "a\n\nb\n\n", " x", "- a", "\ufeff", "null", "#"])
)
_values = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_OPTIONS = st.sampled_from([*NAMES, *MISSPELLED, "client_secret", "LINK_URLS", "é", "a b", "0", "true", ""])
_PROVIDERS = st.sampled_from(["proctortrack", "mock", "null", "é: 😀", "a-b", "7", "no", "lti_external"])
_bodies = st.dictionaries(_OPTIONS, _values, max_size=4) | st.none()
_backends = st.dictionaries(_PROVIDERS, _bodies, max_size=4)


@st.composite
def backends(draw, keys_of_yaml=True):
    """The value of the setting."""
    value = draw(_backends)
    if keys_of_yaml and "null" not in value and draw(st.booleans()):
        value[None] = draw(_bodies)
    if draw(st.booleans()):
        value["DEFAULT"] = "mock"
    return dict(draw(st.permutations(list(value.items()))))


@st.composite
def changes(draw, value):
    """Changes that fit the value of the setting, in an order that makes sense."""
    found = []
    for provider, body in value.items():
        name = "null" if provider is None else provider
        if provider is None:
            found.append(QuoteName())
        if provider == "DEFAULT" or draw(st.integers(0, 4)) == 0:
            continue
        if body is None:
            found.append(FillBody(name))
            body = {}
        names = set(body)
        for old in MISSPELLED:
            free = [new for new in NAMES if new not in names]
            if old in names and free and draw(st.booleans()):
                found.append(RenameOption(name, old, free[0]))
                names.add(free[0])
        found += [
            SetOption(name, option, draw(st.booleans()))
            for option in NAMES
            if draw(st.booleans()) and not isinstance(body.get(option), dict | list)
        ]
    return found


def outcome(value, made):
    """What the value of the setting is in the end."""
    result = {key: dict(body) if isinstance(body, dict) else body for key, body in value.items()}
    for change in made:
        if isinstance(change, QuoteName):
            result["null"] = result.pop(None)
        elif isinstance(change, FillBody):
            result[change.provider] = {}
        elif isinstance(change, RenameOption):
            result[change.provider][change.new] = result[change.provider].pop(change.old)
        else:
            result[change.provider][change.option] = change.value
    return result


@st.composite
def files(draw, to_text, keys_of_yaml):
    """The setting, its path, the text that holds it among others, and changes to it."""
    value = draw(backends(keys_of_yaml))
    path = draw(st.sampled_from([(SETTING,), ("vars", "EDXAPP_" + SETTING)]))
    inner = {**draw(st.dictionaries(st.sampled_from("ABé"), _values, max_size=2)), path[-1]: value}
    inner = dict(draw(st.permutations(list(inner.items()))))
    whole = inner if len(path) == 1 else {"before": draw(_values), path[0]: inner, "after": draw(_values)}
    text = draw(to_text(whole))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = re.sub(r"(?:\r\n|\n)\Z", "", text)
    return path, text, draw(changes(value))


@st.composite
def as_yaml(draw, whole):
    """Text in YAML in one of many styles, with comments wherever they do no harm."""
    stream = StringIO()
    yaml.safe_dump(
        whole,
        stream,
        default_flow_style=draw(st.sampled_from([None, True, False, False])),
        default_style=draw(st.sampled_from([None, None, None, "'", '"', "|", ">"])),
        indent=draw(st.integers(2, 9)),
        width=draw(st.sampled_from([1, 20, 80, 1000])),
        allow_unicode=draw(st.booleans()),
        explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()),
        sort_keys=False,
    )
    return draw(with_comments(stream.getvalue(), ["# c", "#", "  # é: {", "\t# x", " # t", ""], yaml.safe_load))


@st.composite
def as_json(draw, whole):
    """Text in JSON in one of many styles, with comments."""
    separators = (draw(st.sampled_from([",", ", ", " ,"])), draw(st.sampled_from([":", ": ", " : "])))
    indent = draw(st.sampled_from([None, 0, 1, 2, 4, "\t"]))
    text = json.dumps(whole, indent=indent, separators=separators, ensure_ascii=draw(st.booleans())) + "\n"
    return draw(with_comments(text, ["// c", "/* d */", "  /* e", "f */", "// {,", ""], None))


@st.composite
def with_comments(draw, text, comments, read):
    """The text with comments on lines of their own and at line ends, as long as it holds the same."""
    lines = text.split("\n")
    same = read and _read(read, text)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        comment = draw(st.sampled_from(comments))
        new = [*lines[:at], comment, *lines[at:]]
        if draw(st.booleans()):
            new = [*lines[:at], f"{lines[at]} {comment}", *lines[at + 1 :]]
        if read is None or _read(read, "\n".join(new)) == same:
            lines = new
    return "\n".join(lines)


def _read(read, text):
    try:
        return repr(read(text))
    except (yaml.YAMLError, ValueError, KeyError):  # PyYAML raises both for scalars that are no values
        return None
