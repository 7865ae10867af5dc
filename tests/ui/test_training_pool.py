"""Sessions that train take turns, in the order of their coming."""

import threading
import time
from collections.abc import Callable

import pytest

from core.ui.training_pool import Turns


def queue(turns: Turns, works: list[Callable[[], None]]) -> Callable[[], list[int]]:
    """Lines up one session after the other; the function waits for all of them."""
    told: dict[int, int] = {}

    def session(number: int) -> None:
        _, told[number] = turns.do(works[number])

    threads = []
    for number in range(len(works)):
        threads.append(threading.Thread(target=session, args=(number,)))
        threads[-1].start()
        while turns._in_line <= number:
            time.sleep(0.001)

    def wait() -> list[int]:
        for thread in threads:
            thread.join(10)
        return [told[number] for number in range(len(works))]

    return wait


def test_nobody_waits_while_there_is_room():
    gate = threading.Event()
    wait = queue(Turns(2), [lambda: (gate.wait(10), None)[1]] * 2)
    gate.set()
    assert wait() == [0, 0]


@pytest.mark.parametrize("places", [1, 2])
def test_never_more_at_once_than_there_are_places_and_first_come_first_served(places):
    lock, gate, inside, most, order = threading.Lock(), threading.Event(), [], [0], []

    def work(number: int) -> None:
        with lock:
            inside.append(number)
            most[0] = max(most[0], len(inside))
            order.append(number)
        gate.wait(10)
        with lock:
            inside.remove(number)

    wait = queue(Turns(places), [lambda n=n: work(n) for n in range(6)])
    gate.set()
    assert wait() == [max(0, number + 1 - places) for number in range(6)]
    assert most[0] <= places
    assert not inside
    assert sorted(order) == list(range(6))
    if places == 1:
        assert order == list(range(6))


def test_a_failure_reaches_who_asked_and_gives_the_place_back():
    turns = Turns(1)

    def fail() -> None:
        raise RuntimeError("training failed")

    with pytest.raises(RuntimeError, match="training failed"):
        turns.do(fail)
    assert turns.do(lambda: 7) == (7, 0)


def test_the_threads_stay():
    turns = Turns(1)
    first, _ = turns.do(threading.get_ident)
    assert all(turns.do(threading.get_ident) == (first, 0) for _ in range(5))
