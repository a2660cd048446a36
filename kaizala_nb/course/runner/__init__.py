"""The Kaizala collection from a terminal: run, or written to files for Postman."""
