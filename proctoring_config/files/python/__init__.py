"""Find out what the names of a Python module are, without running it."""
