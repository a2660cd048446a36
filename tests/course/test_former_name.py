"""A name that was replaced still works, and says what replaces it."""

import pytest

from kaizala_nb.course.former_name import FormerName
from kaizala_nb.course.inbox.inbox import Inbox
from kaizala_nb.course.sandbox.phone import Phone


class Thing:
    taken = FormerName("parts")
    said = FormerName("in_words")

    parts = ("a", "b")

    def in_words(self, part: str) -> str:
        return f"the {part}"


def test_it_gives_what_the_new_name_gives():
    with pytest.warns(DeprecationWarning, match=r"Thing\.taken is now called parts"):
        assert Thing().taken == ("a", "b")
    with pytest.warns(DeprecationWarning, match=r"Thing\.said is now called in_words"):
        assert Thing().said("b") == "the b"


@pytest.mark.parametrize("kind", [Inbox, Phone])
def test_each_former_name_of_the_course_has_a_new_one(kind):
    former = {name: held for one in kind.__mro__ for name, held in vars(one).items() if isinstance(held, FormerName)}
    assert former
    for held in former.values():
        assert hasattr(kind, held._new)
