"""Page after page of anybody's list, whatever the service calls the next one; and what differs between two replies."""

import json

import pytest

from kaizala_nb import ApiError
from kaizala_nb.toolkit.client import errors
from tests.toolkit.client.conftest import respond
from tests.toolkit.client.kinds_of_replies import Service


@pytest.fixture
def service(scripted, tmp_path):
    return Service(scripted, tmp_path)


@pytest.fixture
def lists(service):
    """Makes the first reply of a service whose answers are these, one after the other; the last one again and again."""

    def make(*answers, url="/books?limit=9", request=None, given=None, **more):
        left = list(answers)

        def answer(handler):
            value = left.pop(0) if len(left) > 1 else left[0]
            headers = {"Link": value.pop("LINK")} if isinstance(value, dict) and "LINK" in value else {}
            value = json.loads(json.dumps(value).replace("HERE", service.scripted.url))
            respond(handler, 200, json.dumps(value).encode(), Content_Type="application/json", **headers)

        service.scripted.answer = answer
        made = {"method": "GET", "url": service.scripted.url + url} | (request or {})
        return service.api(made, **more)["One"](**(given or {}))

    return make


FIRST, LAST = [{"id": 1}], [{"id": 2}]


@pytest.mark.parametrize(
    ("first", "path"),
    [
        ({"LINK": '</b?p=1>; rel="prev", </books?p=2>; rel="next"'}, "/books?p=2"),
        ({"next": "HERE/books?p=2"}, "/books?p=2"),
        ({"next_url": "?p=2"}, "/books?p=2"),
        ({"links": {"next": "/books?p=2"}}, "/books?p=2"),
        ({"_links": {"next": {"href": "/books?p=2"}}}, "/books?p=2"),
        ({"links": [{"rel": "self", "href": "/b"}, {"rel": "next", "href": "/books?p=2"}]}, "/books?p=2"),
        ({"@odata.nextLink": "HERE/books?$skip=1"}, "/books?$skip=1"),
        ({"next": "/books?q={{card}}"}, "/books?q=%7B%7Bcard%7D%7D"),
        ({"nextPageToken": "a+b/c="}, "/books?limit=9&pageToken=a%2Bb%2Fc%3D"),
        ({"meta": {"next_cursor": "{{card}}"}}, "/books?limit=9&cursor=%7B%7Bcard%7D%7D"),
        ({"page": 1, "total_pages": 2}, "/books?limit=9&page=2"),
        ({"page": {"number": 0, "totalPages": 2}}, "/books?limit=9&page=1"),
    ],
)
def test_the_next_page_is_found_and_the_last_one_has_none(lists, service, first, path):
    reply = lists({"data": FIRST} | first, {"data": LAST})
    assert reply.next().df["id"].tolist() == [2]
    assert service.scripted.seen[-1][1] == path
    assert reply.next().next() is None
    assert reply.all_pages().df["id"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("page=1&per_page=1", {"data": FIRST, "page": 1, "total": 2}, "per_page=1&page=2"),
        ("Page=3&perPage=1", {"data": FIRST, "totalCount": 4}, "perPage=1&Page=4"),
        ("page=0&size=1", {"data": FIRST, "total": 2}, "size=1&page=1"),
        ("offset=0&limit=1", {"data": FIRST, "total": 2}, "limit=1&offset=1"),
        ("limit=1&skip=7", {"data": FIRST, "meta": {"skip": 7, "total_count": 9}}, "limit=1&skip=8"),
        ("offset=0&limit=1", FIRST, "limit=1&offset=1"),
        ("page=1&limit=1", FIRST, "limit=1&page=2"),
    ],
)
def test_a_list_that_is_counted_has_a_next_page_while_there_are_more(lists, service, query, first, second):
    reply = lists(first, {"data": []}, url=f"/books?{query}")
    assert reply.next().next() is None
    assert service.scripted.seen[-1][1] == f"/books?{second}"


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        ("page=1&per_page=1", {"data": FIRST, "page": 1, "total": 1}),
        ("offset=1&limit=1", {"data": FIRST, "total": 2}),
        ("offset=0&limit=2", FIRST),
        ("page=1", FIRST),
        ("page=one&limit=1", FIRST),
        ("limit=1", {"data": FIRST, "total": 9}),
        ("offset=0&limit=1", {"data": FIRST, "total": 9, "has_more": False}),
        ("page=1&limit=1", {"data": FIRST, "next": None}),
        ("offset=0&limit=1", {"data": FIRST, "total": 9, "LINK": '</books?offset=0>; rel="first"'}),
    ],
)
def test_without_a_word_of_more_there_is_no_next_page(lists, query, reply):
    assert lists(reply, url=f"/books?{query}").next() is None


