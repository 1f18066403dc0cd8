"""Facts about the running edx-platform: its plugins, its tables, its source and its waffle flag."""
