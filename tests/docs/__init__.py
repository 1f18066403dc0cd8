"""The documentation: its examples run, its pages agree with the code."""
