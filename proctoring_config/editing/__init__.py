"""Edits texts in place, and replaces files atomically: every character that is not meant stays as it is."""
