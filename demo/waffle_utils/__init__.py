"""A stand-in for edx-platform's waffle_utils: the two history tables of overrides, under their real names."""
