"""What the scripts of a collection say. They are read here; nothing of them is run."""
