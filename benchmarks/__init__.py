"""Benchmarks that compare the package with the usual alternatives. ``make bench`` prints medians and ratios."""
