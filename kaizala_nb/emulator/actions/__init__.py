"""Actions: the cards that are sent to a group, the responses to them, and how one asks for them again."""
