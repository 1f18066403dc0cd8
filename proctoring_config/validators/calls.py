"""
Find out whether a call with keyword arguments raises TypeError, from the code that Python would call first.

``inspect.signature`` answers another question: it follows ``__wrapped__`` and ``__signature__``, which calls ignore.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Collection
from types import FunctionType, MethodType
from typing import NamedTuple, cast

from proctoring_config.text import TranslatableText

_OBJECT_NEW, _OBJECT_INIT, _TYPE_CALL = vars(object)["__new__"], vars(object)["__init__"], vars(type)["__call__"]
_NOT_CALLABLE = TranslatableText("has a constructor that cannot be called")


class Mismatch(NamedTuple):
    """
    Why a call raises ``TypeError``; everything is empty if it does not, or if that cannot be known.

    ``missing`` are required arguments, ``positional`` those among them that no keyword can fill, and ``refused`` are
    keywords that are not accepted. ``reason`` is a fault of the callable itself.
    """

    missing: tuple[str, ...] = ()
    positional: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    reason: str | None = None


def find_mismatch(target: object, names: Collection[str]) -> Mismatch:
    """
    Return why calling ``target`` with keyword arguments of these ``names`` raises ``TypeError``.

    Nothing is called. Only the first code that runs is compared: the code behind a decorator, or behind a metaclass or
    ``__new__`` of its own, decides for itself what it accepts.
    """
    if not callable(target):
        return Mismatch(reason=TranslatableText("is not a class"))
    found = _check_call(target, frozenset(names), 0)
    if set(found.refused) - set(names):  # arguments that a partial function adds
        return Mismatch(reason=_NOT_CALLABLE)
    return found._replace(refused=tuple(sorted(found.refused)))


def _check_call(target: object, names: frozenset[str], positional: int) -> Mismatch:
    """Check a call with this number of positional arguments in front of the keywords."""
    if type(target) is functools.partial:
        return _check_call(target.func, names | set(target.keywords), positional + len(target.args))
    if type(target) is FunctionType:
        return _bind(target, names, positional)
    if type(target) is MethodType:
        return _check_call(target.__func__, names, positional + 1)
    if issubclass(type(target), type):  # isinstance() would ask the object
        return _check_class(cast(type, target), names, positional)
    return _check_method(inspect.getattr_static(type(target), "__call__"), names, positional)


def _check_class(target: type, names: frozenset[str], positional: int) -> Mismatch:
    call = inspect.getattr_static(type(target), "__call__")
    if call is not _TYPE_CALL:
        return _check_method(call, names, positional)
    new, init = inspect.getattr_static(target, "__new__"), inspect.getattr_static(target, "__init__")
    if new is not _OBJECT_NEW:
        own = new.__func__ if isinstance(new, staticmethod) else new
        return _bind(own, names, positional + 1) if type(own) is FunctionType else Mismatch()
    if init is not _OBJECT_INIT:
        found = _check_method(init, names, positional)
    else:
        reason = _NOT_CALLABLE if positional else None
        found = Mismatch(refused=tuple(names), reason=reason)
    if inspect.isabstract(target):
        unimplemented = ", ".join(sorted(getattr(target, "__abstractmethods__", ())))
        return found._replace(reason=TranslatableText("does not implement {names}", names=unimplemented))
    return found


def _check_method(method: object, names: frozenset[str], positional: int) -> Mismatch:
    """Check the call of a special method, given as it is stored in its class."""
    consumed = 0 if isinstance(method, staticmethod) else 1
    function = method.__func__ if isinstance(method, staticmethod | classmethod) else method
    return _bind(function, names, positional + consumed) if type(function) is FunctionType else Mismatch()


def _bind(function: FunctionType, names: frozenset[str], positional: int) -> Mismatch:
    code = function.__code__
    arguments = code.co_varnames[: code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    if positional > len(arguments) and not code.co_flags & inspect.CO_VARARGS:
        return Mismatch(reason=_NOT_CALLABLE)
    positional_only, by_keyword = arguments[: code.co_posonlyargcount], arguments[code.co_posonlyargcount :]
    optional = {
        *arguments[max(0, len(arguments) - len(function.__defaults__ or ())) :],
        *(function.__kwdefaults__ or ()),
    }
    required = [name for name in (*arguments[positional:], *keyword_only) if name not in optional]
    missing = tuple(name for name in required if name in positional_only or name not in names)
    refused = names & {name for name in arguments[:positional] if name not in positional_only}
    if not code.co_flags & inspect.CO_VARKEYWORDS:
        refused |= names - {*by_keyword, *keyword_only}
    return Mismatch(missing, tuple(name for name in missing if name in positional_only), tuple(refused))
