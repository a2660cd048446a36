"""Every request of the collection as a form that its example fills: what the form sends is what the call sends."""

from dataclasses import dataclass

import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection import Call
from tests.course.steps import examples
from tests.toolkit.widgets.page import buttons, call_of, say

STEPS = list(collection)


@dataclass
class Sent:
    """A form that was sent by a cell, and the call with the same values."""

    call: Call
    form_call: Call
    line_call: Call
    before: str
    text: str
    reply: Reply
    buttons: list[str]


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The form of every request, filled by its example and sent in the collection's order."""
    kaizala, picture = examples.begin(tmp_path_factory.mktemp("files"))
    forms = {}
    for name in kaizala:
        bound = kaizala[name]
        given = examples.given(kaizala, bound.step, picture)
        form = bound.form(**given)
        form_call = call_of(form)
        say(form, kind="preview", open=True)
        forms[name] = Sent(
            call=kaizala.session.prepare(bound.step, bound.step.bind(**given)),
            form_call=form_call,
            line_call=kaizala.session.prepare(bound.step, form_call.arguments),
            before=form.content["request"]["text"],
            text=form.as_text(),
            reply=form.send_once(),
            buttons=buttons(form),
        )
    yield forms
    kaizala.close()


def said(call):
    """All that goes over the wire."""
    files = [(wire, file.name, file.type, file.content) for wire, file in call.files]
    return call.step.method, call.path, call.headers, call.body_text, files


def test_there_is_one_for_every_request_and_each_is_carried_out(forms):
    assert {name: sent.reply.status for name, sent in forms.items()} == {step.name: 200 for step in collection}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_an_untouched_form_sends_what_the_call_sends(forms, step):
    sent = forms[step.name]
    assert said(sent.form_call) == said(sent.call) == said(sent.line_call)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_the_request_shown_before_is_the_one_that_is_sent(forms, step):
    assert forms[step.name].before == str(forms[step.name].reply.request)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_its_plain_text_names_every_field(forms, step):
    for parameter in step.parameters:
        assert parameter.label in forms[step.name].text