@pytest.mark.parametrize("beside", [{"page": 2, "total_pages": 3}, {"next": "HERE/books/4?tag=air&page=3"}])
def test_a_value_that_was_given_for_a_page_is_not_sent_for_the_next_one(service, lists, beside):
    url = {
        "raw": f"{service.scripted.url}/books/:shelf?page=1",
        "path": ["books", ":shelf"],
        "host": [service.scripted.url],
    }
    query = [{"key": "page", "value": "1"}, {"key": "tag", "value": "sea", "disabled": True}]
    url |= {"query": query, "variable": [{"key": "shelf", "value": "1"}]}
    given = {"page": "2", "shelf": "4", "tag": "air"}
    lists({"data": FIRST} | beside, {"data": LAST}, request={"url": url}, given=given).next()
    assert service.scripted.seen[-1][1] == "/books/4?tag=air&page=3"


@pytest.mark.parametrize("beside", [{"total": 2}, {"LINK": '</books?offset=1&limit=1>; rel="next"'}])
def test_a_variable_with_the_name_of_its_parameter_does_not_lead_back(service, lists, beside):
    given = {"offset": 0, "limit": 1}
    url = "/books?offset={{offset}}&limit={{limit}}"
    reply = lists({"data": FIRST} | beside, {"data": LAST}, {"data": []}, url=url, given=given)
    assert reply.all_pages().df["id"].tolist() == [1, 2]
    assert [path.count("offset=1") for _, path, *_ in service.scripted.seen] == [0, 1, 0]


def test_the_parameter_is_spelled_as_the_request_has_it(lists, service):
    query = [{"key": "PageToken", "value": "", "disabled": True}, {"key": "limit", "value": "1"}]
    url = {"host": [service.scripted.url], "path": ["books"], "query": query}
    lists({"data": FIRST, "nextPageToken": "b"}, {"data": LAST}, request={"url": url}).next()
    assert service.scripted.seen[-1][1] == "/books?limit=1&PageToken=b"


def test_all_pages_have_a_bound_and_notice_a_loop(lists):
    endless = lists({"data": FIRST, "page": 1, "total_pages": 99})
    assert "for the second time" in endless.all_pages().note
    assert len(endless.all_pages()) == 2
    first, second = ({"data": FIRST, "next": f"?p={number}"} for number in (1, 2))
    pages = lists(first, second).all_pages(most=1)
    assert (len(pages), pages.note) == (1, "There are more: all_pages(most=2).")
    assert "There are more" in pages._repr_mimebundle_()["text/html"]
    with pytest.raises(ApiError, match="no number of pages"):
        endless.all_pages(0)


def test_the_pages_before_an_error_are_kept(lists, service):
    reply = lists({"data": FIRST, "next": "/books?p=2"})
    service.scripted.answer = lambda handler: respond(handler, 404, b"{}")
    with pytest.raises(errors.NotFound) as refused:
        reply.all_pages()
    assert refused.value.gathered["id"].tolist() == [1]


def test_the_same_host_gets_the_secret_again_and_another_host_does_not(lists, service, other):
    auth = {"type": "bearer", "bearer": [{"key": "token", "value": "{{card-token}}"}]}
    header = [{"key": "X-Card", "value": "gold-card-7"}]
    named = {"environment": {"card-token": "gold-card-7"}, "allow_hosts": [service.scripted.url.partition("//")[2]]}
    request = {"auth": auth, "header": header}
    lists({"data": FIRST, "next": "/books?p=2"}, {"data": LAST}, request=request, **named).next()
    assert service.scripted.seen[-1][2]["Authorization"] == "Bearer gold-card-7"
    other.answer = lambda handler: respond(handler, 200, b'{"data": [{"id": 3}]}', Content_Type="application/json")
    reply = lists({"data": FIRST, "next": f"{other.url}/books"}, request=request, **named)
    assert reply.next().df["id"].tolist() == [3]
    assert not {"Authorization", "X-Card"} & set(other.seen[-1][2])
    reply = lists({"data": FIRST, "next": f"{other.url}/books?q=gold-card-7"}, request=request, **named)
    with pytest.raises(errors.UntrustedHostError):
        reply.next()
    assert len(other.seen) == 1


