"""JupyterLab as ``kaizala-nb lab`` starts it, in a real browser: the lesson, and no question before it."""

import shutil

from kaizala_nb.course.teaching.lab import variables
from tests.browser.lab import JupyterLab, Notebook
from tests.course.lessons.runner import LESSON_00


def test_nobody_is_asked_about_news(tmp_path, browser):
    """As on a computer where JupyterLab was never opened before."""
    lab = JupyterLab(tmp_path, variables=variables(), news=None)
    try:
        shutil.copy(LESSON_00, lab.root)
        page = Notebook(lab, browser, LESSON_00.name)
        page.run(1).get_by_text("A local Kaizala is running in this notebook.").wait_for()
        page.page.wait_for_timeout(3_000)  # the question comes a while after the page
        assert page.page.get_by_text("Jupyter news").count() == 0
        assert page.outside == []
        page.close()
    finally:
        lab.stop()
