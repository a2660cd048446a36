"""Whoever made a call, in words that tell no mobile number."""

from kaizala_nb.emulator.core import Transaction


def in_words(transaction: Transaction, caller: str) -> str:
    """A person or a bot as "Asha …0002", without a name as "…0002", a connector by its name.

    ``caller`` is the id. It is "" if nobody has it any more.
    """
    person = transaction.users.find(caller)
    if person is not None:
        return f"{person['name']} …{person['number'][-4:]}".strip()
    connector = transaction.connectors.find(caller)
    return "" if connector is None else str(connector["name"])
