"""``Api``: a collection of somebody else's, called, filled in, shown and refused in its own words."""

import inspect
import json

import pandas as pd
import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Folder
from tests.toolkit.client.raw import raw_server, says
from tests.toolkit.notebook.library import Library, write


@pytest.fixture
def library():
    made = Library()
    yield made
    made.close()


@pytest.fixture
def api(library, tmp_path):
    made = Api.from_postman(write(tmp_path), url=library.url, environment={"library": library.url})
    yield made
    made.close()


def test_nothing_is_sent_before_a_call(api, library):
    api.books.list_all_books.form()
    assert library.calls == []


def test_a_call_gives_a_table(api):
    table = api.books.list_all_books().df
    assert table["title"].tolist() == ["Emma", "Ulysses"]
    assert api["List all books"]().df.equals(table)


def test_a_value_that_is_given_goes_into_the_body(api, library):
    api.environment["card-token"] = "gold-card"
    reply = api.books.add_a_book(title="Middlemarch")
    assert reply.status == 201
    assert library.books[-1] == {"id": 3, "title": "Middlemarch"}
    assert reply.code() == "api.books.add_a_book(title='Middlemarch')"
    assert 'os.environ["API_CARD_TOKEN"]' in reply.code("requests")
    assert "gold-card" not in reply.as_html()


@pytest.mark.parametrize("missing", [float("nan"), pd.NA, pd.NaT])
def test_a_missing_value_of_a_table_is_refused_and_none_is_not_given(api, library, missing):
    api.environment["card-token"] = "gold-card"
    api.environment["title"] = "Emma"
    for send in (api.books.add_a_book, api.books.add_a_book.form):
        with pytest.raises(errors.InputError, match="title is a missing value"):
            send(title=missing)
    assert library.calls == []
    assert api.books.add_a_book(title=None).status in (200, 201)


def test_a_moment_for_a_text_is_written_as_iso_says_and_a_shortened_id_is_refused(api, library):
    api.environment["card-token"] = "gold-card"
    api.books.add_a_book(title=pd.Timestamp("2024-01-02 03:04"))
    assert library.books[-1]["title"] == "2024-01-02T03:04:00"
    with pytest.raises(errors.InputError, match="This id is shortened"):
        api.books.add_a_book(title="5b0c6a5e…34de")


def test_a_form_sends_what_a_call_sends(api, library):
    form = api.books.list_all_books.form()
    assert form.send_once().df["title"].tolist() == ["Emma", "Ulysses"]
    assert library.calls == ["GET /books"]


def test_a_form_that_waits_says_that_a_secret_has_come(api):
    form = api.books.add_a_book.form()
    assert (form.content["fields"][0]["hint"], form.content["fields"][0]["required"]) == ("", True)
    api.environment["card-token"] = "gold-card"
    assert (form.content["fields"][0]["hint"], form.content["fields"][0]["required"]) == (
        "Set, and not shown.",
        False,
    )


def test_a_refusal_speaks_of_this_api(api):
    api.environment["card-token"] = "none"
    with pytest.raises(ApiError) as refused:
        api.books.add_a_book(title="Middlemarch")
    error = refused.value
    assert error.status == 403
    words = error.as_text()
    assert "No library card." in words
    assert "City Library" in words
    assert "kaizala" not in words.lower()


def test_a_service_that_is_away_is_called_by_its_name(api, library):
    library.close()
    with pytest.raises(errors.ConnectionTrouble) as away:
        api.books.list_all_books()
    assert "City Library did not answer" in away.value.as_text()
    assert "kaizala" not in away.value.as_text().lower()


