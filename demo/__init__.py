"""A small Studio on SQLite that demonstrates proctoring_config."""
