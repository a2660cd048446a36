"""What every room works with: the state, the clock, tokens, throttling, and the ready-made connector.

:class:`Emulator` is what the outside sees, :class:`Transaction` what rules work with. A rule says no by raising a
:class:`~kaizala_nb.emulator.errors.Refusal`. What one call changes is changed as a whole or not at all.
"""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from kaizala_nb.emulator import identity, settings
from kaizala_nb.emulator.faults import KaizalaFault
from kaizala_nb.emulator.identifiers import PIN_FORM, new_id, new_pin, new_secret
from kaizala_nb.emulator.journal import Journal
from kaizala_nb.emulator.outbox import Outbox
from kaizala_nb.emulator.permissions import FULL_MASK
from kaizala_nb.emulator.settings import SettingError, outgoing_hosts
from kaizala_nb.emulator.store import DatabaseTrouble, Store
from kaizala_nb.emulator.throttle import Throttle
from kaizala_nb.emulator.tokens import Tokens
from kaizala_nb.serving.clock import Clock
from kaizala_nb.serving.faults import Faults
from kaizala_nb.serving.waiting import Waiting

TENANT_ADMIN = "+447700900000"


class Emulator:
    """A local Kaizala. Any of the :mod:`~kaizala_nb.emulator.doors` opens it to clients.

    Args:
        database: A file that keeps the state; None keeps it in memory.
        key: The control plane's key; a random one if None.
        pin: The PIN of every SMS, six digits that do not begin with 0; a random one each if None.
        throttle: Whether calls are counted as documented, 100 a minute for a connector.
        allow_hosts: Names beside this computer's own that it answers to.
        allow_outgoing: Hosts beside this computer that it may call itself: receivers of webhooks, and where media is fetched.
            A private address is called only if it stands here itself.
        public_url: The address by which clients reach it, where that is another than the one it listens at, as behind a proxy that
            speaks TLS. It is the ``endpointUrl``, and its host is answered to.
        strict: Where the service grew stricter or ignored what clients sent, do as it did: a public group wants a token of the
            organisation's admin, and a meeting's ``duration`` is not read.

    Raises:
        DatabaseTrouble: the file cannot be used.
        SettingError: ``pin`` is no PIN, ``allow_outgoing`` no hosts, or ``public_url`` no address.
    """

    tenant_admin = TENANT_ADMIN

    def __init__(
        self,
        database: str | None = None,
        key: str | None = None,
        pin: str | None = None,
        throttle: bool = True,
        allow_hosts: Sequence[str] = (),
        allow_outgoing: Sequence[str] = (),
        strict: bool = False,
        public_url: str = "",
    ) -> None:
        if pin is not None and not PIN_FORM.match(pin):
            raise SettingError("pin", "a PIN has six digits and does not begin with 0")
        self.key = key or secrets.token_urlsafe(24)
        self.public_url = settings.public_url(public_url)
        public = urlsplit(self.public_url)  # a proxy may pass on the host with the port, or without
        public_hosts = {public.netloc, public.netloc.removesuffix(f":{public.port}")} - {""}
        self.allow_hosts = frozenset(name.lower() for name in (*allow_hosts, *public_hosts))
        self.allow_outgoing = outgoing_hosts(allow_outgoing)
        self.strict = strict
        self.store = Store(database)
        self.journal = Journal()
        self.faults = Faults[KaizalaFault]()
        self.waiting = Waiting()
        self.outbox = Outbox(self)
        self._pin = pin
        try:
            with self.store.transaction():
                if self.store.is_new:
                    self._begin(new_id(), new_secret(), new_id())
                own = identity.read(self.store)
                if not self.application_secret:  # somebody deleted it, and whoever starts this has to have one
                    self.keep_connector(self.application_id, new_secret())
            self.clock = Clock(own.offset, lambda offset: self.store.set("offset", offset))
            self.throttle = Throttle(self.clock, throttle)
            self.tokens = Tokens(own.signing_key)
            self._transaction = Transaction(self)
            self.outbox.catch_up()
        except (sqlite3.Error, ValueError) as trouble:
            self.store.database.close()
            raise DatabaseTrouble(f"{database}: {trouble}. It was left as it is.") from None

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """All or nothing of what happens inside, undisturbed by other threads. May be nested."""
        with self.store.transaction():
            yield self._transaction

    @property
    def application_id(self) -> str:
        """The id of the ready-made connector, which has every permission."""
        return str(self.store.get("application_id"))

    @property
    def application_secret(self) -> str:
        """The secret of the ready-made connector; "" while it is deleted."""
        row = self.connector(self.application_id)
        return row["secret"] if row else ""

    @property
    def tenant_id(self) -> str:
        """The organisation that the connectors belong to."""
        return str(self.store.get("tenant_id"))

    def connector(self, application_id: str) -> sqlite3.Row | None:
        """The connector of an id."""
        return self.store.connectors.find(application_id)

    def new_pin(self) -> str:
        """The PIN for the next SMS."""
        return self._pin or new_pin()

    def reset(self) -> None:
        """Empty the state. The ready-made connector keeps its id and secret, so that a client can sign in again."""
        with self.store.transaction():
            own = self.application_id, self.application_secret or new_secret(), self.tenant_id
            self.store.database.empty()
            self._begin(*own)
            self.clock.back_to_now()
        self.tokens = Tokens(identity.read(self.store).signing_key)
        self.throttle.clear()
        self.journal.clear()
        self.faults.clear()

    def reload(self) -> None:
        """Read key and clock from the state, after it became another. Raises ``ValueError`` where they do not fit."""
        own = identity.read(self.store)
        self.tokens = Tokens(own.signing_key)
        self.clock.offset = own.offset
        self.throttle.clear()

    def close(self) -> None:
        """Close the state. Its file holds all that was answered, and the deliveries that are still to be made."""
        self.outbox.stop()
        self.store.database.close()

    def _begin(self, application_id: str, secret: str, tenant_id: str) -> None:
        self.store.set("signing_key", secrets.token_bytes(32))
        self.store.set("tenant_id", tenant_id)
        self.keep_connector(application_id, secret)

    def keep_connector(self, application_id: str, secret: str) -> None:
        """Make this one the ready-made connector. Whoever calls is inside a transaction."""
        self.store.set("application_id", application_id)
        if self.connector(application_id) is None:
            self.store.connectors.put(application_id, secret, "Kaizala notebook", FULL_MASK)

    def __repr__(self) -> str:
        return "<Emulator>"


