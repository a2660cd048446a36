"""What nobody saw on the wire, and the service's documentation left open.

Each line is our choice where the record is silent. They stand together so that one capture, should it ever turn up,
corrects the emulator in one place.
"""

# Bodies.
MOST_BODY_BYTES = 1_000_000
DEEPEST_BODY = 64  # Json.NET's own default in its last versions

# Signing in. A PIN dies when used, replaced, after so many wrong tries or so much time.
PIN_TRIES = 5
PIN_LIFE_MS = 10 * 60 * 1000

# Throttling: the counts are documented, the window is not. It is fixed and opens with the first call.
WINDOW_MS = 60 * 1000

# Groups. The cap on creating is documented; adding is held to the same.
MOST_MEMBERS = 100
GROUP_TYPES = ("Group", "ConnectGroup")  # as numbers: 0 and 1
ROLES = ("Member", "Admin")
RESULT = {"result": "true"}  # a string, as the documentation's sample has it


def profile(user_id: str, number: str, name: str, provisioned: bool) -> dict[str, object]:
    """The body of users/me: the names of a member's fields, in our order."""
    return {"id": user_id, "mobileNumber": number, "name": name, "profilePic": "", "isProvisioned": provisioned}


def group_details(group: dict[str, object]) -> dict[str, object]:
    """The body of one group's details: the list's shape, holding the one."""
    return {"groups": [group]}
