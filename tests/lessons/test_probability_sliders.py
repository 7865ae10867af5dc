import pytest

from core.lessons.bce_curve import figures as bce_curve
from core.lessons.cross_entropy import belief
from core.lessons.gradients import figures as gradients
from core.lessons.optimal_discriminator import by_hand
from core.maths.sliders import PROBABILITIES, logit_places, names


@pytest.mark.parametrize(
    ("draw", "arguments"),
    [
        (bce_curve.costs, (1.0,)),
        (gradients.chain, ("saturating",)),
        (belief.figure, (0.3, "nats")),
        (by_hand.by_hand, ("normal", 1.0, 2.0, "halfway")),
    ],
)
def test_where_a_probability_moves_its_slider_is_even_in_the_logit(draw, arguments):
    drawn = draw(*arguments)
    assert drawn.names == names(PROBABILITIES)
    assert drawn.layout.meta["places"] == logit_places(PROBABILITIES)
