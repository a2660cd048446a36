"""The whole collection without a notebook: run, and told about; or written out for Postman."""
