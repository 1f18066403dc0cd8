"""The REST views, mounted only by an explicit ``include`` of ``urls`` or ``checklist_urls``."""
