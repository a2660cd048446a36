"""Other people's clients, byte for byte as they spoke: the C# tutorial, Python scripts, PHP, Java, pages in browsers, a C# library,
the flow connector. Each is written as its own language's library would have sent it, over a socket, and nothing here helps it."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import ASHA, ME, THIRD, TIMEOUT, Client, opened

COMMON = {"cache-control": "no-cache", "postman-token": "090af9a6-a234-7c7c-4431-9d6af937a185"}
REST_SHARP = COMMON | {
    "Accept": "application/json, application/xml, text/json, text/x-json, text/javascript, text/xml",
    "User-Agent": "RestSharp/106.2.2.0",
    "Connection": "Keep-Alive",
    "Accept-Encoding": "gzip, deflate",
}


class Wire:
    """A socket to one host. What comes back is its status and its JSON."""

    def __init__(self, url: str) -> None:
        self._line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)

    def send(
        self, method: str, target: str, headers: dict[str, str], body: str | bytes | None = None
    ) -> tuple[int, Any]:
        """One request, its target as it is."""
        raw = body.encode() if isinstance(body, str) else body
        self._line.putrequest(method, target, skip_accept_encoding=True)
        if raw is not None:
            headers = headers | {"Content-Length": str(len(raw))}
        for name, value in headers.items():
            self._line.putheader(name, value)
        self._line.endheaders(raw)
        answer = self._line.getresponse()
        content = answer.read()
        self.headers = answer.headers
        return answer.status, json.loads(content) if content else None


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    made = Emulator(throttle=False, pin="482913")
    yield made
    made.close()


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Client]:
    with opened(emulator, "socket") as made:
        yield made


@pytest.fixture
def wire(client: Client) -> Wire:
    return Wire(client.url)


def path_of(endpoint: str) -> str:
    """What stands after the host in an address: a client pastes ``endpointUrl`` before its own path."""
    return re.sub(r"^http://[^/]*", "", endpoint)


def test_the_c_sharp_tutorial_from_its_first_call_to_its_last(client, wire):
    connector = " " + client.application_id  # its placeholder begins with a blank
    typed = REST_SHARP | {"content-type": "application/json"}
    body = f'{{"mobileNumber":"{ME}", applicationId:"{connector}"}}'
    assert wire.send("POST", "/v1/generatePin", typed, body) == (200, {})
    body = f'{{"mobileNumber":"{ME}","applicationId":"{connector}", "pin":482913}}'
    status, login = wire.send("POST", "/v1/loginWithPinAndApplicationId", typed, body)
    assert status == 200
    headers = REST_SHARP | {
        "refreshtoken": login["refreshToken"],
        "applicationsecret": client.application_secret,
        "applicationid": connector,
    }
    status, access = wire.send("GET", "/v1/accessToken", headers)
    assert (status, access["endpointUrl"]) == (200, login["endpointUrl"])
    typed |= {"accesstoken": access["accessToken"]}
    body = (
        '{name:"Kaizala Test group", welcomeMessage:"Welcome to group created via C# console application", '
        f'members:["{ASHA}"], groupType:"Group"}}'
    )
    target = path_of(login["endpointUrl"] + "/v1/groups")
    assert target == "//v1/groups"
    status, group = wire.send("POST", target, typed, body)
    assert (status, list(group)) == (200, ["groupId", "groupName", "membersAdded"])
    body = '{message:"Test message via C# console application"}\r\n'
    hard_coded = path_of(login["endpointUrl"] + "/v1/groups/449b16d5-772d-4b25-8154-6d39ae357dfc/messages")
    assert wire.send("POST", hard_coded, typed, body)[0] == 404
    status, sent = wire.send(
        "POST", hard_coded.replace("449b16d5-772d-4b25-8154-6d39ae357dfc", group["groupId"]), typed, body
    )
    assert (status, list(sent)) == (200, ["referenceId"])


@pytest.fixture
def token(client: Client) -> str:
    return client.signed_in().token


@pytest.fixture
def group(client: Client, token: str) -> str:
    client.token = token
    return client.group(ASHA)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Hello", "Hello"), ("it's", "it's"), ('say "it\'s"', 'say "it\'s"'), ("a\\b", "a\\b"), ("grün 😀", "grün 😀")],
)
def test_a_python_script_that_posts_str_of_a_dict(client, wire, token, group, text, kept):
    headers = {"accessToken": token, "Content-Type": "application/json", "User-Agent": "python-requests/2.18.4"}
    status, reply = wire.send(
        "POST", f"/v1/groups/{group}/messages", headers, str({"message": text, "subscribers": []})
    )
    assert (status, "errorCode" in reply) == (200, False)
    assert client.control("GET", f"phones/{ASHA}")["chats"][-1]["text"] == kept
    status, _ = wire.send("POST", f"/v1/groups/{group}/messages", headers, str({"message": None}))
    assert status == 400  # None was never JSON to anybody


def test_a_monitoring_script_that_breaks_its_line_inside_a_text(client, wire, token, group):
    headers = {"accessToken": token, "Content-Type": "application/json"}
    status, _ = wire.send("POST", f"/v1/groups/{group}/messages", headers, "{'Message':'web-1:\nload is 12'}")
    assert status == 200
    assert client.control("GET", f"phones/{ASHA}")["chats"][-1]["text"] == "web-1:\nload is 12"


def test_a_page_in_a_browser(wire, token, group, client):
    page = {"Origin": "https://page.example", "Sec-Fetch-Site": "cross-site", "User-Agent": "Mozilla/5.0"}
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "accesstoken,content-type"}
    assert wire.send("OPTIONS", f"/v1/groups/{group}/messages", page | asked)[0] == 200
    assert wire.headers["access-control-allow-origin"] == "*"
    assert wire.headers["access-control-allow-headers"] == "accesstoken,content-type"
    target = path_of(client.url + "/" + f"v1/groups/{group}/messages")
    headers = page | {"accesstoken": token, "content-type": "application/json; charset=UTF-8"}
    assert wire.send("POST", target, headers, '{"message":"Hello from a page"}')[0] == 200
    assert wire.headers["access-control-allow-origin"] == "*"
    status, groups = wire.send("GET", "/v1/groups?fetchAllGroups=true&showDetails=true", page | {"accesstoken": token})
    assert (status, groups["groups"][0]["welcomeMessage"]) == (200, "")


def test_a_php_client_that_lists_subscribers_by_get_and_looks_for_a_message(client, wire, token):
    headers = {"accessToken": token, "Content-Type": "application/json", "Expect": ""}
    body = '{"name":"Notices","welcomeMessage":"","members":[],"groupType":"connectGroup"}'
    public = wire.send("POST", "/v1/groups/", headers, body)[1]["groupId"]
    body = f'{{subscribers:["{THIRD}"]}}'
    assert wire.send("PUT", f"/v1/groups/{public}/subscribers/add", headers, body)[0] == 200
    status, reply = wire.send("GET", f"/v1/groups/{public}/subscribers", headers)
    assert (status, reply["subscribers"][0]["mobileNumber"]) == (200, THIRD)
    assert "message" not in reply
    status, reply = wire.send("GET", "/v1/groups/unknown/subscribers", headers)
    assert "message" in reply


def test_a_java_client_with_a_blank_in_its_path_and_a_header_too_many(client, wire, token, group):
    headers = {"accessToken": token, "applicationId": client.application_id, "X-CSRF-Token": "x"}
    headers |= {"Content-Type": "application/json", "User-Agent": "okhttp/3.9.1", "Accept-Encoding": "gzip"}
    card = {"id": "com.example.form.2", "actionBody": {"properties": [{"name": "n", "type": 0, "value": "1"}]}}
    status, sent = wire.send("POST", f"/v1/groups/{group}/actions/", headers, json.dumps(card))
    assert (status, list(sent)) == (200, ["referenceId", "actionId"])
    answers = {"id": "com.example.form.2", "actionBody": {"answers": ["-", "x"]}}
    path = f"/v1/groups/{group}/actions/{sent['actionId']}"
    status, reply = wire.send("POST", f"{path}/responses%20", headers, json.dumps(answers))
    assert (status, list(reply)) == (200, ["responseId"])
    changes = {
        "version": -1,
        "notificationTargetGroup": group,
        "actionProperties": [{"propertyType": "Custom", "name": "n", "type": 1, "value": "2"}],
    }
    assert wire.send("PUT", f"{path}/properties", headers, json.dumps(changes))[0] == 200
    assert wire.send("GET", f"{path}/?getDetails=true", headers)[0] == 200


def test_the_collections_bearer(wire, token):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = '{name:"Kaizala Test Public Group", welcomeMessage:"Welcome", members:[], groupType:"ConnectGroup"}'
    assert wire.send("POST", "/v1/groups", headers, body)[0] == 200
    assert wire.send("GET", "/v1/users/me", {"authorization": f"bearer  {token} "})[0] == 200
    assert wire.send("GET", "/v1/users/me", {"Authorization": "Basic eDp5"})[0] == 401


def test_a_c_sharp_library_that_sends_every_field_and_renews_by_what_it_reads(client, wire, token, group):
    headers = {"accessToken": token, "Content-Type": "application/json; charset=utf-8"}
    body = '{"Message":"x","Subscribers":null,"SendToAllSubscribers":false,"ReplyToReferenceId":null}'
    assert wire.send("POST", f"//V1/Groups/{group}/Messages", headers, body)[0] == 200
    client.control("POST", "clock", {"advance": 25 * 3600})
    status, reply = wire.send("POST", f"/v1/groups/{group}/messages", headers, body)
    assert (status, reply["errorCode"], reply["errorCategoryKey"]) == (401, "InvalidToken", "AuthException")
    assert "Token validation failed due to unknown reason!" in reply["message"]


def test_the_flow_connector(wire, token, group, client):
    headers = {"accessToken": token, "Content-Type": "application/json", "User-Agent": "azure-logic-apps/1.0"}
    below = wire.send("POST", f"/v1/groups/{group}/subgroups", headers, '{"name":"Below"}')[1]["groupId"]
    loose = wire.send("POST", "/v1/groups", headers, '{"name":"Loose"}')[1]["groupId"]
    for one in (below, loose):
        assert wire.send("PUT", f"/v1/groups/{group}/subgroups", headers, json.dumps({"SubGroups": [one]}))[0] == 200
    target = f"/v1/groups/{group}/messages?sendToAll=No"
    sent = wire.send("POST", target, headers, '{"Message":"By flow"}')[1]["referenceId"]
    assert wire.send("POST", target, headers, json.dumps({"Message": "Re", "ReplyToReferenceId": sent}))[0] == 200
    card = json.dumps({"ActionBody": {"Title": "x", "Message": "y", "MediaResources": ""}})
    assert (
        wire.send("POST", f"/v1/groups/{group}/actions?actionType=Announcement&sendToAll=No", headers, card)[0] == 200
    )
    assert wire.send("POST", "/v1/media/attachment", headers, '{"fileContent":"JVBERi0xLjc="}')[0] == 200


@pytest.mark.parametrize("header", ["accessToken", "accesstoken", "ACCESSTOKEN", "AccessToken"])
def test_the_token_in_any_casing(wire, token, header):
    assert wire.send("GET", "/v1/users/me", {header: f" {token}"})[0] == 200


@pytest.mark.parametrize(
    "target",
    [
        "/v1/groups/{0}@1/members",
        "/v1/groups/{0}%401/members",
        "//v1//groups//{0}%401//members//",
        "/V1/GROUPS/{0}@1/MEMBERS?",
        "/v1/groups/{0}%401/members%20",
        "/v1/groups/%20{0}@1/members",
    ],
)
def test_an_id_of_a_scale_unit_raw_and_percent_encoded(client, wire, token, target):
    name = "853654b2-5874-462d-b709-0c4e43a7083f"
    seeded = {"groupId": f"{name}@1", "groupName": "Unit 1", "members": [{"mobileNumber": ME}]}
    client.control("POST", "seed", {"groups": [seeded]})
    assert wire.send("GET", target.format(name), {"accessToken": token})[0] == 200


def test_an_export_that_left_out_the_id_is_a_404_and_never_a_group(client, wire, token):
    seeded = {
        "groupId": "subscribers",
        "groupName": "x",
        "groupType": "ConnectGroup",
        "members": [{"mobileNumber": ME}],
    }
    client.control("POST", "seed", {"groups": [seeded]})
    assert wire.send("PUT", "/v1/groups//subscribers/remove", {"accessToken": token}, '{"subscribers":[]}')[0] == 404


@pytest.mark.parametrize("body", [None, "", "null", "{}", "{nonsense"])
def test_a_get_with_a_body_or_with_a_length_of_nothing(wire, token, body):
    headers = {"accessToken": token, "Content-Type": "application/json"}
    assert wire.send("GET", "/v1/groups", headers, body)[0] == 200


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /v1/users/me HTTP/1.0\r\n", 200),
        ("GET /v1/users/me HTTP/1.0\r\nHost:\r\n", 200),
        ("GET /v1/users/me HTTP/1.0\r\nHost: evil.example\r\n", 403),
        ("GET /v1/users/me HTTP/1.1\r\nConnection: close\r\n", 403),
    ],
)
def test_a_client_of_http_1_0_names_no_host(client, token, head, status):
    reply = over_a_socket(client, f"{head}accessToken: {token}\r\n\r\n")
    assert int(reply.split()[1]) == status


def test_without_a_host_the_endpoint_is_the_address_that_was_called(client):
    head = f"applicationId: {client.application_id}\r\napplicationSecret: {client.application_secret}"
    reply = over_a_socket(client, f"GET /v1/accessToken HTTP/1.0\r\n{head}\r\nrefreshToken: {client.log_in()}\r\n\r\n")
    assert json.loads(reply.partition("\r\n\r\n")[2])["endpointUrl"] == f"{client.url}/"


def over_a_socket(client: Client, request: str) -> str:
    """All that is answered to a request, which ends the connection."""
    where = urlsplit(client.url)
    with socket.create_connection((where.hostname, where.port), timeout=TIMEOUT) as line:
        line.sendall(request.encode())
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


def test_a_body_in_chunks(wire, token, group):
    headers = {"accessToken": token, "Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    wire._line.request(
        "POST", f"/v1/groups/{group}/messages", iter([b'{"mess', b'age":"x"}']), headers, encode_chunked=True
    )
    answer = wire._line.getresponse()
    assert (answer.status, list(json.loads(answer.read()))) == (200, ["referenceId"])
