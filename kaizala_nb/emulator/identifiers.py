"""Ids, secrets and PINs, in the forms that clients of the service know.

Users, groups and connectors have a GUID in lower case; a connector's secret has ten upper-case letters and digits; a PIN
has six digits and never begins with 0, because a client that sends it as a bare number would have it read as octal.
"""

import re
import secrets
import string
import uuid

PIN_FORM = re.compile(r"[1-9][0-9]{5}\Z")
SECRET_LENGTH = 10

_SECRET_SIGNS = string.ascii_uppercase + string.digits


def new_id() -> str:
    """A GUID, as users, groups, connectors and sent messages have."""
    return str(uuid.uuid4())


def new_secret() -> str:
    """A connector's secret: ten upper-case alphanumerics."""
    return "".join(secrets.choice(_SECRET_SIGNS) for _ in range(SECRET_LENGTH))


def new_pin() -> str:
    """A one-time PIN: six digits, the first not 0."""
    return str(100_000 + secrets.randbelow(900_000))


def unversioned(package_id: str) -> str:
    """``com.example.form.2`` is version 2 of ``com.example.form``."""
    name, _, version = package_id.rpartition(".")
    return name if name and version.isdigit() else package_id
