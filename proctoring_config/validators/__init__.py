"""Pure functions that check a value and return all of its problems, as a list of ``Problem``."""
