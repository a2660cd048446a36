"""Where webhooks arrive."""
