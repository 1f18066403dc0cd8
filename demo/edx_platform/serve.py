"""Run by the Python of edx-platform: create tables, users and courses, and serve Studio or LMS on a port."""

import sys

import django


def main(port):
    """Prepare and serve. Prints ``ready`` before the first request."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.servers.basehttp import get_internal_wsgi_application, run
    from django.db import connections

    from demo.edx_platform import courses, mongo_in_memory, shared

    for database in settings.DATABASES:
        call_command("migrate", run_syncdb=True, verbosity=0, database=database)
        with connections[database].cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = WAL")  # Studio and LMS read while the other one writes
    if settings.SERVICE_VARIANT == "cms":
        courses.create_users()
        courses.create_courses()
        mongo_in_memory.dump(shared.FILE)
    application = get_internal_wsgi_application()
    run("127.0.0.1", port, application, threading=True, on_bind=lambda port: print("ready", flush=True))


if __name__ == "__main__":
    main(int(sys.argv[1]))
