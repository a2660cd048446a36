"""Files: taken by every way there was, kept, checked for type and size, and given out so that no browser runs them."""

import base64
import json
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from kaizala_nb.emulator import Emulator
from kaizala_nb.emulator.media_types import TYPES, extension
from kaizala_nb.emulator.values import MOST_FILE_BYTES
from tests.emulator.conftest import TIMEOUT, Client, assert_shape, opened
from tests.emulator.world import picture, upload

PNG = picture()
# The layout that was published with the service's documentation, with addresses of a host that is no more.
PUBLISHED = {
    "ActionType": 3,
    "Files": [
        {
            "Id": "0b6fa1b5-0d4e-4a9c-8a4c-6bd5a5a8d0a1",
            "Name": "test.png",
            "Size": 4,
            "Url": "https://cdn.inc-000.kms.osi.office.net/att/0b6f.png?sv=2014-02-14&sr=b&sig=x%2By&st=2017&se=2117&sp=r",
        }
    ],
}


def resource(value: object) -> str:
    """A media resource of this content."""
    return base64.b64encode(json.dumps(value).encode()).decode()


def read(text: str) -> dict[str, Any]:
    """What is in a media resource."""
    return json.loads(base64.b64decode(text))


def post(client: Client, files: list, path: str = "/v1/media") -> requests.Response:
    """An upload of parts."""
    reply = client.http.post(client.url + path, files=files, headers={"accessToken": client.token}, timeout=TIMEOUT)
    assert_shape(reply)
    return reply


def attach(client: Client, content: bytes, **named: str) -> requests.Response:
    """A file in base64."""
    return client.call("POST", "/v1/media/attachment", {"fileContent": base64.b64encode(content).decode()} | named)


def fetch(client: Client, text: str) -> requests.Response:
    """The first file of a resource, from its own address, without a token."""
    return client.http.get(read(text)["Files"][0]["Url"], timeout=TIMEOUT)


def send(client: Client, group: str, text: str, kind: str = "Image") -> requests.Response:
    """A card with a resource."""
    body = {"actionType": kind, "actionBody": {"mediaResource": text}}
    return client.call("POST", f"/v1/groups/{group}/actions", body)


@pytest.mark.parametrize("name", ["files", "FileName", "File", "1", "", "🜏"])
def test_the_part_may_have_any_name(me, name):
    assert post(me, [(name, ("x.png", PNG, "image/png"))]).status_code == 200


def test_what_was_uploaded_is_fetched_again_byte_for_byte_as_an_attachment(me):
    text = upload(me, "/v1/media", PNG, name='../../"evil"\r\n<b>.png').json()["mediaResource"]
    reply = fetch(me, text)
    assert reply.content == PNG
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert not {'"', "\r", "\n", "<", "/"} & set(reply.headers["content-disposition"].partition("''")[2])
    assert "sandbox" in reply.headers["content-security-policy"]


def test_a_resource_has_the_readable_layout_of_2017(me):
    value = read(upload(me, "/v1/media", PNG).json()["mediaResource"])
    assert list(value) == ["Thumbnail", "ActionType", "Files"]
    assert base64.b64decode(value["Thumbnail"])[:3] == b"\xff\xd8\xff"
    assert value["ActionType"] == 3
    (file,) = value["Files"]
    assert list(file) == ["Id", "Name", "Size", "Url"]
    assert (file["Name"], file["Size"]) == ("test.png", 1)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("image/jpeg", 3),
        ("IMAGE/PNG; name=x", 3),
        ("audio/mpeg", 5),
        ("audio/wav", 5),
        ("application/pdf", 6),
        ("application/msword", 6),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 6),
        ("application/vnd.ms-powerpoint", 6),
        ("video/mp4", 10),
        ("video/3gpp", 10),
    ],
)
def test_every_kind_of_file_is_taken_and_says_what_it_is(me, kind, number):
    text = upload(me, "/v1/media", b"content", kind).json()["mediaResource"]
    assert read(text)["ActionType"] == number
    assert fetch(me, text).headers["content-type"] == kind.partition(";")[0].lower()


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/html", "image/svg+xml", "application/octet-stream", "", "x", None]
)
def test_a_type_that_is_not_taken_or_missing_is_a_415(me, kind):
    reply = post(me, [("files", ("x.png", PNG, kind) if kind is not None else ("x", PNG))])
    assert (reply.status_code, reply.json()["errorCode"]) == (415, "UnsupportedMediaType")


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "image/png", ""])
def test_an_upload_that_is_no_form_is_a_415(me, kind):
    assert me.call("POST", "/v1/media", raw=PNG, headers={"Content-Type": kind}).status_code == 415


