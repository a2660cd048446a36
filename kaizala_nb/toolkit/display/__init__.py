"""What things look like: as HTML in a notebook, as text in a terminal."""
