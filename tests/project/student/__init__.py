"""The table of edx-platform that has the roles of users in courses."""
