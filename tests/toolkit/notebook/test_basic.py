"""Basic authentication in code: user and password stand in it, where they are known, and not the text that is made of them."""

import base64
import os
import subprocess
import sys

import pytest

from tests import node
from tests.patience import DEADLINE
from tests.toolkit.collection.csharp import tokens
from tests.toolkit.notebook.writing.making import read, texts

PASSWORD = "pä:ss 'word' 77"
PAIR = base64.b64encode(f"sam:{PASSWORD}".encode()).decode()
RUN = {
    "requests": [sys.executable, "-c"],
    "javascript": [node.node(), "--input-type=module", "-e"],
    "curl": ["sh", "-c"],
}


def basic(user, password):
    fields = [{"key": "username", "value": user}, {"key": "password", "value": password}]
    return {"auth": {"type": "basic", "basic": fields}}


REQUESTS = {
    "variables": basic("{{user}}", "{{db_password}}"),
    "literal": basic("sam", PASSWORD),
    "written": {"header": [{"key": "Authorization", "value": f"Basic {PAIR}"}]},
    "pair": {"header": [{"key": "Authorization", "value": "Basic {{pair}}"}]},
    "key": basic("sk_live_4711abcd", ""),
}


@pytest.fixture
def api(opened, recorder):
    items = [{"name": name, "request": {"url": f"{{{{base}}}}/{name}"} | more} for name, more in REQUESTS.items()]
    values = {"base": recorder.url, "user": "sam", "db_password": PASSWORD, "pair": PAIR}
    return opened(*items, environment=values, allow_hosts=recorder.url)


@pytest.mark.parametrize("language", RUN)
def test_code_makes_the_header_of_user_and_password(api, recorder, language):
    codes = {name: api[name]().code(language) for name in REQUESTS}
    sent, recorder.sent[:] = [authorization(one) for one in recorder.sent], []
    held = {"API_DB_PASSWORD": PASSWORD, "API_PASSWORD": PASSWORD, "API_PAIR": PAIR, "API_USERNAME": "sk_live_4711abcd"}
    for code in codes.values():
        assert not [secret for secret in (PASSWORD, PAIR, "sk_live") if secret in code]
        subprocess.run([*RUN[language], code], env=node.environment() | os.environ | held, check=True, timeout=DEADLINE)
    assert [authorization(one) for one in recorder.sent] == sent
    assert ["is user:password in Base64." in code for code in codes.values()] == [False, False, False, True, False]


def authorization(request):
    return next(line for line in request.split(b"\r\n") if line.lower().startswith(b"authorization:"))[15:]


def test_csharp_makes_it_too(api):
    code = api["variables"]().code("csharp")
    assert [text for kind, text in tokens(code) if kind == "text"][1:] == [
        "Authorization",
        "Basic ",
        "sam:",
        "API_DB_PASSWORD",
    ]


def test_a_program_and_a_notebook_say_what_a_variable_holds(api, tmp_path):
    api["variables"]()
    api["pair"]()
    program = api.program(tmp_path / "library.py").read_text()
    assert """auth=('sam', os.environ["API_DB_PASSWORD"].encode()),""" in program
    assert "# API_PAIR is user:password in Base64." in program
    api.notebook(tmp_path / "library.ipynb", code=True)
    fields = "\n".join(texts(read(tmp_path / "library.ipynb")))
    assert 'os.environ.setdefault("API_PAIR", "")  # API_PAIR is user:password in Base64.' in fields
    assert 'os.environ.setdefault("API_USER", "")\n' in fields
