"""Read, compare, mask and write settings files. The line and column of every key are known."""
