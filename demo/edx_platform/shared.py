"""Middleware: Studio writes the modulestore to a file after each change, and LMS reads it before a request."""

from django.conf import settings

from demo.edx_platform import mongo_in_memory

FILE = settings.FOLDER / "modulestore.pickle"


def write_middleware(get_response):
    """Write the file after each request that may have changed a course."""

    def middleware(request):
        response = get_response(request)
        if request.method != "GET":
            mongo_in_memory.dump(FILE)
        return response

    return middleware


def read_middleware(get_response):
    """Read the file if it is newer than the last time."""
    read = None

    def middleware(request):
        nonlocal read
        written = FILE.stat().st_mtime_ns
        if written != read:
            mongo_in_memory.load(FILE)
            read = written
        return get_response(request)

    return middleware
