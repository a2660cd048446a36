"""Any Postman collection in a notebook: read, sent, shown. It knows nothing of Kaizala."""