def test_what_is_no_answer_is_said_of_the_service_by_its_name(tmp_path):
    with raw_server(says(b"220 mail.example.org\r\n")) as port:
        url = f"http://127.0.0.1:{port}"
        api = Api.from_postman(write(tmp_path), url=url, environment={"library": url})
        with pytest.raises(errors.UnreadableReplyError) as odd:
            api.books.list_all_books()
    assert "Perhaps something other than City Library answers at this address." in odd.value.as_text()


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda api: api.boks, "'books'"),
        (lambda api: api.books.list_all_boks, "'list_all_books'"),
        (lambda api: api["List all boks"], "'List all books'"),
        (lambda api: api.jurnal, "'journal'"),
        (lambda api: api.list_all_book, "'books.list_all_books'"),
    ],
)
def test_a_wrong_name_gets_a_suggestion(api, ask, near):
    with pytest.raises(ApiError, match=f"Did you mean {near}"):
        ask(api)


def test_what_is_missing_is_said_before_anything_is_sent(api, library):
    with pytest.raises(errors.InputError) as missing:
        api.loans.borrow_a_book()
    assert "{{book}} is not set." in str(missing.value)
    assert "api.environment['book']" in missing.value.as_text()
    assert library.calls == []


def test_it_names_its_folders_and_requests(api):
    assert {"books", "loans"} <= set(dir(api))
    assert list(api) == ["List all books", "Add a book", "Borrow a book"]
    shown = api._repr_mimebundle_()
    assert "City Library" in shown["text/html"]
    assert "<details><summary>Coming back later?</summary>" in shown["text/html"]
    for text in shown.values():
        assert "is not defined" in text, "what Python says of every name after a restart"
        assert "Restart Kernel and Run up to Selected Cell" in text


def test_an_address_that_is_none_is_said(tmp_path):
    with pytest.raises(errors.InputError, match="ftp"):
        Api.from_postman(write(tmp_path), url="ftp://library.example.org")


def test_a_request_that_stands_in_a_folder_is_found_from_the_top(api):
    with pytest.raises(ApiError, match=r"Did you mean 'books.add_a_book'"):
        _ = api.add_a_book


@pytest.mark.parametrize("name", [3, None])
def test_a_name_that_is_no_text_is_said_too(api, name):
    with pytest.raises(errors.UnknownStepError):
        api[name]


def test_a_language_that_there_is_not_is_said(api):
    with pytest.raises(errors.InputError, match="cobol"):
        api.books.list_all_books.code("cobol")


@pytest.mark.parametrize("content", ["", "[]", '{"name": "x"}'])
def test_a_file_that_is_no_collection_is_said_as_a_panel(tmp_path, content):
    path = tmp_path / "odd.json"
    path.write_text(content)
    with pytest.raises(errors.InputError):
        Api.from_postman(path, url="http://127.0.0.1:9")


def test_variables_that_are_neither_a_file_nor_a_dict_are_said(tmp_path):
    with pytest.raises(errors.InputError, match="neither a file nor a dict"):
        Api.from_postman(write(tmp_path), url="http://127.0.0.1:9", environment=5)


def test_a_variable_may_be_called_self(tmp_path, library):
    file = tmp_path / "self.json"
    request = {"method": "GET", "url": "{{library}}/books?of={{self}}"}
    file.write_text(json.dumps({"info": {"name": "Odd"}, "item": [{"name": "One", "request": request}]}))
    api = Api.from_postman(file, url=library.url, environment={"library": library.url})
    assert api["One"](self="1").status == 200
    api["One"].form(self="1").send_once()
    assert library.calls == ["GET /books?of=1"] * 2
    api.close()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"error": "No card."}, "No card."),
        ({"detail": "No card.", "title": "Forbidden"}, "Forbidden: No card."),
        ({"error_description": "No card."}, "No card."),
        ({"error": {"message": "No card."}}, "No card."),
    ],
)
def test_the_reason_of_a_refusal_is_found_under_any_usual_name(api, library, said, message):
    library.refusal = said
    api.environment["card-token"] = "none"
    with pytest.raises(errors.NotAllowed) as refused:
        api.books.add_a_book(title="x")
    assert refused.value.message == message
    assert refused.value.advice.said == message


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "raw", "raw": "x\ud800"},
        {"mode": "formdata", "formdata": [{"key": "title", "type": "text", "value": "x\ud800"}]},
    ],
)
def test_half_a_character_in_a_body_of_the_file_is_said(tmp_path, library, body):
    file = tmp_path / "half.json"
    request = {"method": "POST", "url": "{{library}}/books", "body": body}
    file.write_text(json.dumps({"info": {"name": "Odd"}, "item": [{"name": "One", "request": request}]}))
    api = Api.from_postman(file, url=library.url, environment={"library": library.url})
    with pytest.raises(errors.InputError, match="half a character"):
        api["One"]()
    assert library.calls == []
    api.close()


