"""Widgets of the course: sign-in, phone, cards, portal, inbox."""
