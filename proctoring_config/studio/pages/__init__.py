"""Server-rendered pages for authors, mounted only if a project includes ``urls``."""
