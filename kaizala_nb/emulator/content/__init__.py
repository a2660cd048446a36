"""What is said in a group."""
