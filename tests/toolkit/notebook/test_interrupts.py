"""An interrupt while a request is on its way: words, and what was typed is still there."""

import signal
import threading

import pytest

from kaizala_nb import Api
from kaizala_nb.toolkit.client import errors
from tests.toolkit.client.conftest import scripted  # noqa: F401  (a fixture)
from tests.toolkit.notebook.library import write


@pytest.fixture
def api(scripted, tmp_path):  # noqa: F811
    """The library, whose server never answers; each request interrupts whoever waits for it."""

    def interrupt(handler):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # a real one: it ends a wait for the network
        scripted.never(handler)

    scripted.answer = interrupt
    made = Api.from_postman(
        write(tmp_path), url=scripted.url, environment={"library": scripted.url, "card-token": "gold-card"}
    )
    yield made
    made.close()


def test_a_call_that_is_stopped_ends_in_words(api):
    with pytest.raises(errors.Interrupted) as stopped:
        api.books.add_a_book(title="Emma")
    assert isinstance(stopped.value, KeyboardInterrupt)
    words = stopped.value.as_text()
    assert "You stopped the request" in words
    assert "a second POST makes a second one" in words


def test_a_form_that_is_stopped_keeps_what_was_typed_and_can_be_sent_again(api):
    form = api.books.add_a_book.form(title="Emma")
    with pytest.raises(errors.Interrupted):
        form.send_once()
    assert "You stopped the request" in form.content["problem"]
    assert "Emma" in form.as_text()
    assert not form.content["sent"]
