"""The copy of a collection that leads to its stand-in: newman and Postman, which send what a file says, go nowhere else."""

import json
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kaizala_nb import Collection
from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.foreign.reading import collection_of
from kaizala_nb.toolkit.collection.postman.environment import Variables
from kaizala_nb.toolkit.collection.written_address import written
from kaizala_nb.toolkit.stand_in.copying import CannotCopy, write_copy
from kaizala_nb.toolkit.stand_in.doors import in_thread
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests import node
from tests.postman.newman import COLLECTIONS
from tests.toolkit.stand_in.conftest import LIBRARY, TIMEOUT
from tests.toolkit.stand_in.files import file_of, item, stand_in

HERE = "http://127.0.0.1:8601"
FOLDERS = [one for one in (Path(__file__).parents[2] / "postman" / "collections-v3").iterdir() if one.is_dir()]
SIGNED = {
    "type": "oauth2",
    "oauth2": [
        {"key": "accessTokenUrl", "value": "https://login.example/token"},
        {"key": "redirect_uri", "value": "https://mine.example/back"},
    ],
}
LITERAL = file_of(
    item("GET https://api.example.com/books", name="text"),
    {"name": "whole", "request": "https://api.example.com/hours?day=1"},
    item(
        "POST https://shop.example/v2/orders",
        name="signed",
        auth=SIGNED,
        proxy={"host": "proxy.example"},
        header=[{"key": "Host", "value": "shop.example"}, {"key": "X-Kind", "value": "a"}],
    ),
    item("GET http://shop.example/books", name="same path"),
    {"name": "folder", "auth": SIGNED, "item": [item("GET {{base_url}}/shelves/:id", name="variable")]},
    auth=SIGNED,
)


def requests_in(file: dict[str, Any]) -> list[Item]:
    """The requests of a file."""
    return [one for one in items_of(file) if isinstance(one, Item)]


def newman_runs(answering: StandIn, **options: Any) -> dict[str, Any]:
    """What newman makes of the copy: see ``guarded.js``."""
    server = in_thread(answering)
    try:
        run = {"collection": answering.file_at(server.url), "workingDir": str(LIBRARY.parent), **options}
        given = json.dumps({"port": int(server.url.rpartition(":")[2]), "run": run})
        environment = node.environment() | {"NODE_PATH": str(Path(node.newman()[1]).parents[2])}
        command = [node.node(), str(Path(__file__).parent / "guarded.js")]
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, env=environment, check=True, timeout=5 * TIMEOUT
        )
    finally:
        server.close()
        answering.close()
    return json.loads(done.stdout)


def test_newman_gets_every_answer_of_the_library_from_the_stand_in():
    ran = newman_runs(StandIn(Collection.from_postman(LIBRARY)))
    assert len(ran["answered"]) == 12
    assert all(source for _, _, source in ran["answered"])
    assert ran["elsewhere"] == []


def test_newman_goes_to_no_host_that_stands_in_the_file_or_in_an_environment():
    values = [{"key": "base_url", "value": "https://real.example", "enabled": True}]
    ran = newman_runs(StandIn(collection_of(LITERAL, "x")), environment={"name": "real", "values": values})
    assert [name for name, _, source in ran["answered"] if source] == [
        "text",
        "whole",
        "signed",
        "same path",
        "variable",
    ]
    assert ran["elsewhere"] == []


