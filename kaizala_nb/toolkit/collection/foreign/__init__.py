"""Anybody's Postman collection: read whole, and each request made exactly as Postman makes it.

What is done here follows newman, Postman's own runner, which was watched: tests hold what it sends. Nothing here opens a
connection, runs a script, or opens a file that the user has not named.
"""


class CannotSend(Exception):
    """A request cannot be made. The sentence says why; ``missing`` are the names of variables that have no value; ``todo`` says
    what helps, where it is not to correct the file."""

    def __init__(self, reason: str, missing: tuple[str, ...] = (), todo: str = "") -> None:
        self.missing = missing
        self.todo = todo
        super().__init__(reason)
