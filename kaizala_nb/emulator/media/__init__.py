"""Files: uploaded, fetched from a URL, kept, and given out again."""
