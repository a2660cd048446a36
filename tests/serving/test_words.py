"""Whoever serves may be anybody: no word of Kaizala stands in what all of them share."""

import re

import pytest

from tests.packaging.tracked import ROOT

WORDS = re.compile(r"kaizala|(?<![a-z])pins?(?![a-z])|connector|subscriber", re.IGNORECASE)
OWN_NAME = re.compile(r"kaizala_nb")
FIELD = re.compile(r"\bpins?\b", re.IGNORECASE)
"""What is secret by its name may be a PIN, whoever has one."""
SOURCES = sorted((ROOT / "kaizala_nb" / "serving").rglob("*.py"))


def said(text: str, *, secrecy: bool = False) -> list[str]:
    """The words of Kaizala in some source."""
    text = OWN_NAME.sub("", text)
    return WORDS.findall(FIELD.sub("", text) if secrecy else text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_word_of_kaizala(path):
    assert said(path.read_text(), secrecy=path.name == "secrecy.py") == []


def test_the_rule_sees_what_it_looks_for():
    assert said("Server: Kaizala, a new_pin, the PINs of Connectors") == ["Kaizala", "pin", "PINs", "Connector"]
    assert said("from kaizala_nb.serving import spinning") == []
    assert said("otp pin pins", secrecy=True) == []
    assert said("the local Kaizala's pin", secrecy=True) == ["Kaizala"]
