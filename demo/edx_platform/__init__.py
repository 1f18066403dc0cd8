"""Studio and LMS of an edx-platform checkout on SQLite and mongomock: ``make platform``."""