class Transaction:
    """A transaction of the state: what rules work with.

    Only :meth:`Emulator.transaction` gives one. So a function that takes one is inside it, and what the function changes is changed
    as a whole or not at all.

    It has the tables of the state, each under its name, and what a rule needs beside them: the time, the tokens, the outbox.
    """

    def __init__(self, emulator: Emulator) -> None:
        store = emulator.store
        self.users = store.users
        self.connectors = store.connectors
        self.groups = store.groups
        self.events = store.events
        self.hierarchy = store.hierarchy
        self.subscriptions = store.subscriptions
        self.actions = store.actions
        self.reactions = store.reactions
        self.media = store.media
        self.bots = store.bots
        self.webhooks = store.webhooks
        self.sms = store.sms
        self.outbox = emulator.outbox
        self.throttle = emulator.throttle
        self.strict = emulator.strict
        self.tenant_admin = emulator.tenant_admin
        self._emulator = emulator

    @property
    def now(self) -> int:
        """The time of the emulator's clock, in epoch milliseconds."""
        return self._emulator.clock.now()

    @property
    def tokens(self) -> Tokens:
        """What gives out tokens and reads them."""
        return self._emulator.tokens

    @property
    def tenant_id(self) -> str:
        """The organisation that the connectors belong to."""
        return self._emulator.tenant_id
