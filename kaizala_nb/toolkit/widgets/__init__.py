"""What one clicks: the forms of requests, with their fields, and the boxes beside them. All text from outside is escaped."""
