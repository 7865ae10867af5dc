"""Every page in many states: all its choices, its sliders from end to end."""

import itertools
from dataclasses import dataclass

import numpy as np

from tests.latex.meaning import State
from tests.latex.printing import Claim, claims, printed
from tests.pages.controls import choices, state, whole
from tests.pages.opening import opened
from tests.pages.sent import sliders

FEW = 6  # combinations of choices that are all opened twice, in other positions
MANY = 8  # more of them are not all opened, but every option is
TRAINED = {"wasserstein_critic": 2, "loss_curves": 3}  # so few states: networks train


@dataclass(frozen=True)
class Opened:
    """A page's claims in one state, and every place of its sliders."""

    state: State
    claims: list[Claim]
    places: dict[str, list[str]]

    def elsewhere(self, rng: np.random.Generator) -> dict[str, str]:
        """Its sliders anywhere, between their places too where these are numbers."""
        try:
            ends = [(float(all_[0]), float(all_[-1])) for all_ in self.places.values()]
        except ValueError:
            return {key: str(rng.choice(all_)) for key, all_ in self.places.items()}
        moved = (str(rng.uniform(*both)) for both in ends)
        return dict(zip(self.places, moved, strict=True))


def all_states(stem: str) -> list[Opened]:
    """The page as it opens first, with all its questions, and in other states."""
    first = opened(stem)
    names = {key: sent.names for key, sent in sliders(first).items()}
    before = printed(first)
    for radio in list(first.radio):  # an answer may bring formulas
        radio.set_value(radio.options[0])
    found = printed(first.run()) if first.radio else before
    pages = [Opened(state(first), claims(found), names)]
    links = _links(choices(first), names, whole(first))
    most = TRAINED.get(stem) if found else 1
    for link in links[:most]:
        app = opened(stem, hide=["code", "share", "questions"], **link)
        if len(found) > len(before):
            for radio in list(app.radio):
                radio.set_value(radio.options[0])
            app.run()
        pages.append(Opened(state(app), claims(printed(app)), names))
    return pages


def _links(options: dict, names: dict, numbers: list[str]) -> list[dict[str, str]]:
    """Parameters of the states, such that no slider stands twice at one place."""
    rng = np.random.default_rng(0)
    product = list(itertools.islice(itertools.product(*options.values()), MANY + 1))
    if len(product) > MANY:
        turned = [_repeated(rng.permutation(one), MANY + 2) for one in options.values()]
        product = list(zip(*turned, strict=True))
    elif len(product) <= FEW:
        product = _repeated(product, max(2 * len(product), 6))
    links = [dict(zip(options, map(str, chosen), strict=True)) for chosen in product]
    for key, all_ in names.items():
        places = [all_[0], all_[-1], *rng.permutation(all_[1:-1])]
        for link, place in zip(
            links, rng.permutation(places[: len(links)]), strict=False
        ):
            link[key] = str(place)
    for key in numbers:
        for at, link in enumerate(links):
            link[key] = "03"[at % 2]
    alone = [{key: str(all_[len(all_) // 3])} for key, all_ in names.items()][:2]
    return links + alone if len(names) > 1 else links


def _repeated(values, length: int) -> list:
    return list(itertools.islice(itertools.cycle(values), length))
