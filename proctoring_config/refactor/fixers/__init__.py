"""One module per fixer; docs/write-a-fixer.rst explains how they work."""
