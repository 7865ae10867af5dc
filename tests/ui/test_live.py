"""Sessions that train take turns, in the order of their coming."""

import threading
import time

import pytest

from core.ui.live import Turnstile


def test_nobody_waits_while_there_is_room():
    turns = Turnstile(2)
    with turns.turn() as first, turns.turn() as second:
        assert (first, second) == (0, 0)


@pytest.mark.parametrize("places", [1, 2])
def test_never_more_at_once_than_there_are_places_and_first_come_first_served(places):
    turns, inside, most, order = Turnstile(places), [0], [0], []
    lock, gate = threading.Lock(), threading.Event()

    def work(number: int) -> None:
        with turns.turn():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                order.append(number)
            gate.wait(10)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        while turns._next <= number:  # in line, in this order
            time.sleep(0.001)
    gate.set()
    for thread in threads:
        thread.join(10)
    assert most[0] <= places
    assert inside[0] == 0
    assert len(order) == 6
    if places == 1:
        assert order == list(range(6))


def test_whoever_waits_is_told_how_many_are_before():
    turns, told = Turnstile(1), []

    def wait() -> None:
        with turns.turn() as before:
            told.append(before)

    with turns.turn():
        threads = [threading.Thread(target=wait) for _ in range(2)]
        for number, thread in enumerate(threads, start=1):
            thread.start()
            while turns._next <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert told == [1, 2]


def test_a_failure_inside_gives_the_place_back():
    turns = Turnstile(1)
    with pytest.raises(RuntimeError), turns.turn():
        raise RuntimeError("training failed")
    with turns.turn() as before:
        assert before == 0
