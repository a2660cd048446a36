"""What came back from anybody's service, read as what it is: rows for a table and the facts beside them, a picture, a text, a file.

Whatever is in a body comes from outside. So each reader has its bounds, opens nothing that a body names, and says in words what it
leaves out. A body that a reader cannot read is a text or a file.
"""