def test_requests_go_to_another_host_only_where_it_is_allowed(tmp_path, library):
    other = Library()
    try:
        for allowed in ((), other.url, [other.url.removeprefix("http://")]):
            api = Api.from_postman(
                write(tmp_path), url=library.url, environment={"library": other.url}, allow_hosts=allowed
            )
            if allowed:
                assert api.books.list_all_books().status == 200
            else:
                with pytest.raises(errors.UntrustedHostError):
                    api.books.list_all_books()
                assert other.calls == []
            api.close()
        assert other.calls == ["GET /books"] * 2
        assert library.calls == []
    finally:
        other.close()


def test_without_an_address_each_request_goes_where_the_file_says_and_a_secret_where_the_user_says(tmp_path, library):
    other = Library()
    path = write(tmp_path)
    file = json.loads(path.read_text())
    file["variable"] = [{"key": "library", "value": library.url}, {"key": "title", "value": "Emma"}]
    path.write_text(json.dumps(file))
    api = Api.from_postman(path, environment={"card-token": "gold-card"})
    assert api.books.list_all_books().status == 200
    with pytest.raises(errors.UntrustedHostError, match="which you have not named"):
        api.books.add_a_book()
    assert library.calls == ["GET /books"]
    api.environment["library"] = other.url
    assert api.books.add_a_book().status in (200, 201)
    assert other.calls == ["POST /books"]
    api.close()
    api = Api.from_postman(path, environment={"card-token": "gold-card"}, allow_hosts=library.url)
    assert api.books.add_a_book(title="Persuasion").status in (200, 201)
    assert library.books[-1]["title"] == "Persuasion"
    api.close()
    other.close()


def test_a_notebook_shows_the_parameters_of_a_call_of_its_form_and_of_its_code(api):
    step = api.books.add_a_book
    assert str(inspect.signature(step.form)).endswith("-> 'Form'")
    assert (
        list(inspect.signature(step).parameters)
        == list(inspect.signature(step.form).parameters)
        == ["card_token", "title", "without", "headers"]
    )
    assert list(inspect.signature(step.code).parameters) == ["language", "card_token", "title", "without", "headers"]
    assert "\n    title (str)" in step.__doc__  # help() shows no more
    assert "waits" in step.form.__doc__
    assert "Nothing is sent" in step.code.__doc__


@pytest.mark.parametrize("make", [lambda step: step, lambda step: step.form, lambda step: step.code])
def test_an_argument_that_there_is_not_gets_the_one_that_it_is_like(api, library, make):
    with pytest.raises(errors.InputError, match=r"'titel'\. Did you mean 'title'\?"):
        make(api.books.add_a_book)(titel="Emma")
    assert library.calls == []


def test_several_folders_of_one_name_in_python_are_called_by_the_first_of_them():
    first, added = Folder("books", "[1.0] Books"), Folder("books", "[1.0] Books, added later")

    @first.step("Add a book", "POST /books")
    def add_a_book(): ...

    @added.step("Lend a book", "POST /loans")
    def lend_a_book(): ...

    collection = Collection("City Library", [first, added])
    api = Api(collection, Session(Environment(collection), "http://127.0.0.1:9"))
    assert repr(api.books).splitlines()[0] == "[1.0] Books"
    assert [bound.step.name for bound in api.books] == ["Add a book", "Lend a book"]
