"""What a notebook is given to show, in JupyterLab and elsewhere. See also ``tests/browser/test_houses.py``."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from IPython.core.formatters import DisplayFormatter

from tests.toolkit.widgets.conftest import ASHA

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shown(signed_in):
    """A form, a phone, and both side by side."""
    form, phone = signed_in.content.send_message.form(message="Hello"), signed_in.phone(ASHA, name="Asha")
    return [form, phone, signed_in.show(form, phone)]


def test_every_widget_has_a_view_and_html_and_text(shown):
    """By a cell's last line too: ipywidgets 7 has a method of its own for that, which gives no HTML."""
    for widget in shown:
        data, metadata = DisplayFormatter().format(widget)
        assert set(data) == {VIEW, "text/html", "text/plain"}
        assert metadata == {}


def test_colab_is_told_who_draws_a_view(shown, monkeypatch):
    output = ModuleType("google.colab.output")
    output._widgets = SimpleNamespace(_installed_url="https://colab/manager.js")
    output.enable_custom_widget_manager = lambda: None
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    for widget in shown:
        data, metadata = DisplayFormatter().format(widget)
        assert data[VIEW]["model_id"]
        assert metadata[VIEW] == {"colab": {"custom_widget_manager": {"url": "https://colab/manager.js"}}}


def test_a_page_that_does_not_count_views_tells_how_many_there_are(shown):
    _, phone, _ = shown
    box, counts = phone.box(), []
    box.unobserve_all("_view_count")  # there is no loop to poll on
    box.observe(lambda change: counts.append(change["new"]), "_view_count")
    for more in (1, 1, -1, -1, -1):
        box._handle_custom_msg({"kind": "view", "more": more}, [])
    assert counts == [1, 2, 1, 0]


def test_marimo_lays_out_what_stands_side_by_side(shown, monkeypatch):
    marimo = ModuleType("marimo")
    marimo.hstack = lambda parts, **how: list(parts)
    monkeypatch.setitem(sys.modules, "marimo", marimo)
    assert shown[2]._display_() == list(shown[2].children)
