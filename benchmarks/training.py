"""How fast the toy GAN trains: ``python -m benchmarks.training [--rounds N]``.

Two loops train the same networks (1-32-32-1, SiLU, batch 256, Adam) on one thread, in
turns: the loop of the textbooks (``nn.Linear``, ``BCEWithLogitsLoss`` against fresh
ones and zeros, default Adam, ``.item()`` on both losses), and the one that the page
runs (``core.training.trainer``), with one run and with eight side by side.

Read: run-iterations per second, medians of the rounds, as multiples of the textbook's.
Wanted: one run at least 4 times, eight together at least 8 times. Products, sigmoids
and Adam alone, called from a bare loop, would make it 5.2 and 7.6 times. The last table
says what a look at a run costs, and what a live page can show of it.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable

import torch

from benchmarks import _serve, _textbook
from core.gan.config import Config
from core.training.snapshot import snapshot
from core.training.trainer import Trainer

ITERATIONS = 150


def main() -> None:
    """Measures in turns and prints two tables."""
    rounds = _serve.parser(__doc__, rounds=7).parse_args().rounds
    torch.set_num_threads(1)
    eight = [Config(seed=seed) for seed in range(8)]
    loops: dict[str, tuple[int, Callable[[int], None]]] = {
        "textbook": (1, _textbook.Loop().train),
        "core.training.trainer, one run": (1, Trainer(Config()).advance),
        "core.training.trainer, eight runs": (8, Trainer(*eight).advance),
    }
    speeds: dict[str, list[float]] = defaultdict(list)
    for _, train in loops.values():
        train(20)
    for _ in range(rounds):
        for name, (runs, train) in loops.items():
            start = time.perf_counter()
            train(ITERATIONS)
            took = time.perf_counter() - start
            speeds[name].append(runs * ITERATIONS / took)
    rows = []
    for name, measured in speeds.items():
        ratios = [a / b for a, b in zip(measured, speeds["textbook"], strict=True)]
        numbers = statistics.median(measured), statistics.median(ratios)
        rows.append([name, f"{numbers[0]:.0f}", f"{numbers[1]:.2f}"])
    print(_serve.table(["loop", "run-iterations/s", "times the textbook"], rows))
    print()
    looks()


def looks() -> None:
    """What a snapshot costs, and iterations a second with sixty of them."""
    rows = []
    for runs in (1, 2, 8):
        trainer = Trainer(*(Config(seed=seed) for seed in range(runs)))
        trainer.advance(20)
        step = _milliseconds(lambda one=trainer: one.advance(1), 100)
        look = _milliseconds(lambda one=trainer: snapshot(one), 40)
        left = max(0.0, 1000.0 - 60.0 * look)
        rows.append([str(runs), f"{step:.2f}", f"{look:.2f}", f"{left / step:.0f}"])
    head = ["runs", "iteration, ms", "snapshot, ms", "iterations/s with 60 pictures/s"]
    print(_serve.table(head, rows))


def _milliseconds(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return 1000.0 * (time.perf_counter() - start) / times


if __name__ == "__main__":
    main()
