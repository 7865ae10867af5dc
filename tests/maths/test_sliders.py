import numpy as np
from scipy.special import logit

from core.maths.sliders import PROBABILITIES, TRACK, logit_places


def test_a_probability_s_places_on_the_track_are_even_in_the_logit():
    places = logit_places(PROBABILITIES)
    edge = logit(0.999)
    even = TRACK * (logit(PROBABILITIES) + edge) / (2.0 * edge)
    # Half a step is lost in rounding to whole steps.
    np.testing.assert_allclose(places, even, rtol=0.0, atol=0.5 + 1e-6)
    assert (places[0], places[-1]) == (0, TRACK)
    assert np.all(np.diff(places) > 0)


def test_0_001_to_0_01_has_as_much_room_as_0_1_to_0_5():
    known = dict(zip(PROBABILITIES.tolist(), logit_places(PROBABILITIES), strict=True))
    # The odds grow 10.1 times here and 9 times there.
    low, middle = known[0.01] - known[0.001], known[0.5] - known[0.1]
    np.testing.assert_allclose(low / middle, np.log(10.09) / np.log(9.0), rtol=1e-3)
    assert known[0.5] == TRACK / 2
