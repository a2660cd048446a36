"""The page for authors says of the lessons what is so."""

from tests.course.lessons import storyboard
from tests.packaging.tracked import ROOT


def test_the_page_of_the_lessons_is_that_of_today():
    assert (ROOT / "docs" / "lessons.md").read_text(encoding="utf-8") == storyboard.page(), "make docs"