@pytest.mark.parametrize(
    "raw", [b"", b"--b--\r\n", b"--b\r\n", b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--']
)
def test_a_form_without_a_file_is_a_400(me, raw):
    reply = me.call("POST", "/v1/media", raw=raw, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert reply.status_code == 400


def test_several_pictures_are_an_album_and_anything_else_is_not(me):
    group = me.group()
    parts = [("1", ("a.png", PNG, "image/png")), ("2", ("b.jpg", picture(kind="JPEG"), "image/jpeg"))]
    text = post(me, parts).json()["mediaResource"]
    assert [file["Name"] for file in read(text)["Files"]] == ["a.png", "b.jpg"]
    assert list(send(me, group, text, "Album").json()) == ["referenceId"]
    (item,) = me.call("GET", f"/v1/groups/{group}/actions?actionType=album").json()["actions"]
    assert [me.http.get(one["imageUrl"]).status_code for one in item["actionBody"]["images"]] == [200, 200]
    assert post(me, [*parts, ("3", ("c.pdf", b"%PDF-", "application/pdf"))]).status_code == 415


def test_twenty_megabytes_are_taken_and_not_a_byte_more(me):
    text = upload(me, "/v1/media", bytes(MOST_FILE_BYTES), "video/mp4").json()["mediaResource"]
    assert len(fetch(me, text).content) == MOST_FILE_BYTES
    assert post(me, [("f", ("x.mp4", bytes(MOST_FILE_BYTES + 1), "video/mp4"))]).status_code == 413
    assert post(me, [("f", ("x.mp4", bytes(MOST_FILE_BYTES + 2_000_000), "video/mp4"))]).status_code == 413
    assert attach(me, bytes(MOST_FILE_BYTES + 1), contentType="video/mp4").status_code == 413
    assert attach(me, bytes(MOST_FILE_BYTES), contentType="video/mp4").status_code == 200


@pytest.mark.parametrize("content", [b"", b"no picture", PNG[:40], b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_picture_that_cannot_be_read_is_kept_without_thumbnail(me, content):
    text = upload(me, "/v1/media", content).json()["mediaResource"]
    assert "Thumbnail" not in read(text)
    assert fetch(me, text).content == content


@pytest.mark.parametrize(
    ("content", "named", "kind"),
    [
        (b"x", {"contentType": "application/pdf"}, "application/pdf"),
        (b"x", {"fileName": "report.docx"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (PNG, {}, "image/png"),
        (picture(kind="JPEG"), {}, "image/jpeg"),
        (b"%PDF-1.7", {}, "application/pdf"),
        (b"ID3\x04", {}, "audio/mpeg"),
        (b"RIFF\x00\x00\x00\x00WAVE", {}, "audio/wav"),
        (b"\x00\x00\x00\x18ftypmp42", {}, "video/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp5", {}, "video/3gpp"),
    ],
)
def test_the_type_of_an_attachment_is_named_or_found_out(me, content, named, kind):
    reply = fetch(me, attach(me, content, **named).json()["mediaResource"])
    assert (reply.content, reply.headers["content-type"]) == (content, kind)


@pytest.mark.parametrize(
    ("holds", "named", "name", "kind"),
    [
        ({"$content-type": "image/png", "$content": "{}"}, {}, "attachment", "image/png"),
        ({"$CONTENT": "{}", "$Content-Type": "image/png; x=y"}, {"fileName": "a"}, "a", "image/png"),
        ({"$content": "{}"}, {}, "attachment", "image/png"),
        ({"$content-type": "application/octet-stream", "$content": "{}"}, {}, "attachment", "image/png"),
        (
            {"$content-type": "application/octet-stream", "$content": "{}"},
            {"fileName": "a.pdf"},
            "a.pdf",
            "application/pdf",
        ),
        ({"$content-type": "image/png", "$content": "{}"}, {"contentType": "video/mp4"}, "attachment", "video/mp4"),
        ({"Name": "a.mp3", "ContentBytes": "{}"}, {}, "a.mp3", "audio/mpeg"),
        ({"name": "a.mp3", "contentType": "image/png", "contentBytes": "{}", "size": 7}, {}, "a.mp3", "image/png"),
        ({"name": "a", "$content": "{}"}, {"fileName": "b"}, "b", "image/png"),
    ],
)
def test_an_attachment_may_be_an_object_that_holds_it(me, holds, named, name, kind):
    content = base64.b64encode(PNG).decode()
    held = {one: content if value == "{}" else value for one, value in holds.items()}
    text = me.call("POST", "/v1/media/attachment", {"fileContent": held} | named).json()["mediaResource"]
    assert read(text)["Files"][0]["Name"] == name
    reply = fetch(me, text)
    assert (reply.content, reply.headers["content-type"]) == (PNG, kind)


@pytest.mark.parametrize(
    ("held", "field"),
    [
        *((held, "fileContent") for held in ([], "", " ", None, "not base64!", {"$content": "not base64!"})),
        *(
            (held, "fileContent.$content")
            for held in ({}, {"$content-type": "image/png"}, {"$content": ""}, {"$content": []})
        ),
        ({"$content": "eA==", "$content-type": []}, "fileContent.$content-type"),
    ],
)
def test_an_object_without_a_file_is_a_400_that_names_the_field(me, held, field):
    reply = me.call("POST", "/v1/media/attachment", {"fileContent": held})
    assert reply.status_code == 400
    assert f"The field {field} " in reply.json()["message"]


def test_a_resource_is_compact_json(me):
    raw = base64.b64decode(upload(me, "/v1/media", name="Zürich, oben.png").json()["mediaResource"])
    assert raw == json.dumps(json.loads(raw), ensure_ascii=False, separators=(",", ":")).encode()
    assert list(json.loads(raw)) == ["Thumbnail", "ActionType", "Files"]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("image/png", ".png"),
        ("IMAGE/JPEG", ".jpg"),
        ("audio/mpeg", ".mp3"),
        ("audio/x-wav", ".wav"),
        ("application/pdf", ".pdf"),
        ("application/msword", ".doc"),
        ("application/vnd.ms-excel", ".xls"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
        ("video/mp4", ".mp4"),
        ("video/3gpp", ".3gpp"),
    ],
)
def test_an_address_ends_as_the_name_of_its_kind_of_file_does(me, kind, ending):
    file = read(upload(me, "/v1/media", b"content", kind, name="no ending").json()["mediaResource"])["Files"][0]
    assert file["Url"].endswith(f"/att/{file['Id']}{ending}")
    for address in (file["Url"], file["Url"].removesuffix(ending), file["Url"] + "?sv=1"):
        assert me.http.get(address, timeout=TIMEOUT).content == b"content"
    assert me.http.get(file["Url"].replace(file["Id"], "x"), timeout=TIMEOUT).status_code == 404


def test_every_type_that_is_taken_has_an_ending():
    assert all(re.fullmatch(r"\.[a-z0-9]{3,4}", extension(type)) for kind in TYPES.values() for type in kind)


@pytest.mark.parametrize("named", [{}, {"fileName": "x.html"}, {"contentType": "text/html"}, {"fileName": "x"}])
def test_an_attachment_of_no_known_type_is_a_415(me, named):
    assert attach(me, b"<script>", **named).status_code == 415


def test_an_upload_to_a_group_is_for_its_members(me):
    group = me.group()
    reply = upload(me, f"/v1/groups/{group}/media").json()
    assert reply["mediaId"] == read(reply["mediaResource"])["Files"][0]["Id"]
    assert upload(me.signed_in("+447700900003"), f"/v1/groups/{group}/media").status_code == 404


@pytest.mark.parametrize("path", ["/att/x", "/att/", "/att/..%2F..%2Fetc%2Fpasswd", "/att/%00"])
def test_a_file_that_there_is_not_is_a_404(client, path):
    assert client.call("GET", path).status_code == 404


def test_a_resource_that_was_published_is_taken_though_nobody_here_gave_it_out(me):
    group = me.group()
    assert send(me, group, resource(PUBLISHED)).status_code == 200
    (item,) = me.call("GET", f"/v1/groups/{group}/actions?actionType=image").json()["actions"]
    assert item["actionBody"]["imageUrl"] == PUBLISHED["Files"][0]["Url"]
    broken = resource(PUBLISHED)
    assert send(me, group, f" {broken[:40]}\r\n{broken[40:]} ").status_code == 200


def test_an_encrypted_resource_of_later_years_is_taken_unread(me):
    assert send(me, me.group(), base64.b64encode(bytes(range(200))).decode()).status_code == 200


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", 7, None, "http://x/\n"]
)
def test_an_address_in_a_resource_that_is_none_of_the_web_is_not_given_out(me, url):
    group = me.group()
    assert send(me, group, resource({"Files": [{"Name": "x", "Url": url}]})).status_code == 200
    (item,) = me.call("GET", f"/v1/groups/{group}/actions?actionType=image").json()["actions"]
    assert item["actionBody"]["imageUrl"] == ""


@pytest.mark.parametrize(
    "text", ["x", "not base64!", "eyJhIjoxfQ==", resource({"Files": []}), resource([1]), "====", "🜏"]
)
def test_a_text_that_is_no_resource_is_a_400(me, text):
    reply = send(me, me.group(), text)
    assert reply.status_code == 400
    assert "mediaResource" in reply.json()["message"]


class Web(BaseHTTPRequestHandler):
    """A web server on this computer: pictures, a redirect, a page, something endless."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        content = {"/a%20picture.png": PNG, "/page": b"<html>", "/large": bytes(MOST_FILE_BYTES + 1)}.get(path, b"")
        status = {"/gone": 404, "/moved": 302, "/broken": 500}.get(path, 200)
        self.send_response(status)
        kind = {"/page": "text/html", "/untyped": None, "/large": "video/mp4"}.get(path, "image/png")
        if kind:
            self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", "/a%20picture.png")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def by_url(client: Client, url: str) -> requests.Response:
    """An upload from an address."""
    return client.call("POST", "/v1/media/url", {"mediaUrl": url})


def test_a_picture_is_fetched_from_its_address_and_kept(me, web):
    text = by_url(me, f" {web}/a%20picture.png?x=1 ").json()["mediaResource"]
    assert read(text)["Files"][0]["Name"] == "a picture.png"
    assert fetch(me, text).content == PNG
    assert by_url(me, web.replace("127.0.0.1", "localhost") + "/a%20picture.png").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/page", 415), ("/untyped", 415), ("/gone", 400), ("/broken", 400), ("/moved", 400), ("/large", 400)],
)
def test_what_cannot_be_kept_is_refused_and_no_redirect_is_followed(me, web, path, status):
    assert by_url(me, web + path).status_code == status


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/x.png",
        "http://192.168.1.1/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://8.8.8.8/x.png",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://167772161/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http:///x",
        "http://127.0.0.1:1/",
        "javascript:1",
        "http://nowhere.invalid/x.png",
    ],
)
def test_nothing_but_this_computer_is_called(me, url):
    assert by_url(me, url).status_code == 400


@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], ["169.254.169.254"], ["127.0.0.1", "10.0.0.1"], ["93.184.216.34"], ["fe80::1%eth0"]]
)
def test_a_name_that_leads_into_another_network_is_not_called(me, monkeypatch, addresses):
    real = socket.getaddrinfo

    def resolved(host: str, port: int, *args: Any, **options: Any) -> list:
        if host != "pictures.example":
            return real(host, port, *args, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    reply = by_url(me, "http://pictures.example/x.png")
    assert reply.status_code == 400
    assert "calls no host but this computer" in reply.json()["message"]


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "192.168.0.10"])
def test_a_host_that_was_allowed_may_not_lead_into_a_private_network_either(monkeypatch, address):
    real = socket.getaddrinfo
    asked = []

    def resolved(host: str, port: int, *args: Any, **options: Any) -> list:
        if host != "pictures.example":
            return real(host, port, *args, **options)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    emulator = Emulator(throttle=False, allow_outgoing=["pictures.example"])
    with opened(emulator, "in process") as client:
        assert by_url(client.signed_in(), "http://pictures.example/x.png").status_code == 400
    assert asked == ["pictures.example"]  # once: what was checked is what would have been connected to
    emulator.close()


def test_the_picture_of_a_group_is_an_address(me):
    text = upload(me, "/v1/media").json()["mediaResource"]

    def shown(photo: str) -> str:
        group = me.call("POST", "/v1/groups", {"name": "x", "groupPhoto": photo}).json()["groupId"]
        return me.call("GET", f"/v1/groups/{group}").json()["groups"][0]["groupImageUrl"]

    assert me.http.get(shown(text)).content == PNG
    assert shown("https://example.org/x.png") == "https://example.org/x.png"
    assert me.call("POST", "/v1/groups", {"name": "x", "groupPhoto": "javascript:alert(1)"}).status_code == 400
