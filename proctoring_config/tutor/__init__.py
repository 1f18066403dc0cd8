"""The Tutor plugin. It is one file that imports nothing else of this package, so that it also works on its own."""
