"""What is common to whoever serves."""
