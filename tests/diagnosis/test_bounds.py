"""The bounds between D's loss and G's, for any scores of any batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.diagnosis import bounds

SCORES = arrays.arrays(np.float64, st.integers(1, 20), elements=st.floats(-30.0, 30.0))
HALVES = {
    "bce-non-saturating": (
        lambda s: np.logaddexp(0.0, s).mean(),
        lambda s: np.logaddexp(0.0, -s).mean(),
    ),
    "bce-saturating": (
        lambda s: np.logaddexp(0.0, s).mean(),
        lambda s: -np.logaddexp(0.0, s).mean(),
    ),
    "least-squares": (lambda s: (s**2).mean(), lambda s: ((1 - s) ** 2).mean()),
    "least-squares-halved": (
        lambda s: (s**2).mean() / 2,
        lambda s: ((1 - s) ** 2).mean() / 2,
    ),
}


@pytest.mark.parametrize("loss", HALVES)
@given(scores=SCORES)
def test_the_fake_half_of_any_batch_is_at_least_the_bound(
    loss: str, scores: np.ndarray
):
    fake, of_g = (half(scores) for half in HALVES[loss])
    least = bounds.least_d(loss, np.array([of_g]))
    assert least is not None
    assert fake >= least[0] * (1.0 - 1e-9) - 1e-12  # rounding of the two means
    broken = bounds.broken(loss, np.array([fake]), np.array([of_g]), 1e-9)
    assert broken is not None
    assert not broken.any()


@pytest.mark.parametrize(
    "loss", ["bce-non-saturating", "bce-saturating", "least-squares"]
)
def test_fakes_that_are_all_alike_meet_the_bound(loss: str):
    score = np.array([0.3])
    fake, of_g = (half(score) for half in HALVES[loss])
    least = bounds.least_d(loss, np.array([of_g]))
    assert least is not None
    np.testing.assert_allclose(least[0], fake, rtol=1e-12)


def test_nothing_is_known_of_hinge_and_critic():
    assert bounds.least_d("hinge", np.array([0.5])) is None
    assert bounds.broken("wasserstein", np.array([0.5]), np.array([0.5])) is None
