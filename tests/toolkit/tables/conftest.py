"""A local Kaizala where three people answer what they are sent: the tables are those of its real replies."""

from collections.abc import Iterator

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client.reply import Reply

ME, ASHA, BEN, NOBODY = "+447700900001", "+447700900002", "+447700900003", "+447700900009"
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="package")
def kaizala() -> Iterator[Kaizala]:
    """Signed in, with a group of three, of whom two have names, and a public group."""
    made = Kaizala()
    made.sandbox.seed(users=[{"mobileNumber": ASHA, "name": "Asha"}, {"mobileNumber": BEN, "name": "Ben"}])
    made.sign_in(ME).send_once()
    made.groups.create_public_group(name="News", members=[])
    made.groups.create_group(name="Field team", members=[ASHA, BEN])
    yield made
    made.close()


def types_of(reply: Reply) -> dict[str, str]:
    """The columns of a reply's table, in order, each with its type."""
    return {name: str(kind) for name, kind in reply.df.dtypes.items()}


@pytest.fixture(autouse=True)
def the_same_group(kaizala: Kaizala) -> Iterator[None]:
    """Each test starts with the group of three, whatever the one before it made."""
    team = kaizala.environment["test-group-id"]
    yield
    kaizala.environment.update({"test-group-id": team})
