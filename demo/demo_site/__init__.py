"""A Django project with what proctoring needs of Studio, to show proctoring_config at work."""
