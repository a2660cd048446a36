"""The replies of anybody's service: each becomes a table where it is one, and is shown as what it is."""

import contextlib
import gzip
import io
import itertools
import json
import time

import pytest
from PIL import Image

from kaizala_nb import ApiError
from kaizala_nb.toolkit.client import errors
from tests.patience import bounded
from tests.toolkit.client.kinds_of_replies import Service


@pytest.fixture
def service(scripted, tmp_path):
    return Service(scripted, tmp_path)


BOOKS = [{"id": 1, "title": "Emma"}, {"id": 2, "title": "Ulysses"}]


@pytest.mark.parametrize(
    "envelope",
    [
        BOOKS,
        {"data": BOOKS, "total": 2},
        {"items": BOOKS, "errors": [{"code": 1}]},
        {"results": BOOKS, "links": [{"rel": "next"}]},
        {"@odata.context": "c", "value": BOOKS},
        {"_embedded": {"books": BOOKS}, "page": {"number": 1}},
        {"data": {"items": BOOKS, "cursor": "c"}},
        {"shelf": {"books": BOOKS}, "count": 2},
        {"status": "ok", "books": BOOKS},
    ],
)
def test_the_list_in_an_envelope_is_the_table(service, envelope):
    assert service.says(json.dumps(envelope)).df["title"].tolist() == ["Emma", "Ulysses"]


def test_what_is_beside_the_list_is_shown_and_the_json_is_whole(service):
    value = {"data": BOOKS, "total": 31, "paging": {"limit": 2, "next": "<b>"}}
    reply = service.says(json.dumps(value))
    assert reply.json == value
    for words in (reply.as_html(), reply.df._repr_html_()):
        assert "<dt>total</dt><dd>31</dd>" in words
        assert "<dt>paging.next</dt><dd>&lt;b&gt;</dd>" in words
    assert "paging.limit" in repr(reply.df)
    assert "31" in reply.as_text().partition("JSON:")[0]


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ({"id": 7, "title": "Emma", "loans": [{"day": 1}, {"day": 2}]}, [{"id": 7, "title": "Emma"}]),
        ({"data": {"id": 7, "title": "Emma"}, "took": 3}, [{"id": 7, "title": "Emma"}]),
        ({"data": {"book": {"id": 7, "title": "Emma"}}}, [{"id": 7, "title": "Emma"}]),
        ({"data": []}, []),
        (["a", "b"], [{"value": "a"}, {"value": "b"}]),
        ("pong", [{"value": "pong"}]),
    ],
)
def test_a_thing_is_a_row_and_a_list_of_values_is_a_column(service, value, rows):
    table = service.says(json.dumps(value)).df
    assert [{name: row[name] for name in rows[0]} for row in table.to_dict("records")] == rows if rows else table.empty


def test_the_secret_in_a_list_is_masked(service, tmp_path):
    reply = service.says('{"data": [{"password": "hunter22"}], "apiToken": "t0ken-of-mine"}')
    csv = service.says("user,password\nada,hunter22\n", "text/csv")
    xml = service.says("<users><user password='hunter22'/><token>t0ken-of-mine</token></users>", "text/xml")
    text = service.says("password=hunter22", "text/plain")
    saved = csv.save(tmp_path / "users.csv").read_text()
    for shown in (
        saved,
        *(face for one in (reply, csv, xml, text) for face in (one.as_html(), one.as_text(), repr(one.df))),
    ):
        assert "hunter22" not in shown
        assert "t0ken-of-mine" not in shown


def test_a_text_with_many_secrets_is_not_written_out(service, tmp_path):
    lines = "".join(f"ada,hunter{number}\n" for number in range(100, 200))
    reply = service.says(f"user,password\n{lines}", "text/csv")
    assert "hunter1" not in reply.as_html()
    assert len(reply.df) == 100
    with pytest.raises(ApiError, match="more than 50 secrets"):
        reply.save(tmp_path / "users.csv")


