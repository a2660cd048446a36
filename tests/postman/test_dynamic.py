"""Postman's random values: each name that Postman knows has a value here, of Faker's where it is no value of our own."""

import subprocess

import pytest

from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic
from tests import node


def names_of_postman():
    try:
        command = [
            node.node(),
            "-e",
            "console.log(Object.keys(require('postman-collection/lib/superstring/dynamic-variables')).join(' '))",
        ]
        folder = node.newman()[1].rpartition("/newman/bin/")[0]
    except node.NoNode:
        pytest.skip("no node")
    environment = node.environment() | {"NODE_PATH": folder}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()


def test_each_name_of_postman_has_a_value():
    pytest.importorskip("faker")
    names = names_of_postman()
    assert len(names) > 100
    assert [name for name in names if not dynamic.value_of(name)] == []
    assert dynamic.value_of("$randomNothing") is None


def test_without_faker_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "faker", None)
    with pytest.raises(CannotSend, match=r"\$randomFirstName.* made by Faker") as refused:
        dynamic.value_of("$randomFirstName")
    assert 'pip install "kaizala-nb[random]"' in refused.value.todo
    assert dynamic.value_of("$randomInt").isdigit()
