"""The command line, ``proctoring-config``: parses, calls, renders. Exit codes are in ``exits.py``."""
