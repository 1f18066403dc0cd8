"""The version of the distribution. It is defined only here."""

__version__ = "0.1.0"
