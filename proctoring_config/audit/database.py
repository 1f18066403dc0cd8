"""Reading a database without a chance to write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.utils import ConnectionDoesNotExist, DatabaseError


class CannotReadError(Exception):
    """The database, or the courses in it, cannot be read; the text says why in one line, without any secret."""


@contextmanager
def read_only(alias: str) -> Iterator[None]:
    """
    Let the block read the database ``alias``, while the database itself refuses writes of this connection.

    MySQL, MariaDB and PostgreSQL run the block in a read-only transaction; SQLite has none, but a switch of the
    connection, which is turned back afterwards. Inside a transaction that is already open on another database than
    SQLite nothing is switched: it belongs to the caller.
    Raises ``CannotReadError`` for whatever the database says, and where there is no such alias.
    """
    try:
        connection = connections[alias]
        with _refusing_writes(connection, alias):
            yield
    except ConnectionDoesNotExist:
        raise CannotReadError(f"there is no database {alias!r} in the setting DATABASES") from None
    except (DatabaseError, ImproperlyConfigured) as error:
        raise CannotReadError(f"the database {alias!r} cannot be read ({_said(error)})") from error


@contextmanager
def _refusing_writes(connection: Any, alias: str) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            before = cursor.execute("PRAGMA query_only").fetchone()[0]
            cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA query_only = {int(before)}")
    elif connection.in_atomic_block or connection.vendor not in ("mysql", "postgresql"):
        yield
    else:
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            yield


def _said(error: Exception) -> str:
    """Return type and number of the error; its text may hold a host, a user or a file."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else ""
    return f"{type(error).__name__} {number}".strip()
