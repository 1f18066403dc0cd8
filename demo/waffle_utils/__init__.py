"""The override tables of edx-platform's waffle_utils, under their real names."""
