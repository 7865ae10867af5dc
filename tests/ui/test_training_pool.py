"""Sessions that train take turns, in the order of their coming."""

import threading
import time
from collections.abc import Callable

import pytest

from core.ui.training_pool import TrainingPool


def queue(
    pool: TrainingPool, works: list[Callable[[], None]]
) -> Callable[[], list[int]]:
    """Lines up one session after the other; the function waits for all of them."""
    told: dict[int, int] = {}

    def session(number: int) -> None:
        _, told[number] = pool.do(works[number])

    threads = []
    for number in range(len(works)):
        threads.append(threading.Thread(target=session, args=(number,)))
        threads[-1].start()
        while pool._in_line <= number:
            time.sleep(0.001)

    def wait() -> list[int]:
        for thread in threads:
            thread.join(10)
        return [told[number] for number in range(len(works))]

    return wait


def test_nobody_waits_while_there_is_room():
    gate = threading.Event()
    wait = queue(TrainingPool(2), [lambda: (gate.wait(10), None)[1]] * 2)
    gate.set()
    assert wait() == [0, 0]


@pytest.mark.parametrize("workers", [1, 2])
def test_never_more_at_once_than_there_are_places_and_first_come_first_served(workers):
    lock, gate, inside, most, order = threading.Lock(), threading.Event(), [], [0], []

    def work(number: int) -> None:
        with lock:
            inside.append(number)
            most[0] = max(most[0], len(inside))
            order.append(number)
        gate.wait(10)
        with lock:
            inside.remove(number)

    wait = queue(TrainingPool(workers), [lambda n=n: work(n) for n in range(6)])
    gate.set()
    assert wait() == [max(0, number + 1 - workers) for number in range(6)]
    assert most[0] <= workers
    assert not inside
    assert sorted(order) == list(range(6))
    if workers == 1:
        assert order == list(range(6))


def test_what_is_kept_for_everybody_goes_before_slices():
    gate, order = threading.Event(), []
    pool = TrainingPool(1)

    def session(number: int, once: bool) -> None:
        pool.do(lambda: (gate.wait(10), order.append(number)), once=once)

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=session, args=(number, number > 2)))
        threads[-1].start()
        while pool._in_line <= number:
            time.sleep(0.001)
    gate.set()
    for thread in threads:
        thread.join(10)
    assert order == [0, 3, 4, 1, 2]  # the first had begun


def test_a_failure_reaches_who_asked_and_gives_the_place_back():
    pool = TrainingPool(1)

    def fail() -> None:
        raise RuntimeError("training failed")

    with pytest.raises(RuntimeError, match="training failed"):
        pool.do(fail)
    assert pool.do(lambda: 7) == (7, 0)


def test_the_threads_stay():
    pool = TrainingPool(1)
    first, _ = pool.do(threading.get_ident)
    assert all(pool.do(threading.get_ident) == (first, 0) for _ in range(5))
