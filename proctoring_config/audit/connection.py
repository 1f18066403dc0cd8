"""Use a database: explain its failures, and read it while it refuses writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.utils import Error

from proctoring_config.text import TranslatableText


class CannotReadError(Exception):
    """The database or its courses cannot be read or changed. ``text`` is the reason in one line, without any secret."""

    def __init__(self, text: TranslatableText) -> None:
        super().__init__(text)
        self.text = text


@contextmanager
def read_only(alias: str) -> Iterator[None]:
    """
    Let the block read the database ``alias``, while the database itself refuses writes on this connection.

    MySQL, MariaDB and PostgreSQL run the block in a read-only transaction. SQLite does not have them, so ``query_only``
    is turned on for the connection, and restored afterwards. Except on SQLite, a transaction that is already open gets
    only a savepoint, so that its owner can go on after an error. Raises ``CannotReadError`` as :func:`_connect` does,
    and for any database error.
    """
    connection = _connect(alias)
    try:
        with _refuse_writes(connection, alias):
            yield
    except (Error, ImproperlyConfigured) as error:
        raise _cannot_read(alias, error) from error


@contextmanager
def all_or_nothing(alias: str) -> Iterator[None]:
    """
    Let the block change the database ``alias`` in one transaction.

    Raises ``CannotReadError`` as :func:`_connect` does, and for any database error.
    """
    _connect(alias)
    try:
        with transaction.atomic(using=alias):
            yield
    except Error as error:
        text = TranslatableText(
            "Database '{alias}' cannot be changed ({error}).", alias=alias, error=_type_and_number(error)
        )
        raise CannotReadError(text) from error


def require_database(alias: str) -> None:
    """Raise ``CannotReadError`` if ``DATABASES`` does not have the alias. Does not connect."""
    if alias not in connections:
        raise CannotReadError(TranslatableText("DATABASES has no database '{alias}'.", alias=alias))


def _connect(alias: str) -> Any:
    """
    Return a connection to the database ``alias``.

    Raises ``CannotReadError`` if the alias does not exist, and for any other failure: a wrong configuration leads not
    only to ``ImproperlyConfigured``, but also to ``TypeError`` and others, depending on the driver.
    """
    try:
        require_database(alias)
        connection = connections[alias]
        connection.ensure_connection()
        _ = connection.timezone  # raises ZoneInfoNotFoundError if TIME_ZONE is wrong
        return connection
    except CannotReadError:
        raise
    except Exception as error:
        raise _cannot_read(alias, error) from error


def _cannot_read(alias: str, error: Exception) -> CannotReadError:
    return CannotReadError(
        TranslatableText("Database '{alias}' cannot be read ({error}).", alias=alias, error=_type_and_number(error))
    )


@contextmanager
def _refuse_writes(connection: Any, alias: str) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            before = cursor.execute("PRAGMA query_only").fetchone()[0]
            cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA query_only = {int(before)}")
    elif connection.in_atomic_block:
        with transaction.atomic(using=alias):  # a savepoint
            yield
    elif connection.vendor not in ("mysql", "postgresql"):
        yield
    else:
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield


def _type_and_number(error: Exception) -> str:
    """Return the type and number of the error, but not its text, which may contain a host, a user or a file name."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else ""
    return f"{type(error).__name__} {number}".strip()
