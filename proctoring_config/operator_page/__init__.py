"""The page for platform staff: providers, options, plugins and problems at a glance. It reads, and changes nothing."""