CSV = "id,title,price,lent\n1,Emma,12.5,true\n2,=1+1,7,\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CSV, "text/csv"),
        (CSV, "text/plain"),
        (CSV.replace(",", ";"), "application/octet-stream"),
        (CSV.replace(",", "\t").encode("utf-16"), "text/plain"),
    ],
)
def test_csv_is_a_table_with_numbers_and_flags(service, body, kind):
    table = service.says(body, kind).df
    assert table.to_dict("list")["title"] == ["Emma", "=1+1"]
    assert table["price"].sum() == 19.5
    assert table["lent"][0]
    assert table["id"].tolist() == [1, 2]


@pytest.mark.parametrize(
    "body", ["Dear Ada,\nall is well,\nand so on, yours, Bob\n", "one line, two parts", "a\nb\nc\n"]
)
def test_prose_is_no_table(service, body):
    reply = service.says(body, "text/plain; charset=utf-8")
    assert not reply.has_table
    assert body.splitlines()[0] in reply.as_html()


def test_json_lines_are_rows(service):
    table = service.says('{"id": 1, "t": "Emma"}\n{"id": 2, "t": "Ulysses"}\n', "application/x-ndjson").df
    assert table["t"].tolist() == ["Emma", "Ulysses"]


def test_the_repeated_element_of_xml_is_the_rows(service):
    books = '<books owner="Café"><book id="1"><title>Emma</title></book><book id="2"/></books>'
    xml = f'<?xml version="1.0" encoding="iso-8859-1"?>{books}'
    reply = service.says(xml.encode("latin-1"), "application/xml")
    assert reply.df["id"].tolist() == ["1", "2"]
    assert reply.df["title"][0] == "Emma"
    assert "<dt>owner</dt><dd>Café</dd>" in reply.as_html()
    assert service.says("<book><title>Emma</title></book>", "text/xml").df["title"].tolist() == ["Emma"]
    prose = service.says("<note><to>Sam</to><body>It is <b>late</b>.</body></note>", "text/xml").df["body"].tolist()
    assert prose == [{"b": "late", "text": "It is late."}]


def test_the_largest_table_of_a_page_is_the_rows_and_nothing_of_the_page_runs(service):
    small = "<table><tr><td>x</td><td>y</td></tr></table>"
    page = f"<html><script>alert(1)</script>{small}<table><tr><th>id<th>title<tr><td>1<td>Emma<script>alert(2)</script>"
    reply = service.says(page + "<tr><td>2<td>Ulysses</table></html>", "text/html")
    assert reply.df["title"].tolist() == ["Emma", "Ulysses"]
    assert "<script" not in reply.as_html()


def _picture():
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


def test_a_picture_is_shown_by_its_bytes_and_a_drawing_only_as_a_picture(service):
    assert 'src="data:image/png;base64,' in service.says(_picture(), "application/octet-stream").as_html()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    shown = service.says(drawing, "image/svg+xml").as_html()
    assert 'src="data:image/svg+xml;base64,' in shown
    assert "<script" not in shown
    copies = '<svg xmlns="http://www.w3.org/2000/svg">' + '<use href="#a"/>' * 11 + "</svg>"
    assert "data:" not in service.says(copies, "image/svg+xml").as_html()


