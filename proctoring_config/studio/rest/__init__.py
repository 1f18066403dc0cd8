"""REST views, mounted only if a project includes ``urls`` or ``checklist_urls``."""
