"""Which webhooks are called at once: so many that are quick, a slow one with one call each, all of them in turn."""

import pytest

from kaizala_nb.emulator import turns
from kaizala_nb.emulator.turns import Turns


@pytest.fixture
def clock(monkeypatch):
    """The time, which only a test moves: ``clock[0] += 2``."""
    now = [0.0]
    monkeypatch.setattr(turns.time, "monotonic", lambda: now[0])
    return now


def take(made, number, receiver=None):
    """A call to a webhook's receiver begins, if there is a place."""
    return made.take(f"w{number}", f"https://r{number if receiver is None else receiver}.example/{number}")


def slow(made, clock, numbers):
    """These receivers take two seconds for an answer."""
    for number in numbers:
        assert take(made, number)
        clock[0] += 2
        made.give_back(f"w{number}")
    made.next_round()


def test_quick_ones_have_so_many_places_and_four_of_one_receiver(clock):
    made = Turns()
    assert [take(made, number) for number in range(20)] == [True] * 16 + [False] * 4
    assert {f"w{number}" for number in range(20)} == made.not_now
    made.give_back("w3")
    assert made.not_now == {f"w{number}" for number in range(16)} - {"w3"}
    made = Turns()
    assert [take(made, number, receiver="one") for number in range(6)] == [True] * 4 + [False] * 2
    assert take(made, 7)


def test_one_that_is_awaited_takes_nobodys_place(clock):
    made = Turns()
    for number in range(16):
        assert take(made, number)
    assert not take(made, 16)
    clock[0] += 1.5
    assert "w16" not in made.not_now  # time alone made places
    assert take(made, 16)
    assert made.busy


def test_a_slow_receiver_has_one_call_and_is_forgiven_by_a_quick_answer(clock):
    made = Turns()
    slow(made, clock, [1])
    assert take(made, 1)
    assert not made.take("other", "https://r1.example/other")
    made.give_back("w1")
    made.next_round()
    assert take(made, 1)
    assert made.take("other", "https://r1.example/other")


def test_slow_ones_come_round_one_after_the_other_and_leave_the_quick_their_places(clock):
    made = Turns()
    numbers = range(turns._SLOW + 5)
    slow(made, clock, numbers)
    taken = [number for number in numbers if take(made, number)]
    assert len(taken) == turns._SLOW
    assert [take(made, number) for number in range(1000, 1017)] == [True] * 16 + [False]
    clock[0] += 2
    made.give_back("w0")
    assert "w0" in made.not_now  # it had its turn
    waited = [f"w{number}" for number in numbers if number not in taken]
    assert not set(waited) & made.not_now
    assert made.take(waited[0], f"https://r{waited[0][1:]}.example/")
    assert made.next_round()
    assert "w0" not in made.not_now
    assert not made.next_round()


def test_there_are_never_more_than_so_many(clock):
    made = Turns()
    taken = 0
    for number in range(1000):
        taken += take(made, number)
        clock[0] += 0.5
        made.not_now  # noqa: B018  (asked before each call, as the outbox does)
    assert taken == turns._MOST
