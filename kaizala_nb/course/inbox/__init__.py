"""The inbox: the receiver of webhooks in a notebook."""