def test_a_file_is_named_by_the_request_and_never_by_the_service(service, tmp_path):
    pdf = service.says(b"%PDF-1.4" + b"x" * 12_000, "application/pdf", Content_Disposition='filename="../../evil.sh"')
    assert 'PDF, 12 kB: reply.save("books.pdf")' in pdf.as_text()
    assert "evil" not in pdf.as_html()
    assert repr(pdf.df) == 'PDF, 12 kB: reply.save("books.pdf")'
    assert "No rows" not in pdf.df._repr_html_()
    assert pdf.save(tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_is_called_nothing(service):
    reply = service.says("", status=204)
    assert "No content." in reply.as_html()
    assert "No content." in reply.as_text()
    assert len(reply.df) == 0


def test_a_saved_text_keeps_its_encoding(service, tmp_path):
    content = "Café".encode("latin-1")
    reply = service.says(content, "text/plain; charset=latin-1")
    assert reply.save(tmp_path / "a.txt").read_bytes() == content
    assert "Café" in reply.as_html()


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '">]><l>&b;</l>'
HOSTILE = {
    "laughs": ("<?xml version='1.0'?>" + LAUGHS, "application/xml", "It has a DTD"),
    "csv": (("id,name\n" + "1,Emma\n" * 2_800_000)[:19_900_000], "text/csv", "first 100,000 rows"),
    "commas": ("," * 5_000_000, "text/csv", "Body"),
    "lists": ("[" * 1_000_000, "application/json", "more than 100 levels deep"),
    "elements": ("<a>" * 1_000_000, "application/xml", "nested too deeply"),
    "comments": ("<table><tr><td>1<td>2</tr>" + "<!--" * 2_000_000, "text/html", "Body"),
    "charset": ("x" * 3_000_000, "text/plain; charset=punycode", "xxx"),
    "nul": (b"a\0b", "text/plain", "a\ufffdb"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_reply_has_a_bounded_face(service, name):
    body, kind, said = HOSTILE[name]
    reply = service.says(body, kind)
    with bounded():
        shown = reply.as_html()
    assert len(shown) < 200_000
    assert said in shown
    assert said in reply.as_text()


def test_an_answer_that_unpacks_to_much_ends_in_words(service):
    with pytest.raises(errors.ReplyTooLarge, match="more than 20,000,000 bytes"):
        service.says(gzip.compress(b"0" * 50_000_000), "text/csv", Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (
            '{"title": "Out of stock", "detail": "Emma is lent.", "status": 409}',
            "application/problem+json",
            "Out of stock: Emma is lent.",
        ),
        ('{"error": {"code": 7, "message": "No card."}}', "application/json", "No card."),
        (
            '{"error": "invalid_grant", "error_description": "The PIN is wrong."}',
            "application/json",
            "The PIN is wrong.",
        ),
        (
            '{"message": "Invalid", "errors": {"title": ["is needed"]}}',
            "application/json",
            "Invalid. title: is needed.",
        ),
        (
            '{"detail": [{"loc": ["body", "title"], "msg": "Field required"}]}',
            "application/json",
            "body.title: Field required",
        ),
        ('{"errors": [{"message": "No such book"}, "Try again"]}', "application/json", "No such book. Try again."),
        ("<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>", "application/xml", "No such key"),
        ("<html><title>502 Bad &amp; late</title>", "text/html", "502 Bad & late"),
        ("No  such\nbook", "text/plain", "No such book"),
        ('{"message": "' + "x" * 100_000 + '"}', "application/json", "x" * 500),
        ('{"message": "password=hunter22"}', "application/json", "password="),
        ("", "text/plain", "Nothing more than the status."),
    ],
)
def test_a_refusal_says_what_the_body_said(service, body, kind, said):
    with pytest.raises(ApiError) as refused:
        service.says(body, kind, 409)
    assert str(refused.value).startswith(f"409 {said}")
    assert len(str(refused.value)) < 600
    assert "hunter22" not in str(refused.value)


def _ticks(handler):
    """A stream without an end: four events at once with the head, then another each twentieth of a second; each
    brings the beginning of the next."""
    events = (f'event: tick\ndata: {{"n": {number}}}\n\nid: 1\n'.encode() for number in itertools.count())
    head = b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"
    handler.wfile.write(head + b"".join(itertools.islice(events, 4)))
    with contextlib.suppress(OSError):
        for event in events:
            time.sleep(0.05)
            handler.wfile.write(event)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"stream_events": 3}, "3 events"),
        ({"stream_seconds": 2, "stream_events": 10_000}, "what 2 seconds brought"),
    ],
)
def test_a_stream_of_events_is_read_so_far_and_is_a_table(service, bounds, said):
    service.scripted.answer = _ticks
    api = service.api({"method": "GET", "url": f"{service.scripted.url}/events"})
    vars(api.session).update(bounds)
    reply = api["One"]()
    assert reply.df["n"].tolist() == list(range(len(reply.df)))
    assert 3 <= len(reply.df) <= bounds["stream_events"]
    assert set(reply.df["event"]) == {"tick"}
    assert f"This is {said};" in reply.as_html()
    assert f"This is {said};" in repr(reply.df)


def test_a_stream_without_an_event_has_no_content(service):
    def silent(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        service.scripted.over.wait()

    service.scripted.answer = silent
    api = service.api({"method": "GET", "url": f"{service.scripted.url}/events"})
    api.session.stream_seconds = 0.3
    assert "No content. This is what 0.3 seconds brought;" in api["One"]().as_text()
