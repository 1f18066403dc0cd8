"""Measurements against what people use instead: ``make bench`` prints them as one table of medians and ratios."""
