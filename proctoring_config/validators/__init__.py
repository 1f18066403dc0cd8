"""Pure functions that judge a value and return every problem at once, as a list of ``Problem``."""
