"""A Django project with the parts of Studio that proctoring uses."""
