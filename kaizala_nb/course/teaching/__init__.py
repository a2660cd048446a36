"""The lessons in a teacher's hands: copies for a class, marks, pages to read."""
