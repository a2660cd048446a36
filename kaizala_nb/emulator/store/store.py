"""The state of a Kaizala: people, connectors, groups, what was sent and said there, files."""

from kaizala_nb.emulator.store.actions import Actions
from kaizala_nb.emulator.store.bots import Bots
from kaizala_nb.emulator.store.connectors import Connectors
from kaizala_nb.emulator.store.events import Events
from kaizala_nb.emulator.store.groups import Groups
from kaizala_nb.emulator.store.hierarchy import Hierarchy
from kaizala_nb.emulator.store.media import Media
from kaizala_nb.emulator.store.reactions import Reactions
from kaizala_nb.emulator.store.schema import KIND
from kaizala_nb.emulator.store.sms import Sms
from kaizala_nb.emulator.store.subscriptions import Subscriptions
from kaizala_nb.emulator.store.users import Users
from kaizala_nb.emulator.store.webhooks import Webhooks
from kaizala_nb.serving.database import Database


class Store:
    """All of the state, one part for each resource. ``transaction()`` makes several steps one."""

    def __init__(self, path: str | None) -> None:
        self.database = Database(path, KIND)
        self.transaction = self.database.transaction
        self.users = Users(self.database)
        self.connectors = Connectors(self.database)
        self.groups = Groups(self.database)
        self.events = Events(self.database)
        self.hierarchy = Hierarchy(self.database)
        self.subscriptions = Subscriptions(self.database)
        self.actions = Actions(self.database)
        self.reactions = Reactions(self.database)
        self.media = Media(self.database)
        self.bots = Bots(self.database)
        self.webhooks = Webhooks(self.database)
        self.sms = Sms(self.database)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept in it."""
        return self.database.one("SELECT 1 FROM meta") is None

    def get(self, name: str) -> object:
        """A single value of the state, such as the signing key; None when it was never set."""
        row = self.database.one("SELECT value FROM meta WHERE name = ?", name)
        return row["value"] if row else None

    def set(self, name: str, value: str | bytes | float) -> None:
        """Keep a single value."""
        with self.transaction():
            self.database.run(
                "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value,
            )
