"""The version of the distribution. It is defined only here."""

__version__ = "1.0.0"
