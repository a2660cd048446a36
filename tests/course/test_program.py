"""``kaizala.program()``: what a learner sent, as a program that sends it again."""

import pytest
from IPython.lib.pretty import pretty

from kaizala_nb import ApiError, Kaizala
from tests.course import written_program

ASHA, YOU = "+447700900002", "+447700900001"


@pytest.fixture
def kaizala():
    made = Kaizala()
    yield made
    made.close()


def test_the_program_signs_in_with_a_pin_of_its_own_and_sends_the_same(kaizala, tmp_path):
    with pytest.raises(ApiError, match="Nothing was sent yet"):
        kaizala.program(tmp_path / "early.py")
    kaizala.authentication.generate_pin(mobile_number=YOU)
    kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)
    kaizala.authentication.access_token()
    first = str(kaizala.groups.create_group(name="Tea", members=[ASHA]).json["groupId"])
    with pytest.raises(ApiError):
        kaizala.content.send_message(message="To nobody", group_id="00000000-0000-0000-0000-000000000000")
    kaizala.content.send_message(message="Hello from my program")

    program = kaizala.program(tmp_path / "my_first_message.py")
    text = program.read_text(encoding="utf-8")
    for secret in ("access-token", "refresh-token", "application-secret"):
        assert str.__str__(kaizala.environment[secret]) not in text
    assert first not in text
    assert pretty(program).splitlines()[1:] == [
        "While it runs, it asks for: pin (unless KAIZALA_PIN is set).",
        "Before you run it, set this environment variable: KAIZALA_APPLICATION_SECRET.",
    ]
    assert text.splitlines()[1] == "# Left out: 1 request that the service refused (1 with 404)."
    assert "'accessToken': str(reply_3.json()['accessToken'])" in text

    assert [line[-3:] for line in written_program.run(program, kaizala)] == ["200"] * 4
    hello = [chat for chat in kaizala.sandbox.read_phone(ASHA)["chats"] if chat.get("text") == "Hello from my program"]
    assert len({chat["groupId"] for chat in hello}) == 2
