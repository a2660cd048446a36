"""A public group with 100,000 subscribers against one with 100: what does not look at them all must not feel them."""

from typing import Any

import requests

from benchmarks.calls import caller, signed_in, token
from benchmarks.turns import Comparison, compare
from kaizala_nb import Kaizala

FEW, MANY = 100, 100_000
_GROUPS = {"few": FEW, "many": MANY}


def first_page() -> Comparison:
    """The first page of subscribers."""
    return _compare("POST", "subscribers", {"count": 50})


def message() -> Comparison:
    """One message to all of them."""
    return _compare("POST", "messages", {"message": "Hello to all", "sendToAllSubscribers": True})


def _compare(method: str, what: str, body: dict[str, Any]) -> Comparison:
    with signed_in() as kaizala:
        seed(kaizala)
        few, many = (
            caller(kaizala.sandbox.url, method, f"/v1/groups/{group}/{what}", token(kaizala), body) for group in _GROUPS
        )
        return compare(
            f"{method} /v1/groups/{{groupId}}/{what} with {MANY:,} subscribers",
            many,
            few,
            baseline_name=f"the same with {FEW}",
            goal=1.5,
            rounds=1000,
        )


def seed(kaizala: Kaizala) -> None:
    """Both groups, with whoever is signed in as their admin."""
    admin = [{"mobileNumber": str(kaizala.environment["mobile-number"]), "role": "Admin"}]
    groups = [
        {
            "groupId": name,
            "groupName": name,
            "groupType": "ConnectGroup",
            "members": admin,
            "subscribers": [f"+4477{number:08}" for number in range(count)],
        }
        for name, count in _GROUPS.items()
    ]
    with requests.Session() as session:
        session.trust_env = False
        key = str(kaizala.sandbox._key)
        url = f"{kaizala.sandbox.url}/_emulator/seed"
        session.post(url, json={"groups": groups}, headers={"X-Emulator-Key": key}, timeout=600).raise_for_status()
