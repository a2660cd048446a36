"""A local Kaizala where three people answer what they are sent: the tables are those of its real replies."""

from collections.abc import Iterator

import pandas as pd
import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection.scripts.outcome import Result
from kaizala_nb.toolkit.tables import frame

ME, ASHA, BEN, NOBODY = "+447700900001", "+447700900002", "+447700900003", "+447700900009"
AT = pd.Timestamp("2030-01-31 09:00:00.250", tz="UTC")
FORMULA = '=HYPERLINK("http://example.org","Click")'
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


@pytest.fixture(scope="package")
def shown() -> dict[str, pd.DataFrame]:
    """A table of every kind that the package gives, all with something in it."""
    kaizala = Kaizala()
    try:
        return tables_of(kaizala)
    finally:
        kaizala.close()


def tables_of(kaizala: Kaizala) -> dict[str, pd.DataFrame]:
    """Those of a Kaizala in which everything happens once."""
    kaizala.sandbox.seed(users=[{"mobileNumber": ASHA, "name": "Asha"}])
    kaizala.sign_in(ME).send_once()
    kaizala.groups.create_group(name="Field team", members=[ASHA])
    inbox = kaizala.inbox()
    kaizala.webhooks.subscribe_to_group()
    asha = kaizala.phone(ASHA, name="Asha")
    group = kaizala.environment["test-group-id"]
    asha.send_message(group, FORMULA)
    survey = kaizala.content.send_survey(
        title="Lunch?",
        questions=[
            {"title": "=Which?", "type": "SingleOption", "options": ["Yes", "No"]},
            {"title": "What?", "type": "MultiOption", "options": ["a", "b"]},
            {"title": "When?", "type": "DateTime"},
            {"title": "Where?", "type": "Location"},
        ],
    )
    asha.answer(survey.json["actionId"], "Yes", ["a", "b"], AT, {"lt": 1, "lg": 2, "n": "x"})
    inbox.wait(2)
    signed = kaizala.sign_in(ME)
    responses = kaizala.queries.fetch_survey_responses(action_id=survey.json["actionId"])
    visit = kaizala.sandbox.new_connector("Web", redirect_url="http://127.0.0.1:9/back")
    page = asha.sign_in_on(
        kaizala.sandbox.url + "/api/Oauth/Authorize",
        client_id=visit["applicationId"],
        redirect_uri="http://127.0.0.1:9/back",
    )
    own = kaizala.environment["test-group-id"]
    kaizala.groups.create_public_group(name="News", members=[])
    kaizala.groups.add_subscribers(subscribers=[ASHA])
    subscribers = kaizala.groups.subscribers()
    kaizala.environment.update({"test-group-id": own})
    return {
        "tokens": kaizala.authentication.access_token().df,
        "subscribers": subscribers,
        "waited": inbox.wait(1),
        "responses": responses.df,
        "groups": kaizala.groups.fetch_all_groups().df,
        "cards": kaizala.queries.fetch_surveys().df,
        "sign in": signed.send_once().df,
        "sms": asha.sms,
        "chats": asha.chats,
        "journal": kaizala.sandbox.journal,
        "deliveries": kaizala.sandbox.deliveries,
        "connectors": kaizala.sandbox.connectors,
        "inbox": inbox.df,
        "attempts": inbox.attempts,
        "page": page.df,
        "checks": Checks([Result("=1+1", True), Result("It is quick", None, "It is not certain.")]).df,
        "empty": frame([], example=[{"sentAt": 1, "title": "x"}]),
    }
