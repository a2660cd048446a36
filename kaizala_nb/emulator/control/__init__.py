"""The people and things around the service: phones, clock, journal, a fresh start. Apart from its paths, behind a key."""
