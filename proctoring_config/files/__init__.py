"""Read, compare, mask and write settings files. Every key knows its line and column."""
