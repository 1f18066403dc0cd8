"""Python settings modules that are read, but not run."""
