"""One fixer per module; the module name is the public name of the fixer."""
