"""The collection of Kaizala from a terminal: run, or written out for Postman."""
