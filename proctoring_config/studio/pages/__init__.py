"""Server-rendered pages for authors, mounted only by an explicit ``include`` of ``urls``."""
