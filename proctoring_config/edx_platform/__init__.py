"""Facts about the edx-platform around us: its tables, its source, and its waffle flag."""
