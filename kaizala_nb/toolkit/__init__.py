"""Any Postman collection in a notebook: read, sent, shown. It knows no service of its own."""
