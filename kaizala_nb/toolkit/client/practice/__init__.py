"""A practice service in place of the real ones: where requests go then, and with which values."""
