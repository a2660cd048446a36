"""100,000 subscribers: their JSON as a typed table, and all their pages over the line."""

import json
from typing import Any

import pandas as pd
import requests

from benchmarks.calls import signed_in, token
from benchmarks.crowd import MANY, seed
from benchmarks.turns import Comparison, compare
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.paging import pages

STEP = collection["Step14 - Get Subscribers of a public group"]


def table() -> Comparison:
    """The table of a reply as large as it can get, from its JSON as Python reads it, which is what ``json_normalize`` takes too.

    Ours has types: texts, flags, missing values. Theirs is as pandas guesses it, without the time that types would cost on top.
    """
    people = json.loads(json.dumps([_person(number) for number in range(MANY)]))
    reply = {"subscribers": people}
    return compare(
        f"{MANY:,} subscribers' JSON as a typed DataFrame",
        lambda: tables.frame(reply, STEP.rows, readers=STEP.service.readers),
        lambda: pd.json_normalize(people),
        baseline_name="pandas.json_normalize, untyped",
        goal=1 / 3,
        rounds=15,
        warm_up=2,
    )


def gather() -> Comparison:
    """All pages: what our client adds to them."""
    with signed_in() as kaizala, requests.Session() as bare:
        seed(kaizala)
        bare.trust_env = False
        url = f"{kaizala.sandbox.url}/v1/groups/many/subscribers"
        headers = token(kaizala)

        def ours() -> None:
            gathered = [page.records for page in pages(kaizala.session, STEP, {"group_id": "many"})]
            assert sum(map(len, gathered)) == MANY
            tables.frame([record for records in gathered for record in records])

        def theirs() -> None:
            people: list[dict[str, Any]] = []
            body: dict[str, str] = {}
            while True:
                page = bare.post(url, json=body, headers=headers, timeout=60).json()
                people += page["subscribers"]
                if "cursor" not in page:
                    break
                body = {"cursor": page["cursor"]}
            assert len(pd.DataFrame(people)) == MANY

        return compare(
            f"All {MANY:,} subscribers, {MANY // 50:,} pages, as a DataFrame",
            ours,
            theirs,
            baseline_name="a bare requests.Session in a loop",
            goal=1.3,
            rounds=3,
            warm_up=0,
        )


def _person(number: int) -> dict[str, Any]:
    """As the service has it."""
    return {
        "id": f"{number:08x}-1c57-4f7a-8a51-6d5d0c2f9e33",
        "mobileNumber": f"+4477{number:08}",
        "name": f"Person {number}",
        "profilePic": "",
        "isProvisioned": number % 3 == 0,
    }