def test_what_a_call_left_out_and_its_headers_stay_so_at_the_same_host_alone(lists, service, other):
    query = [{"key": "page", "value": "1"}, {"key": "limit", "value": "5"}]
    request = {"url": {"host": [service.scripted.url], "path": ["books"], "query": query}}
    request["header"] = [{"key": "X-Trace", "value": "1"}]
    given = {"without": ["page", "limit", "x_trace"], "headers": {"Accept-Language": "sw"}}
    reply = lists({"data": FIRST, "page": 1, "total_pages": 2}, {"data": LAST}, request=request, given=given)
    assert reply.next().df["id"].tolist() == [2]
    assert [path for _, path, *_ in service.scripted.seen] == ["/books", "/books?page=2"]
    assert service.scripted.seen[-1][2]["Accept-Language"] == "sw"
    assert "X-Trace" not in service.scripted.seen[-1][2]
    linked = lists({"data": FIRST, "next": "/books?limit=7&page=2"}, {"data": LAST}, request=request, given=given)
    linked.next()
    assert service.scripted.seen[-1][1] == "/books?limit=7&page=2"
    other.answer = lambda handler: respond(handler, 200, b'{"data": [{"id": 3}]}', Content_Type="application/json")
    lists({"data": FIRST, "next": f"{other.url}/books?limit=7"}, request=request, given=given).next()
    assert other.seen[-1][1] == "/books?limit=7"
    assert "Accept-Language" not in other.seen[-1][2]


def test_a_request_that_was_sent_on_does_not_take_its_secret_to_the_other_host(lists, service, other):
    auth = {"type": "bearer", "bearer": [{"key": "token", "value": "a-token-of-the-file"}]}
    page = b'{"data": [{"id": 3}], "next": "/books?p=2"}'
    other.answer = lambda handler: respond(handler, 200, page, Content_Type="application/json")
    service.scripted.answer = lambda handler: respond(handler, 302, b"", Location=f"{other.url}/books")
    reply = service.api({"method": "GET", "url": f"{service.scripted.url}/books", "auth": auth})["One"]()
    reply.next()
    assert [path for _, path, _, _ in other.seen] == ["/books", "/books?p=2"]
    assert "Authorization" not in other.seen[-1][2]


def test_only_a_get_has_a_next_page(lists, service):
    reply = lists({"data": FIRST, "next": "/books?p=2"}, request={"method": "POST"})
    assert reply.next() is None
    assert len(service.scripted.seen) == 1


@pytest.mark.parametrize(
    "address", ["https://", "http://[", "http://u:p@h/", "javascript:alert(1)", "/\\evil", 7, "x" * 9000]
)
def test_what_is_no_address_is_no_next_page_or_stays_at_home(lists, service, address):
    reply = lists({"data": FIRST, "next": address}, {"data": LAST})
    page = reply.next()
    assert page is None or len(service.scripted.seen) == 2


def test_a_difference_is_told_by_its_path_with_secrets_masked(service):
    before = service.says('{"books": [{"t": "Emma", "n": 1}], "password": "old-word", "gone": null}')
    after = service.says('{"books": [{"t": "Emma", "n": 2}, {}], "password": "new-word"}')
    table = before.diff(after)
    assert table.to_dict("list") == {
        "path": ["books[0].n", "books[1]", "password", "gone"],
        "change": ["changed", "added", "changed", "gone"],
        "before": [1, None, "••••••", None],
        "after": [2, {}, "••••••", None],
    }
    assert before.diff(before).empty
    assert before.diff({"books": []})["change"].tolist()[:1] == ["gone"]
    csv, more = service.says("a,b\n1,2\n", "text/csv"), service.says("a,b\n1,3\n", "text/csv")
    assert csv.diff(more)["path"].tolist() == ["[0].b"]
    assert service.says("one", "text/plain").diff(service.says("two", "text/plain"))["after"].tolist() == ["two"]
    assert len(service.says(json.dumps([1] * 5000)).diff([])) == 1000
