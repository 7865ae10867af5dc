"""Whether recipes do what they say: ``python -m benchmarks.recipes [--seeds A B]``.

Trains every recipe of ``core.gan.presets`` for as long as the page does, from seeds
that were not used to choose its settings (32 to 63), and counts in how many of them its
sentence is true. Read: recipe, sentence, k of n. Wanted: at most two seeds of 32 in
which it is not, or a sentence that says in how many. Takes a quarter of an hour.
"""

import argparse

import torch

from benchmarks import _serve
from benchmarks._claims import CLAIMS
from benchmarks._runs import train


def main() -> None:
    """Trains, counts, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(32, 64))
    seeds = range(*parser.parse_args().seeds)
    torch.set_num_threads(1)
    rows = []
    for name in dict.fromkeys(claim.recipe for claim in CLAIMS):
        runs = train(name, seeds)
        for claim in CLAIMS:
            if claim.recipe == name:
                true = claim.holds(runs).sum()
                rows.append([name, claim.says, f"{true} of {len(seeds)}"])
    print(_serve.table(["recipe", "what is said", "true in"], rows))


if __name__ == "__main__":
    main()
