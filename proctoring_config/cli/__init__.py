"""The command line, ``proctoring-config``."""
