"""Postman's schema 3.0.0: a collection is a folder, and each request in it a file of YAML. Read into the shape of v2.1.

Postman's own command line was watched: what it sends for such a folder is what the collection that is made here sends.
"""
