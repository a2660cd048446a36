"""A form beside a phone: one widget; where there are no widgets, the HTML and the text of one after the other."""

from html import unescape

from tests.toolkit.widgets.conftest import ASHA


def test_it_reads_one_after_the_other(signed_in):
    form = signed_in.content.send_message.form(message="Hello")
    shown = signed_in.show(form, signed_in.phone(ASHA, name="Asha"))
    assert shown.children[0] is form
    bundle = shown._repr_mimebundle_()
    for text in bundle["text/plain"], unescape(bundle["text/html"]):
        assert text.index("Send message on a group") < text.index("Hello") < text.index("Asha's phone …0002")
    form.send_once()
    assert "200 OK" in shown._repr_mimebundle_()["text/html"]


def test_no_secret_is_shown(signed_in):
    token = str(signed_in.environment["access-token"])
    form = signed_in.content.send_message.form(message=f"My token: {token}")
    bundle = signed_in.show(form, signed_in.phone(ASHA))._repr_mimebundle_()
    assert "My token: " in bundle["text/html"]
    assert token not in str(bundle)
