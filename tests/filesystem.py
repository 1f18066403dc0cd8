"""A file system that does not do as it is told."""

import os
import resource
import signal
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def without_rights():
    """
    Run as a user to whom modes apply; what root may is put aside for the while.

    Nothing can be imported meanwhile that lies in a folder of root's.
    """
    if os.geteuid():
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@contextmanager
def full_disk(size=0):
    """Let every write fail that would make a file larger than ``size`` bytes, nearly as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)


def belongs_to_nobody(root):
    """Give a folder and all in it to the user that ``without_rights`` makes of root."""
    if os.geteuid():
        return
    os.chown(root, NOBODY, NOBODY)
    for folder, folders, names in os.walk(root):
        for name in folders + names:
            os.chown(os.path.join(folder, name), NOBODY, NOBODY, follow_symlinks=False)
