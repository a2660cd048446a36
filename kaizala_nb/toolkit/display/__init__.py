"""HTML and text faces."""
