"""The sign-in: its form, and beside it the phone that gets the PIN.

It works like every other form: :meth:`SignIn.send_once` goes on where the person stopped. The person reads the PIN off the phone
and types it, since that is what the lesson teaches. Only if a cell calls ``send_once`` before that, the PIN is read off by itself.
"""

from collections.abc import Callable, Collection

import ipywidgets as widgets

from kaizala_nb.course.widgets.sign_in_form import SignInForm
from kaizala_nb.course.widgets.sign_in_replies import SignInReplies
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.widgets.layout import SideBySide


class SignIn(Suggesting, SideBySide):
    """The sign-in form, and the phone of its number if there is a local phone.

    Args:
        session: Sends the requests.
        mobile_number: The first value of the number's field; "" for the value of its variable.
        read_pin: Reads the PIN off the local phone of a number; None if there is no local phone.
        make_phone: Makes the box of that phone; None if there is no local phone.
        host: The host that sends the SMS, if there is no local phone.
        key: What the page keeps typed text under; "" keeps none.
    """

    form: SignInForm

    def __init__(
        self,
        session: Session,
        *,
        mobile_number: str,
        read_pin: Callable[[str], str] | None,
        make_phone: Callable[[str], widgets.Widget] | None,
        host: str,
        key: str = "",
    ) -> None:
        self._make_phone = make_phone
        self._phone_number = ""
        self.form = SignInForm(
            session, mobile_number=mobile_number, read_pin=read_pin, host=host, key=key, show_phone=self._show_phone
        )
        super().__init__(self.form)
        if make_phone:
            self.form.show_phone()

    def _items(self) -> dict[str, str]:
        return {name: f".form{code}" for name, code in self.form._items().items()}

    def send_once(self) -> SignInReplies:
        """Send the requests that were not sent yet, and give the three replies.

        Raises:
            ApiError: the service refused a request; or a PIN is needed, nobody has typed it, and there is no local phone.
        """
        return self.form.send_once()

    @property
    def done(self) -> bool:
        """Whether a cell has read the replies."""
        return self.form.done

    def come_back(self) -> None:
        """Stay as it is. Before the first request, a number that the person has not changed follows its variable."""
        self.form.come_back()

    def take_over(self, former: "SignIn", changed: Collection[str]) -> None:
        """Fill in the number that was typed into a former form, unless the cell has changed the number."""
        self.form.take_over(former.form, changed)

    def _show_phone(self, number: str) -> None:
        """Put the phone of a number beside the form, if there is a local phone, and unless it is there already."""
        if self._make_phone and number != self._phone_number:
            self._phone_number = number
            self.children = (self.form, self._make_phone(number))

    def __repr__(self) -> str:
        return f"<SignIn: {self.form.progress}>"
