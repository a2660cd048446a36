"""The course's widgets are tried as the toolkit's are: on a real local Kaizala, by what a browser sends."""

from tests.toolkit.widgets.conftest import kaizala, signed_in

__all__ = ["kaizala", "signed_in"]
