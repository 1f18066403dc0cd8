"""
Find out why Studio offers no proctoring: each link of the chain from the installed app to one course.

Courses are read as last published, from the tables that the audit reads. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.views.decorators.debug import sensitive_variables
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config.audit import CannotReadError
from proctoring_config.audit.connection import read_only
from proctoring_config.backends import available_providers, default_provider
from proctoring_config.diagnosis import active_plugins, held_plugins, read_neighbors
from proctoring_config.edx_platform.tables import as_text, find_model, table_names
from proctoring_config.options import LTI_EXTERNAL, NULL, PROCTORED_EXAMS, PROCTORING_SETTINGS, SETTING, SPECIAL_EXAMS
from proctoring_config.problems import format_path, quote_name
from proctoring_config.text import TranslatableText, localize
from proctoring_config.validators.course import lacks_escalation_email
from proctoring_config.validators.neighbors import (
    has_providers,
    read_switch,
    switch_path,
    validate_neighbors,
)
from proctoring_config.validators.skeleton import read_setting

_APP = "edx_proctoring"
_SEE_CHECK = TranslatableText("Run manage.py check --tag proctoring, and follow its hints")


@dataclass(frozen=True)
class Link:
    """
    A ``statement`` that must be true for Studio to offer proctoring.

    ``holds`` is ``None`` if this process cannot tell. ``detail`` and ``hint`` say more, and what to do; they can be
    empty. ``id`` never changes.
    """

    id: str
    statement: str
    holds: bool | None
    detail: str = ""
    hint: str = ""

    def localize(self, gettext: Callable[[str], str]) -> Link:
        """Return the link in the language into which ``gettext`` translates."""
        return replace(
            self,
            statement=localize(self.statement, gettext),
            detail=localize(self.detail, gettext),
            hint=localize(self.hint, gettext),
        )


@dataclass(frozen=True)
class Diagnosis:
    """The ``links`` in their order. ``unreadable`` is the reason why a course that was asked for could not be read."""

    course_key: str | None
    links: list[Link]
    unreadable: TranslatableText | None = None

    @property
    def first_false(self) -> Link | None:
        """The first link that does not hold, which is what to fix first."""
        return next((link for link in self.links if link.holds is False), None)


class _Course(NamedTuple):
    """A published course; ``has_exam`` is ``None`` if there is no table of exams."""

    enabled: bool
    provider: str | None
    email: str | None
    has_exam: bool | None


def is_course_key(text: str) -> bool:
    """Return whether ``text`` is a course key such as ``course-v1:Org+Course+Run``."""
    try:
        CourseKey.from_string(text)
    except InvalidKeyError:
        return False
    return True


@sensitive_variables()
def diagnose(course_key: str | None = None, alias: str = DEFAULT_DB_ALIAS) -> Diagnosis:
    """
    Return the links of this instance, and those of the course if a key is given. Never raises.

    Only for a course, the database ``alias`` is read; if that fails, the links of the course are unknown.
    """
    links = [*_check_setting(), *_check_switches(), *_check_process()]
    if course_key is None:
        return Diagnosis(None, links)
    try:
        course = _read_course(course_key, alias)
    except CannotReadError as error:
        return Diagnosis(course_key, [*links, _published(None, error.text)], error.text)
    return Diagnosis(course_key, [*links, *_check_course(course_key, course)])


def _check_setting() -> Iterator[Link]:
    is_app = apps.is_installed(_APP)
    yield _link(
        "app",
        TranslatableText("edx-proctoring is an installed app"),
        is_app,
        TranslatableText("Install edx-proctoring, and add edx_proctoring to INSTALLED_APPS"),
    )
    names = [name for name in available_providers() if name != NULL]
    yield _link(
        "providers",
        TranslatableText("PROCTORING_BACKENDS configures a provider other than 'null'"),
        has_providers(read_setting(SETTING)),
        TranslatableText("Add the provider and its options to PROCTORING_BACKENDS"),
        detail=_join(names),
    )
    plugins = {plugin.name for plugin in active_plugins() if plugin.error is None}
    yield _any_of(
        "plugins",
        TranslatableText("The plugin of a configured provider other than 'null' is installed and can be imported"),
        names,
        plugins if is_app else None,
    )
    created = TranslatableText("edx-proctoring has created the backend of a configured provider other than 'null'")
    yield _any_of("backends", created, names, held_plugins())
    default = default_provider()
    yield _link(
        "default",
        TranslatableText("DEFAULT is the name of a configured provider"),
        default in available_providers(),
        TranslatableText("Set DEFAULT to the name of a configured provider"),
        detail=quote_name(default) if default else "",
    )


def _check_switches() -> Iterator[Link]:
    neighbors = read_neighbors()
    for name, statement in (
        (SPECIAL_EXAMS, TranslatableText("Timed and proctored exams are switched on")),
        (PROCTORED_EXAMS, TranslatableText("Pages & Resources offers Proctoring")),
    ):
        path = format_path(switch_path(neighbors, name))
        hint = TranslatableText("Set {path} to true for LMS and Studio", path=path)
        yield _link(name.lower(), statement, read_switch(neighbors, name), hint, detail=path)
    problem = next((one for one in validate_neighbors(neighbors) if one.path[0] == PROCTORING_SETTINGS), None)
    yield Link(
        "proctoring_settings",
        TranslatableText("PROCTORING_SETTINGS and its LINK_URLS are mappings"),
        problem is None,
        problem.message if problem else "",
        problem.hint if problem else "",
    )


def _check_process() -> Iterator[Link]:
    variant = str(read_setting("SERVICE_VARIANT", ""))
    statement = TranslatableText("LMS and Studio both have these settings")
    if variant.startswith("lms"):
        hint = TranslatableText("This is the LMS. Run ./manage.py cms proctoring_doctor too")
    elif variant.startswith("cms"):
        hint = TranslatableText("This is Studio. Run ./manage.py lms proctoring_doctor too")
    else:
        hint = TranslatableText("Run proctoring_doctor in both")
    yield Link("other_process", statement, None, TranslatableText("A process sees only its own settings"), hint)


def _check_course(key: str, course: _Course | None) -> Iterator[Link]:
    if course is None:
        yield _published(False, TranslatableText("No published course has this key"))
        return
    yield _published(True)
    yield _link(
        "course_enabled",
        TranslatableText("The course has proctored exams enabled"),
        course.enabled,
        TranslatableText(
            "In Studio, turn on proctored exams under Pages & Resources, Proctoring. For timed exams alone, use Enable "
            "Timed Exams in Advanced Settings"
        ),
    )
    provider = course.provider or default_provider()
    yield from _check_provider(provider, is_default=not course.provider)
    yield _link(
        "course_escalation_email",
        TranslatableText("The course has an escalation email, or its provider requires none"),
        not lacks_escalation_email(enabled=True, provider=provider, email=course.email),
        TranslatableText("In Studio, enter the escalation email under Pages & Resources, Proctoring"),
    )
    is_lti = provider == LTI_EXTERNAL
    yield _link(
        "course_exam",
        TranslatableText("A proctored exam of the course is registered with edx-proctoring"),
        None if is_lti else course.has_exam,
        TranslatableText("In Studio, make a subsection a proctored exam, then publish it"),
        detail=TranslatableText("Exams with LTI are registered with edx-exams") if is_lti else "",
    )
    yield Link(
        "course_drafts",
        TranslatableText("Studio has no unpublished changes of these settings"),
        None,
        TranslatableText("The database does not contain unpublished changes or the setting Enable Timed Exams"),
        TranslatableText("Open the course in Studio"),
    )


def _published(holds: bool | None, detail: str = "") -> Link:
    hint = "" if holds else TranslatableText("Compare the key with the URL of the course in Studio")
    if holds is None:
        hint = TranslatableText("Run manage.py migrate --check, and check DATABASES")
    return Link("course", TranslatableText("The course is published"), holds, detail, hint)


def _check_provider(provider: str | None, *, is_default: bool) -> Iterator[Link]:
    statement = TranslatableText("The provider of the course is configured, and is not 'null'")
    name = quote_name(provider)
    detail = TranslatableText("{name}, the default provider", name=name) if is_default else name
    if provider == LTI_EXTERNAL:
        hint = TranslatableText(
            "Check that the waffle flag course_apps.exams_ida is on for the course, and its provider in edx-exams"
        )
        yield Link("course_provider", statement, None, detail, hint)
        return
    is_configured = provider in available_providers() and provider != NULL
    hint = TranslatableText("Configure the provider in PROCTORING_BACKENDS, or choose another one in Studio")
    if provider == NULL:
        hint = TranslatableText("In Studio, choose another provider; 'null' means no proctoring")
    yield _link("course_provider", statement, is_configured, hint, detail=detail)
    held = held_plugins()
    yield _link(
        "course_backend",
        TranslatableText("edx-proctoring has created the backend of the course's provider"),
        None if held is None else provider in held,
        _SEE_CHECK,
    )


def _read_course(key: str, alias: str) -> _Course | None:
    """Return the published course, or ``None`` if there is none. Raises ``CannotReadError``."""
    with read_only(alias):
        tables = table_names(alias)
        overviews = find_model("course_overviews", "CourseOverview", tables)
        if overviews is None:
            raise CannotReadError(TranslatableText("The table of course overviews is missing."))
        rows = overviews.objects.using(alias).annotate(key=as_text("pk")).filter(key=key)
        row = rows.values_list("enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email").first()
        exams = find_model(_APP, "ProctoredExam", tables)
        has_exam = None
        if row and exams is not None:
            has_exam = exams.objects.using(alias).filter(course_id=key, is_active=True, is_proctored=True).exists()
    return _Course(row[0], row[1], row[2], has_exam) if row else None


def _link(id: str, statement: str, holds: bool | None, hint: str, *, detail: str = "") -> Link:
    """Return a link that has the ``hint`` only if it does not hold."""
    return Link(id, statement, holds, detail, hint if holds is False else "")


def _any_of(id: str, statement: str, names: list[str], found: Collection[object] | None) -> Link:
    """Return a link that holds if any of the providers is ``found``, and names the others."""
    if found is None or not names:
        return Link(id, statement, None)
    missing = [name for name in names if name not in found]
    detail = TranslatableText("missing: {names}", names=_join(missing)) if missing else ""
    return _link(id, statement, missing != names, _SEE_CHECK, detail=detail)


def _join(names: list[str]) -> str:
    return ", ".join(map(quote_name, names))
