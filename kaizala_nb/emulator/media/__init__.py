"""Files: how they come in, and how they are given out."""
