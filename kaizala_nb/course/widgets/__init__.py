"""Widgets of the course: the sign-in, the portal, the boxes of phones and of the inbox, the fields of Kaizala's parameters."""
