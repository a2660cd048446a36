"""An id that was shortened, as tables show it, is refused in words by calls, fields, variables and phones. Nothing is sent."""

import re

import pytest

from kaizala_nb import KaizalaError
from tests.toolkit.widgets.conftest import ASHA, button, field, press, text_of

SHORT, SENTENCE = "5b0c6a5e…34de", "This id is shortened. Take it from `.df`."


def test_a_call_refuses_it(signed_in):
    before = len(signed_in.sandbox.calls)
    for call in (
        lambda: signed_in.groups.fetch_group_details(group_id=SHORT),
        lambda: signed_in.groups.fetch_group_details(group_id="5b0c6a5e…"),
        lambda: signed_in.groups.remove_member(member_id="5b0c6a5e...34de"),
        lambda: signed_in.phone(ASHA).send_message(SHORT, "Hello"),
        lambda: signed_in.phone(ASHA).like(SHORT),
    ):
        with pytest.raises(KaizalaError, match=re.escape(SENTENCE)):
            call()
    signed_in.environment["test-group-id"] = SHORT
    with pytest.raises(KaizalaError, match=re.escape(SENTENCE)):
        signed_in.groups.fetch_group_details()
    assert len(signed_in.sandbox.calls) == before


def test_a_field_refuses_it_where_it_was_typed(signed_in):
    form = signed_in.groups.fetch_group_details.form()
    field(form, "groupId").value = SHORT
    press(button(form, "Send"))
    assert SENTENCE in text_of(form)
    assert "Nothing was sent" in text_of(form)


def test_a_message_may_say_anything(signed_in):
    assert signed_in.content.send_message(message=SHORT).status == 200
