"""Settings files as text -> a tree in which every key knows its line and column, and what is judged of it."""
