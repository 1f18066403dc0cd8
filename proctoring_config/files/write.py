"""
Replace files atomically.

The new content is written to a temporary file next to the old one, which is then renamed. Mode, owner, access control
list and other extended attributes stay. A process holds a lock on its temporary file while it writes, so that what a
killed process left behind can be told from the file of another process.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from proctoring_config.errors import InputError
from proctoring_config.files.encoding import UnreadableError, decode
from proctoring_config.files.source import Source
from proctoring_config.text import describe_os_error

_PREFIX, _SUFFIX = ".", ".proctoring-config-new"
_LONGEST_NAME = 40  # characters of the file's name in that of the temporary file

#: Takes the content of a file and returns the new content.
Edit = Callable[[bytes], bytes]


class ChangedError(OSError):
    """Another program changed the file after it was read."""


class NotPlainError(OSError):
    """There is something else than a plain file, such as a symbolic link, or the file is not under the root."""


class _File(NamedTuple):
    """The content, status and extended attributes of a plain file, all of the same open file."""

    content: bytes
    status: os.stat_result
    attributes: dict[str, bytes]


def replace(
    path: Path,
    edit: Edit,
    *,
    root: Path,
    refuse: Callable[[os.stat_result], None] = lambda status: None,
    backup: bool = False,
) -> Path | None:
    """
    Replace the content of the file at ``path`` by what ``edit`` returns for it, and return the backup, if any.

    Readers see either the old file or the new one, even if this process is killed; the same is true of the backup,
    ``<name>.bak``, ``<name>.bak.1`` and so on. ``edit`` and ``refuse``, which gets the status of the file, may raise
    exceptions. Raises ``ChangedError`` if another program changes the file in the meantime, ``NotPlainError``, and any
    other ``OSError`` if the file cannot be replaced. In all of these cases nothing is changed.
    """
    try:
        with _open_folder(path, root) as folder:
            copy = _replace(folder, path, edit, refuse, backup=backup)
    except OSError as error:
        if error.errno:  # the error names the file within the folder
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise
    return path.with_name(copy) if copy else None


def remove_debris(path: Path) -> None:
    """Remove ``path`` if it is a temporary file that a killed process of this user left behind."""
    if path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX):
        with _open_folder(path, path.parent) as folder:
            _remove_if_abandoned(folder, path.name)


def write(path: Path, source: Source, text: str, *, backup: bool) -> Path | None:
    """
    Replace the settings file at ``path``, which was read as ``source``, with ``text``, and return the backup, if any.

    A byte order mark stays. Refuses symbolic links (the target may belong to a tool such as Kubernetes or Nix), files
    with several hard links (the other names would keep the old content) and files that would change their owner.
    Raises InputError if the file cannot be replaced; then nothing is changed.
    """

    def refuse(status: os.stat_result) -> None:
        if status.st_nlink > 1:
            raise InputError(f"{source.name}: a file with another hard link, which would not change")
        if not _can_keep_owner(status):
            raise InputError(f"{source.name}: belongs to another user or group; run this as its owner")

    def edit(content: bytes) -> bytes:
        old = decode(content, python=False)
        if old.text != source.text:
            raise ChangedError
        return old.encoded(text)

    try:
        return replace(path, edit, root=path.parent, refuse=refuse, backup=backup)
    except (ChangedError, UnreadableError):
        raise InputError(f"{source.name}: changed in the meantime; run this again") from None
    except NotPlainError:
        link = "a symbolic link; pass its target instead"
        raise InputError(f"{source.name}: {link if path.is_symlink() else 'not a plain file'}") from None
    except OSError as error:
        raise InputError(f"{source.name}: cannot be written and was not changed: {describe_os_error(error)}") from None


def _replace(
    folder: int, path: Path, edit: Edit, refuse: Callable[[os.stat_result], None], *, backup: bool
) -> str | None:
    current = _read(folder, path)
    refuse(current.status)
    new = edit(current.content)
    _remove_debris_of(folder, path.name)
    with _temporary(folder, path.name, new, current) as temporary:
        copy = _make_backup(folder, path.name, current) if backup else None
        try:
            if _read(folder, path).content != current.content:
                raise ChangedError(f"{path} was changed by another program during the run")
            os.replace(temporary, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            if copy:
                os.unlink(copy, dir_fd=folder)
            raise
    with suppress(OSError):  # a file system that does not sync folders
        os.fsync(folder)
    return copy


def _can_keep_owner(status: os.stat_result) -> bool:
    user = os.geteuid()
    return user == 0 or (status.st_uid == user and status.st_gid in {os.getegid(), *os.getgroups()})


@contextmanager
def _open_folder(path: Path, root: Path) -> Iterator[int]:
    folder = path.parent.resolve()
    if not folder.is_relative_to(root.resolve()):
        raise NotPlainError(f"{path} is not a plain file under {root}")
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read(folder: int, path: Path) -> _File:
    try:
        descriptor = os.open(path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotPlainError(f"{path} is a symbolic link") from None
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotPlainError(f"{path} is not a plain file")
        with open(descriptor, "rb", closefd=False) as file:
            return _File(file.read(), status, _read_attributes(descriptor))
    finally:
        os.close(descriptor)


def _read_attributes(descriptor: int) -> dict[str, bytes]:
    """Return the extended attributes, of which access control lists are one kind; none where there are none."""
    try:
        return {name: os.getxattr(descriptor, name) for name in os.listxattr(descriptor)}
    except AttributeError:  # macOS
        return {}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise


@contextmanager
def _temporary(folder: int, name: str, content: bytes, like: _File) -> Iterator[str]:
    """Write a file with the mode, owner and attributes of ``like``, and remove it unless it is renamed in the block."""
    while True:
        temporary = f"{_PREFIX}{name[:_LONGEST_NAME]}.{secrets.token_hex(8)}{_SUFFIX}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
        with open(descriptor, "wb") as file:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not _is_at(folder, temporary, descriptor):  # another process took it for debris before it was locked
                continue
            try:
                file.write(content)
                file.flush()
                _copy_metadata(descriptor, like)
                os.fsync(descriptor)
                yield temporary
            finally:
                if _is_at(folder, temporary, descriptor):
                    os.unlink(temporary, dir_fd=folder)
        return


def _copy_metadata(descriptor: int, like: _File) -> None:
    """Give a new file the owner, the extended attributes and the mode of another one."""
    with suppress(PermissionError):
        os.fchown(descriptor, like.status.st_uid, like.status.st_gid)
    present = _read_attributes(descriptor)
    for name in present.keys() - like.attributes.keys():
        os.removexattr(descriptor, name)
    for name, value in like.attributes.items():
        if present.get(name) != value:
            os.setxattr(descriptor, name, value)
    os.fchmod(descriptor, stat.S_IMODE(like.status.st_mode))


def _make_backup(folder: int, name: str, current: _File) -> str:
    """Store the current file under the first free name, and return the name."""
    with _temporary(folder, name, current.content, current) as temporary:
        for number in count():
            copy = f"{name}.bak.{number}" if number else f"{name}.bak"
            with suppress(FileExistsError):
                os.link(temporary, copy, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
                return copy
    raise AssertionError  # there is always another name


def _remove_debris_of(folder: int, name: str) -> None:
    beginning = f"{_PREFIX}{name[:_LONGEST_NAME]}."
    for found in os.listdir(folder):
        if found.startswith(beginning) and found.endswith(_SUFFIX):
            _remove_if_abandoned(folder, found)


def _remove_if_abandoned(folder: int, name: str) -> None:
    """Remove a temporary file of this user unless the process that writes it still runs and holds the lock."""
    with suppress(OSError):  # something else, locked, or on a file system without locks
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        try:
            status = os.fstat(descriptor)
            if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _is_at(folder, name, descriptor):
                    os.unlink(name, dir_fd=folder)
        finally:
            os.close(descriptor)


def _is_at(folder: int, name: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(name, dir_fd=folder, follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False
