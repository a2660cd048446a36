"""Any request of any file makes a message, or says in a sentence why it does not: made up out of Postman's words."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from kaizala_nb.toolkit.collection import Collection, InvalidInput
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing.fields import KINDS

_KEYS = (
    "name item request url raw host path query variable header body mode key value src type auth method disabled options file "
    "protocolProfileBehavior disabledSystemHeaders contentType language protocol port hash user password id variables "
    "algorithm signatureMethod privateKey secret payload claims alg consumerKey consumerSecret accessKey secretKey authId authKey"
)
KEYS = _KEYS.split()
MODES = ("raw", "urlencoded", "formdata", "file", "graphql")
WORDS = ["{{x}}", "POST", "http://h/x", "{{x}}/a?b={{y}}", "json", "://", "[::1]:x", "a@b:c@d", "?#", "\ud800", "é\r\n"]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner | st.sampled_from(WORDS), max_size=5)
    ),
    max_leaves=20,
)
requests = st.fixed_dictionaries(
    {"url": anything | st.sampled_from(["http://h/{{x}}", "{{x}}"])},
    optional={name: anything for name in ("method", "header", "body", "auth")},
)
with_body = st.builds(
    lambda mode, content, request: request | {"body": {"mode": mode, mode: content}},
    st.sampled_from(MODES),
    anything,
    requests,
)
with_auth = st.builds(
    lambda kind, content, request: request | {"auth": {"type": kind, kind: content}},
    st.sampled_from([*KINDS, "kerberos"]),
    anything,
    requests,
)


@settings(max_examples=150, deadline=None)
@given(request=requests | with_body | with_auth)
def test_any_request_makes_a_message_or_says_why_not(tmp_path_factory, request):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps({"info": {"name": "Any"}, "item": [{"request": request}]}))
    (step,) = Collection.from_postman(path)
    shown = (
        step.parameters,
        step.signature,
        step.secret_variables,
        step.doc,
        step.example,
        repr(step),
        step.content_type,
    )
    assert shown
    for values in ({}, {"x": "1", "y": "2"}, {"x": "é\ud83d", "y": "{{x}}"}):
        try:
            message = step.call({}, values).message
        except InvalidInput as trouble:
            assert trouble.problems
        except CannotSend as trouble:
            assert str(trouble).endswith(".")
        else:
            head, _, _ = message.wire().partition(b"\r\n\r\n")
            assert len(head.split(b"\r\n")) == 1 + len(message.headers)
    for field in step.request_fields:
        for value in (field.found.value, "x&y/z", 7, None):
            with suppress(InvalidInput, CannotSend):
                assert step.call({field.parameter.name: value}, {"x": "1", "y": "2"}).message.wire()