@pytest.mark.parametrize(
    ("url", "led"),
    [
        ("https://api.example.com/books?x={{x}}#top", "/books?x={{x}}#top"),
        ("{{base_url}}/books/:id", "/v1/books/:id"),
        ("{{empty}}/books", "/books"),
        ("{{slashed}}{{path}}", "/v1/{{path}}"),
        ("{{scheme}}://{{host}}:{{port}}/books", "/books"),
        ("https://me:password@api.example.com", ""),
        ("localhost:3000/books", "/books"),
        ("/books", "/books"),
        ("", None),
        (
            {
                "raw": "x",
                "protocol": "https",
                "host": "api.example.com",
                "port": "443",
                "path": "/a/:b",
                "variable": [],
            },
            "/a/:b",
        ),
        ({"host": ["{{base_url}}"], "path": ["books", ""], "query": [{"key": "x", "value": "1"}]}, "/v1/books/?x=1"),
        ({"raw": "https://api.example.com/books"}, "/books"),
        ({"auth": {"user": "me", "password": "p"}, "host": ["api", "example", "com"]}, ""),
    ],
)
def test_an_address_leads_to_the_stand_in_wherever_it_stands(url: Any, led: str | None) -> None:
    values = {"slashed": "https://api.example.com/v1/", "path": "books", "scheme": "https"}
    answering = stand_in({"name": "x", "request": {"url": url}}, variables=values)
    (request,) = requests_in(answering.file_at(HERE))
    assert written(request.request["url"]) == ("" if led is None else HERE + led)


def test_tokens_come_from_the_stand_in_and_nothing_is_sent_by_way_of_another_host():
    file = StandIn(collection_of(LITERAL, "x")).file_at(HERE)
    signed = next(one for one in requests_in(file) if one.name == "signed")
    for auth in (file["auth"], signed.request["auth"], file["item"][4]["auth"]):
        values = {one["key"]: one["value"] for one in auth["oauth2"]}
        assert values == {"accessTokenUrl": f"{HERE}/token", "redirect_uri": "https://mine.example/back"}
    assert "proxy" not in signed.request
    assert [one["key"] for one in signed.request["header"]] == ["X-Kind"]
    assert signed.request["url"] == f"{HERE}/v2/orders"
    assert file["variable"] == [{"key": "base_url", "value": f"{HERE}/v1"}]


@pytest.mark.parametrize("path", [*COLLECTIONS, *FOLDERS], ids=lambda path: path.name)
def test_whatever_the_format_no_request_leads_elsewhere(path: Path) -> None:
    file = StandIn(Collection.from_postman(path), stateless=True).file_at(HERE)
    assert file["info"]["schema"].endswith("/v2.1.0/collection.json")
    addresses = [written(one.request.get("url")) for one in requests_in(file)]
    assert not [one for one in addresses if one.strip() and not one.startswith(HERE)]


def test_nothing_secret_of_an_environment_is_in_the_copy():
    variables = Variables()
    variables |= {
        "base_url": "https://bots.example/v3/{{token}}",
        "token": "geheim-1",
        "hook": "https://hooks.example/T0/geheim-2",
        "password": "geheim-3",
        "unused": "geheim-4",
    }
    variables.secret.add("hook")
    urls = ("{{base_url}}/send", "{{hook}}/now", "https://me:{{password}}@api.example.com/x")
    answering = stand_in(*(item(f"POST {url}") for url in urls), variables=variables)
    file = answering.file_at(HERE)
    assert "geheim" not in json.dumps(file)
    assert requests_in(file)[0].request["url"] == f"{HERE}/v3/{{{{token}}}}/send"


def test_a_copy_replaces_an_older_one_and_no_file_of_somebody(tmp_path: Path) -> None:
    path = tmp_path / "led.json"
    for port in (1, 2):
        write_copy(path, StandIn(collection_of(LITERAL, "x")).file_at(f"http://127.0.0.1:{port}"))
        assert f"http://127.0.0.1:{port}/books" in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (tmp_path / "link.json").symlink_to(path)
    path.write_text(path.read_text().replace('"text"', '"mine"'))
    (tmp_path / "odd.json").write_text("[1]")
    before = {one: one.read_bytes() for one in tmp_path.iterdir()}
    for one in before:
        with pytest.raises(CannotCopy, match="left as it is"):
            write_copy(one, StandIn(collection_of(LITERAL, "x")).file_at(HERE))
    with pytest.raises(CannotCopy, match="no folder"):
        write_copy(tmp_path / "none" / "led.json", {"info": {}})
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == before
