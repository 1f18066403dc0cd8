"""Faults in names and values: typos, wrong types, missing and unknown options."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from benchmarks.faults.entries import ROOT, Text
from benchmarks.faults.fault import (
    BOOLEANS,
    NOT_CHECKED,
    NUMBERS,
    OPTIONS,
    REQUIRED,
    STRINGS,
    YAML,
    Broken,
    choose,
    fault,
    inserted,
    misspelled,
    options,
    providers,
    with_key,
    with_value,
)


@fault("option misspelled", "W006")
def _misspell_option(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text))
    return entry and with_key(text, entry, misspelled(entry.path[-1], random))


@fault("option in upper case", "W006")
def _upper_option(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, tuple(name for name in OPTIONS if name.islower())))
    return entry and with_key(text, entry, entry.path[-1].upper())


@fault("option in camel case", "W006")
def _camel_option(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, tuple(name for name in OPTIONS if "_" in name and name.islower())))
    if entry is None:
        return None
    head, *rest = entry.path[-1].split("_")
    return with_key(text, entry, head + "".join(part.title() for part in rest))


@fault("option with dashes", "W006")
def _dashed_option(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, tuple(name for name in OPTIONS if "_" in name)))
    return entry and with_key(text, entry, entry.path[-1].replace("_", "-"))


@fault("unknown option", "W007")
def _unknown_option(text: Text, random: Random) -> Broken | None:
    entry = choose(random, providers(text))
    name = random.choice(("academy_contract", "region", "webhook", "retention_days"))
    return entry and inserted(text, entry.path, name, text.literal("x"))


@fault("boolean in quotes", "W004")
def _quoted_boolean(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    if entry is None:
        return None
    word = text.slice(entry.value).lower()
    return with_value(text, entry, text.literal(random.choice((word, word.title(), word.upper()))))


@fault("number for a boolean", "W004")
def _number_for_boolean(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    return entry and with_value(text, entry, "1" if text.slice(entry.value).lower() in ("true", "yes", "on") else "0")


@fault("comma after a boolean", "W004", languages=("block",))
def _comma_after_boolean(text: Text, random: Random) -> Broken | None:
    entries = [entry for entry in options(text, BOOLEANS) if not text.find(*entry.path[:-1]).is_flow]  # type: ignore[union-attr]
    entry = choose(random, entries)
    return entry and with_value(text, entry, text.slice(entry.value) + ",")


@fault("letter for a boolean", "W004", languages=YAML)
def _letter_for_boolean(text: Text, random: Random) -> Broken | None:
    return _write_boolean(text, random, "yYtT", "nNfF")


@fault("boolean misspelled", "W004", languages=YAML)
def _misspell_boolean(text: Text, random: Random) -> Broken | None:
    return _write_boolean(text, random, ("ture", "treu", "tru"), ("fales", "flase", "fasle"))


def _write_boolean(text: Text, random: Random, trues: Sequence[str], falses: Sequence[str]) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    if entry is None:
        return None
    is_true = text.slice(entry.value).lower() in ("true", "yes", "on")
    return with_value(text, entry, random.choice(trues if is_true else falses))


@fault("boolean without a value", "W004", loses=True)
def _null_boolean(text: Text, random: Random) -> Broken | None:
    return with_value(text, choose(random, options(text, BOOLEANS)), "")


@fault("number in quotes", "W005")
def _quoted_number(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, NUMBERS))
    return entry and with_value(text, entry, text.literal(text.slice(entry.value)))


@fault("number with a unit", "W005")
def _number_with_unit(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, NUMBERS))
    return entry and with_value(text, entry, text.literal(text.slice(entry.value) + random.choice(("s", " seconds"))))


@fault("timeout as a list", "W005", loses=True)
def _timeout_list(text: Text, random: Random) -> Broken | None:
    return with_value(text, choose(random, options(text, ("timeout",))), "[3, 27]")


@fault("unquoted no for a string", "W005", languages=YAML)
def _unquoted_no(text: Text, random: Random) -> Broken | None:
    entries = [entry for entry in options(text, STRINGS) if text.slice(entry.value) == "'no'"]
    return with_value(text, choose(random, entries), "no")


@fault("unquoted digits for a string", "W005", languages=YAML)
def _unquoted_digits(text: Text, random: Random) -> Broken | None:
    entries = [entry for entry in options(text, STRINGS) if text.slice(entry.value).strip("'\"").isdigit()]
    entry = choose(random, [entry for entry in entries if not text.slice(entry.value).isdigit()])
    return entry and with_value(text, entry, text.slice(entry.value).strip("'\""))


@fault("list for a string", "W005")
def _list_for_string(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, ("tech_support_email", "verbose_name", "organization")))
    return entry and with_value(text, entry, f"[{text.slice(entry.value)}]")


@fault("string for a mapping", "W005", loses=True)
def _string_for_mapping(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, ("LINK_URLS",)))
    literal = text.literal("https://proctor.example.com/contact")
    if entry and text.language == "block" and not entry.is_flow:
        entry = entry._replace(value=(text.text.index(":", entry.key[1]) + 1, entry.value[1]))
        literal = f" {literal}"
    return with_value(text, entry, literal)


@fault("string for a list", "W005", loses=True)
def _string_for_list(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, ("passing_statuses",)))
    if entry and text.language == "block" and not entry.is_flow:
        entry = entry._replace(value=(text.text.index(":", entry.key[1]) + 2, entry.value[1]))
        return Broken(
            text.replace(entry.value, "verified").replace((entry.value[0] - 1, entry.value[0]), " "),
            (text.line(entry.key[0]),),
        )
    return entry and with_value(text, entry, text.literal("verified"))


@fault("empty base_url", "E012", "W027", loses=True)
def _null_base_url(text: Text, random: Random) -> Broken | None:
    return with_value(text, choose(random, options(text, ("base_url",))), random.choice(("", text.literal(""))))


@fault("DEFAULT misspelled", "W003")
def _misspell_default(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "DEFAULT")
    name = text.slice(entry.value).strip("'\"") if entry else ""
    return with_value(text, entry, text.name(misspelled(name, random))) if len(name) > 4 else None


@fault("DEFAULT in other case than the provider", "W003")
def _case_of_default(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "DEFAULT")
    name = text.slice(entry.value).strip("'\"") if entry else ""
    return with_value(text, entry, text.name(random.choice((name.title(), name.upper())))) if name != "null" else None


@fault("name of the default provider misspelled", "W003", loses=True)
def _misspell_provider(text: Text, random: Random) -> Broken | None:
    default = text.find(ROOT, "DEFAULT")
    name = text.slice(default.value).strip("'\"") if default else ""
    entry = text.find(ROOT, name)
    if default is None or entry is None or len(name) < 4 or not text.slice(entry.key).isascii():
        return None
    new = misspelled(name, random)
    return Broken(text.replace(entry.key, text.name(new)), (text.line(default.key[0]), text.line(entry.key[0])))


@fault("DEFAULT names a provider that is not configured", "W003", loses=True)
def _other_default(text: Text, random: Random) -> Broken | None:
    name = random.choice(("examity", "respondus", "proctorio"))
    return with_value(text, text.find(ROOT, "DEFAULT"), text.name(name))


@fault("DEFAULT missing", "W001", loses=True)
def _no_default(text: Text, random: Random) -> Broken | None:
    entry, root = text.find(ROOT, "DEFAULT"), text.find(ROOT)
    if entry is None or root is None or len(text.below(ROOT)) < 2:
        return None
    return Broken(text.remove(entry), (text.line(root.key[0]),))


@fault("DEFAULT null", "W002", loses=True)
def _null_default(text: Text, random: Random) -> Broken | None:
    literal = random.choice(("", "null", "~")) if text.is_yaml else ""
    return with_value(text, text.find(ROOT, "DEFAULT"), literal)


@fault("DEFAULT as a list", "W002")
def _list_default(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "DEFAULT")
    return entry and with_value(text, entry, f"[{text.slice(entry.value)}]")


@fault("DEFAULT in lower case", "W001")
def _lower_default(text: Text, random: Random) -> Broken | None:
    entry, root = text.find(ROOT, "DEFAULT"), text.find(ROOT)
    broken = with_key(text, entry, random.choice(("default", "Default")))
    return broken and broken._replace(lines=(*broken.lines, text.line(root.key[0]) if root else 0))


@fault("option of software_secure missing", "E008", loses=True)
def _missing_option(text: Text, random: Random) -> Broken | None:
    provider = text.find(ROOT, "software_secure")
    entry = choose(random, options(text, REQUIRED)) if provider else None
    return entry and provider and Broken(text.remove(entry), (text.line(provider.key[0]),))


@fault("software_secure without options", "E008", loses=True)
def _empty_software_secure(text: Text, random: Random) -> Broken | None:
    provider = text.find(ROOT, "software_secure")
    if provider is None:
        return None
    start = text.text.rindex(":", 0, provider.value[0]) + 1
    return Broken(text.replace((start, provider.value[1]), " {}"), (text.line(provider.key[0]),))


@fault("options of proctortrack not set", "W013", loses=True)
def _vendor_without_options(text: Text, random: Random) -> Broken | None:
    provider = text.find(ROOT, "proctortrack")
    names = ("requires_escalation_email", "show_review_rules")
    if provider is None or len(text.below(ROOT, "proctortrack")) < 3 or any("<<" in one.path for one in text.entries()):
        return None
    for entry in reversed(options(text, names)):
        if entry.path[1] == "proctortrack":
            text = text.remove(entry)
    return Broken(text, (text.line(provider.key[0]),))


@fault("lti_external listed", "W014")
def _lti_listed(text: Text, random: Random) -> Broken | None:
    return inserted(text, (ROOT,), "lti_external", "{}")


@fault("placeholder left", NOT_CHECKED, loses=True)
def _placeholder(text: Text, random: Random) -> Broken | None:
    marks = ('"{{ PROCTORING_VALUE }}"', '"${PROCTORING_VALUE}"', '"%(PROCTORING_VALUE)s"')
    literal = random.choice(marks) if text.language != "python" else 'os.environ.get("PROCTORING_VALUE")'
    entries = [entry for entry in options(text, (*BOOLEANS, *STRINGS)) if entry.type == "scalar"]
    broken = with_value(text, choose(random, entries), literal)
    if broken and text.language == "python":
        return Broken(Text("python", "import os\n" + broken.text.text), tuple(line + 1 for line in broken.lines))
    return broken
