"""The reply in a form, as the page is told of it: a line, where the table is, folds, and programs for whoever asks."""

from kaizala_nb.toolkit.client.reply import Reply

THERE = "Run the next cell: it shows this reply."


class FormReply:
    """A reply that a form shows.

    ``was_read`` says that a cell has it, or sent the form: its table stands there then. ``shows_languages`` says that somebody
    looks at the programs in other languages. They are made only then.
    """

    def __init__(self, reply: Reply, *, was_read: bool) -> None:
        self.was_read = was_read
        self.shows_languages = False
        self._reply = reply
        self._head, self._folds = reply.head() + reply.arrived(), reply.folds()

    @property
    def content(self) -> dict[str, str]:
        """For the page: ``head``, ``folds`` and ``languages`` are HTML, ``table`` says where the table is."""
        return {
            "head": self._head,
            "table": THERE if self._reply.has_table and not self.was_read else "",
            "folds": self._folds,
            "languages": self._reply.other_languages() if self.shows_languages else "",
        }
