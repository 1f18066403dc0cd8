"""A small Studio on SQLite, to see proctoring_config at work."""
