"""Ways in which a notebook, or Python, shows what it holds: none of them shows a secret that the package holds.

In one kernel, as a learner would: :func:`shown` runs cells and gives all of their outputs. What cannot be had is in the README.
"""

import copy
import pickle
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from kaizala_nb import Kaizala, KaizalaError
from kaizala_nb.toolkit.client.masking import Secret
from tests.course.lessons.runner import run

ME = "+447700900001"
BEGIN = f"""
from kaizala_nb import Kaizala
kaizala = Kaizala()
kaizala.authentication.generate_pin(mobile_number="{ME}")
pin = kaizala.phone().pin
kaizala.authentication.login_with_pin(pin=pin)
reply = kaizala.authentication.access_token()
kaizala.authentication.generate_pin(mobile_number="{ME}")
waits = kaizala.phone().read()
import os
with open(os.environ["SECRETS_FILE"], "a") as file:
    print(kaizala.phone().pin, file=file)  # one that waits: nobody has sent it yet
"""
CELLS = {
    "a variable": "pin",
    "vars()": "vars()",
    "vars() of ours": "[vars(one) for one in (kaizala, kaizala.environment, kaizala.environment.masker, kaizala.session, reply)]",
    "a phone as data": "waits",
    "a phone": "kaizala.phone()",
    "reply.json": "reply.json",
    "JSON": "from IPython.display import JSON\ndisplay(JSON(reply.json))\nJSON([kaizala.phone().read()])",
    "a Series": "import pandas as pd\npd.Series(kaizala.environment)",
    "a Series of objects": "pd.Series(kaizala.environment, dtype=object)",
    "a DataFrame": "pd.DataFrame(kaizala.environment.items(), columns=['a', 'a'])",
    "a reply as a DataFrame": "pd.DataFrame([reply.json])",
    "a row of it": "pd.DataFrame([reply.json]).iloc[0]",
    "a phone as a DataFrame": "pd.DataFrame(kaizala.sandbox.read_phone(kaizala.phone().number)['sms'])",
    "categories": "pd.Series(kaizala.environment).astype('category')",
    "labels": "pd.Series(kaizala.environment).value_counts()",
    "an Index": "pd.Index(kaizala.environment.values())",
    "what IPython lists of ours": "del pin, file\n%whos",
}
INTERRUPTED = """
%xmode Verbose
import os, signal, threading, time
kaizala.sandbox.fail_next(delay=60)
kaizala.session.timeout = 90
def stop():
    while kaizala.sandbox.call("GET", "faults")["faults"]:
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)  # as ■ does: it ends a wait for the network
threading.Thread(target=stop).start()
{}
"""
WAITS = {
    "a request": "kaizala.groups.fetch_groups()",
    "a sign-in": "kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)",
    "a form": "kaizala.authentication.login_with_pin.form(pin=kaizala.phone().pin).send_once()",
}


def notebook(*cells: str) -> nbformat.NotebookNode:
    return new_notebook(cells=[new_code_cell(BEGIN), *map(new_code_cell, cells)])


def test_no_output_holds_one(tmp_path):
    ran = run(notebook(*CELLS.values()), tmp_path)
    assert ran.errors == []
    assert len(ran.secrets) >= 6
    for name, cell in zip(CELLS, ran.notebook.cells[1:], strict=True):
        assert cell.outputs, name
        held = str([output.get("data") or output.get("text") for output in cell.outputs])
        assert not [secret for secret in ran.secrets if secret in held], name
    assert "••••••" in ran.text(1 + list(CELLS).index("a Series"))


@pytest.mark.parametrize("waits", WAITS)
def test_an_interrupt_ends_in_words_and_shows_none_of_the_variables_of_its_frames(tmp_path, waits):
    cell = new_code_cell(INTERRUPTED.format(WAITS[waits]), metadata={"tags": ["raises-exception"]})
    made = notebook()
    made.cells.append(cell)
    ran = run(made, tmp_path)
    assert ran.errors == []
    shown = ran.text(1) + ran.html(1)
    assert "You stopped the request" in shown
    assert not [secret for secret in ran.secrets if secret in shown]


@pytest.fixture
def signed_in() -> Iterator[Kaizala]:
    made = Kaizala()
    made.sign_in(ME).send_once()
    yield made
    made.close()


def secrets_of(kaizala: Kaizala) -> list[str]:
    names = ("access-token", "refresh-token", "application-secret")
    return [str(kaizala.environment[name]) for name in names] + [str(kaizala.sandbox._key)]


def reached(thing: Any, seen: dict[int, Any]) -> Iterator[Any]:
    """A thing of ours and all that it holds, as far as ``vars()`` and containers lead."""
    if id(thing) in seen or isinstance(thing, str | bytes | int | float | type(None)):
        return
    seen[id(thing)] = thing
    yield thing
    inside: list[Any] = []
    if isinstance(thing, Mapping) and type(thing).__module__ == "builtins":
        inside = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        inside = list(thing)
    if type(thing).__module__.startswith("kaizala_nb") and hasattr(thing, "__dict__"):
        inside += [vars(thing)]
    for one in inside:
        yield from reached(one, seen)


def test_vars_of_whatever_we_hold_show_none(signed_in):
    form, reply = signed_in.groups.fetch_groups.form(), signed_in.authentication.access_token()
    signed_in.authentication.generate_pin(mobile_number=ME)
    box = signed_in.phone(ME).box()
    known = [*secrets_of(signed_in), str(signed_in.phone(ME).pin)]
    found = list(reached([signed_in, form, reply, reply.json, box, signed_in.sandbox.registered()], {}))
    assert len(found) > 500
    for thing in found:
        text = repr(vars(thing)) if hasattr(thing, "__dict__") else repr(thing)
        assert not [secret for secret in known if secret in text], type(thing)


def test_what_holds_one_is_not_pickled_and_says_so(signed_in):
    reply = signed_in.authentication.access_token()
    held = [signed_in.environment, signed_in.environment["access-token"], reply, reply.json, signed_in.phone(ME)]
    for thing in held:
        with pytest.raises(KaizalaError, match="not pickled"):
            pickle.dumps(thing)
    assert pickle.loads(pickle.dumps(reply.df)).equals(reply.df)  # noqa: S301
    assert pickle.loads(pickle.dumps(Secret(""))) == ""  # noqa: S301
    assert copy.deepcopy(reply.json) == reply.json


def test_an_error_takes_no_frame_of_the_client_along(signed_in):
    """Not by way of what it came from either: the frames of ``requests`` and ``urllib3``."""
    signed_in.sandbox.fail_next(reset=True, times=9)
    signed_in.session.retry_trouble = False
    for fails in (
        lambda: signed_in.groups.fetch_groups(),
        lambda: signed_in.groups.fetch_group_details(group_id="nope"),
        lambda: signed_in.sandbox.call("GET", "nothing"),
    ):
        with pytest.raises(KaizalaError) as failed:
            fails()
        told = traceback.TracebackException.from_exception(failed.value, capture_locals=True)
        frames = [frame for frame in told.stack if "kaizala_nb" in frame.filename]
        assert {frame.name for frame in frames} <= {"called", "__call__"}
        assert failed.value.__context__ is None
        assert not [secret for secret in secrets_of(signed_in) if secret in "".join(told.format())]
