"""What a teacher does with the lessons: hand them out, mark what comes back, make pages for reading."""
