"""A project that is started in processes of its own, in each of the ways in which the platform starts."""
