"""Tests of the documentation: its examples run, and its pages agree with the code."""
