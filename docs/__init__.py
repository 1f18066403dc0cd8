"""The documentation and the modules that generate parts of it."""
