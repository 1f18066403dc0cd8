"""An app that reads the setting while its models are imported, as xmodule.course_block of edx-platform does."""
