"""All subscribers as one table: every page, once, in order; stopped, refused or throttled on the way, with what has come kept."""

import inspect
import signal
from collections.abc import Callable, Iterator

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.widgets import gathering
from tests.course.test_kaizala import ME, sign_in

NEWS, EMPTY = "news", "empty"
NUMBERS = [f"+9198000{number:05d}" for number in range(230)]
"""Five pages: four of 50, one of 30."""


@pytest.fixture(scope="module")
def kaizala() -> Iterator[Kaizala]:
    """Signed in as admin of two public groups, of which one has subscribers."""
    made = Kaizala()
    sign_in(made)
    admin = [{"mobileNumber": ME, "role": "Admin"}]
    public = {"groupType": "ConnectGroup", "members": admin}
    made.sandbox.seed(
        users=[{"mobileNumber": NUMBERS[0], "name": "<b>Asha</b>"}],
        groups=[
            {"groupId": NEWS, "groupName": "News", "subscribers": NUMBERS, **public},
            {"groupId": EMPTY, "groupName": "Empty", **public},
        ],
    )
    made.environment.update({"test-public-group-id": NEWS})
    yield made
    made.close()


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], object]], None]:
    """Let something happen when so many pages have come."""

    def after(pages: int, happen: Callable[[], object]) -> None:
        come = []

        def at(line: gathering.TerminalProgress, words: str) -> None:
            come.append(words)
            if len(come) == pages:
                happen()

        monkeypatch.setattr(gathering.TerminalProgress, "at", at)

    return after


def requests(kaizala: Kaizala) -> int:
    """How many pages the service was asked for so far."""
    return sum("subscribers" in call["path"] for call in kaizala.sandbox.calls)


def test_every_page_once_and_in_order(kaizala, capsys):
    before = requests(kaizala)
    table = kaizala.groups.subscribers()
    assert table["mobileNumber"].tolist() == NUMBERS
    assert table["id"].is_unique
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        **{"id": "string", "mobileNumber": "string", "name": "string"},
        **{"isProvisioned": "boolean", "profilePic": "string"},
    }
    assert requests(kaizala) - before == 5
    assert table.attrs == {"cursor": ""}
    told = capsys.readouterr()
    assert told.err.startswith("Subscribers: 230 on 5 pages, ")
    assert told.out == ""


def test_no_subscribers_are_an_empty_table_with_its_columns(kaizala):
    table = kaizala.groups.subscribers(EMPTY)
    assert len(table) == 0
    assert list(table.columns) == ["id", "mobileNumber", "name", "isProvisioned", "profilePic"]


def test_stopped_by_hand_it_keeps_what_has_come_and_goes_on_from_there(kaizala, after, capsys):
    after(2, lambda: signal.raise_signal(signal.SIGINT))
    first = kaizala.groups.subscribers(group_id=NEWS)
    assert first["mobileNumber"].tolist() == NUMBERS[:100]
    told = capsys.readouterr().err
    line = f"kaizala.groups.subscribers(group_id='news', cursor={first.attrs['cursor']!r})"
    assert "stopped after 100 on 2 pages" in told
    assert told.strip().endswith(line)
    rest = eval(line)  # noqa: S307
    assert [*first["mobileNumber"], *rest["mobileNumber"]] == NUMBERS


def test_stopped_before_the_first_page_it_gives_an_empty_table(kaizala, monkeypatch):
    def interrupted(*given: object, **watch: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(kaizala.session, "send", interrupted)
    table = kaizala.groups.subscribers(cursor="where I was")
    assert len(table) == 0
    assert table.attrs["cursor"] == "where I was"


def test_when_a_page_fails_the_error_holds_what_has_come(kaizala, after, capsys):
    after(3, lambda: kaizala.sandbox.fail_next(500, path="subscribers"))
    with pytest.raises(errors.ServiceTrouble) as failed:
        kaizala.groups.subscribers()
    table = failed.value.gathered
    assert table["mobileNumber"].tolist() == NUMBERS[:150]
    assert "150 subscribers had come before: error.gathered." in failed.value.as_text()
    assert f"kaizala.groups.subscribers(cursor={table.attrs['cursor']!r})" in failed.value.as_text()
    assert "refused or failed" in capsys.readouterr().err
    assert len(kaizala.groups.subscribers(cursor=table.attrs["cursor"])) == 80


def test_a_group_that_is_not_yours_is_refused_as_ever(kaizala):
    with pytest.raises(errors.NotFound) as refused:
        kaizala.groups.subscribers("nobody's")
    assert len(refused.value.gathered) == 0
    assert "gathered" not in refused.value.as_text()


def test_what_is_missing_is_said_before_anything_is_shown(capsys):
    there = Kaizala(url="http://127.0.0.1:9")
    with pytest.raises(errors.InputError, match="group"):
        there.groups.subscribers()
    with pytest.raises(TypeError):
        there.groups.subscribers(count=50)
    assert capsys.readouterr().err == ""


def test_it_waits_when_asked_to_and_says_so(kaizala, after, capsys):
    after(1, lambda: kaizala.sandbox.fail_next(429, path="subscribers", retry_after=1))
    assert len(kaizala.groups.subscribers()) == 230
    told = capsys.readouterr()
    assert "1 second" in told.err
    assert told.out == ""


def test_phones_on_the_page_look_once_not_after_every_page(kaizala):
    told = []
    kaizala.session.listeners.append(lambda: told.append(1))
    try:
        kaizala.groups.subscribers()
        assert len(told) == 1
        kaizala.groups.get_subscribers()
        assert len(told) == 2
    finally:
        kaizala.session.listeners.pop()


def test_it_stands_beside_the_requests(kaizala):
    assert "subscribers" in dir(kaizala.groups)
    assert "All subscribers of a public group" in repr(kaizala.groups)
    assert "subscribers" not in dir(kaizala.content)
    assert list(inspect.signature(kaizala.groups.subscribers).parameters) == ["group_id", "cursor"]
    assert "error.gathered" in inspect.getdoc(kaizala.groups.subscribers)
    assert kaizala.groups.subscribers.__name__ not in [step.__name__ for step in kaizala.groups]


def test_a_secret_is_in_no_cell_of_it(kaizala):
    secret = str(kaizala.environment["application-secret"])
    kaizala.sandbox.seed(users=[{"mobileNumber": NUMBERS[1], "name": f"My secret is {secret}"}])
    table = kaizala.groups.subscribers()
    assert secret not in table.to_csv()
    assert table["name"].iloc[1].startswith("My secret is {{")
